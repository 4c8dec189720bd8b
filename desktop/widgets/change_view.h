#pragma once

#include <QWidget>

#include "desktop/models/history_model.h"
#include "desktop/widgets/workspace.h"

class QLabel;
class QPushButton;
class QTextBrowser;

namespace qm::desktop {

/// One change in full: who, when, every value from and to, and the ways back.
class ChangeView final : public QWidget {
    Q_OBJECT

public:
    explicit ChangeView(Workspace& workspace, QWidget* parent = nullptr);

    /// Null: nothing is chosen. `canUndoBack`: what is shown around it is everything, so that "back to here" is clear.
    void setLine(const HistoryLine* line, bool canUndoBack);

signals:
    void undoWanted(const qm::Uuid& change);
    void redoWanted(const qm::Uuid& undo); ///< it is undone: the undo that is to be taken back
    void undoBackWanted(const qm::Uuid& change);

protected:
    void changeEvent(QEvent* event) override;

private:
    void readWords();
    void showWords();
    void showWays(const HistoryLine& line, bool canUndoBack);

    Workspace& m_workspace;
    QLabel* m_title;
    QLabel* m_who;
    QLabel* m_note;
    QTextBrowser* m_values;
    QPushButton* m_undo;
    QPushButton* m_undoBack;
    std::optional<Uuid> m_change;
    Uuid m_undoneBy;
    std::int64_t m_count = 0;
    std::vector<ChangeWords> m_words;
    LatestOnly m_request;
};

} // namespace qm::desktop
