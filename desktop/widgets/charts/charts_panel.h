#pragma once

#include <QScrollArea>

#include "desktop/widgets/workspace.h"

#include "common/store/summary_table.h"

#include <array>
#include <memory>

class QComboBox;
class QGridLayout;

namespace qm::desktop {

class ChartCard;
class ChoiceBox;

/// The summary's four charts, in as many columns as there is room for.
class ChartsPanel final : public QScrollArea {
    Q_OBJECT

public:
    explicit ChartsPanel(Workspace& workspace, QWidget* parent = nullptr);

    void setSummary(std::shared_ptr<const Summary> summary, const SummaryRange& range);
    /// Spending, income and expense, balance, comparison.
    ChartCard& card(int index) { return *m_cards[std::size_t(index)]; }
    /// The one with the focus; else the first.
    ChartCard& currentCard();
    static constexpr int cardCount = 4;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void fillChoices();
    void showBalance();
    void showComparison();

    Workspace& m_workspace;
    std::shared_ptr<const Summary> m_summary;
    SummaryRange m_range;
    QGridLayout* m_grid;
    std::array<ChartCard*, cardCount> m_cards {};
    QComboBox* m_account;
    QComboBox* m_month;
    LatestOnly m_balanceRequest;
    int m_columns = 0;
    bool m_isFilling = false;
};

} // namespace qm::desktop
