#include "desktop/widgets/open_month_dialog.h"

#include "desktop/models/cell_kind.h"
#include "desktop/models/display_text.h"
#include "desktop/models/month_plan_model.h"
#include "desktop/widgets/edit_table.h"
#include "desktop/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr int yearRole = Qt::UserRole;
constexpr int monthRole = Qt::UserRole + 1;
constexpr int startRole = Qt::UserRole;
constexpr int sourceRole = Qt::UserRole + 1;

YearMonth monthsLater(YearMonth ym, int months)
{
    const int all = ym.year * 12 + int(ym.month) - 1 + months;
    return { all / 12, unsigned(all % 12) + 1 };
}

} // namespace

OpenMonthDialog::OpenMonthDialog(Workspace& workspace, QWidget* parent)
    : OpenMonthDialog(workspace, std::nullopt, parent)
{
    fillMonths();
    fillSources({});
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    if (!catalogue.months.empty())
        chooseSource(MonthStart::Copied, catalogue.months.back().id);
    else if (!catalogue.templates.empty())
        chooseSource(MonthStart::FromTemplate, catalogue.templates.front().id);
    monthChanged();
}

OpenMonthDialog::OpenMonthDialog(Workspace& workspace, YearMonth into, MonthStart start, QWidget* parent)
    : OpenMonthDialog(workspace, std::optional(into), parent)
{
    fillSources(start);
    const bool isTemplate = start == MonthStart::FromTemplate;
    setHeadline(
        isTemplate ? tr("Add a template to %1").arg(monthText(into)) : tr("Copy entries into %1").arg(monthText(into)));
    setSentence(tr("What the month has already is not ticked, and stays as it is."));
    askForPlan();
}

OpenMonthDialog::OpenMonthDialog(Workspace& workspace, std::optional<YearMonth> into, QWidget* parent)
    : Sheet(tr("Open a month"),
        tr("Look it over and change what is different this time. Nothing is made before you say so."), parent)
    , m_workspace(workspace)
    , m_into(into)
    , m_month(new QComboBox(this))
    , m_source(new QComboBox(this))
    , m_model(new MonthPlanModel(this))
    , m_table(new EditTable(workspace, this))
    , m_preview(new QStackedWidget(this))
    , m_empty(mutedLabel({}, this))
    , m_carry(new QCheckBox(tr("Carry over what &remained, for all of them"), this))
    , m_sums(new QLabel(this))
{
    addCancelButton();
    m_main = addMainButton({});
    body()->addWidget(makeChoices());
    body()->addWidget(makePreview(), 1);
    body()->addWidget(makeFoot());
    connect(m_main, &QPushButton::clicked, this, &OpenMonthDialog::make);
    connect(m_month, &QComboBox::currentIndexChanged, this, &OpenMonthDialog::monthChanged);
    connect(m_source, &QComboBox::currentIndexChanged, this, &OpenMonthDialog::askForPlan);
    connect(m_carry, &QCheckBox::clicked, m_model, &MonthPlanModel::carryAll);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        m_isEdited = true;
        showSums();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &OpenMonthDialog::showSums);
    resize(240 * unit, 150 * unit);
    m_source->setFocus();
}

QWidget* OpenMonthDialog::makeChoices()
{
    auto* choices = new QWidget;
    auto* layout = new QFormLayout(choices);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(3 * unit);
    layout->setVerticalSpacing(2 * unit);
    layout->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    for (QComboBox* const box : { m_month, m_source }) {
        box->setMinimumWidth(70 * unit);
        box->setMaxVisibleItems(16);
    }
    m_month->setVisible(!isAdding());
    if (!isAdding())
        layout->addRow(tr("&Month"), m_month);
    layout->addRow(isAdding() ? tr("&From") : tr("&Start with"), m_source);
    return choices;
}

