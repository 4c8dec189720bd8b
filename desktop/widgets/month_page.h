#pragma once

#include "desktop/models/entry_tree_model.h"
#include "desktop/widgets/month_actions.h"
#include "desktop/widgets/page.h"

#include <QTimer>

#include <memory>

class QMenu;
class QStackedWidget;

namespace qm::desktop {

class AddEntryRow;
class DuePanel;
class CellDrafts;
class EntryTree;
class HintLine;
class MonthHead;
class QuickRow;

/// The chosen month (Workspace::currentMonth): its head, what is due, its entries and their postings. A month that is
/// not there yet offers to be opened; a closed one is shown as an archive.
class MonthPage final : public Page {
    Q_OBJECT

public:
    explicit MonthPage(Workspace& workspace, QWidget* parent = nullptr);

    static void addCommands(Workspace& workspace, QObject* owner, std::function<MonthPage&()> page);

    void reload() override;
    void takeFocus() override;

    /// To the month before (-1) or after (1) the one that is shown.
    void step(int months);
    void showThisMonth();
    void wantNewEntry();
    void wantDue();
    void expandAll();
    void collapseAll();
    void editNote();
    void renameCurrent();
    void deleteCurrent();
    void skipCurrent();
    void recordOnCurrent();
    void showPostingsOfCurrent();
    void moveCurrent(int rows);
    /// The cursor into the quick row of that month, on that entry if one is given.
    void recordIn(YearMonth ym, const std::optional<Uuid>& entry);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeContent();
    void connectParts();
    void connectCells();
    void show(YearMonth ym, std::optional<MonthView> view);
    void showMissing(YearMonth ym);
    void showHints();
    void showBody();
    void tellClosed();
    void editEntry(const Uuid& entry, const CellEdits& edits);
    void cellRefused(const QString& draft, const QString& why);
    void goOnInCell(const QString& draft);
    QString cellDraft(const QModelIndex& index) const;
    void wakeAtMidnight();
    void currentRowChanged();
    void updateCommands();
    void showMenu(const QPoint& at);
    void fillEntryMenu(QMenu& menu, const MonthView::Line& line);
    void fillPostingMenu(QMenu& menu, const Posting& posting);
    void addEntryChoices(QMenu& menu, const Posting& posting);
    void addCommandTo(QMenu& menu, const char* commandId);
    void addEntry(const EntryDraft& draft, const QString& newCategory);
    void record(const std::vector<Uuid>& entries, bool thenEdit);
    void goToQuickRow();
    QModelIndex current() const;

    EntryTreeModel m_model;
    MonthActions m_actions;
    QStackedWidget* m_states; ///< the month, or what is said in its place
    QWidget* m_content;
    QWidget* m_missing = nullptr;
    QWidget* m_empty = nullptr; ///< in the place of the rows
    MonthHead* m_head;
    HintLine* m_closedHint;
    HintLine* m_twiceHint;
    DuePanel* m_due;
    QStackedWidget* m_body; ///< the rows, or what belongs there
    EntryTree* m_tree;
    CellDrafts* m_cells;
    QString m_cellWanted; ///< a draft to go on with once its month is shown
    AddEntryRow* m_add;
    QuickRow* m_quick;
    LatestOnly m_request;
    QTimer m_midnight;
    std::optional<YearMonth> m_shown;
    struct RecordWanted {
        YearMonth ym;
        std::optional<Uuid> entry;
    };
    std::optional<RecordWanted> m_recordWanted; ///< when its month has arrived
    std::optional<Uuid> m_wanted; ///< an entry to choose when it has arrived
};

} // namespace qm::desktop
