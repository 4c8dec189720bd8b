#include "desktop/models/import_model.h"

#include "desktop/models/display_text.h"

#include <algorithm>

namespace qm::desktop {

void ImportModel::setPage(std::shared_ptr<ImportPreview> preview, std::size_t page, const Currency& currency)
{
    beginResetModel();
    m_preview = std::move(preview);
    m_page = page;
    m_currency = currency;
    m_access = Access::Change;
    endResetModel();
    m_counts.reset();
    emit countsChanged();
}

void ImportModel::setAccess(Access access)
{
    if (access == m_access)
        return;
    // The rows stay, and with them selection and scroll position; only what stands in them is new.
    m_access = access;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    m_counts.reset();
    if (access != Access::None)
        emit countsChanged();
}

const ImportModel::Counts& ImportModel::counts() const
{
    if (!m_counts)
        m_counts = counted();
    return *m_counts;
}

ImportModel::Counts ImportModel::counted() const
{
    Counts counts;
    if (!m_preview || m_access == Access::None)
        return counts;
    const ImportPage& shown = *page();
    counts.lines = static_cast<int>(shown.lines.size());
    std::optional<YearMonth> last; // lines of a month mostly stand together
    for (std::size_t i = 0; i < shown.lines.size(); ++i) {
        counts.known += shown.states[i] == ImportState::Known ? 1 : 0;
        counts.closed += shown.states[i] == ImportState::Closed ? 1 : 0;
        counts.twins += shown.twins[i] ? 1 : 0;
        const ImportLine& one = shown.lines[i];
        if (!one.isChosen || shown.isForeign)
            continue;
        ++counts.chosen;
        if (const auto sum = add(counts.sum, one.amount))
            counts.sum = *sum;
        const YearMonth ym = YearMonth::of(one.date);
        if (std::exchange(last, ym) != ym && !m_preview->entries.contains(ym))
            counts.opens.insert(ym);
    }
    return counts;
}

bool ImportModel::isLocked(int row) const
{
    const ImportPage& shown = *page();
    return shown.isForeign || shown.states[std::size_t(row)] != ImportState::New;
}

const std::vector<Entry>& ImportModel::entriesOf(int row) const
{
    static const std::vector<Entry> none;
    const auto month = m_preview->entries.find(YearMonth::of(line(row).date));
    return month == m_preview->entries.end() ? none : month->second;
}

QStringList ImportModel::entryNames(const std::vector<int>& rows) const
{
    std::set<YearMonth> months;
    QStringList names;
    for (const int row : rows) {
        if (!months.insert(YearMonth::of(line(row).date)).second)
            continue;
        for (const Entry& entry : entriesOf(row))
            names.append(QString::fromStdString(entry.name));
    }
    names.removeDuplicates();
    return names;
}

void ImportModel::rowsChanged(const std::vector<int>& rows)
{
    if (rows.empty())
        return;
    const auto [first, last] = std::minmax_element(rows.begin(), rows.end());
    emit dataChanged(index(*first, 0), index(*last, columns - 1));
    m_counts.reset();
    emit countsChanged();
}

ImportLine& ImportModel::changedLine(int row) const
{
    m_preview->pages[m_page].changed.insert(std::size_t(row));
    return line(row);
}

void ImportModel::setChosen(const std::vector<int>& rows, bool isChosen)
{
    if (m_access != Access::Change)
        return;
    for (const int row : rows) {
        if (!isLocked(row))
            changedLine(row).isChosen = isChosen;
    }
    rowsChanged(rows);
}

int ImportModel::setEntryNamed(const std::vector<int>& rows, const QString& name)
{
    if (m_access != Access::Change)
        return 0;
    const std::string wanted = name.toStdString();
    int set = 0;
    for (const int row : rows) {
        if (isLocked(row))
            continue;
        const std::vector<Entry>& entries = entriesOf(row);
        const auto found
            = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.name == wanted; });
        if (wanted.empty())
            changedLine(row).entry.reset();
        else if (found != entries.end())
            changedLine(row).entry = found->id;
        else
            continue;
        ++set;
    }
    rowsChanged(rows);
    return set;
}

