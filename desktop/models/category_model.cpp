#include "desktop/models/category_model.h"

#include "desktop/models/cell_kind.h"

#include <array>

namespace qm::desktop {

namespace {

CellEdits editOf(const char* cell, Scalar value)
{
    CellValue now;
    now.columns[0] = std::move(value);
    return { { cellNamed(Table::Category, cell), now } };
}

} // namespace

QString categoryKindText(const std::string& kind)
{
    return kind == "income" ? CategoryModel::tr("Income")
        : kind == "saving"  ? CategoryModel::tr("Saving")
                            : CategoryModel::tr("Expense");
}

void CategoryModel::setCatalogue(std::shared_ptr<const Catalogue> catalogue)
{
    if (!m_catalogue) { // the blank row appears
        beginResetModel();
        m_catalogue = std::move(catalogue);
        m_rows = m_catalogue->categories;
        endResetModel();
        return;
    }
    m_catalogue = std::move(catalogue);
    replaceRows(m_rows, m_catalogue->categories);
}

void CategoryModel::setUses(std::unordered_map<Uuid, std::int64_t> uses)
{
    m_uses = std::move(uses);
    emit dataChanged(index(0, UsesColumn), index(blankRow(), UsesColumn));
}

std::optional<Uuid> CategoryModel::categoryAt(int row) const
{
    return row >= 0 && row < blankRow() ? std::optional(m_rows[std::size_t(row)].id) : std::nullopt;
}

std::vector<Uuid> CategoryModel::order() const
{
    std::vector<Uuid> ids;
    for (const Category& category : m_rows)
        ids.push_back(category.id);
    return ids;
}

bool CategoryModel::finishBlankRow()
{
    if (m_blank.name.empty())
        return false;
    const QJsonObject typed = blankRowDraft();
    const CategoryDraft draft = std::exchange(m_blank, {});
    emit dataChanged(index(blankRow(), 0), index(blankRow(), ArchivedColumn));
    emit categoryTyped(draft, typed);
    emit blankRowChanged();
    return true;
}

QJsonObject CategoryModel::blankRowDraft() const
{
    if (isBlankRowEmpty())
        return {};
    return { { QStringLiteral("name"), QString::fromStdString(m_blank.name) },
        { QStringLiteral("group"), QString::fromStdString(m_blank.group) },
        { QStringLiteral("kind"), QString::fromStdString(m_blank.kind) } };
}

void CategoryModel::setBlankRowDraft(const QJsonObject& draft)
{
    m_blank = {};
    m_blank.name = draft.value(QStringLiteral("name")).toString().toStdString();
    m_blank.group = draft.value(QStringLiteral("group")).toString().toStdString();
    if (const std::string kind = draft.value(QStringLiteral("kind")).toString().toStdString(); !kind.empty())
        m_blank.kind = kind;
    emit dataChanged(index(blankRow(), 0), index(blankRow(), ArchivedColumn));
}

int CategoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_catalogue ? 0 : blankRow() + 1;
}

int CategoryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ArchivedColumn + 1;
}

QString CategoryModel::text(int row, int column) const
{
    const bool isBlank = row == blankRow();
    const Category* const category = isBlank ? nullptr : &m_rows[std::size_t(row)];
    switch (column) {
    case NameColumn: return QString::fromStdString(category ? category->name : m_blank.name);
    case GroupColumn: return QString::fromStdString(category ? category->group : m_blank.group);
    case KindColumn:
        return category || !isBlankRowEmpty() ? categoryKindText(category ? category->kind : m_blank.kind) : QString();
    case UsesColumn: {
        const auto uses = category ? m_uses.find(category->id) : m_uses.end();
        return !category           ? QString()
            : uses == m_uses.end() ? tr("not used")
                                   : tr("%n entries", nullptr, int(uses->second));
    }
    default: return {};
    }
}

QStringList CategoryModel::groups() const
{
    QStringList groups;
    for (const Category& category : m_rows)
        groups << QString::fromStdString(category.group);
    groups.removeAll(QString());
    groups.removeDuplicates();
    return groups;
}

