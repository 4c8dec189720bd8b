#include "common/store/actions.h"

#include "common/store/action_ops.h"
#include "common/store/read_transaction.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace qm {

namespace {

std::int64_t msOf(Date date)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::sys_days(date).time_since_epoch())
        .count();
}

/// The ids of a statement's lines: the same line imported anywhere has the same one (SYNC.md 3.1).
class LineIdentity {
public:
    explicit LineIdentity(const Uuid& account) : m_account(account) { }

    Uuid of(const ImportLine& line, const std::string& date)
    {
        if (!line.bankId.empty())
            return DerivedId("bank").add(m_account).add(line.bankId).uuid();
        // Two equal purchases of one day stay two, told apart by their place in it.
        const std::int64_t place = m_equal[date + '\x1f' + std::to_string(line.amount.minor) + '\x1f' + line.payee]++;
        return DerivedId("bankline")
            .add(m_account)
            .add(date)
            .add(line.amount.minor)
            .add(line.payee)
            .add(place)
            .uuidAt(msOf(line.date));
    }

private:
    Uuid m_account;
    std::unordered_map<std::string, std::int64_t> m_equal;
};

class Importer {
public:
    explicit Importer(Ledger& ledger) : m_ledger(ledger) { }

    Result<> take(std::span<const ImportPart> parts)
    {
        QM_ASSIGN(const auto reading, ReadTransaction::begin(m_ledger.connection()));
        QM_ASSIGN(m_exists, m_ledger.connection().cached("SELECT 1 FROM posting WHERE id = ?"));
        QM_ASSIGN(
            std::int64_t pos, askInteger(m_ledger, "SELECT coalesce(max(pos), 0) + 1 FROM account WHERE dead = 0"));
        for (const ImportPart& part : parts) {
            QM_TRY(takeAccount(part, pos));
            QM_TRY(takeLines(part));
        }
        return {};
    }

    /// Refuses lines of closed months.
    Result<> checkClosed() const
    {
        std::int64_t closed = 0;
        for (const ImportResult& result : m_results)
            closed += result.closed;
        if (closed == 0)
            return {};
        return Error { ErrorCode::Closed,
            std::to_string(closed) + (closed == 1 ? " line lies" : " lines lie") + " in closed months ("
                + closedMonths() + "): reopen them, or leave these lines out" };
    }

    Result<> save()
    {
        if (m_parts.empty())
            return {};
        // Accounts and months first, so that every part finds them there: with the first postings, or in parts of their
        // own.
        std::vector<std::vector<Op>> parts;
        if (m_opened.size() + m_parts.front().size() <= opsMax) {
            auto& first = m_parts.front();
            first.insert(
                first.begin(), std::make_move_iterator(m_opened.begin()), std::make_move_iterator(m_opened.end()));
        } else {
            for (Op& op : m_opened) {
                if (parts.empty() || parts.back().size() == opsMax)
                    parts.emplace_back();
                parts.back().push_back(std::move(op));
            }
        }
        std::move(m_parts.begin(), m_parts.end(), std::back_inserter(parts));
        QM_TRY(m_ledger.actInBatch("import", std::move(parts)));
        return {};
    }

    std::vector<ImportResult> results() &&
    {
        for (ImportResult& result : m_results)
            std::sort(result.monthsOpened.begin(), result.monthsOpened.end());
        return std::move(m_results);
    }

private:
    struct MonthPlace {
        Uuid id;
        bool isThere = false;
        bool isClosed = false;
        bool isUsed = false;
    };

    Result<> takeAccount(const ImportPart& part, std::int64_t& pos)
    {
        if (!part.newAccount) {
            if (!m_identities.contains(part.account))
                QM_TRY(livingRow(m_ledger, { Table::Account, part.account }));
            return {};
        }
        const AccountDraft& draft = *part.newAccount;
        Op op = createOp({ Table::Account, part.account },
            { draft.name, draft.kind, draft.opening.minor, std::int64_t { 0 }, pos++, textOrNull(draft.note) });
        QM_TRY(checkRow(op.image));
        m_opened.push_back(std::move(op));
        return {};
    }

    Result<> takeLines(const ImportPart& part)
    {
        LineIdentity& identity = m_identities.try_emplace(part.account, part.account).first->second;
        m_account = part.account;
        m_taken.reserve(m_taken.size() + part.lines.size());
        ImportResult& result = m_results.emplace_back();
        result.isNew.reserve(part.lines.size());
        result.states.reserve(part.lines.size());
        for (std::size_t i = 0; i < part.lines.size(); ++i) {
            const ImportLine& line = part.lines[i];
            const auto state = takeLine(line, identity, result);
            if (!state)
                return Error { state.error().code,
                    "line " + std::to_string(i + 1) + " of the statement: " + state.error().detail };
            result.states.push_back(*state);
            result.isNew.push_back(*state == ImportState::New && line.isChosen);
        }
        return {};
    }

