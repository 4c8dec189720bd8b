#pragma once

#include "desktop/widgets/page.h"

#include "common/store/summary_table.h"

#include <memory>

class QLabel;
class QStackedWidget;
class QSplitter;

namespace qm::desktop {

class ChartsPanel;
class RangeChooser;
class SummaryModel;
class SummaryTableView;
class SwitchBar;

/// Categories by months over any range, planned and actual, and charts of it. Where there is room, the table and the
/// charts stand side by side. Charts are made when they are first looked at.
class SummaryPage final : public Page {
    Q_OBJECT

public:
    explicit SummaryPage(Workspace& workspace, QWidget* parent = nullptr);

    static void addCommands(Workspace& workspace, QObject* owner, std::function<SummaryPage&()> page);

    void reload() override;
    void takeFocus() override;
    bool canPrint() const override;
    void print(QPrinter& printer) override;

    SummaryTableView& table() { return *m_table; }
    RangeChooser& range() { return *m_range; }
    SwitchBar& showing() { return *m_showing; }
    /// Null as long as no chart was looked at.
    ChartsPanel* charts() { return m_charts; }
    void showCharts(bool isShown);
    void copyTable();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* newHead();
    QWidget* newEmptyRange();
    void read(bool isNewRange);
    void showSummary(std::shared_ptr<const Summary> summary, bool isNewRange);
    void showingChosen();
    void arrange();
    void openPostings(const QModelIndex& index);
    ChartsPanel& madeCharts();

    SummaryModel* m_model;
    SummaryTableView* m_table;
    RangeChooser* m_range;
    SwitchBar* m_showing;
    SwitchBar* m_view;
    QLabel* m_title;
    QLabel* m_months;
    QStackedWidget* m_stack;
    QSplitter* m_splitter;
    QWidget* m_empty = nullptr; ///< made when it is needed: its button is another page's command
    ChartsPanel* m_charts = nullptr;
    LatestOnly m_request;
    SummaryRange m_shownRange;
    bool m_hasShown = false;
};

} // namespace qm::desktop
