#include "desktop/models/posting_table_model.h"

#include "common/store/account_balances.h"
#include "desktop/models/display_text.h"

#include <algorithm>

namespace qm::desktop {

namespace {

constexpr std::size_t chunkRows = 128;
constexpr std::size_t chunksMost = 96;

QString fromUtf8(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

PostingTableModel::PostingTableModel(PostingSource& source, QObject* parent)
    : QAbstractTableModel(parent)
    , m_source(source)
{
    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(0); // all rows of one painting are asked for together
    connect(&m_askSoon, &QTimer::timeout, this, &PostingTableModel::sendAsked);
}

void PostingTableModel::setCatalogue(std::shared_ptr<const Catalogue> catalogue)
{
    m_catalogue = std::move(catalogue);
}

void PostingTableModel::setQuery(const PostingQuery& query, PostingOrder order)
{
    beginResetModel();
    m_query = query;
    m_order = order;
    place({});
    endResetModel();
    m_isGathering = order != PostingOrder::Newest;
    m_gathered.clear();
    m_gatheredCount = 0;
    m_isComplete = false;
    emit totalsChanged();
    readMore({});
}

void PostingTableModel::setBalance(std::optional<Money> balance)
{
    if (m_balance == balance)
        return;
    m_balance = balance;
    Money at = balance.value_or(Money());
    for (Section& section : m_sections) {
        section.balances.clear();
        section.balance = at;
        at = balanceBefore(at, section.month.sum);
    }
    if (m_rows > 0)
        emit dataChanged(index(0, Balance), index(m_rows - 1, Balance));
}

void PostingTableModel::reload()
{
    ++m_reloads;
    for (auto& [key, chunk] : m_chunks) {
        chunk.isStale = true;
        chunk.isAsked = false; // an answer that is under way may be older than the change
    }
    if (m_rows > 0)
        emit dataChanged(index(0, 0), index(m_rows - 1, columnCountAll - 1)); // what is seen is asked for anew
    m_isGathering = m_isGathering || m_isComplete || m_rows > 0;
    m_gathered.clear();
    m_gatheredCount = 0;
    readMore({});
}

void PostingTableModel::readMore(const std::optional<YearMonth>& start)
{
    m_source.readSlice(this, m_query, start, m_order != PostingOrder::Newest, [this](Result<PostingSlice> slice) {
        if (slice)
            take(*std::move(slice));
        else
            emit failed(slice.error());
    });
}

void PostingTableModel::take(PostingSlice slice)
{
    const auto next = slice.next;
    if (!m_isGathering) {
        m_shownChange = m_source.lastChange();
        const bool wasEmpty = m_rows == 0;
        append(std::move(slice.months));
        if (wasEmpty && m_rows > 0) {
            ask({ 0, 0 }); // the rows that are seen first come before the next slice
            sendAsked();
        }
    } else {
        for (PostingMonth& month : slice.months) {
            m_gatheredCount += month.count;
            m_gathered.push_back(std::move(month));
        }
        if (m_order != PostingOrder::Newest && m_gatheredCount > sortedMost) {
            emit sortedTooMany();
            setQuery(m_query);
            return;
        }
    }
    if (next)
        readMore(next);
    else
        finish();
    emit totalsChanged();
}

void PostingTableModel::finish()
{
    m_isComplete = true;
    if (!m_isGathering)
        return;
    m_isGathering = false;
    m_shownChange = m_source.lastChange();
    if (m_order != PostingOrder::Newest) {
        PostingMonth all;
        for (const PostingMonth& month : m_gathered) {
            all.count += month.count;
            all.sum.minor += month.sum.minor;
        }
        all.matches = sortedMatches(std::move(m_gathered), m_order);
        m_gathered.clear();
        if (all.count > 0)
            m_gathered.push_back(std::move(all));
    }
    if (isSameAs(m_gathered)) {
        Money sum;
        for (std::size_t i = 0; i < m_sections.size(); ++i) {
            m_sections[i].month = std::move(m_gathered[i]);
            m_sections[i].balances.clear();
            sum.minor += m_sections[i].month.sum.minor;
        }
        m_sum = sum;
        const auto balance = std::exchange(m_balance, std::nullopt);
        setBalance(balance);
    } else {
        replaceAll(std::move(m_gathered));
    }
    m_gathered.clear();
}

/// The same rows at the same places: what is in them is read again anyway.
bool PostingTableModel::isSameAs(const std::vector<PostingMonth>& months) const
{
    return std::equal(m_sections.begin(), m_sections.end(), months.begin(), months.end(),
        [](const Section& section, const PostingMonth& month) {
            return section.month.month == month.month && section.month.count == month.count
                && std::equal(section.month.matches.begin(), section.month.matches.end(), month.matches.begin(),
                    month.matches.end(), [](const PostingMatch& a, const PostingMatch& b) { return a.id == b.id; });
        });
}

void PostingTableModel::append(std::vector<PostingMonth> months)
{
    std::int64_t rows = 0;
    for (const PostingMonth& month : months)
        rows += month.count;
    if (rows == 0)
        return;
    beginInsertRows({}, m_rows, m_rows + int(rows) - 1);
    place(std::move(months));
    endInsertRows();
}

void PostingTableModel::replaceAll(std::vector<PostingMonth> months)
{
    beginResetModel();
    m_sections.clear();
    place({});
    place(std::move(months));
    endResetModel();
}

/// Puts months below those that are there; none: takes all away.
void PostingTableModel::place(std::vector<PostingMonth> months)
{
    if (months.empty()) {
        m_sections.clear();
        m_chunks.clear();
        m_asked.clear();
        ++m_generation;
        m_rows = 0;
        m_sum = {};
    }
    for (PostingMonth& month : months) {
        Section section;
        section.firstRow = m_rows;
        section.balance = m_sections.empty() ? m_balance.value_or(Money())
                                             : balanceBefore(m_sections.back().balance, m_sections.back().month.sum);
        m_rows += int(month.count);
        m_sum.minor += month.sum.minor;
        section.month = std::move(month);
        m_sections.push_back(std::move(section));
    }
}

int PostingTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int PostingTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(columnCountAll);
}

std::size_t PostingTableModel::sectionOf(int row) const
{
    const auto after = std::upper_bound(m_sections.begin(), m_sections.end(), row,
        [](int wanted, const Section& section) { return wanted < section.firstRow; });
    return std::size_t(after - m_sections.begin()) - 1;
}

PostingWindow PostingTableModel::window(const Section& section, std::size_t from, std::size_t count) const
{
    PostingWindow found;
    found.month = section.month.month;
    found.from = std::int64_t(from);
    found.count = std::int64_t(count);
    const auto& matches = section.month.matches;
    for (std::size_t i = from; i < from + count && i < matches.size(); ++i)
        found.ids.push_back(matches[i].id);
    return found;
}

std::vector<PostingWindow> PostingTableModel::windows(int from, int to) const
{
    std::vector<PostingWindow> found;
    for (int row = from; row <= to && row < m_rows;) {
        const Section& section = m_sections[sectionOf(row)];
        const int end = std::min(to + 1, section.firstRow + int(section.month.count));
        found.push_back(window(section, std::size_t(row - section.firstRow), std::size_t(end - row)));
        row = end;
    }
    return found;
}

const PostingLine* PostingTableModel::line(int row) const
{
    if (row < 0 || row >= m_rows)
        return nullptr;
    m_lastRow = row;
    const std::size_t section = sectionOf(row);
    const std::size_t place = std::size_t(row - m_sections[section].firstRow);
    const ChunkKey key { section, place / chunkRows };
    const auto chunk = m_chunks.find(key);
    if (chunk == m_chunks.end() || (chunk->second.isStale && !chunk->second.isAsked) || chunk->second.lines.empty())
        ask(key);
    if (chunk == m_chunks.end() || place % chunkRows >= chunk->second.lines.size())
        return nullptr;
    const auto& found = chunk->second.lines[place % chunkRows];
    return found ? &*found : nullptr;
}

void PostingTableModel::ask(ChunkKey key) const
{
    Chunk& chunk = m_chunks[key];
    if (chunk.isAsked)
        return;
    chunk.isAsked = true;
    m_asked.insert(key);
    m_askSoon.start();
}

void PostingTableModel::sendAsked()
{
    std::vector<ChunkKey> keys;
    std::vector<PostingWindow> windows;
    for (const ChunkKey& key : std::exchange(m_asked, {})) {
        if (key.first >= m_sections.size())
            continue;
        const Section& section = m_sections[key.first];
        const std::size_t from = key.second * chunkRows;
        const std::size_t all = std::size_t(section.month.count);
        if (from >= all)
            continue;
        keys.push_back(key);
        windows.push_back(window(section, from, std::min(chunkRows, all - from)));
    }
    if (windows.empty())
        return;
    m_source.readLines(this, std::move(windows),
        [this, keys, generation = m_generation, reloads = m_reloads](
            Result<std::vector<std::vector<PostingLine>>> lines) {
            if (generation != m_generation || reloads != m_reloads)
                return;
            if (lines)
                takeLines(keys, *std::move(lines));
            else
                emit failed(lines.error());
        });
}

void PostingTableModel::takeLines(const std::vector<ChunkKey>& keys, std::vector<std::vector<PostingLine>> lines)
{
    for (std::size_t i = 0; i < keys.size() && i < lines.size(); ++i) {
        const Section& section = m_sections[keys[i].first];
        const std::size_t from = keys[i].second * chunkRows;
        const std::size_t count = std::min(chunkRows, std::size_t(section.month.count) - from);
        Chunk& chunk = m_chunks[keys[i]];
        chunk.lines.assign(count, std::nullopt);
        std::size_t at = 0;
        for (PostingLine& line : lines[i]) {
            // Of found ones, those that are gone meanwhile leave their row empty.
            while (
                !section.month.matches.empty() && at < count && section.month.matches[from + at].id != line.posting.id)
                ++at;
            if (at < count)
                chunk.lines[at++] = std::move(line);
        }
        chunk.isStale = false;
        chunk.isAsked = false;
        const int first = section.firstRow + int(from);
        emit dataChanged(index(first, 0), index(first + int(count) - 1, columnCountAll - 1));
    }
    forgetFarChunks();
}

void PostingTableModel::forgetFarChunks()
{
    if (m_chunks.size() <= chunksMost)
        return;
    std::erase_if(m_chunks, [this](const auto& item) {
        const auto& [key, chunk] = item;
        const int first = m_sections[key.first].firstRow + int(key.second * chunkRows);
        return !chunk.isAsked && std::abs(first - m_lastRow) > int(chunkRows * chunksMost / 4);
    });
}

void PostingTableModel::findRows(const std::vector<Uuid>& ids, std::function<void(const std::vector<int>&)> found)
{
    const std::set<Uuid> wanted(ids.begin(), ids.end());
    const bool hasIds = !m_sections.empty() && !m_sections.front().month.matches.empty();
    if (wanted.empty() || hasIds || m_sections.empty()) {
        std::vector<int> rows;
        for (const Section& section : m_sections) {
            for (std::size_t i = 0; i < section.month.matches.size() && !wanted.empty(); ++i) {
                if (wanted.contains(section.month.matches[i].id))
                    rows.push_back(section.firstRow + int(i));
            }
        }
        found(rows);
        return;
    }
    m_source.readPlaces(this, ids,
        [this, generation = m_generation, found = std::move(found)](Result<std::vector<PostingPlace>> places) {
            if (!places || generation != m_generation)
                return;
            std::vector<int> rows;
            for (const PostingPlace& place : *places) {
                const auto section = std::find_if(m_sections.begin(), m_sections.end(),
                    [&](const Section& one) { return one.month.month == place.month; });
                if (section != m_sections.end() && place.place < section->month.count)
                    rows.push_back(section->firstRow + int(place.place));
            }
            std::sort(rows.begin(), rows.end());
            found(rows);
        });
}

std::optional<PostingMatch> PostingTableModel::match(int row) const
{
    const std::size_t at = sectionOf(row);
    const Section& section = m_sections[at];
    const std::size_t place = std::size_t(row - section.firstRow);
    if (place < section.month.matches.size())
        return section.month.matches[place];
    const auto chunk = m_chunks.find({ at, place / chunkRows });
    const bool isRead = chunk != m_chunks.end() && place % chunkRows < chunk->second.lines.size();
    const PostingLine* const line
        = isRead && chunk->second.lines[place % chunkRows] ? &*chunk->second.lines[place % chunkRows] : nullptr;
    return line ? std::optional(matchOf(line->posting, m_query.account)) : std::nullopt;
}

std::optional<Money> PostingTableModel::sumOf(const std::vector<std::pair<int, int>>& ranges) const
{
    constexpr int rowsMost = 100'000; // what the window adds up while somebody selects
    int rows = 0;
    Money total;
    for (const auto& [from, to] : ranges) {
        rows += to - from + 1;
        if (rows > rowsMost)
            return {};
        for (int row = from; row <= to; ++row) {
            const auto found = match(row);
            if (!found)
                return {};
            total.minor += found->isCounted ? found->amount.minor : 0;
        }
    }
    return total;
}

QString PostingTableModel::rowText(const PostingLine& line) const
{
    QStringList cells;
    for (const Column column : { Day, Payee, Entry, Account, Memo, Amount, Cleared })
        cells << (line.posting.entry || column != Entry ? text(line, -1, column) : QString());
    return cells.join(QLatin1Char('\t'));
}

Money PostingTableModel::balanceAt(int row) const
{
    const Section& section = m_sections[sectionOf(row)];
    if (section.balances.empty())
        section.balances = runningBalances(section.balance, section.month.matches);
    const std::size_t place = std::size_t(row - section.firstRow);
    return place < section.balances.size() ? section.balances[place] : Money();
}

QString PostingTableModel::text(const PostingLine& line, int row, int column) const
{
    const Posting& posting = line.posting;
    switch (column) {
    case Day: return dayText(dayOf(posting.date));
    case Payee:
        if (!posting.payee.empty() || !posting.toAccount)
            return fromUtf8(posting.payee);
        return posting.toAccount == m_query.account
            ? tr("Transfer from %1").arg(m_catalogue->accountName(posting.account))
            : tr("Transfer to %1").arg(m_catalogue->accountName(*posting.toAccount));
    case Entry:
        if (!posting.entry)
            return posting.toAccount ? QString() : tr("No entry yet");
        if (line.category && m_catalogue->categoryName(*line.category) != fromUtf8(line.entryName))
            return QStringLiteral("%1 · %2").arg(fromUtf8(line.entryName), m_catalogue->categoryName(*line.category));
        return fromUtf8(line.entryName);
    case Account:
        return posting.toAccount ? QStringLiteral("%1 → %2").arg(
                   m_catalogue->accountName(posting.account), m_catalogue->accountName(*posting.toAccount))
                                 : m_catalogue->accountName(posting.account);
    case Memo: return fromUtf8(posting.memo).simplified();
    case Amount:
        return amountText(
            m_query.account ? effectOn(*m_query.account, posting) : posting.amount, m_catalogue->currency);
    case Balance: return m_balance ? amountText(balanceAt(row), m_catalogue->currency) : QString();
    case Cleared: return posting.isCleared ? QStringLiteral("✓") : QString();
    default: return {};
    }
}

QString PostingTableModel::accessibleText(const PostingLine& line, int row, int column) const
{
    if (column == Cleared)
        return line.posting.isCleared ? tr("cleared") : tr("not cleared");
    const QString shown = text(line, row, column);
    return column == Account && line.posting.toAccount
        ? tr("from %1 to %2")
              .arg(m_catalogue->accountName(line.posting.account), m_catalogue->accountName(*line.posting.toAccount))
        : shown;
}

QVariant PostingTableModel::sortValue(const PostingLine& line, int row, int column) const
{
    switch (column) {
    case Day: return dayOf(line.posting.date);
    case Amount:
        return qlonglong((m_query.account ? effectOn(*m_query.account, line.posting) : line.posting.amount).minor);
    case Balance: return m_balance ? QVariant(qlonglong(balanceAt(row).minor)) : QVariant();
    case Cleared: return line.posting.isCleared;
    default: return text(line, row, column);
    }
}

QVariant PostingTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !m_catalogue)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isAmount = index.column() == Amount || index.column() == Balance;
        return int(isAmount                 ? Qt::AlignRight | Qt::AlignVCenter
                : index.column() == Cleared ? Qt::AlignHCenter | Qt::AlignVCenter
                                            : Qt::AlignLeft | Qt::AlignVCenter);
    }
    const bool isKnown = role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole
        || (role >= SortRole && role <= MutedRole);
    if (!isKnown)
        return {};
    const PostingLine* const found = line(index.row());
    if (!found)
        return role == Qt::DisplayRole && index.column() == Day ? QVariant(QStringLiteral("…")) : QVariant();
    const Posting& posting = found->posting;
    switch (role) {
    case Qt::DisplayRole: return text(*found, index.row(), index.column());
    case Qt::AccessibleTextRole: return accessibleText(*found, index.row(), index.column());
    case Qt::ToolTipRole: return index.column() == Memo ? fromUtf8(posting.memo) : QVariant();
    case SortRole: return sortValue(*found, index.row(), index.column());
    case TransferRole: return posting.toAccount.has_value();
    case SplitRole: return posting.split.has_value();
    case LockedRole: {
        const Month* const month = m_catalogue->month(posting.month);
        return month && month->isClosed;
    }
    case ClearedRole: return posting.isCleared;
    case MutedRole: return index.column() == Memo || (index.column() == Entry && !posting.entry);
    default: return {};
    }
}

QVariant PostingTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isAmount = section == Amount || section == Balance;
        return int((isAmount                    ? Qt::AlignRight
                           : section == Cleared ? Qt::AlignHCenter
                                                : Qt::AlignLeft)
            | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (section) {
    case Day: return tr("Day");
    case Payee: return tr("Payee");
    case Entry: return tr("Entry");
    case Account: return tr("Account");
    case Memo: return tr("Memo");
    case Amount: return tr("Amount");
    case Balance: return tr("Balance");
    case Cleared: return tr("Cleared");
    default: return {};
    }
}

} // namespace qm::desktop
