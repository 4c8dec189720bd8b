#include "desktop/models/palette_model.h"

#include <algorithm>
#include <array>

namespace qm::desktop {

namespace {

constexpr std::size_t kinds = 8;
constexpr std::size_t resultsOfAKindMost = 12;

/// Without case and accents: `Café` is found by `cafe`.
QString folded(const QString& text)
{
    QString plain;
    plain.reserve(text.size());
    for (const QChar c : text.normalized(QString::NormalizationForm_D)) {
        if (c.category() != QChar::Mark_NonSpacing)
            plain += c.toCaseFolded();
    }
    return plain;
}

bool isWordStart(const QString& text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

/// The letters of the word in their order, each at the start of a word: `nm` finds `new month`.
bool areInitials(const QString& text, const QString& word)
{
    qsizetype next = 0;
    for (qsizetype i = 0; i < text.size() && next < word.size(); ++i) {
        if (text.at(i) == word.at(next) && isWordStart(text, i))
            ++next;
    }
    return next == word.size();
}

int wordScore(const QString& text, const QString& word)
{
    int best = 0;
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        const bool isWhole = at + word.size() == text.size() || !text.at(at + word.size()).isLetterOrNumber();
        if (at == 0)
            best = std::max(best, isWhole ? 120 : 100);
        else if (isWordStart(text, at))
            best = std::max(best, isWhole ? 85 : 75);
        else
            best = std::max(best, 30);
    }
    return best == 0 && word.size() >= 2 && areInitials(text, word) ? 45 : best;
}

/// 0: a word is missing.
int scoreOfWords(const QString& text, const QString& detail, const QStringList& words)
{
    int score = 0;
    for (const QString& word : words) {
        const int inText = wordScore(text, word);
        const int inDetail = inText == 0 ? wordScore(detail, word) / 3 : 0;
        if (inText == 0 && inDetail == 0)
            return 0;
        score += inText + inDetail;
    }
    // Of two that fit as well the shorter one is closer to what was typed.
    return score * 100 / int(words.size()) - int(std::min<qsizetype>(text.size(), 60));
}

} // namespace

int PaletteModel::scoreOf(const QString& text, const QString& detail, const QString& query)
{
    return scoreOfWords(folded(text), folded(detail), folded(query).split(QLatin1Char(' '), Qt::SkipEmptyParts));
}

void PaletteModel::setItems(std::vector<PaletteItem> items)
{
    m_items.clear();
    m_items.reserve(items.size());
    for (PaletteItem& item : items) {
        Searched searched { std::move(item), {}, {} };
        searched.text = folded(searched.item.text);
        searched.detail = folded(searched.item.detail);
        m_items.push_back(std::move(searched));
    }
    search();
}

void PaletteModel::setQuery(const QString& query)
{
    m_query = query;
    search();
}

QString PaletteModel::heading(PaletteItem::Kind kind)
{
    using enum PaletteItem::Kind;
    switch (kind) {
    case Command: return tr("Commands");
    case Page: return tr("Pages");
    case Month: return tr("Months");
    case Entry: return tr("Entries");
    case Payee: return tr("Payees");
    case Account: return tr("Accounts");
    case Category: return tr("Categories");
    case Template: return tr("Templates");
    }
    return {};
}

std::vector<PaletteModel::Found> PaletteModel::found(const QStringList& words) const
{
    using enum PaletteItem::Kind;
    std::vector<Found> found;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const Searched& searched = m_items[i];
        const PaletteItem::Kind kind = searched.item.kind;
        const bool isShownAlways = kind == Command || kind == Page || kind == Month;
        int score = words.isEmpty() ? (isShownAlways ? 1 : 0) : scoreOfWords(searched.text, searched.detail, words);
        if (score > 0 && !searched.item.isEnabled)
            score = std::max(1, score / 4); // it can be found, after what can be run
        if (score > 0)
            found.push_back({ score, i });
    }
    std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.score > b.score; });
    return found;
}

void PaletteModel::search()
{
    const QStringList words = folded(m_query).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::array<std::vector<std::size_t>, kinds> sections;
    std::vector<std::size_t> order;
    for (const Found& one : found(words)) {
        const auto section = static_cast<std::size_t>(m_items[one.item].item.kind);
        if (sections[section].empty())
            order.push_back(section);
        const bool isRoomLeft = words.isEmpty() || sections[section].size() < resultsOfAKindMost;
        if (isRoomLeft)
            sections[section].push_back(one.item);
    }
    beginResetModel();
    m_rows.clear();
    for (const std::size_t section : order) {
        const auto kind = static_cast<PaletteItem::Kind>(section);
        m_rows.push_back({ true, kind, 0 });
        for (const std::size_t item : sections[section])
            m_rows.push_back({ false, kind, item });
    }
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    if (role == HeadingRole)
        return row.isHeading;
    if (row.isHeading)
        return role == Qt::DisplayRole ? QVariant(heading(row.kind)) : QVariant();
    const PaletteItem& item = m_items[row.item].item;
    switch (role) {
    case Qt::DisplayRole: return item.text;
    case Qt::AccessibleTextRole:
        return item.isEnabled ? tr("%1, %2", "thing, where it belongs").arg(item.text, item.detail)
                              : tr("%1, %2, not possible now", "thing, where it belongs").arg(item.text, item.detail);
    case DetailRole: return item.detail;
    case ShortcutRole: return item.shortcut;
    case NumberRole: return item.number;
    default: return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_rows[std::size_t(index.row())].isHeading)
        return Qt::ItemNeverHasChildren;
    const bool isEnabled = m_items[m_rows[std::size_t(index.row())].item].item.isEnabled;
    return isEnabled ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::ItemNeverHasChildren;
}

} // namespace qm::desktop
