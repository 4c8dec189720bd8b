#include "desktop/models/summary_model.h"

#include "desktop/models/display_text.h"
#include "desktop/models/summary_text.h"

#include <algorithm>

namespace qm::desktop {

namespace {

using Level = SummaryRow::Level;

bool isSameShape(const SummaryTable& a, const SummaryTable& b)
{
    return a.months == b.months
        && std::equal(
            a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(), [](const SummaryRow& x, const SummaryRow& y) {
                return x.level == y.level && x.category == y.category && x.group == y.group && x.kind == y.kind;
            });
}

QVariant alignment(bool isName)
{
    return QVariant::fromValue((isName ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

} // namespace

SummaryModel::SummaryModel(QObject* parent) : QAbstractTableModel(parent), m_summary(std::make_shared<const Summary>())
{
}

void SummaryModel::setTable(std::shared_ptr<const Summary> summary, const Currency& currency)
{
    if (isSameShape(m_summary->table, summary->table) && m_currency.code == currency.code) {
        m_summary = std::move(summary);
        showAnew();
        return;
    }
    beginResetModel();
    m_summary = std::move(summary);
    m_currency = currency;
    m_shown = visibleRows();
    endResetModel();
}

void SummaryModel::setShowing(Showing showing)
{
    if (showing == m_showing)
        return;
    m_showing = showing;
    showAnew();
}

void SummaryModel::showAnew()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int SummaryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int SummaryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : monthCount() + 4;
}

int SummaryModel::monthCount() const
{
    return int(m_summary->table.months.size());
}

std::optional<YearMonth> SummaryModel::monthOf(int column) const
{
    if (column < 1 || column > monthCount())
        return {};
    return m_summary->table.months[std::size_t(column - 1)];
}

QString SummaryModel::keyOf(const SummaryRow& row)
{
    return QString::fromStdString(row.kind + '/' + row.group);
}

bool SummaryModel::canFold(int at) const
{
    return row(at).level == Level::Kind || row(at).level == Level::Group;
}

std::vector<std::size_t> SummaryModel::visibleRows() const
{
    std::vector<std::size_t> visible;
    const auto& rows = m_summary->table.rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const QString kind = QString::fromStdString(rows[i].kind + '/');
        const bool isUnderKind = rows[i].level == Level::Group || rows[i].level == Level::Category;
        const bool isUnderGroup = rows[i].level == Level::Category && !rows[i].group.empty();
        if (!(isUnderKind && m_folded.contains(kind)) && !(isUnderGroup && m_folded.contains(keyOf(rows[i]))))
            visible.push_back(i);
    }
    return visible;
}

void SummaryModel::toggle(int at)
{
    if (!canFold(at))
        return;
    const QString key = keyOf(row(at));
    if (!m_folded.remove(key))
        m_folded.insert(key);
    // What comes or goes stands together, right below the row.
    std::vector<std::size_t> after = visibleRows();
    const int difference = int(after.size()) - int(m_shown.size());
    if (difference > 0)
        beginInsertRows({}, at + 1, at + difference);
    else if (difference < 0)
        beginRemoveRows({}, at + 1, at - difference);
    m_shown = std::move(after);
    if (difference > 0)
        endInsertRows();
    else if (difference < 0)
        endRemoveRows();
    emit dataChanged(index(at, 0), index(at, 0));
}

QStringList SummaryModel::folded() const
{
    return { m_folded.begin(), m_folded.end() };
}

void SummaryModel::setFolded(const QStringList& folded)
{
    beginResetModel();
    m_folded = { folded.begin(), folded.end() };
    m_shown = visibleRows();
    endResetModel();
}

const SummaryCell& SummaryModel::cell(const SummaryRow& row, int column) const
{
    if (column == averageColumn())
        return row.average;
    if (column == totalColumn())
        return row.total;
    return row.cells[std::size_t(column - 1)];
}

Money SummaryModel::shownMoney(const SummaryCell& cell) const
{
    return m_showing == Showing::Planned   ? cell.planned
        : m_showing == Showing::Difference ? cell.difference
                                           : cell.actual;
}

SummaryModel::State SummaryModel::state(const SummaryRow& row, const SummaryCell& cell) const
{
    const bool isBoth = m_showing == Showing::Both || m_showing == Showing::Difference;
    if (isBoth ? cell.planned.minor == 0 && cell.actual.minor == 0 : shownMoney(cell).minor == 0)
        return State::Nothing;
    const bool isWorse = cell.difference.minor < 0 && row.kind != "saving" && row.level != Level::Without;
    return isBoth && isWorse ? State::Worse : State::Plain;
}

QString SummaryModel::text(const SummaryRow& row, const SummaryCell& cell) const
{
    if (state(row, cell) == State::Nothing)
        return QStringLiteral("–");
    if (m_showing == Showing::Difference)
        return differenceText(row, cell.difference, m_currency);
    return figureText(shownMoney(cell), isOutgoing(row), m_currency);
}

/// All that a cell says, in words: `Groceries, May 2026: 350.00 of 400.00 planned, 50.00 left`.
QString SummaryModel::wholeText(const SummaryRow& row, int column) const
{
    const QString name = summaryRowText(row);
    const auto ym = monthOf(column);
    const QString when = ym ? monthText(*ym) : headerData(column, Qt::Horizontal).toString();
    const SummaryCell& shown = cell(row, column);
    const QString actual = figureText(shown.actual, isOutgoing(row), m_currency);
    if (shown.planned.minor == 0)
        return tr("%1, %2: %3, nothing planned").arg(name, when, actual);
    return tr("%1, %2: %3 of %4 planned, %5")
        .arg(name, when, actual, figureText(shown.planned, isOutgoing(row), m_currency),
            differenceText(row, shown.difference, m_currency));
}

QStringList SummaryModel::copyTexts(const SummaryRow& row, int column) const
{
    const SummaryCell& shown = cell(row, column);
    // Without plus signs, so that a spreadsheet adds up what stands under one kind.
    const auto plain
        = [&](Money money) { return amountText({ isOutgoing(row) ? -money.minor : money.minor }, m_currency); };
    if (m_showing == Showing::Both)
        return { plain(shown.actual), plain(shown.planned) };
    if (m_showing == Showing::Difference)
        return { amountText(shown.difference, m_currency) };
    return { plain(shownMoney(shown)) };
}

QStringList SummaryModel::copyHeaders(int column) const
{
    const QString header = headerData(column, Qt::Horizontal).toString();
    if (column == 0 || m_showing != Showing::Both)
        return { header };
    return { tr("%1, actual").arg(header), tr("%1, planned").arg(header) };
}

QList<double> SummaryModel::series(const SummaryRow& row) const
{
    QList<double> values;
    const bool isFlipped = isOutgoing(row) && m_showing != Showing::Difference;
    for (const SummaryCell& one : row.cells) {
        const auto minor = double(shownMoney(one).minor);
        values << (isFlipped ? -minor : minor);
    }
    return values;
}

QVariant SummaryModel::nameData(int at, int role) const
{
    const SummaryRow& shown = row(at);
    switch (role) {
    case Qt::DisplayRole: return summaryRowText(shown);
    case CopyTextsRole: return QStringList { summaryRowText(shown) };
    case DepthRole:
        return shown.level == Level::Category ? (shown.group.empty() ? 1 : 2) : shown.level == Level::Group ? 1 : 0;
    case FoldedRole: return canFold(at) ? QVariant(m_folded.contains(keyOf(shown))) : QVariant();
    case Qt::AccessibleTextRole:
        if (!canFold(at))
            return summaryRowText(shown);
        return (m_folded.contains(keyOf(shown)) ? tr("%1, folded") : tr("%1, unfolded")).arg(summaryRowText(shown));
    case Qt::ToolTipRole: return summaryRowText(shown);
    default: return {};
    }
}

QVariant SummaryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SummaryRow& shown = row(index.row());
    const int column = index.column();
    if (role == LevelRole)
        return int(shown.level);
    if (role == Qt::TextAlignmentRole)
        return alignment(column == 0);
    if (column == 0)
        return nameData(index.row(), role);
    if (column == trendColumn())
        return role == SeriesRole ? QVariant::fromValue(series(shown)) : QVariant();
    const SummaryCell& shownCell = cell(shown, column);
    switch (role) {
    case Qt::DisplayRole: return text(shown, shownCell);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: return wholeText(shown, column);
    case ValueRole: return qlonglong(shownMoney(shownCell).minor);
    case StateRole: return int(state(shown, shownCell));
    case CopyTextsRole: return copyTexts(shown, column);
    case SecondTextRole:
        if (m_showing != Showing::Both || state(shown, shownCell) == State::Nothing)
            return {};
        return shownCell.planned.minor == 0
            ? tr("not planned")
            : tr("of %1").arg(figureText(shownCell.planned, isOutgoing(shown), m_currency));
    default: return {};
    }
}

QVariant SummaryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section == 0);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (section == 0)
        return tr("Category");
    if (const auto ym = monthOf(section))
        return role == Qt::ToolTipRole
            ? monthText(*ym)
            : tr("%1 %2", "short month, year").arg(shortMonthText(*ym), QString::number(ym->year));
    return section == trendColumn() ? tr("Course") : section == averageColumn() ? tr("Average") : tr("Total");
}

QString SummaryModel::widestText() const
{
    QString widest;
    Money most;
    for (const SummaryRow& one : m_summary->table.rows) {
        for (const SummaryCell* const shown : { &one.total, &one.average })
            most.minor = std::max({ most.minor, std::abs(shown->planned.minor), std::abs(shown->actual.minor) });
        for (const SummaryCell& shown : one.cells)
            most.minor = std::max({ most.minor, std::abs(shown.planned.minor), std::abs(shown.actual.minor) });
    }
    const QString amount = amountText({ -most.minor }, m_currency);
    SummaryRow income;
    income.kind = "income";
    if (m_showing == Showing::Difference)
        return differenceText(income, { -most.minor }, m_currency);
    return m_showing == Showing::Both ? tr("of %1").arg(amount) : amount;
}

} // namespace qm::desktop
