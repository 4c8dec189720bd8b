#include "desktop/models/month_plan_model.h"

#include "desktop/models/cell_kind.h"
#include "desktop/models/display_text.h"

#include <algorithm>

namespace qm::desktop {

QString plannedAmountText(Money amount, const Currency& currency)
{
    return amount.minor < 0 ? amountText({ -amount.minor }, currency) : signedText(amount, currency);
}

QString remainingText(Money remaining, bool isOutgoing, const Currency& currency)
{
    const QString amount = amountText({ remaining.minor < 0 ? -remaining.minor : remaining.minor }, currency);
    if (remaining.minor == 0)
        return MonthPlanModel::tr("nothing left");
    if (isOutgoing)
        return remaining.minor < 0 ? MonthPlanModel::tr("%1 left").arg(amount)
                                   : MonthPlanModel::tr("%1 over").arg(amount);
    return remaining.minor > 0 ? MonthPlanModel::tr("%1 to come").arg(amount)
                               : MonthPlanModel::tr("%1 more").arg(amount);
}

void MonthPlanModel::setPlan(MonthPlan plan, YearMonth ym, std::shared_ptr<const Catalogue> catalogue)
{
    beginResetModel();
    m_rows.clear();
    m_before = plan.before;
    m_ym = ym;
    m_catalogue = std::move(catalogue);
    for (PlanLine& line : plan.lines) {
        const bool isTicked = !line.isThereAlready;
        m_rows.push_back({ std::move(line), isTicked, false });
    }
    endResetModel();
}

void MonthPlanModel::setMonth(YearMonth ym)
{
    m_ym = ym;
    if (!m_rows.empty())
        emit dataChanged(index(0, DueColumn), index(rowCount() - 1, DueColumn));
}

/// Something to carry over that a ledger can hold.
bool MonthPlanModel::hasRest(const PlanLine& line)
{
    return line.before && line.before->remaining && line.before->remaining->minor != 0 && plannedWithRest(line);
}

Money MonthPlanModel::planned(const Row& row)
{
    if (row.isCarried) {
        if (const auto sum = plannedWithRest(row.line))
            return *sum;
    }
    return row.line.planned;
}

std::vector<PlanLine> MonthPlanModel::chosen() const
{
    std::vector<PlanLine> lines;
    for (const Row& row : m_rows) {
        if (!row.isTicked)
            continue;
        lines.push_back(row.line);
        lines.back().planned = planned(row);
    }
    return lines;
}

PlanSums MonthPlanModel::sums() const
{
    return sumsOf(chosen()).has_value() ? *sumsOf(chosen()) : PlanSums();
}

int MonthPlanModel::thereAlready() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.line.isThereAlready; }));
}

void MonthPlanModel::tickAll(bool isTicked)
{
    for (Row& row : m_rows)
        row.isTicked = isTicked && !row.line.isThereAlready;
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, PlannedColumn));
}

void MonthPlanModel::carryAll(bool isCarried)
{
    for (Row& row : m_rows)
        row.isCarried = isCarried && row.isTicked && hasRest(row.line);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, PlannedColumn));
}

bool MonthPlanModel::hasBefore() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.line.before.has_value(); });
}

bool MonthPlanModel::canCarry() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return hasRest(row.line); });
}

Qt::CheckState MonthPlanModel::carried() const
{
    int able = 0;
    int carrying = 0;
    for (const Row& row : m_rows) {
        able += row.isTicked && hasRest(row.line) ? 1 : 0;
        carrying += row.isTicked && row.isCarried ? 1 : 0;
    }
    return carrying == 0 ? Qt::Unchecked : carrying == able ? Qt::Checked : Qt::PartiallyChecked;
}

bool MonthPlanModel::isOutgoing(const PlanLine& line) const
{
    const Category* const category = m_catalogue->category(line.category);
    return !category || category->kind != "income";
}

int MonthPlanModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int MonthPlanModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : PlannedColumn + 1;
}

QString MonthPlanModel::dueText(const PlanLine& line) const
{
    return line.dueDay ? dayOfMonthText(toQDate(m_ym.day(*line.dueDay))) : QString();
}

QString MonthPlanModel::restText(const PlanLine& line) const
{
    return line.before && line.before->remaining
        ? remainingText(*line.before->remaining, isOutgoing(line), m_catalogue->currency)
        : QString();
}

QString MonthPlanModel::text(const Row& row, int column) const
{
    const PlanLine& line = row.line;
    const QString name = QString::fromStdString(line.name);
    switch (column) {
    case NameColumn: return line.isThereAlready ? tr("%1 – is there already").arg(name) : name;
    case CategoryColumn: return m_catalogue->categoryName(line.category);
    case DueColumn: return dueText(line);
    case BeforeColumn: return line.before ? plannedAmountText(line.before->planned, m_catalogue->currency) : QString();
    case ActualColumn: return line.before ? plannedAmountText(line.before->actual, m_catalogue->currency) : QString();
    case CarryColumn: return restText(line);
    case PlannedColumn: return plannedAmountText(planned(row), m_catalogue->currency);
    }
    return {};
}

