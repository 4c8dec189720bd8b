#include "desktop/widgets/charts/charts_panel.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/charts/chart_card.h"
#include "desktop/widgets/charts/chart_view.h"
#include "desktop/widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QGridLayout>

#include <algorithm>

namespace qm::desktop {

namespace {

enum CardPlace { Spending, Flow, Balance, Comparison };
constexpr int cardWidthLeast = 88 * unit;

QVariant dataOf(const std::optional<Uuid>& id)
{
    return id ? QString::fromStdString(id->text()) : QString();
}

} // namespace

ChartsPanel::ChartsPanel(Workspace& workspace, QWidget* parent)
    : QScrollArea(parent)
    , m_workspace(workspace)
    , m_summary(std::make_shared<const Summary>())
    , m_account(new QComboBox)
    , m_month(new QComboBox)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget;
    m_grid = new QGridLayout(inside);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(3 * unit);
    for (ChartCard*& card : m_cards) {
        card = new ChartCard(workspace, inside);
        card->setMinimumWidth(cardWidthLeast / 2);
    }
    setWidget(inside);
    m_account->setAccessibleName(tr("Account"));
    m_month->setAccessibleName(tr("Month"));
    for (QComboBox* const box : { m_account, m_month }) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
    }
    m_cards[Balance]->addControl(m_account);
    m_cards[Comparison]->addControl(m_month);
    connect(m_account, &QComboBox::currentIndexChanged, this, &ChartsPanel::showBalance);
    connect(m_month, &QComboBox::currentIndexChanged, this, &ChartsPanel::showComparison);
}

void ChartsPanel::setSummary(std::shared_ptr<const Summary> summary, const SummaryRange& range)
{
    m_summary = std::move(summary);
    m_range = range;
    fillChoices();
    const Currency& currency = m_workspace.ledger.currency();
    const auto show = [&](CardPlace place, const Result<ChartPointer>& content) {
        if (content)
            m_cards[place]->setContent(*content);
        else
            m_workspace.showError(content.error());
    };
    show(Spending, spendingChart(m_summary->table, currency));
    show(Flow, flowChart(m_summary->table, currency));
    showBalance();
    showComparison();
}

/// Keeps what is chosen; at first all accounts, and the month of today or the last one.
void ChartsPanel::fillChoices()
{
    m_isFilling = true;
    const QVariant account = m_account->currentData();
    m_account->clear();
    m_account->addItem(tr("All accounts"), QString());
    for (const Account& one : m_workspace.ledger.catalogue().accounts)
        m_account->addItem(QString::fromStdString(one.name), dataOf(one.id));
    m_account->setCurrentIndex(std::max(0, m_account->findData(account)));

    const YearMonth today = yearMonthOf(QDate::currentDate());
    const QString wanted = m_month->count() > 0 ? m_month->currentText() : monthText(today);
    m_month->clear();
    const auto& months = m_summary->table.months;
    for (const YearMonth ym : months)
        m_month->addItem(monthText(ym));
    const int same = m_month->findText(wanted);
    m_month->setCurrentIndex(same >= 0 ? same : m_month->count() - 1);
    m_isFilling = false;
}

void ChartsPanel::showBalance()
{
    if (m_isFilling)
        return;
    const Currency currency = m_workspace.ledger.currency();
    const auto id = Uuid::parse(m_account->currentData().toString().toStdString());
    if (!id) {
        m_balanceRequest.cancel();
        m_cards[Balance]->setContent(balanceChart(m_summary->balances, currency, {}, {}));
        return;
    }
    const QString name = m_account->currentText();
    m_balanceRequest.start(this, m_workspace.ledger.read([range = m_range, account = *id](Ledger& ledger) {
        return readBalances(ledger, range, account);
    }),
        [this, currency, account = *id, name](const Result<std::vector<BalancePoint>>& points) {
            if (points)
                m_cards[Balance]->setContent(balanceChart(*points, currency, account, name));
            else
                m_workspace.showError(points.error());
        });
}

void ChartsPanel::showComparison()
{
    if (m_isFilling)
        return;
    const auto shown = std::size_t(std::max(0, m_month->currentIndex()));
    const auto content = comparisonChart(m_summary->table, shown, m_workspace.ledger.currency());
    if (content)
        m_cards[Comparison]->setContent(*content);
    else
        m_workspace.showError(content.error());
}

ChartCard& ChartsPanel::currentCard()
{
    const QWidget* const focused = QApplication::focusWidget();
    const auto found = std::find_if(
        m_cards.begin(), m_cards.end(), [&](const ChartCard* card) { return focused && card->isAncestorOf(focused); });
    return found == m_cards.end() ? *m_cards.front() : **found;
}

void ChartsPanel::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void ChartsPanel::arrange()
{
    const int columns = viewport()->width() >= 2 * cardWidthLeast + m_grid->spacing() ? 2 : 1;
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (ChartCard* const card : m_cards)
        m_grid->removeWidget(card);
    for (int i = 0; i < cardCount; ++i)
        m_grid->addWidget(m_cards[std::size_t(i)], i / columns, i % columns);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, columns == 2 ? 1 : 0);
}

} // namespace qm::desktop
