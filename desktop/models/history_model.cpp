#include "desktop/models/history_model.h"

#include "desktop/models/display_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace qm::desktop {

namespace {

constexpr std::int64_t pageRows = 100;
constexpr std::int64_t searchRows = 250; ///< of one read while searching; other reads come in between
constexpr std::int64_t reloadRowsMost = 1000;
constexpr std::int64_t ofRowMost = 2000;

struct HistoryText {
    Q_DECLARE_TR_FUNCTIONS(HistoryModel)
};

HistoryLine lineOf(HistoryRow row, const Wording& wording)
{
    HistoryLine line;
    line.when = QDateTime::fromString(QString::fromStdString(row.item.at), Qt::ISODateWithMs).toLocalTime();
    line.day = line.when.date();
    line.who = deviceText(row.item.isOwn, row.item.deviceName, row.item.device);
    line.what = actionLine(row, wording);
    line.row = std::move(row);
    return line;
}

/// What an undo or redo of the history of one row takes back stands in the whole change set only.
Result<> findSubject(Ledger& ledger, HistoryRow& row)
{
    if (row.item.act != "undo" && row.item.act != "redo")
        return {};
    QM_ASSIGN(const std::vector<HistoryItem> whole, ledger.history(row.item.id, 1));
    if (whole.empty() || whole.front().changes.empty() || whole.front().changes.front().op != "revert")
        return {};
    const std::string& json = whole.front().changes.front().to;
    if (json.size() < 2)
        return {};
    QM_ASSIGN(const Uuid subject, Uuid::parse(json.substr(1, json.size() - 2)));
    row.takesBack = subject;
    return {};
}

QString iconOf(HistoryLine::State state)
{
    switch (state) {
    case HistoryLine::State::Done: return {};
    case HistoryLine::State::Waiting: return QStringLiteral("sync");
    case HistoryLine::State::NoEffect:
    case HistoryLine::State::Parked:
    case HistoryLine::State::Conflict: return QStringLiteral("attention");
    case HistoryLine::State::Undone: return QStringLiteral("undo");
    }
    return {};
}

} // namespace

struct HistoryModel::Page {
    std::vector<HistoryLine> lines;
    HistoryPlace end;
    bool isLast = true;

    static Result<Page> of(Ledger& ledger, const HistoryPlace& before, std::int64_t limit)
    {
        HistoryAsked asked;
        asked.before = before;
        asked.limit = limit;
        QM_ASSIGN(HistoryRows read, ledger.historyRows(asked));
        const Wording wording = Wording::of(ledger);
        Page page { {}, read.end, read.isLast };
        for (HistoryRow& row : read.rows)
            page.lines.push_back(lineOf(std::move(row), wording));
        return page;
    }

    static Result<Page> ofRow(Ledger& ledger, const RowKey& key)
    {
        QM_ASSIGN(std::vector<HistoryItem> items, ledger.history(key.id, ofRowMost));
        const Wording wording = Wording::of(ledger);
        Page page;
        for (HistoryItem& item : items) {
            HistoryRow row;
            row.count = static_cast<std::int64_t>(item.changes.size());
            row.item = std::move(item);
            QM_TRY(findSubject(ledger, row));
            page.lines.push_back(lineOf(std::move(row), wording));
        }
        return page;
    }
};

HistoryModel::HistoryModel(LedgerService& ledger, QObject* parent) : QAbstractTableModel(parent), m_ledger(ledger) { }

void HistoryModel::setFilter(const Filter& filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    beginResetModel();
    clear();
    endResetModel();
    reload();
}

void HistoryModel::setConnected(bool isConnected)
{
    m_isConnected = isConnected;
}

void HistoryModel::clear()
{
    m_lines.clear();
    m_end = {};
    m_takenBack = {};
    m_dayBefore = {};
    m_readBackTo = {};
    m_isComplete = false;
}

void HistoryModel::reload()
{
    m_isReplacing = true;
    const auto shown = static_cast<std::int64_t>(m_lines.size());
    readPage(std::clamp(shown, pageRows, reloadRowsMost));
}

void HistoryModel::readPage(std::int64_t limit)
{
    if (!m_ledger.isOpen())
        return;
    m_isReading = true;
    ++m_pagesRead;
    const HistoryPlace before = m_isReplacing ? HistoryPlace {} : m_end;
    auto future = m_ledger.read([before, limit, of = m_filter.row](Ledger& ledger) {
        return of ? Page::ofRow(ledger, *of) : Page::of(ledger, before, limit);
    });
    m_request.start(this, std::move(future), [this](Result<Page> page) {
        m_isReading = false;
        if (page) {
            take(*std::move(page));
        } else { // what is shown stays; the window tells of a ledger that cannot be read
            m_isComplete = true;
            m_isReplacing = false;
        }
        emit readingChanged();
    });
}

void HistoryModel::take(Page page)
{
    const bool isReset = std::exchange(m_isReplacing, false);
    if (isReset) {
        m_wanted = std::max<std::int64_t>(pageRows / 2, static_cast<std::int64_t>(m_lines.size()));
        beginResetModel();
        clear();
    }
    m_end = page.end;
    m_isComplete = page.isLast;
    if (!page.lines.empty())
        m_readBackTo = page.lines.back().day;
    const std::size_t before = m_lines.size();
    takeLines(std::move(page.lines), isReset);
    if (isReset)
        endResetModel();
    m_wanted -= static_cast<std::int64_t>(m_lines.size() - before);
    if (m_wanted > 0 && !m_isComplete)
        readPage(searchRows);
}