QWidget* OpenMonthDialog::makePreview()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Entries of the month"));
    m_table->setWideColumn(MonthPlanModel::NameColumn);
    m_table->setColumnLetters({ 0, 12, 7, 10, 10, 15, 11 });
    m_empty->setAlignment(Qt::AlignCenter);
    m_preview->addWidget(m_table);
    m_preview->addWidget(m_empty);
    return m_preview;
}

QWidget* OpenMonthDialog::makeFoot()
{
    auto* foot = new QWidget;
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_carry);
    layout->addStretch();
    layout->addWidget(m_sums);
    m_sums->setAccessibleName(tr("Sums of the ticked entries"));
    return foot;
}

/// Months that are not there, from a year before the oldest to a year after the newest.
void OpenMonthDialog::fillMonths()
{
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    const YearMonth today = yearMonthOf(QDate::currentDate());
    const auto shown = m_workspace.currentMonth(); // one that is not there yet is what was asked for
    const YearMonth wanted = shown && !catalogue.month(*shown) ? *shown : monthToOpen(catalogue.months, today);
    const YearMonth oldest = catalogue.months.empty() ? today : std::min(today, catalogue.months.front().ym);
    const YearMonth newest = catalogue.months.empty() ? today : std::max(today, catalogue.months.back().ym);
    const QSignalBlocker quiet(m_month);
    for (YearMonth ym = monthsLater(newest, 12); ym >= monthsLater(oldest, -12); ym = monthsLater(ym, -1)) {
        if (catalogue.month(ym))
            continue;
        m_month->addItem(monthText(ym), ym.year);
        m_month->setItemData(m_month->count() - 1, ym.month, monthRole);
        if (ym == wanted)
            m_month->setCurrentIndex(m_month->count() - 1);
    }
}

void OpenMonthDialog::addSource(const QString& text, MonthStart start, const Uuid& source)
{
    m_source->addItem(icon(start == MonthStart::FromTemplate ? QStringLiteral("template")
                              : start == MonthStart::Copied  ? QStringLiteral("copy")
                                                             : QStringLiteral("month")),
        text, int(start));
    m_source->setItemData(m_source->count() - 1, idBytes(source), sourceRole);
}

void OpenMonthDialog::fillSources(std::optional<MonthStart> only)
{
    const QSignalBlocker quiet(m_source);
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    if (!only)
        addSource(tr("Nothing – an empty month"), MonthStart::Blank, {});
    for (const Template& templ : catalogue.templates) {
        if (!only || only == MonthStart::FromTemplate)
            addSource(
                tr("The template “%1”").arg(QString::fromStdString(templ.name)), MonthStart::FromTemplate, templ.id);
    }
    for (auto month = catalogue.months.rbegin(); month != catalogue.months.rend(); ++month) {
        if ((!only || only == MonthStart::Copied) && month->ym != m_into)
            addSource(tr("A copy of %1").arg(monthText(month->ym)), MonthStart::Copied, month->id);
    }
    // By default the month before the one that is added to.
    for (int i = 0; only == MonthStart::Copied && i < m_source->count(); ++i) {
        const auto id = idOf(m_source->itemData(i, sourceRole).toByteArray());
        if (id && catalogue.month(*id)->ym < *m_into) {
            m_source->setCurrentIndex(i);
            break;
        }
    }
}

void OpenMonthDialog::chooseSource(MonthStart start, const Uuid& source)
{
    for (int i = 0; i < m_source->count(); ++i) {
        if (m_source->itemData(i, startRole).toInt() == int(start)
            && m_source->itemData(i, sourceRole).toByteArray() == idBytes(source))
            m_source->setCurrentIndex(i);
    }
}

YearMonth OpenMonthDialog::month() const
{
    return m_into ? *m_into
                  : YearMonth { m_month->currentData(yearRole).toInt(), m_month->currentData(monthRole).toUInt() };
}

MonthStart OpenMonthDialog::start() const
{
    return static_cast<MonthStart>(m_source->currentData(startRole).toInt());
}

