#include "desktop/widgets/close_month_dialog.h"

#include "desktop/models/display_text.h"
#include "desktop/models/month_plan_model.h"
#include "desktop/widgets/cell_delegate.h"
#include "desktop/widgets/quiet_header.h"
#include "desktop/widgets/field_drafts.h"
#include "desktop/widgets/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr std::size_t unpaidShownMost = 5;
constexpr int reasonLettersMost = 300;

QTableWidgetItem* cell(const QString& text, bool isAmount)
{
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment((isAmount ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

} // namespace

CloseMonthDialog::CloseMonthDialog(Workspace& workspace, const Month& month, QWidget* parent)
    : Sheet(tr("Close %1").arg(monthText(month.ym)),
        tr("A closed month is an archive: nobody changes it by mistake. You can reopen it at any time."), parent)
    , m_workspace(workspace)
    , m_month(month)
    , m_findings(new QVBoxLayout)
{
    addCancelButton();
    m_main = addMainButton(tr("Close the month"));
    m_main->setEnabled(false);
    m_findings->setSpacing(2 * unit);
    body()->addLayout(m_findings, 1);
    connect(m_main, &QPushButton::clicked, this, &CloseMonthDialog::closeMonth);
    resize(150 * unit, 130 * unit);
    m_review.start(this, m_workspace.ledger.read([id = month.id](Ledger& ledger) { return reviewClosing(ledger, id); }),
        [this](Result<ClosingReview> review) {
            if (review)
                showReview(*review);
            else
                showFault(ErrorText::of(review.error()).text());
        });
}

void CloseMonthDialog::addFinding(
    const QString& iconName, const QString& text, const QString& buttonText, std::function<void()> go)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(3 * unit);
    auto* picture = new QLabel;
    picture->setPixmap(icon(iconName).pixmap(18, 18));
    auto* words = new QLabel(text);
    words->setWordWrap(true);
    row->addWidget(picture, 0, Qt::AlignTop);
    row->addWidget(words, 1);
    if (!buttonText.isEmpty()) {
        auto* button = new QPushButton(buttonText);
        button->setAutoDefault(false);
        button->setAccessibleDescription(text);
        connect(button, &QPushButton::clicked, this, [this, go = std::move(go)] {
            reject();
            go();
        });
        row->addWidget(button, 0, Qt::AlignTop);
    }
    m_findings->addLayout(row);
}

void CloseMonthDialog::showPostings(bool onlyWithoutEntry)
{
    PostingsWanted wanted;
    wanted.from = m_month.ym;
    wanted.to = m_month.ym;
    wanted.onlyWithoutEntry = onlyWithoutEntry;
    m_workspace.showPostings(wanted);
}

void CloseMonthDialog::addUnpaid(const std::vector<Entry>& unpaid)
{
    if (unpaid.empty())
        return;
    QStringList names;
    for (std::size_t i = 0; i < std::min(unpaid.size(), unpaidShownMost); ++i)
        names << tr("%1 (%2)", "entry, day")
                     .arg(QString::fromStdString(unpaid[i].name), dayOfMonthText(dayOf(unpaid[i].due)));
    if (unpaid.size() > unpaidShownMost)
        names << QStringLiteral("…");
    const QString list = names.join(QStringLiteral(", "));
    addFinding(QStringLiteral("due"),
        tr("%n entries were due and have no posting: %1", nullptr, int(unpaid.size())).arg(list),
        tr("Show in the month"), [this, first = unpaid.front().id] {
            m_workspace.showMonth(m_month.ym);
            m_workspace.select(RowKey { Table::Entry, first });
        });
}

void CloseMonthDialog::addRest(const ClosingReview& review)
{
    if (review.categories.empty()) {
        m_findings->addStretch();
        return;
    }
    const Currency& currency = m_workspace.ledger.currency();
    auto* table = new QTableWidget(int(review.categories.size()), 4);
    table->setHorizontalHeader(new QuietHeader(table));
    table->setHorizontalHeaderLabels({ tr("Category"), tr("Planned"), tr("Actual"), tr("Remains") });
    table->setAccessibleName(tr("What remains, by category"));
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(7 * unit);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 0; column < table->columnCount(); ++column)
        table->horizontalHeaderItem(column)->setTextAlignment(
            (column > 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    table->setItemDelegate(new CellDelegate(m_workspace, table));
    for (int row = 0; row < table->rowCount(); ++row) {
        const ClosingReview::CategoryRest& rest = review.categories[std::size_t(row)];
        table->setItem(row, 0, cell(QString::fromStdString(rest.name), false));
        table->setItem(row, 1, cell(plannedAmountText(rest.planned, currency), true));
        table->setItem(row, 2, cell(plannedAmountText(rest.actual, currency), true));
        table->setItem(row, 3,
            cell(rest.remaining ? remainingText(*rest.remaining, rest.kind != "income", currency) : QString(), true));
    }
    m_findings->addSpacing(2 * unit);
    m_findings->addWidget(table, 1);
}

void CloseMonthDialog::showReview(const ClosingReview& review)
{
    if (review.isNothingOpen())
        addFinding(QStringLiteral("check"), tr("Nothing is left open."), {}, {});
    if (review.unassigned > 0) {
        addFinding(QStringLiteral("attention"),
            tr("%n postings have no entry yet: %1", nullptr, int(review.unassigned))
                .arg(moneyWithCurrency(review.unassignedSum, m_workspace.ledger.currency())),
            tr("Show them"), [this] { showPostings(true); });
    }
    if (review.uncleared > 0) {
        addFinding(QStringLiteral("posting"), tr("%n postings are not cleared yet.", nullptr, int(review.uncleared)),
            tr("Show postings"), [this] { showPostings(false); });
    }
    addUnpaid(review.unpaid);
    addRest(review);
    m_main->setText(review.isNothingOpen() ? tr("Close the month") : tr("Close it anyway"));
    m_main->setEnabled(true);
    m_main->setFocus();
}

void CloseMonthDialog::closeMonth()
{
    m_main->setEnabled(false);
    whenDone(this, m_workspace.ledger.act([id = m_month.id](Ledger& ledger) { return qm::closeMonth(ledger, id); }),
        [this](Result<> done) {
            m_main->setEnabled(true);
            if (!done) {
                showFault(ErrorText::of(done.error()).text());
                return;
            }
            Workspace& workspace = m_workspace;
            const QString text = tr("%1 is closed.").arg(monthText(m_month.ym));
            accept();
            workspace.tellDone(text);
        });
}

ReopenMonthDialog::ReopenMonthDialog(Workspace& workspace, const Month& month, QWidget* parent)
    : Sheet(tr("Reopen %1").arg(monthText(month.ym)),
        tr("Say why, in a few words: the month's note and the history keep it."), parent)
{
    auto* label = new QLabel(tr("&Why"));
    auto* reason = new QLineEdit;
    reason->setMaxLength(reasonLettersMost);
    reason->setPlaceholderText(tr("A receipt was missing"));
    label->setBuddy(reason);
    auto* row = new QHBoxLayout;
    row->setSpacing(3 * unit);
    row->addWidget(label);
    row->addWidget(reason, 1);
    body()->addLayout(row);
    addCancelButton();
    QPushButton* const main = addMainButton(tr("Reopen the month"));
    main->setEnabled(false);
    connect(reason, &QLineEdit::textChanged, main,
        [main](const QString& text) { main->setEnabled(!text.trimmed().isEmpty()); });
    connect(main, &QPushButton::clicked, this, [this, &workspace, reason, month, main] {
        main->setEnabled(false);
        auto work
            = [id = month.id, day = fromQDate(QDate::currentDate()), why = reason->text().simplified().toStdString()](
                  Ledger& ledger) { return reopenMonthBecause(ledger, id, day, why); };
        whenDone(this, workspace.ledger.act(std::move(work)), [this, &workspace, month, main](Result<> done) {
            main->setEnabled(true);
            if (!done) {
                showFault(ErrorText::of(done.error()).text());
                return;
            }
            accept();
            workspace.notify(tr("%1 is open again.").arg(monthText(month.ym)), Workspace::Tone::Good);
        });
    });
    auto* drafts = new FieldDrafts(workspace, this);
    drafts->add(QStringLiteral("reason"), reason);
    drafts->begin(
        QStringLiteral("reopen/%1").arg(QString::fromStdString(month.ym.text())), FieldDrafts::Kept::BringBack);
    connect(this, &QDialog::accepted, drafts, &FieldDrafts::settle);
    connect(this, &QDialog::rejected, drafts, &FieldDrafts::giveUp);
    connect(&workspace.ledger, &LedgerService::opened, this, &QDialog::reject); // it was for another ledger
    resize(120 * unit, sizeHint().height());
    reason->setFocus();
}

} // namespace qm::desktop
