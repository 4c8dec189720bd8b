#include "desktop/models/template_entry_model.h"

#include "desktop/models/cell_kind.h"
#include "desktop/models/month_plan_model.h"

#include <array>

namespace qm::desktop {

namespace {

CellEdits editOf(const char* cell, Scalar value)
{
    CellValue now;
    now.columns[0] = std::move(value);
    return { { cellNamed(Table::TemplateEntry, cell), now } };
}

std::optional<int> dueDayOf(const QVariant& value)
{
    const int day = value.toInt();
    return day >= 1 && day <= 31 ? std::optional(day) : std::nullopt;
}

} // namespace

void TemplateEntryModel::setTemplate(const Template& templ, std::shared_ptr<const Catalogue> catalogue)
{
    m_catalogue = std::move(catalogue);
    if (m_templ != templ.id) {
        beginResetModel();
        m_templ = templ.id;
        m_rows = templ.entries;
        m_blank = {};
        endResetModel();
        return;
    }
    replaceRows(m_rows, templ.entries);
}

void TemplateEntryModel::clear()
{
    beginResetModel();
    m_templ.reset();
    m_rows.clear();
    m_blank = {};
    endResetModel();
}

std::optional<Uuid> TemplateEntryModel::entryAt(int row) const
{
    return row >= 0 && row < blankRow() ? std::optional(m_rows[std::size_t(row)].id) : std::nullopt;
}

int TemplateEntryModel::rowOf(const Uuid& entry) const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].id == entry)
            return int(i);
    }
    return -1;
}

std::vector<Uuid> TemplateEntryModel::order() const
{
    std::vector<Uuid> ids;
    for (const TemplateEntry& entry : m_rows)
        ids.push_back(entry.id);
    return ids;
}

PlanSums TemplateEntryModel::sums() const
{
    std::vector<PlanLine> lines;
    for (const TemplateEntry& entry : m_rows) {
        lines.emplace_back();
        lines.back().planned = entry.planned;
    }
    const auto sums = sumsOf(lines);
    return sums ? *sums : PlanSums();
}

bool TemplateEntryModel::isBlankRowEmpty() const
{
    return m_blank.name.isEmpty() && !m_blank.category && !m_blank.dueDay && !m_blank.planned;
}

int TemplateEntryModel::missingColumn() const
{
    return m_blank.name.isEmpty() ? NameColumn
        : !m_blank.category       ? CategoryColumn
        : !m_blank.planned        ? PlannedColumn
                                  : -1;
}

bool TemplateEntryModel::finishBlankRow()
{
    if (missingColumn() >= 0)
        return false;
    const TemplateEntryDraft draft { m_blank.name.toStdString(), *m_blank.category, *m_blank.planned, m_blank.dueDay };
    const QJsonObject typed = blankRowDraft();
    m_blank = {};
    emit dataChanged(index(blankRow(), 0), index(blankRow(), PlannedColumn));
    emit entryTyped(draft, typed);
    emit blankRowChanged();
    return true;
}

QJsonObject TemplateEntryModel::blankRowDraft() const
{
    QJsonObject draft;
    if (!m_blank.name.isEmpty())
        draft.insert(QStringLiteral("name"), m_blank.name);
    if (m_blank.category)
        draft.insert(QStringLiteral("category"), QString::fromStdString(m_blank.category->text()));
    if (m_blank.dueDay)
        draft.insert(QStringLiteral("dueDay"), *m_blank.dueDay);
    if (m_blank.planned)
        draft.insert(QStringLiteral("planned"), QString::number(m_blank.planned->minor));
    return draft;
}

void TemplateEntryModel::setBlankRowDraft(const QJsonObject& draft)
{
    m_blank = {};
    m_blank.name = draft.value(QStringLiteral("name")).toString();
    const auto category = Uuid::parse(draft.value(QStringLiteral("category")).toString().toStdString());
    if (category && m_catalogue && m_catalogue->category(*category))
        m_blank.category = *category;
    m_blank.dueDay = dueDayOf(draft.value(QStringLiteral("dueDay")).toInt());
    if (const QString planned = draft.value(QStringLiteral("planned")).toString(); !planned.isEmpty())
        m_blank.planned = Money { planned.toLongLong() };
    emit dataChanged(index(blankRow(), 0), index(blankRow(), PlannedColumn));
}

int TemplateEntryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_templ ? 0 : blankRow() + 1;
}

int TemplateEntryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : PlannedColumn + 1;
}

bool TemplateEntryModel::isOutgoing(const std::optional<Uuid>& category) const
{
    const Category* const known = category ? m_catalogue->category(*category) : nullptr;
    return !known || known->kind != "income";
}

QString TemplateEntryModel::text(const TemplateEntry& entry, int column) const
{
    switch (column) {
    case NameColumn: return QString::fromStdString(entry.name);
    case CategoryColumn: return m_catalogue->categoryName(entry.category);
    case DueColumn: return entry.dueDay ? QString::number(*entry.dueDay) : QString();
    case PlannedColumn: return plannedAmountText(entry.planned, m_catalogue->currency);
    }
    return {};
}

QString TemplateEntryModel::hint(int column) const
{
    switch (column) {
    case NameColumn: return tr("Add an entry");
    case CategoryColumn: return tr("Category");
    case DueColumn: return tr("Day");
    case PlannedColumn: return tr("Amount");
    }
    return {};
}

