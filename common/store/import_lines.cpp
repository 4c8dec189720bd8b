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
    Importer(Ledger& ledger, const Uuid& account, bool skipClosed)
        : m_ledger(ledger)
        , m_account(account)
        , m_skipClosed(skipClosed)
    {
    }

    Result<> take(std::span<const ImportLine> lines)
    {
        LineIdentity identity(m_account);
        m_taken.reserve(lines.size());
        QM_ASSIGN(const auto reading, ReadTransaction::begin(m_ledger.connection()));
        QM_ASSIGN(m_exists, m_ledger.connection().cached("SELECT 1 FROM posting WHERE id = ?"));
        m_result.isNew.reserve(lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            auto isNew = takeLine(lines[i], identity);
            if (!isNew)
                return Error { isNew.error().code,
                    "line " + std::to_string(i + 1) + " of the statement: " + isNew.error().detail };
            m_result.isNew.push_back(*isNew);
        }
        if (m_result.closed > 0 && !m_skipClosed) {
            return Error { ErrorCode::Closed,
                std::to_string(m_result.closed) + (m_result.closed == 1 ? " line lies" : " lines lie")
                    + " in closed months (" + closedMonths() + "): reopen them, or leave these lines out" };
        }
        return {};
    }

    Result<> save()
    {
        if (m_parts.empty())
            return {};
        // Months first, so that every part finds them there: with the first postings, or in parts of their own.
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

    ImportResult result() &&
    {
        std::sort(m_result.monthsOpened.begin(), m_result.monthsOpened.end());
        return std::move(m_result);
    }

private:
    struct MonthPlace {
        Uuid id;
        bool isThere = false;
        bool isClosed = false;
        bool isUsed = false;
    };

    Result<bool> takeLine(const ImportLine& line, LineIdentity& identity)
    {
        if (!line.date.ok())
            return Error { ErrorCode::Invalid, "no such day" };
        std::string date = dateText(line.date);
        QM_TRY(parseDate(date)); // within the years that a ledger has
        const Uuid id = identity.of(line, date);
        QM_ASSIGN(const bool isKnown, exists(id));
        if (isKnown || (!line.bankId.empty() && !m_taken.insert(id).second)) {
            ++m_result.known;
            return false;
        }
        QM_ASSIGN(MonthPlace* const month, monthOfLine(YearMonth::of(line.date)));
        if (month->isClosed) {
            month->isUsed = true;
            ++m_result.closed;
            return false;
        }
        Op& op = nextOp();
        op.image.key = { Table::Posting, id };
        op.image.columns
            = { month->id, std::move(date), Scalar(), line.amount.minor, m_account, Scalar(), textOrNull(line.payee),
                  textOrNull(line.memo), std::int64_t { line.isCleared ? 1 : 0 }, Scalar(), textOrNull(line.bankId) };
        QM_TRY(checkRow(op.image));
        openIfMissing(YearMonth::of(line.date), *month);
        ++m_result.added;
        return true;
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

    void openIfMissing(YearMonth ym, MonthPlace& month)
    {
        if (month.isThere)
            return;
        month.isThere = true;
        m_opened.push_back(createOp({ Table::Month, month.id }, { ym.text(), std::string("open"), Scalar() }));
        m_result.monthsOpened.push_back(ym.text());
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
    Uuid m_account;
    bool m_skipClosed;
    sql::Statement* m_exists = nullptr;
    std::map<YearMonth, MonthPlace> m_months;
    std::unordered_set<Uuid> m_taken;
    std::vector<Op> m_opened;
    std::vector<std::vector<Op>> m_parts; ///< of opsMax each
    ImportResult m_result;
};

} // namespace

Result<ImportResult> importLines(
    Ledger& ledger, const Uuid& account, std::span<const ImportLine> lines, bool skipClosed, bool dryRun)
{
    QM_TRY(livingRow(ledger, { Table::Account, account }));
    Importer importer(ledger, account, skipClosed);
    QM_TRY(importer.take(lines));
    if (!dryRun)
        QM_TRY(importer.save());
    return std::move(importer).result();
}

} // namespace qm
