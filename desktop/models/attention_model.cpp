#include "desktop/models/attention_model.h"

#include "desktop/models/act_text.h"

#include <algorithm>

namespace qm::desktop {

namespace {

using Item = AttentionModel::Item;

QString textOf(const Uuid& id)
{
    return QString::fromStdString(id.text());
}

/// Reads the lines, on the database thread.
class LineReader {
public:
    LineReader(Ledger& ledger, bool showsSettled, QSet<QString> kept, const QStringList& keptDuplicates)
        : m_ledger(ledger)
        , m_wording(Wording::of(ledger))
        , m_showsSettled(showsSettled)
        , m_kept(std::move(kept))
        , m_keptDuplicates(keptDuplicates)
    {
    }

    Result<std::vector<Item>> read()
    {
        QM_TRY(readConflicts());
        QM_TRY(readParked());
        if (!m_showsSettled) {
            QM_TRY(readSetApart());
            QM_TRY(readDuplicates());
        } else {
            std::reverse(m_items.begin(), m_items.end()); // settled last is asked for first
        }
        return std::move(m_items);
    }

private:
    bool isShown(bool isSettled, const Uuid& id) const
    {
        return isSettled == m_showsSettled || (isSettled && m_kept.contains(textOf(id)));
    }

    Result<> readConflicts()
    {
        QM_ASSIGN(const std::vector<Conflict> conflicts, m_ledger.conflicts(m_showsSettled || !m_kept.isEmpty()));
        for (const Conflict& conflict : conflicts) {
            if (!isShown(conflict.solved.has_value(), conflict.id))
                continue;
            m_items.push_back(
                { AttentionKind::Conflict, conflict.id, {}, nameText(conflict.row, m_wording.nameOf(conflict.row)),
                    conflictLine(conflict, m_wording), conflict.solved.has_value() });
        }
        return {};
    }

    /// What waits for another parked change is decided with that one.
    Result<> readParked()
    {
        QM_ASSIGN(const std::vector<Parked> all, m_ledger.parkedChanges(m_showsSettled || !m_kept.isEmpty()));
        for (const Parked& parked : all) {
            const bool isFollower = !parked.solved && parked.root
                && std::any_of(all.begin(), all.end(),
                    [&](const Parked& other) { return other.change == *parked.root && !other.solved; });
            if (isFollower || !isShown(parked.solved.has_value(), parked.change))
                continue;
            QM_ASSIGN(const Author author, authorOf(m_ledger, parked.change));
            m_items.push_back({ AttentionKind::Parked, parked.change, {}, actText(author.act), parkedLine(parked.why),
                parked.solved.has_value() });
        }
        return {};
    }

    Result<> readSetApart()
    {
        QM_ASSIGN(const std::vector<Ledger::SetApart> all, m_ledger.setApart());
        for (const Ledger::SetApart& apart : all) {
            m_items.push_back({ AttentionKind::SetApart, apart.id, {}, AttentionModel::tr("A change set apart"),
                AttentionModel::tr("The server could not read it."), false });
        }
        return {};
    }

    /// Of open months: what is archived is left as it is.
    Result<> readDuplicates()
    {
        QM_ASSIGN(const std::vector<Month> months, m_ledger.months());
        for (auto month = months.rbegin(); month != months.rend(); ++month) {
            if (month->isClosed)
                continue;
            QM_ASSIGN(const auto pairs, m_ledger.possibleDuplicates(month->id));
            for (const auto& [first, second] : pairs) {
                Item item { AttentionKind::Duplicate, first, second,
                    QString::fromStdString(m_wording.nameOf({ Table::Entry, first })),
                    AttentionModel::tr("Added twice?"), false };
                if (!m_keptDuplicates.contains(item.duplicateKey()))
                    m_items.push_back(std::move(item));
            }
        }
        return {};
    }