/// Also those that are not wanted say what was undone.
void HistoryModel::takeLines(std::vector<HistoryLine> lines, bool isReset)
{
    std::vector<HistoryLine> added;
    for (HistoryLine& line : lines) {
        setState(line);
        if (!isWanted(line))
            continue;
        if (line.day != m_dayBefore) {
            HistoryLine heading;
            heading.isDay = true;
            heading.day = line.day;
            added.push_back(std::move(heading));
            m_dayBefore = line.day;
        }
        added.push_back(std::move(line));
    }
    if (added.empty())
        return;
    const int first = static_cast<int>(m_lines.size());
    if (!isReset)
        beginInsertRows({}, first, first + static_cast<int>(added.size()) - 1);
    std::move(added.begin(), added.end(), std::back_inserter(m_lines));
    if (!isReset)
        endInsertRows();
}

void HistoryModel::setState(HistoryLine& line)
{
    using State = HistoryLine::State;
    const HistoryItem& item = line.row.item;
    const auto undoneBy = m_takenBack.next(line.row);
    if (item.outcome == "parked")
        line.state = State::Parked;
    else if (!line.row.hasEffect())
        line.state = State::NoEffect;
    else if (undoneBy)
        line.state = State::Undone;
    else if (item.outcome == "conflict")
        line.state = State::Conflict;
    else if (item.outcome == "waiting" && m_isConnected)
        line.state = State::Waiting;
    line.undoneBy = undoneBy.value_or(Uuid());
}

bool HistoryModel::isWanted(const HistoryLine& line) const
{
    if (m_filter.device && line.row.item.device != *m_filter.device)
        return false;
    return m_filter.text.isEmpty() || line.what.contains(m_filter.text, Qt::CaseInsensitive)
        || line.who.contains(m_filter.text, Qt::CaseInsensitive);
}

const HistoryLine* HistoryModel::line(const QModelIndex& index) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return nullptr;
    const HistoryLine& line = m_lines[std::size_t(index.row())];
    return line.isDay ? nullptr : &line;
}

QModelIndex HistoryModel::indexOf(const Uuid& change) const
{
    const auto found = std::find_if(m_lines.begin(), m_lines.end(),
        [&](const HistoryLine& line) { return !line.isDay && line.row.item.id == change; });
    return found == m_lines.end() ? QModelIndex() : index(static_cast<int>(found - m_lines.begin()), What);
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int HistoryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const HistoryLine& line = m_lines[std::size_t(index.row())];
    if (role == IsDayRole)
        return line.isDay;
    if (line.isDay) {
        const bool isText = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
        return isText && index.column() == When ? QLocale().toString(line.day, QLocale::LongFormat) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (index.column()) {
        case When: return QLocale().toString(line.when.time(), QLocale::ShortFormat);
        case Who: return line.who;
        case What: return line.what;
        case StateColumn: return stateText(line.state);
        default: return {};
        }
    case Qt::ToolTipRole: return index.column() == What ? line.what : QVariant();
    case IdRole: return QString::fromStdString(line.row.item.id.text());
    case IconRole: return index.column() == StateColumn ? iconOf(line.state) : QString();
    case IsMutedRole: return index.column() != What || line.state == HistoryLine::State::Undone;
    default: return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When: return tr("When");
    case Who: return tr("Who");
    case What: return tr("What");
    case StateColumn: return tr("State");
    default: return {};
    }
}

Qt::ItemFlags HistoryModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return m_lines[std::size_t(index.row())].isDay ? Qt::ItemFlags(Qt::ItemIsEnabled)
                                                   : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

bool HistoryModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_isComplete && !m_isReading;
}

void HistoryModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_wanted = pageRows / 2;
    readPage(pageRows);
}

QString whyNotUndone(const HistoryLine& line)
{
    if (line.row.item.act == "ledger.create")
        return HistoryText::tr("The start of a ledger cannot be undone.");
    switch (line.state) {
    case HistoryLine::State::Parked:
        return HistoryText::tr("It is parked: it has changed nothing. It is decided on the Attention page.");
    case HistoryLine::State::NoEffect: return HistoryText::tr("It has changed nothing yet: it waits for the server.");
    case HistoryLine::State::Undone: return HistoryText::tr("It is undone already.");
    default: return {};
    }
}

QString stateText(HistoryLine::State state)
{
    switch (state) {
    case HistoryLine::State::Done: return {};
    case HistoryLine::State::Waiting: return HistoryText::tr("Waiting to be sent");
    case HistoryLine::State::NoEffect: return HistoryText::tr("Waiting for the server");
    case HistoryLine::State::Parked: return HistoryText::tr("Parked");
    case HistoryLine::State::Undone: return HistoryText::tr("Undone");
    case HistoryLine::State::Conflict: return HistoryText::tr("Conflict");
    }
    return {};
}

} // namespace qm::desktop