QVariant TemplateEntryModel::blankData(int column, int role) const
{
    const std::array<bool, 4> isThere { !m_blank.name.isEmpty(), m_blank.category.has_value(),
        m_blank.dueDay.has_value(), m_blank.planned.has_value() };
    const bool isFilled = isThere[std::size_t(column)];
    if (role == MutedRole)
        return !isFilled;
    if (role == Qt::DisplayRole && !isFilled)
        return hint(column);
    if (role == Qt::AccessibleTextRole && !isFilled)
        return tr("Empty: %1").arg(hint(column));
    if (role == OutgoingRole)
        return isOutgoing(m_blank.category);
    const bool isEdit = role == Qt::EditRole;
    switch (column) {
    case NameColumn: return m_blank.name;
    case CategoryColumn:
        return !m_blank.category ? QVariant()
            : isEdit             ? QVariant(idBytes(*m_blank.category))
                                 : QVariant(m_catalogue->categoryName(*m_blank.category));
    case DueColumn: return isEdit ? QVariant(m_blank.dueDay.value_or(0)) : QString::number(m_blank.dueDay.value_or(0));
    case PlannedColumn:
        return !m_blank.planned ? QVariant()
            : isEdit            ? QVariant(qlonglong(m_blank.planned->minor))
                                : QVariant(plannedAmountText(*m_blank.planned, m_catalogue->currency));
    }
    return {};
}

QVariant TemplateEntryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return int((column >= DueColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == CellKindRole) {
        using enum CellKind;
        constexpr std::array kinds { Text, Category, DueDay, Amount };
        return int(kinds[std::size_t(column)]);
    }
    if (role == RowNameRole) {
        const auto entry = entryAt(index.row());
        return QStringLiteral("template.cell/%1")
            .arg(QString::fromStdString(entry ? entry->text() : m_templ.value_or(Uuid()).text()));
    }
    const bool isValue = role == Qt::DisplayRole || role == Qt::EditRole || role == OutgoingRole || role == MutedRole
        || role == Qt::AccessibleTextRole;
    if (!isValue)
        return {};
    if (index.row() == blankRow())
        return blankData(column, role);
    const TemplateEntry& entry = m_rows[std::size_t(index.row())];
    if (role == OutgoingRole)
        return isOutgoing(entry.category);
    if (role == MutedRole)
        return false;
    if (role != Qt::EditRole)
        return text(entry, column);
    switch (column) {
    case CategoryColumn: return idBytes(entry.category);
    case DueColumn: return entry.dueDay.value_or(0);
    case PlannedColumn: return qlonglong(entry.planned.minor);
    default: return text(entry, column);
    }
}

bool TemplateEntryModel::setBlank(int column, const QVariant& value)
{
    switch (column) {
    case NameColumn: m_blank.name = value.toString().trimmed(); break;
    case CategoryColumn: m_blank.category = idOf(value.toByteArray()); break;
    case DueColumn: m_blank.dueDay = dueDayOf(value); break;
    case PlannedColumn:
        m_blank.planned = value.isValid() ? std::optional(Money { value.toLongLong() }) : std::nullopt;
        break;
    default: return false;
    }
    emit blankRowChanged();
    return true;
}

bool TemplateEntryModel::setCell(const QModelIndex& cell, const QVariant& value)
{
    TemplateEntry& entry = m_rows[std::size_t(cell.row())];
    switch (cell.column()) {
    case NameColumn: {
        const std::string name = value.toString().trimmed().toStdString();
        if (name.empty() || name == entry.name)
            return false;
        entry.name = name;
        emit edited(entry.id, editOf("name", name), cell);
        return true;
    }
    case CategoryColumn: {
        const auto category = idOf(value.toByteArray());
        if (!category || category == entry.category)
            return false;
        entry.category = *category;
        emit edited(entry.id, editOf("category", *category), cell);
        return true;
    }
    case DueColumn: {
        const auto day = dueDayOf(value);
        if (day == entry.dueDay)
            return false;
        entry.dueDay = day;
        emit edited(entry.id, editOf("due_day", day ? Scalar(std::int64_t { *day }) : Scalar()), cell);
        return true;
    }
    case PlannedColumn:
        if (!value.isValid() || value.toLongLong() == entry.planned.minor)
            return false;
        entry.planned = { value.toLongLong() };
        emit edited(entry.id, editOf("planned", std::int64_t { value.toLongLong() }), cell);
        return true;
    }
    return false;
}

bool TemplateEntryModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    const bool isName = value.typeId() == QMetaType::QString;
    if (index.column() == CategoryColumn && isName) {
        if (!value.toString().trimmed().isEmpty())
            emit categoryTyped(index, value.toString().trimmed());
        return false;
    }
    const bool isSet = index.row() == blankRow() ? setBlank(index.column(), value) : setCell(index, value);
    if (isSet)
        emit dataChanged(this->index(index.row(), 0), this->index(index.row(), PlannedColumn));
    return isSet;
}

QVariant TemplateEntryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= DueColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Entry");
    case CategoryColumn: return tr("Category");
    case DueColumn: return tr("Due day");
    case PlannedColumn: return tr("Planned");
    }
    return {};
}

Qt::ItemFlags TemplateEntryModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

} // namespace qm::desktop