    Ledger& m_ledger;
    Wording m_wording;
    bool m_showsSettled;
    QSet<QString> m_kept;
    QStringList m_keptDuplicates;
    std::vector<Item> m_items;
};

template <typename T, typename IsIt>
Result<T> only(Result<std::vector<T>> all, IsIt isIt)
{
    if (!all)
        return all.error();
    const auto found = std::find_if(all->begin(), all->end(), isIt);
    if (found == all->end())
        return Error { ErrorCode::NotFound, "it is not there any more" };
    return *found;
}

} // namespace

QString AttentionModel::Item::duplicateKey() const
{
    return textOf(id) + QLatin1Char('/') + textOf(second);
}

AttentionModel::AttentionModel(LedgerService& ledger, QObject* parent)
    : QAbstractListModel(parent)
    , m_ledger(ledger) { }

void AttentionModel::setShowsSettled(bool showsSettled)
{
    m_showsSettled = showsSettled;
}

void AttentionModel::setKeptDuplicates(const QStringList& keys)
{
    m_keptDuplicates = keys;
}

void AttentionModel::reload()
{
    if (!m_ledger.isOpen())
        return;
    auto future = m_ledger.read([showsSettled = m_showsSettled, kept = m_kept, pairs = m_keptDuplicates](
                                    Ledger& ledger) { return LineReader(ledger, showsSettled, kept, pairs).read(); });
    m_request.start(this, std::move(future), [this](Result<std::vector<Item>> items) {
        if (!items)
            return; // what is shown stays
        beginResetModel();
        m_items = *std::move(items);
        m_isLoaded = true;
        endResetModel();
        emit loaded();
    });
}

const Item* AttentionModel::item(const QModelIndex& index) const
{
    return index.isValid() && index.row() < rowCount() ? &m_items[std::size_t(index.row())] : nullptr;
}

QModelIndex AttentionModel::indexOf(const Uuid& id) const
{
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&](const Item& item) { return item.id == id; });
    return found == m_items.end() ? QModelIndex() : index(static_cast<int>(found - m_items.begin()));
}

int AttentionModel::openCount() const
{
    return static_cast<int>(
        std::count_if(m_items.begin(), m_items.end(), [](const Item& item) { return !item.isSettled; }));
}

QFuture<Result<AttentionWords>> AttentionModel::detail(const Item& item) const
{
    return m_ledger.read([item](Ledger& ledger) -> Result<AttentionWords> {
        const Uuid& id = item.id;
        switch (item.kind) {
        case AttentionKind::Conflict: {
            QM_ASSIGN(const Conflict conflict,
                only(ledger.conflicts(true), [&](const Conflict& one) { return one.id == id; }));
            return AttentionWords::of(ledger, conflict);
        }
        case AttentionKind::Parked: {
            QM_ASSIGN(const Parked parked,
                only(ledger.parkedChanges(true), [&](const Parked& one) { return one.change == id; }));
            return AttentionWords::of(ledger, parked);
        }
        case AttentionKind::SetApart: {
            QM_ASSIGN(const Ledger::SetApart apart,
                only(ledger.setApart(), [&](const Ledger::SetApart& one) { return one.id == id; }));
            return AttentionWords::of(apart);
        }
        case AttentionKind::Duplicate: break;
        }
        return AttentionWords::ofDuplicate(ledger, id, item.second);
    });
}

int AttentionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant AttentionModel::data(const QModelIndex& index, int role) const
{
    const Item* const shown = item(index);
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole: return shown->title;
    case SubtitleRole: return shown->isSettled && !m_showsSettled ? tr("Settled") : shown->subtitle;
    case Qt::AccessibleTextRole:
        return tr("%1. %2", "what, its question").arg(shown->title, data(index, SubtitleRole).toString());
    case IsSettledRole: return shown->isSettled;
    case IconRole:
        if (shown->isSettled)
            return QStringLiteral("check");
        return shown->kind == AttentionKind::SetApart ? QStringLiteral("warning")
            : shown->kind == AttentionKind::Parked    ? QStringLiteral("lock")
            : shown->kind == AttentionKind::Duplicate ? QStringLiteral("copy")
                                                      : QStringLiteral("attention");
    default: return {};
    }
}

} // namespace qm::desktop