QVariant CategoryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int column = index.column();
    const bool isBlank = index.row() == blankRow();
    const bool isHint = isBlank && text(index.row(), column).isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return !isHint              ? text(index.row(), column)
            : column == NameColumn  ? tr("Add a category")
            : column == GroupColumn ? tr("Group")
                                    : QString();
    case Qt::EditRole:
        if (column == KindColumn)
            return QString::fromStdString(isBlank ? m_blank.kind : m_rows[std::size_t(index.row())].kind);
        return text(index.row(), column);
    case Qt::CheckStateRole:
        if (isBlank || column != ArchivedColumn)
            return {};
        return m_rows[std::size_t(index.row())].isArchived ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole:
        if (column == ArchivedColumn && !isBlank)
            return m_rows[std::size_t(index.row())].isArchived ? tr("archived") : tr("not archived");
        return isHint ? tr("Empty: %1").arg(data(index, Qt::DisplayRole).toString()) : text(index.row(), column);
    case MutedRole: return isHint || column == UsesColumn || (!isBlank && m_rows[std::size_t(index.row())].isArchived);
    case SuggestionsRole: return column == GroupColumn ? groups() : QStringList();
    case RowNameRole:
        return QStringLiteral("category.cell/%1")
            .arg(isBlank ? QStringLiteral("new") : QString::fromStdString(m_rows[std::size_t(index.row())].id.text()));
    case CellKindRole: {
        using enum CellKind;
        constexpr std::array kinds { Text, Text, CellKind::CategoryKind, Fixed, Fixed };
        return int(kinds[std::size_t(column)]);
    }
    default: return {};
    }
}

bool CategoryModel::setBlank(int column, const QString& value)
{
    switch (column) {
    case NameColumn: m_blank.name = value.toStdString(); break;
    case GroupColumn: m_blank.group = value.toStdString(); break;
    case KindColumn: m_blank.kind = value.toStdString(); break;
    default: return false;
    }
    emit blankRowChanged();
    return true;
}

bool CategoryModel::setCell(const QModelIndex& cell, const QString& value)
{
    Category& category = m_rows[std::size_t(cell.row())];
    const std::string now = value.toStdString();
    switch (cell.column()) {
    case NameColumn:
        if (now.empty() || now == category.name)
            return false;
        category.name = now;
        emit edited(category.id, editOf("name", now), cell);
        return true;
    case GroupColumn:
        if (now == category.group)
            return false;
        category.group = now;
        emit edited(category.id, editOf("group", now.empty() ? Scalar() : Scalar(now)), cell);
        return true;
    case KindColumn:
        if (now == category.kind)
            return false;
        category.kind = now;
        emit edited(category.id, editOf("kind", now), cell);
        return true;
    default: return false;
    }
}

bool CategoryModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid())
        return false;
    const bool isBlank = index.row() == blankRow();
    bool isSet = false;
    if (role == Qt::CheckStateRole && !isBlank && index.column() == ArchivedColumn) {
        Category& category = m_rows[std::size_t(index.row())];
        category.isArchived = value.toInt() == Qt::Checked;
        emit edited(category.id, editOf("archived", std::int64_t { category.isArchived ? 1 : 0 }), index);
        isSet = true;
    } else if (role == Qt::EditRole) {
        const QString text = value.toString().trimmed();
        isSet = isBlank ? setBlank(index.column(), text) : setCell(index, text);
    }
    if (isSet)
        emit dataChanged(this->index(index.row(), 0), this->index(index.row(), ArchivedColumn));
    return isSet;
}

QVariant CategoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Category");
    case GroupColumn: return tr("Group");
    case KindColumn: return tr("Kind");
    case UsesColumn: return tr("Used by");
    case ArchivedColumn: return tr("Archived");
    }
    return {};
}

Qt::ItemFlags CategoryModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    switch (index.column()) {
    case UsesColumn: return flags;
    case ArchivedColumn: return index.row() == blankRow() ? flags : flags | Qt::ItemIsUserCheckable;
    default: return flags | Qt::ItemIsEditable;
    }
}

} // namespace qm::desktop
