#include "auditor.h"

#include "household.h"
#include "people.h"

#include <algorithm>

namespace simulation {

using namespace qm;

namespace {

constexpr int unparkDepthMax = 8;

/// `create`, `set` … of an operation.
std::string kindOf(const Json& op)
{
    return op.is_array() && !op.empty() && op[0].is_string() ? op[0].get<std::string>() : std::string();
}

/// Every operation, also those within a revert.
template <typename Each>
void eachOp(const Json& ops, const Each& each)
{
    for (const Json& op : ops) {
        each(op);
        if (kindOf(op) == "revert")
            eachOp(op[2], each);
    }
}

} // namespace

Money Auditor::typeAmount()
{
    const std::int64_t amount = -(2'000'000 + ++m_typedCount);
    type(std::to_string(amount));
    return { amount };
}

std::string Auditor::typeText()
{
    type("t" + std::to_string(2'000'000 + ++m_typedCount));
    return m_typed.back();
}

void Auditor::beginAction()
{
    m_typed.clear();
    m_found.clear();
}

std::string Auditor::endAction()
{
    m_typed.clear();
    return m_found;
}

void Auditor::look(Device& device)
{
    const Calm calm(*device.disk);
    sql::Connection& file = device.ledger->connection();
    auto waiting = file.cached("SELECT c.no, c.id, b.intent FROM change_set c JOIN change_set_body b ON b.no = c.no"
                               " WHERE c.rev IS NULL ORDER BY c.no");
    std::vector<std::pair<std::int64_t, Made>> fresh;
    while (waiting && *(*waiting)->step()) {
        const Uuid id = Uuid::fromBytes((*waiting)->blob(1));
        if (m_places.contains(id))
            continue;
        fresh.push_back(
            { (*waiting)->integer(0), { id, device.index, Json::parse((*waiting)->blob(2)), {}, {}, false } });
    }
    for (auto& [no, made] : fresh) {
        made.seen.resize(m_made.size() + 1);
        auto all = file.cached("SELECT id FROM change_set WHERE no < ? AND kind = 1");
        (*all)->bind(0, no);
        while (*(*all)->step()) {
            const auto known = m_places.find(Uuid::fromBytes((*all)->blob(0)));
            if (known == m_places.end())
                throw Violation { "I7", device.name + " has a change set that nobody made" };
            made.seen[known->second] = true;
        }
        made.typed = m_typed;
        m_places[made.id] = m_made.size();
        m_found += (m_found.empty() ? "c" : " c") + std::to_string(m_made.size());
        m_made.push_back(std::move(made));
    }
}

std::string Auditor::labelOf(const Uuid& change) const
{
    const auto known = m_places.find(change);
    return known == m_places.end() ? change.text() : "c" + std::to_string(known->second);
}

void Auditor::forgetDestroyed()
{
    std::set<Uuid> kept;
    const auto collectFrom = [&](sql::Connection& file) {
        auto ids = file.prepare("SELECT id FROM change_set WHERE known = 1 UNION SELECT cs FROM limbo"
                                " UNION SELECT cs FROM quarantine");
        while (ids && *(*ids)->step())
            kept.insert(Uuid::fromBytes((*ids)->blob(0)));
    };
    for (const auto& device : m_household.devices) {
        const Calm calm(*device->disk);
        collectFrom(device->ledger->connection());
    }
    const Calm calm(m_household.server.disk);
    if (auto file = m_household.openFile(m_household.server.path))
        collectFrom(**file);
    for (Made& made : m_made) {
        if (!made.isDestroyed && !kept.contains(made.id)) {
            made.isDestroyed = true;
            m_household.trace.add("  no file holds " + labelOf(made.id) + " any more");
        }
    }
}

bool Auditor::hasDestroyed() const
{
    return std::any_of(m_made.begin(), m_made.end(), [](const Made& made) { return made.isDestroyed; });
}

void Auditor::rememberReturned(const std::vector<LogLine>& log)
{
    for (const LogLine& line : log) {
        if (const auto place = m_places.find(line.id); place != m_places.end())
            m_made[place->second].isDestroyed = false;
    }
}

bool Auditor::hadSeen(const Uuid& change, const Uuid& other) const
{
    const auto who = m_places.find(change);
    const auto what = m_places.find(other);
    if (who == m_places.end() || what == m_places.end())
        return false;
    const auto& seen = m_made[who->second].seen;
    return who->second == what->second || (what->second < seen.size() && seen[what->second]);
}

void Auditor::checkLog(const std::vector<LogLine>& log) const
{
    std::map<Uuid, const LogLine*> logged;
    for (const LogLine& line : log) {
        if (line.kind != 1)
            continue;
        if (!m_places.contains(line.id))
            throw Violation { "I7", "revision " + std::to_string(line.rev) + " is a change set that nobody made" };
        if (!logged.emplace(line.id, &line).second)
            throw Violation { "I2", labelOf(line.id) + " is in the log twice" };
    }
    for (const Made& made : m_made) {
        if (!made.isDestroyed && !logged.contains(made.id))
            throw Violation { "I2",
                labelOf(made.id) + " of " + m_household.devices[made.device]->name + " never came to the server" };
    }
    for (const auto& [id, line] : logged) {
        const Made& made = m_made[m_places.at(id)];
        for (std::size_t other = 0; other < made.seen.size(); ++other) {
            const auto before = made.seen[other] ? logged.find(m_made[other].id) : logged.end();
            if (before != logged.end() && before->second->eff >= line->eff)
                throw Violation { "I3",
                    labelOf(id) + " is put before " + labelOf(m_made[other].id)
                        + " in time, which its author had seen" };
        }
    }
}

void Auditor::collect(const Json& ops, const Written& like, const Solvers& solvers, Writes& writes, int depth) const
{
    const auto write = [&](const std::string& table, const Json& row, const std::string& cell, const Json& value) {
        Written one = like;
        one.value = value;
        writes[{ { table, row.get<std::string>() }, cell }].push_back(std::move(one));
    };
    eachOp(ops, [&](const Json& op) {
        const std::string kind = kindOf(op);
        if (kind == "create") {
            for (const auto& [cell, value] : op[3].items())
                write(op[1].get<std::string>(), op[2], cell, value);
        } else if (kind == "set") {
            for (const auto& [cell, change] : op[3].items())
                write(op[1].get<std::string>(), op[2], cell, change[1]);
        } else if (kind == "close" || kind == "reopen") {
            write("month", op[1], "status", kind == "close" ? "closed" : "open");
        } else if (kind == "unpark" && op[2] == "apply" && depth < unparkDepthMax) {
            const Uuid subject = *Uuid::parse(op[1].get<std::string>());
            const auto parked = m_places.find(subject);
            if (parked == m_places.end())
                return;
            const auto solver = solvers.find(subject);
            const bool isIt = solver != solvers.end() && solver->second == m_made[like.by].id;
            collect(m_made[parked->second].intent["ops"], { like.by, parked->second, {}, like.isCertain && isIt },
                solvers, writes, depth + 1);
        }
    });
}

/// By somebody who had seen the value, be it this one's or an equal one of somebody else's.
bool Auditor::wasOverwritten(
    const Written& lost, const std::vector<Written>& all, const std::set<std::size_t>& idle) const
{
    return std::any_of(all.begin(), all.end(), [&](const Written& over) {
        if (over.value == lost.value || (over.by == over.from && idle.contains(over.by)))
            return false;
        return std::any_of(all.begin(), all.end(), [&](const Written& same) {
            return same.value == lost.value && same.by != over.by && hadSeen(m_made[over.by].id, m_made[same.by].id);
        }) || (over.by == lost.by);
    });
}

/// By somebody who knew of the deletion: he took it back, or made a row of it again.
bool Auditor::wasRestored(std::size_t deletion, const Json& group) const
{
    return std::any_of(m_made.begin(), m_made.end(), [&](const Made& made) {
        if (!hadSeen(made.id, m_made[deletion].id))
            return false;
        bool found = false;
        eachOp(made.intent["ops"], [&](const Json& op) {
            const std::string kind = kindOf(op);
            found |= kind == "restore" || kind == "unpark"
                || (kind == "create" && std::any_of(group.begin(), group.end(), [&](const Json& row) {
                       return row[0] == op[1] && row[1] == op[2];
                   }));
        });
        return found;
    });
}

void Auditor::checkNothingOverwritten(sql::Connection& canonical) const
{
    const Dump rows = dumpRows(canonical);
    std::set<std::size_t> idle; // parked: their values are kept there
    Solvers solvers;
    for (const ParkedLine& parked : readParked(canonical)) {
        if (const auto place = m_places.find(parked.change); place != m_places.end())
            idle.insert(place->second);
        if (parked.choice == "apply")
            solvers[parked.change] = parked.solved;
    }
    std::map<std::pair<RowName, std::string>, std::vector<ConflictLine>> conflicts;
    std::set<Uuid> undone; // deletions that a conflict names
    for (ConflictLine& conflict : readConflicts(canonical)) {
        if (conflict.cell.empty())
            undone.insert(conflict.loser);
        conflicts[{ conflict.row, conflict.cell }].push_back(std::move(conflict));
    }
    Writes writes;
    for (std::size_t i = 0; i < m_made.size(); ++i) {
        if (!m_made[i].isDestroyed)
            collect(m_made[i].intent["ops"], { i, i, {}, true }, solvers, writes, 0);
    }
    for (const auto& [place, all] : writes) {
        const auto row = rows.find(place.first);
        for (const Written& one : all) {
            if (idle.contains(one.by) || !one.isCertain)
                continue;
            if (row != rows.end()) {
                const auto cell = row->second.cells.find(place.second);
                if ((cell == row->second.cells.end() ? Json() : cell->second) == one.value)
                    continue;
            }
            const std::string value = one.value.is_null() ? std::string() : canonicalJson(one.value);
            const auto known = conflicts.find(place);
            const bool isRecorded = known != conflicts.end()
                && std::any_of(known->second.begin(), known->second.end(), [&](const ConflictLine& conflict) {
                       return conflict.loser == m_made[one.by].id || conflict.loserValue == value;
                   });
            if (!isRecorded && !wasOverwritten(one, all, idle))
                throw Violation { place.second == newerCell ? "I13" : "I3",
                    place.second + " of " + text(place.first) + ": " + value + " by " + labelOf(m_made[one.by].id)
                        + " is not shown, and nobody who had seen it has changed it, and no conflict keeps it" };
        }
    }
    for (std::size_t i = 0; i < m_made.size(); ++i) {
        if (m_made[i].isDestroyed || idle.contains(i) || undone.contains(m_made[i].id))
            continue;
        eachOp(m_made[i].intent["ops"], [&](const Json& op) {
            if (kindOf(op) != "delete")
                return;
            for (const Json& name : op[1]) {
                const auto row = rows.find({ name[0].get<std::string>(), name[1].get<std::string>() });
                if (row != rows.end() && row->second.isAlive && !wasRestored(i, op[1]))
                    throw Violation { "I3",
                        text(row->first) + " is alive, deleted by " + labelOf(m_made[i].id)
                            + ", and no conflict says why" };
            }
        });
    }
}

void Auditor::checkEverythingFound(Device& device) const
{
    const Calm calm(*device.disk);
    std::string all;
    auto history = device.ledger->history({}, -1);
    if (!history)
        throw Violation { "I2", device.name + " cannot show its history: " + history.error().detail };
    for (const HistoryItem& item : *history) {
        for (const HistoryItem::Change& change : item.changes)
            all += change.from + " " + change.to + " ";
    }
    for (const auto& [name, row] : dumpRows(device.ledger->connection())) {
        for (const auto& [cell, value] : row.cells)
            all += canonicalJson(value) + " ";
    }
    const auto conflicts = device.ledger->conflicts(true);
    for (const Conflict& conflict : *conflicts)
        all += conflict.loserValue + " " + conflict.winnerValue + " ";
    for (const Made& made : m_made) {
        for (const std::string& value : made.typed) {
            if (!made.isDestroyed && all.find(value) == std::string::npos)
                throw Violation { "I2", device.name + " cannot find \"" + value + "\", typed in " + labelOf(made.id) };
        }
    }
}

} // namespace simulation