    Result<ImportState> takeLine(const ImportLine& line, LineIdentity& identity, ImportResult& result)
    {
        if (!line.date.ok())
            return Error { ErrorCode::Invalid, "no such day" };
        std::string date = dateText(line.date);
        QM_TRY(parseDate(date)); // within the years that a ledger has
        const Uuid id = identity.of(line, date);
        QM_ASSIGN(const bool isKnown, exists(id));
        if (isKnown || (!line.bankId.empty() && !m_taken.insert(id).second)) {
            ++result.known;
            return ImportState::Known;
        }
        QM_ASSIGN(MonthPlace* const month, monthOfLine(YearMonth::of(line.date)));
        if (month->isClosed) {
            if (line.isChosen) {
                month->isUsed = true;
                ++result.closed;
            }
            return ImportState::Closed;
        }
        if (!line.isChosen)
            return ImportState::New;
        if (line.entry)
            QM_TRY(checkEntry(*line.entry, month->id, date));
        Op& op = nextOp();
        op.image.key = { Table::Posting, id };
        op.image.columns = { month->id, std::move(date), idOrNull(line.entry), line.amount.minor, m_account, Scalar(),
            textOrNull(line.payee), textOrNull(line.memo), std::int64_t { line.isCleared ? 1 : 0 }, Scalar(),
            textOrNull(line.bankId) };
        QM_TRY(checkRow(op.image));
        openIfMissing(YearMonth::of(line.date), *month, result);
        ++result.added;
        return ImportState::New;
    }

    Result<> checkEntry(const Uuid& entry, const Uuid& month, const std::string& date)
    {
        const auto [place, isFirst] = m_entryMonths.try_emplace(entry);
        if (isFirst) {
            const auto row = m_ledger.row({ Table::Entry, entry });
            if (!row) {
                m_entryMonths.erase(place);
                return Error { ErrorCode::NotFound, "the entry that was chosen is not there any more" };
            }
            place->second = monthOf(*row);
        }
        if (place->second == month)
            return {};
        return Error { ErrorCode::OutsideMonth, date + " does not lie in the month of the entry that was chosen" };
    }

    Op& nextOp()
    {
        if (m_parts.empty() || m_parts.back().size() == opsMax)
            m_parts.emplace_back().reserve(opsMax);
        return m_parts.back().emplace_back();
    }

    /// Alive or dead: what was imported once and deleted since stays deleted.
    Result<bool> exists(const Uuid& id)
    {
        m_exists->bindBlob(0, id.view());
        auto isThere = m_exists->step();
        m_exists->reset();
        return isThere;
    }

    Result<MonthPlace*> monthOfLine(YearMonth ym)
    {
        const auto [place, isFirst] = m_months.try_emplace(ym);
        if (isFirst) {
            place->second.id = monthId(m_ledger.id(), ym.text());
            const auto row = m_ledger.row({ Table::Month, place->second.id });
            place->second.isThere = row.has_value();
            place->second.isClosed = row && row->columns[col::month::status] == Scalar(std::string("closed"));
        }
        return &place->second;
    }

    void openIfMissing(YearMonth ym, MonthPlace& month, ImportResult& result)
    {
        if (month.isThere)
            return;
        month.isThere = true;
        m_opened.push_back(createOp({ Table::Month, month.id }, { ym.text(), std::string("open"), Scalar() }));
        result.monthsOpened.push_back(ym.text());
    }

    std::string closedMonths() const
    {
        std::string list;
        for (const auto& [ym, month] : m_months) {
            if (month.isUsed)
                list += (list.empty() ? "" : ", ") + ym.text();
        }
        return list;
    }

    Ledger& m_ledger;
    Uuid m_account; ///< of the lines being taken
    sql::Statement* m_exists = nullptr;
    std::map<YearMonth, MonthPlace> m_months;
    std::unordered_map<Uuid, LineIdentity> m_identities; ///< by account: two parts may go to one
    std::unordered_map<Uuid, Uuid> m_entryMonths;
    std::unordered_set<Uuid> m_taken;
    std::vector<Op> m_opened; ///< accounts and months
    std::vector<std::vector<Op>> m_parts; ///< of opsMax each
    std::vector<ImportResult> m_results; ///< per account
};

} // namespace

Result<std::vector<ImportResult>> importParts(
    Ledger& ledger, std::span<const ImportPart> parts, bool skipClosed, bool dryRun)
{
    Importer importer(ledger);
    QM_TRY(importer.take(parts));
    if (!skipClosed)
        QM_TRY(importer.checkClosed());
    if (!dryRun)
        QM_TRY(importer.save());
    return std::move(importer).results();
}

Result<ImportResult> importLines(
    Ledger& ledger, const Uuid& account, std::span<const ImportLine> lines, bool skipClosed, bool dryRun)
{
    const ImportPart part { account, {}, lines };
    QM_ASSIGN(std::vector<ImportResult> results, importParts(ledger, { &part, 1 }, skipClosed, dryRun));
    return std::move(results.front());
}

} // namespace qm
