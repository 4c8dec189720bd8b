#include "desktop/widgets/open_month_dialog.h"

#include "desktop/models/cell_kind.h"
#include "desktop/models/display_text.h"
#include "desktop/models/month_plan_model.h"
#include "desktop/services/draft_store.h"
#include "desktop/widgets/draft_offer.h"
#include "desktop/widgets/edit_table.h"
#include "desktop/widgets/field_drafts.h"
#include "desktop/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QJsonArray>
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
constexpr const char* planKey = "plan"; ///< of a draft
constexpr const char* startKey = "start";

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
    m_drafts->begin(QStringLiteral("openMonth/new"));
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
    m_drafts->begin(QStringLiteral("openMonth/%1").arg(QString::fromStdString(into.text())));
}

OpenMonthDialog* OpenMonthDialog::ofDraft(Workspace& workspace, const QString& draftName, QWidget* parent)
{
    const QString which = draftName.section(QLatin1Char('/'), -1);
    OpenMonthDialog* dialog = nullptr;
    if (which == QLatin1String("new")) {
        dialog = new OpenMonthDialog(workspace, parent);
    } else {
        const auto ym = YearMonth::parse(which.toStdString());
        const Month* const month = ym ? workspace.ledger.catalogue().month(*ym) : nullptr;
        if (!month || month->isClosed)
            return nullptr;
        const QJsonObject kept = workspace.drafts.draft(draftName).value(QLatin1String(planKey)).toObject();
        dialog = new OpenMonthDialog(
            workspace, *ym, static_cast<MonthStart>(kept.value(QLatin1String(startKey)).toInt()), parent);
    }
    dialog->m_drafts->bringBack();
    return dialog;
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
    , m_question(makeQuestion())
    , m_carry(new QCheckBox(tr("Carry over what &remained, for all of them"), this))
    , m_sums(new QLabel(this))
    , m_drafts(new FieldDrafts(workspace, this))
{
    addCancelButton();
    m_main = addMainButton({});
    body()->addWidget(makeChoices());
    body()->addWidget(m_question);
    body()->addWidget(new DraftOffer(*m_drafts, this));
    body()->addWidget(makePreview(), 1);
    body()->addWidget(makeFoot());
    connect(m_main, &QPushButton::clicked, this, &OpenMonthDialog::make);
    connect(m_month, &QComboBox::currentIndexChanged, this, &OpenMonthDialog::monthChanged);
    connect(m_source, &QComboBox::currentIndexChanged, this, &OpenMonthDialog::sourceChanged);
    connect(&m_workspace.ledger, &LedgerService::opened, this, &OpenMonthDialog::reject); // it was for another ledger
    m_drafts->add(
        QLatin1String(planKey), [this] { return changes(); }, [this](const QJsonValue& kept) { bringChanges(kept); });
    connect(m_carry, &QCheckBox::clicked, m_model, &MonthPlanModel::carryAll);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        m_isEdited = true;
        m_drafts->changed();
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
        box->installEventFilter(this);
    }
    m_month->setVisible(!isAdding());
    if (!isAdding())
        layout->addRow(tr("&Month"), m_month);
    layout->addRow(isAdding() ? tr("&From") : tr("&Start with"), m_source);
    return choices;
}

/// What is changed in the preview is not thrown away by choosing something else to start with.
QWidget* OpenMonthDialog::makeQuestion()
{
    auto* question = new QWidget(this);
    auto* over = new QPushButton(tr("Start over with it"), question);
    auto* keep = new QPushButton(tr("Keep my changes"), question);
    auto* row = new QHBoxLayout(question);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * unit);
    row->addWidget(mutedLabel(tr("You have changed the list below. Another start makes it anew."), question), 1);
    for (QPushButton* const button : { keep, over }) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    connect(over, &QPushButton::clicked, this, &OpenMonthDialog::startOver);
    connect(keep, &QPushButton::clicked, this, &OpenMonthDialog::keepChanges);
    question->hide();
    return question;
}

/// The wheel scrolls the sheet, it chooses nothing.
bool OpenMonthDialog::eventFilter(QObject* watched, QEvent* event)
{
    return event->type() == QEvent::Wheel || Sheet::eventFilter(watched, event);
}

QWidget* OpenMonthDialog::makePreview()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Entries of the month"));
    m_table->setWideColumn(MonthPlanModel::NameColumn);
    m_table->setColumnLetters({ 0, 16, 7, 10, 10, 18, 11 });
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

void OpenMonthDialog::sourceChanged()
{
    const bool isOther = m_source->currentIndex() != m_plannedSource;
    m_question->setVisible(m_isEdited && isOther);
    if (!m_isEdited && isOther)
        askForPlan();
}

void OpenMonthDialog::startOver()
{
    m_question->hide();
    askForPlan();
}

void OpenMonthDialog::keepChanges()
{
    m_source->setCurrentIndex(m_plannedSource);
    m_source->setFocus();
}