Uuid OpenMonthDialog::source() const
{
    return idOf(m_source->currentData(sourceRole).toByteArray()).value_or(Uuid());
}

/// What was changed in the preview already stays, with the days of the other month.
void OpenMonthDialog::monthChanged()
{
    setHeadline(tr("Open %1").arg(monthText(month())));
    if (m_isEdited)
        m_model->setMonth(month());
    else
        askForPlan();
}

void OpenMonthDialog::askForPlan()
{
    m_plan.start(this, m_workspace.ledger.read([ym = month(), start = start(), source = source()](Ledger& ledger) {
        return planMonth(ledger, ym, start, source);
    }),
        [this](Result<MonthPlan> plan) {
            showFault(plan ? QString() : ErrorText::of(plan.error()).text());
            showPlan(plan ? *std::move(plan) : MonthPlan());
        });
}

void OpenMonthDialog::showPlan(MonthPlan plan)
{
    if (!m_workspace.ledger.isOpen())
        return;
    m_model->setPlan(std::move(plan), month(), m_workspace.ledger.sharedCatalogue());
    m_isEdited = false;
    const bool hasLines = m_model->rowCount() > 0;
    m_preview->setCurrentWidget(hasLines ? static_cast<QWidget*>(m_table) : m_empty);
    m_empty->setText(start() == MonthStart::Blank
            ? tr("The month begins without entries. Add them as you go, or start with a template or another month.")
            : tr("There are no entries to take over."));
    for (const int column : { MonthPlanModel::BeforeColumn, MonthPlanModel::ActualColumn, MonthPlanModel::CarryColumn })
        m_table->setColumnHidden(column, !m_model->hasBefore());
    if (hasLines)
        m_table->setCurrentIndex(m_model->index(0, 0));
    showSums();
}

void OpenMonthDialog::showSums()
{
    const auto& currency = m_workspace.ledger.currency();
    const PlanSums sums = m_model->sums();
    m_sums->setText(tr("In %1   Out %2   Left %3")
                        .arg(plannedAmountText(sums.in, currency), plannedAmountText(sums.out, currency),
                            moneyWithCurrency(sums.left, currency)));
    m_sums->setVisible(m_model->rowCount() > 0);
    m_carry->setVisible(m_model->canCarry());
    m_carry->setTristate(m_model->carried() == Qt::PartiallyChecked);
    m_carry->setCheckState(m_model->carried());
    const int entries = int(m_model->chosen().size());
    m_main->setText(isAdding() ? tr("Add %n entries", nullptr, entries) : tr("Open %1").arg(monthText(month())));
    m_main->setEnabled(!isAdding() || entries > 0);
}

void OpenMonthDialog::make()
{
    m_main->setEnabled(false);
    const auto lines = m_model->chosen();
    const YearMonth ym = month();
    auto work = [ym, lines, start = start(), isAdding = isAdding()](Ledger& ledger) -> Result<std::int64_t> {
        if (isAdding)
            return addLinesToMonth(ledger, monthId(ledger.id(), ym.text()), start, lines);
        QM_TRY(openMonthAs(ledger, ym, lines));
        return std::int64_t(lines.size());
    };
    whenDone(this, m_workspace.ledger.act(std::move(work)), [this](Result<std::int64_t> done) {
        m_main->setEnabled(true);
        if (done)
            made(*done);
        else
            showFault(ErrorText::of(done.error()).text());
    });
}

void OpenMonthDialog::made(std::int64_t entries)
{
    const QString name = monthText(month());
    const QString text = isAdding() ? tr("%n entries were added to %1.", nullptr, int(entries)).arg(name)
        : entries > 0               ? tr("%1 is open, with %n entries.", nullptr, int(entries)).arg(name)
                                    : tr("%1 is open.").arg(name);
    const YearMonth ym = month();
    Workspace& workspace = m_workspace;
    accept();
    workspace.showMonth(ym);
    workspace.tellDone(text);
}

} // namespace qm::desktop
