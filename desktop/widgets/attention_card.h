#pragma once

#include <QWidget>

#include "desktop/models/attention_text.h"
#include "desktop/widgets/workspace.h"

class QGridLayout;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace qm::desktop {

class FieldDrafts;

/// The card of one thing that needs attention: what happened, the values side by side, and a button for each way out
/// with what it leads to. A settled one is folded to a line with Undo. A value that is typed is a draft until then.
class AttentionCard final : public QWidget {
    Q_OBJECT

public:
    explicit AttentionCard(Workspace& workspace, QWidget* parent = nullptr);

    void setWords(const AttentionWords& words, bool hasNext);
    void clear();
    const std::optional<AttentionWords>& words() const { return m_words; }
    /// Puts the focus where the next key belongs: on the first way out, or on the way to the next card.
    void focusFirst();

signals:
    /// `value`: of Way::Value; `month`: of Way::Move.
    void wayChosen(
        qm::desktop::Way way, const std::optional<qm::CellValue>& value, const std::optional<qm::Uuid>& month);
    void undoWanted();
    void nextWanted();
    void exportWanted();
    void historyWanted();

private:
    void build(bool hasNext);
    void addHead(QVBoxLayout* column);
    void addSides(QVBoxLayout* column);
    void addWays(QVBoxLayout* column);
    void addWay(QGridLayout* grid, const WayOut& way);
    QWidget* makeTyped(const WayOut& way);
    QWidget* makeMove(const WayOut& way);
    void addSettled(QVBoxLayout* column, bool hasNext);
    void addSetApart(QVBoxLayout* column);

    Workspace& m_workspace;
    QWidget* m_content = nullptr;
    QPushButton* m_first = nullptr;
    QLineEdit* m_typed = nullptr; ///< a value of the person's own
    FieldDrafts* m_drafts = nullptr; ///< its
    std::optional<AttentionWords> m_words;
};

} // namespace qm::desktop