void ImportModel::setEntry(int row, const std::optional<Uuid>& entry)
{
    if (m_access != Access::Change || isLocked(row))
        return;
    changedLine(row).entry = entry;
    rowsChanged({ row });
}

int ImportModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_preview ? 0 : static_cast<int>(page()->lines.size());
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == AmountColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case DayColumn: return tr("Day");
    case PayeeColumn: return tr("Payee");
    case MemoColumn: return tr("Memo");
    case AmountColumn: return tr("Amount");
    case EntryColumn: return tr("Entry");
    case StateColumn: return tr("In the ledger");
    default: return {};
    }
}

QString ImportModel::entryText(int row) const
{
    if (isLocked(row))
        return {};
    const auto& chosen = line(row).entry;
    const std::vector<Entry>& entries = entriesOf(row);
    const auto found = std::find_if(
        entries.begin(), entries.end(), [&](const Entry& entry) { return chosen && entry.id == *chosen; });
    return found == entries.end() ? tr("no entry yet") : QString::fromStdString(found->name);
}

QString ImportModel::stateText(int row) const
{
    const ImportPage& shown = *page();
    const YearMonth ym = YearMonth::of(line(row).date);
    if (shown.isForeign)
        return tr("In another currency");
    switch (shown.states[std::size_t(row)]) {
    case ImportState::Known: return tr("Imported before");
    case ImportState::Closed: return tr("%1 is closed").arg(monthText(ym));
    case ImportState::New: break;
    }
    if (const auto& twin = shown.twins[std::size_t(row)]) {
        const QString day = dayText(dayOf(twin->date));
        return twin->payee.empty() ? tr("Maybe there: %1").arg(day)
                                   : tr("Maybe there: %1, %2").arg(day, QString::fromStdString(twin->payee));
    }
    return m_preview->entries.contains(ym) ? tr("New") : tr("New, opens %1").arg(monthText(ym));
}

QString ImportModel::text(int row, int column) const
{
    const ImportLine& shown = line(row);
    switch (column) {
    case DayColumn: return dayText(toQDate(shown.date));
    case PayeeColumn: return QString::fromStdString(shown.payee);
    case MemoColumn: return QString::fromStdString(shown.memo);
    case AmountColumn: return amountText(shown.amount, m_currency);
    case EntryColumn: return entryText(row);
    case StateColumn: return stateText(row);
    default: return {};
    }
}

QVariant ImportModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || m_access == Access::None)
        return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::ToolTipRole: {
        const bool isLong
            = index.column() == MemoColumn || index.column() == PayeeColumn || index.column() == StateColumn;
        return isLong ? QVariant(text(row, index.column())) : QVariant();
    }
    case Qt::CheckStateRole:
        if (index.column() != DayColumn || isLocked(row))
            return {};
        return line(row).isChosen ? Qt::Checked : Qt::Unchecked;
    case Qt::TextAlignmentRole:
        return index.column() == AmountColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case ChosenRole: return line(row).isChosen;
    case LockedRole: return isLocked(row);
    case AmountRole: return QVariant::fromValue<qint64>(line(row).amount.minor);
    case EntryRole: return line(row).entry ? QString::fromStdString(line(row).entry->text()) : QString();
    default: return {};
    }
}

bool ImportModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || m_access != Access::Change || isLocked(index.row()))
        return false;
    if (role == Qt::CheckStateRole && index.column() == DayColumn)
        setChosen({ index.row() }, value.toInt() == Qt::Checked);
    else if (role == EntryRole)
        setEntry(index.row(),
            value.toString().isEmpty() ? std::nullopt : std::optional(*Uuid::parse(value.toString().toStdString())));
    else
        return false;
    return true;
}

Qt::ItemFlags ImportModel::flags(const QModelIndex& index) const
{
    if (!index.isValid() || m_access == Access::None)
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (!isLocked(index.row()) && index.column() == DayColumn)
        flags |= Qt::ItemIsUserCheckable;
    if (!isLocked(index.row()) && index.column() == EntryColumn && !entriesOf(index.row()).empty())
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace qm::desktop