/// What a screen reader says of the cell.
QString MonthPlanModel::spoken(const Row& row, int column) const
{
    if (column == CarryColumn && hasRest(row.line))
        return row.isCarried ? tr("%1, carried over").arg(text(row, column))
                             : tr("%1, not carried over").arg(text(row, column));
    if (column == NameColumn)
        return row.isTicked ? tr("%1, ticked").arg(text(row, column)) : tr("%1, not ticked").arg(text(row, column));
    return text(row, column);
}

QVariant MonthPlanModel::editValue(const Row& row, int column) const
{
    switch (column) {
    case NameColumn: return QString::fromStdString(row.line.name);
    case CategoryColumn: return idBytes(row.line.category);
    case DueColumn: return row.line.dueDay ? int(*row.line.dueDay) : 0;
    case PlannedColumn: return qlonglong(planned(row).minor);
    default: return text(row, column);
    }
}

QVariant MonthPlanModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::EditRole: return editValue(row, column);
    case Qt::AccessibleTextRole: return spoken(row, column);
    case Qt::CheckStateRole:
        if (column == NameColumn)
            return row.isTicked ? Qt::Checked : Qt::Unchecked;
        return column == CarryColumn && row.isTicked && hasRest(row.line)
            ? QVariant(row.isCarried ? Qt::Checked : Qt::Unchecked)
            : QVariant();
    case Qt::TextAlignmentRole:
        return int((column >= BeforeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case CellKindRole: {
        using enum CellKind;
        constexpr std::array kinds { Text, Category, DueDay, Fixed, Fixed, Fixed, Amount };
        return int(kinds[std::size_t(column)]);
    }
    case OutgoingRole: return isOutgoing(row.line);
    case MutedRole: return !row.isTicked || column == BeforeColumn || column == ActualColumn;
    case Qt::ToolTipRole:
        return row.line.isThereAlready
            ? tr("%1 has an entry of this kind already. Tick it to add a second one.").arg(monthText(m_ym))
            : QVariant();
    default: return {};
    }
}

bool MonthPlanModel::setTick(Row& row, int column, bool isSet)
{
    if (column == NameColumn) {
        row.isTicked = isSet;
        row.isCarried = row.isCarried && isSet;
    } else if (column == CarryColumn && hasRest(row.line)) {
        row.isCarried = isSet;
    } else {
        return false;
    }
    return true;
}

bool MonthPlanModel::setValue(Row& row, int column, const QVariant& value)
{
    switch (column) {
    case NameColumn:
        if (value.toString().trimmed().isEmpty())
            return false;
        row.line.name = value.toString().trimmed().toStdString();
        return true;
    case CategoryColumn:
        if (const auto id = idOf(value.toByteArray()); id && m_catalogue->category(*id)) {
            row.line.category = *id;
            return true;
        }
        return false;
    case DueColumn: {
        const int day = value.toInt();
        row.line.dueDay = day >= 1 && day <= 31 ? std::optional(unsigned(day)) : std::nullopt;
        return true;
    }
    case PlannedColumn:
        if (!value.isValid() || Money { value.toLongLong() } == planned(row))
            return false;
        row.line.planned = { value.toLongLong() };
        row.isCarried = false; // what is typed is what stands
        return true;
    }
    return false;
}

bool MonthPlanModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid())
        return false;
    Row& row = m_rows[std::size_t(index.row())];
    const bool isSet = role == Qt::CheckStateRole ? setTick(row, index.column(), value.toInt() == Qt::Checked)
        : role == Qt::EditRole                    ? setValue(row, index.column(), value)
                                                  : false;
    if (isSet)
        changed(index.row());
    return isSet;
}

void MonthPlanModel::changed(int row)
{
    emit dataChanged(index(row, 0), index(row, PlannedColumn));
}

QVariant MonthPlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= BeforeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString before = m_before ? shortMonthText(*m_before) : tr("before");
    switch (section) {
    case NameColumn: return tr("Entry");
    case CategoryColumn: return tr("Category");
    case DueColumn: return tr("Due");
    case BeforeColumn: return tr("Planned %1", "planned amount of a month").arg(before);
    case ActualColumn: return tr("Actual %1", "actual amount of a month").arg(before);
    case CarryColumn: return tr("Carry over");
    case PlannedColumn: return tr("Planned");
    }
    return {};
}

Qt::ItemFlags MonthPlanModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    switch (index.column()) {
    case NameColumn: return flags | Qt::ItemIsUserCheckable | Qt::ItemIsEditable;
    case CarryColumn: return flags | Qt::ItemIsUserCheckable;
    case BeforeColumn:
    case ActualColumn: return flags;
    default: return flags | Qt::ItemIsEditable;
    }
}

} // namespace qm::desktop
