#pragma once

#include "desktop/models/row_details.h"
#include "desktop/widgets/workspace.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace qm::desktop {

class LineageChart;

/// The right side of the window: details and last changes of what is selected; on the month page, while nothing is
/// selected, of the month. It can be folded away, and is at first where the window is narrow.
class DetailsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit DetailsPanel(Workspace& workspace, QWidget* parent = nullptr);

    void addCommands(QObject* owner);
    /// The page that is shown; nothing is known to be selected on it yet.
    void setPage(PageId page);
    void reload();
    const std::optional<RowKey>& row() const { return m_row; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void select(const std::optional<RowKey>& row);
    void showRow(const std::optional<RowKey>& row);
    void showDetails(Result<RowDetails> details);
    void showNothing();
    void build(const RowDetails& details);
    void addFields(QVBoxLayout* column, const RowDetails& details);
    void addPast(QVBoxLayout* column, const RowDetails& details);
    void addNote(QVBoxLayout* column, const RowDetails& details);
    void addLinks(QVBoxLayout* column, const RowDetails& details);
    void addChanges(QVBoxLayout* column, const RowDetails& details);
    void showPostings(const RowDetails& details);
    void saveNote();
    QString draftName() const;
    void applyShown();

    Workspace& m_workspace;
    QScrollArea* m_scroll;
    QPlainTextEdit* m_note = nullptr;
    QAction* m_toggle = nullptr;
    PageId m_page = PageId::Welcome;
    std::optional<RowKey> m_selected;
    std::optional<RowKey> m_row; ///< whose details are shown
    QString m_noteThere; ///< the note as the ledger has it
    LatestOnly m_request;
};

} // namespace qm::desktop