/// The lines as they stand, each with the name that it was planned with; null while nothing was changed.
QJsonValue OpenMonthDialog::changes() const
{
    if (!m_toApply.isEmpty())
        return m_toApply;
    if (!m_isEdited || m_plannedSource < 0)
        return {};
    QJsonArray lines;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto value = [&](int column, int role) { return m_model->index(row, column).data(role); };
        const QByteArray category = value(MonthPlanModel::CategoryColumn, Qt::EditRole).toByteArray();
        lines.append(QJsonObject { { QStringLiteral("was"), m_names.value(row) },
            { QStringLiteral("name"), value(MonthPlanModel::NameColumn, Qt::EditRole).toString() },
            { QStringLiteral("category"), QString::fromLatin1(category.toHex()) },
            { QStringLiteral("due"), value(MonthPlanModel::DueColumn, Qt::EditRole).toInt() },
            { QStringLiteral("planned"), value(MonthPlanModel::PlannedColumn, Qt::EditRole).toString() },
            { QStringLiteral("ticked"), value(MonthPlanModel::NameColumn, Qt::CheckStateRole).toInt() == Qt::Checked },
            { QStringLiteral("carried"),
                value(MonthPlanModel::CarryColumn, Qt::CheckStateRole).toInt() == Qt::Checked } });
    }
    const QByteArray from = m_source->itemData(m_plannedSource, sourceRole).toByteArray();
    return QJsonObject { { QStringLiteral("month"), QString::fromStdString(month().text()) },
        { QLatin1String(startKey), m_source->itemData(m_plannedSource, startRole).toInt() },
        { QStringLiteral("source"), QString::fromLatin1(from.toHex()) }, { QStringLiteral("lines"), lines } };
}

/// Chooses what the changes were made to; they follow when its plan is there.
void OpenMonthDialog::bringChanges(const QJsonValue& changes)
{
    const QJsonObject kept = changes.toObject();
    if (kept.isEmpty())
        return;
    m_isEdited = false;
    const auto ym = YearMonth::parse(kept.value(QStringLiteral("month")).toString().toStdString());
    for (int i = 0; !isAdding() && ym && i < m_month->count(); ++i) {
        if (m_month->itemData(i, yearRole).toInt() == ym->year && m_month->itemData(i, monthRole).toUInt() == ym->month)
            m_month->setCurrentIndex(i);
    }
    const QByteArray from = QByteArray::fromHex(kept.value(QStringLiteral("source")).toString().toLatin1());
    if (const auto id = idOf(from))
        chooseSource(static_cast<MonthStart>(kept.value(QLatin1String(startKey)).toInt()), *id);
    m_toApply = kept;
    askForPlan();
}

/// Lines are known by the name they were planned with: what is not planned any more is left out.
void OpenMonthDialog::applyChanges()
{
    std::vector<bool> isTaken(std::size_t(m_model->rowCount()), false);
    const QJsonArray lines = std::exchange(m_toApply, {}).value(QStringLiteral("lines")).toArray();
    for (const QJsonValue& kept : lines) {
        int row = 0;
        while (row < m_model->rowCount()
            && (isTaken[std::size_t(row)] || m_names.value(row) != kept[QStringLiteral("was")].toString()))
            ++row;
        if (row == m_model->rowCount())
            continue;
        isTaken[std::size_t(row)] = true;
        const auto set = [&](int column, const QVariant& value, int role) {
            if (m_model->index(row, column).data(role) != value)
                m_model->setData(m_model->index(row, column), value, role);
        };
        const auto check = [&](int column, const char* key) {
            set(column, int(kept[QLatin1String(key)].toBool() ? Qt::Checked : Qt::Unchecked), Qt::CheckStateRole);
        };
        const bool isCarried = kept[QStringLiteral("carried")].toBool();
        set(MonthPlanModel::NameColumn, kept[QStringLiteral("name")].toString(), Qt::EditRole);
        set(MonthPlanModel::CategoryColumn, QByteArray::fromHex(kept[QStringLiteral("category")].toString().toLatin1()),
            Qt::EditRole);
        set(MonthPlanModel::DueColumn, kept[QStringLiteral("due")].toInt(), Qt::EditRole);
        if (!isCarried) // else it is what the rest makes of it
            set(MonthPlanModel::PlannedColumn, kept[QStringLiteral("planned")].toString().toLongLong(), Qt::EditRole);
        check(MonthPlanModel::NameColumn, "ticked");
        if (m_model->index(row, MonthPlanModel::CarryColumn).data(Qt::CheckStateRole).isValid())
            check(MonthPlanModel::CarryColumn, "carried");
    }
}

void OpenMonthDialog::reject()
{
    m_drafts->giveUp();
    Sheet::reject();
}

void OpenMonthDialog::askForPlan()
{
    m_plannedSource = m_source->currentIndex();
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
    m_names.clear();
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_names << m_model->index(row, MonthPlanModel::NameColumn).data(Qt::EditRole).toString();
    if (!m_toApply.isEmpty())
        applyChanges();
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
    const auto planned = static_cast<MonthStart>(m_source->itemData(m_plannedSource, startRole).toInt());
    auto work = [ym, lines, start = planned, isAdding = isAdding()](Ledger& ledger) -> Result<std::int64_t> {
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
    m_drafts->settle();
    accept();
    workspace.showMonth(ym);
    workspace.tellDone(text);
}

} // namespace qm::desktop
