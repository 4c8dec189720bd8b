#include "naive_ledger.h"

#include "auditor.h"
#include "run.h"

#include <algorithm>

namespace simulation {

using namespace qm;

namespace {

RowName nameIn(const Json& op)
{
    return { op[1].get<std::string>(), op[2].get<std::string>() };
}

std::string idIn(const Json& op)
{
    return op[1].get<std::string>();
}

const Json& cellOf(const std::map<std::string, Json>& cells, const std::string& name)
{
    static const Json none;
    const auto found = cells.find(name);
    return found == cells.end() ? none : found->second;
}

/// The rows that a row stands on.
std::vector<RowName> parentsOf(const std::string& table, const std::map<std::string, Json>& cells)
{
    std::vector<RowName> parents;
    const auto add = [&](const char* parent, const Json& id) {
        if (id.is_string())
            parents.push_back({ parent, id.get<std::string>() });
    };
    if (table == "entry") {
        add("month", cellOf(cells, "month"));
        add("category", cellOf(cells, "category"));
    } else if (table == "template_entry") {
        add("template", cellOf(cells, "template"));
        add("category", cellOf(cells, "category"));
    } else if (table == "posting") {
        const Json& slot = cellOf(cells, "slot");
        add("month", slot[0]);
        add("entry", slot[2]);
        add("account", cellOf(cells, "account")[0]);
        add("account", cellOf(cells, "account")[1]);
    }
    return parents;
}

} // namespace

NaiveLedger::Row& NaiveLedger::at(const RowName& name)
{
    const auto row = m_rows.find(name);
    if (row == m_rows.end())
        throw Violation { "I1", "the log changes " + text(name) + ", which it has never made" };
    return row->second;
}

void NaiveLedger::setCell(const RowName& name, const std::string& cell, const Json& value, const std::string& by)
{
    Row& row = at(name);
    if (value.is_null())
        row.cells.erase(cell);
    else
        row.cells[cell] = value;
    row.writers[cell] = by;
}

void NaiveLedger::applyIntent(const Json& ops, const std::string& change, bool hasConflict, int depth)
{
    for (const Json& op : ops)
        applyOp(op, change, hasConflict, depth);
}

void NaiveLedger::applyOp(const Json& op, const std::string& change, bool hasConflict, int depth)
{
    const std::string kind = op[0].get<std::string>();
    if (kind == "create") {
        const bool isNew = !m_rows.contains(nameIn(op));
        Row& row = m_rows[nameIn(op)];
        row.deletedBy.clear();
        if (isNew)
            row.writers[""] = change;
        for (const auto& [cell, value] : op[3].items()) {
            if (isNew)
                row.cells[cell] = value;
            else if (cellOf(row.cells, cell) != value)
                setCell(nameIn(op), cell, value, change);
        }
        std::erase_if(row.cells, [](const auto& cell) { return cell.second.is_null(); });
    } else if (kind == "set") {
        for (const auto& [cell, values] : op[3].items()) {
            if (cellOf(at(nameIn(op)).cells, cell) != values[1])
                setCell(nameIn(op), cell, values[1], change);
        }
    } else if (kind == "delete") {
        if (hasConflict && standsUnderAny(op[1]))
            return;
        for (const Json& row : op[1])
            at({ row[0].get<std::string>(), row[1].get<std::string>() }).deletedBy.insert(change);
    } else if (kind == "close" || kind == "reopen") {
        const Json status = kind == "close" ? "closed" : "open";
        if (cellOf(at({ "month", idIn(op) }).cells, "status") != status)
            setCell({ "month", idIn(op) }, "status", status, change);
    } else if (kind == "restore") {
        for (auto& [name, row] : m_rows)
            row.deletedBy.erase(idIn(op));
    } else if (kind == "revert") {
        for (const Json& inverse : op[2]) {
            if (inverse[0] == "set")
                revertSet(inverse, idIn(op), change);
            else
                applyOp(inverse, change, hasConflict, depth);
        }
    } else if (kind == "unpark") {
        unpark(idIn(op), op[2].get<std::string>(), change, hasConflict, depth);
    }
}

/// Only what waits can be applied or discarded; what somebody else has settled already stays as it is.
void NaiveLedger::unpark(
    const std::string& parked, const std::string& choice, const std::string& change, bool hasConflict, int depth)
{
    const auto known = m_parked.find(parked);
    if (known == m_parked.end() || known->second.empty() == choice.empty())
        return;
    known->second = choice;
    if (choice == "apply" && depth < 8)
        applyIntent(m_intents[parked]["ops"], change, hasConflict, depth + 1);
}

/// Only what the reverted change set still is the writer of.
void NaiveLedger::revertSet(const Json& op, const std::string& subject, const std::string& change)
{
    if (!m_rows.contains(nameIn(op)))
        return; // it was to be made by what is parked
    Row& row = at(nameIn(op));
    for (const auto& [cell, values] : op[3].items()) {
        const auto writer = row.writers.contains(cell) ? row.writers[cell] : row.writers[""];
        if (row.isAlive() && writer == subject && cellOf(row.cells, cell) != values[1])
            setCell(nameIn(op), cell, values[1], change);
    }
}

/// Whether somebody alive, not of the group, stands on a row of the group.
bool NaiveLedger::standsUnderAny(const Json& group) const
{
    std::set<RowName> inside;
    for (const Json& row : group)
        inside.insert({ row[0].get<std::string>(), row[1].get<std::string>() });
    return std::any_of(m_rows.begin(), m_rows.end(), [&](const auto& entry) {
        if (!entry.second.isAlive() || inside.contains(entry.first))
            return false;
        const auto parents = parentsOf(entry.first.first, entry.second.cells);
        return std::any_of(parents.begin(), parents.end(), [&](const RowName& parent) {
            const auto above = m_rows.find(parent);
            return inside.contains(parent) && above != m_rows.end() && above->second.isAlive();
        });
    });
}

void NaiveLedger::applyEffect(const Json& effect, const std::string& change)
{
    const std::string kind = effect[0].get<std::string>();
    if (kind == "row") {
        Row& row = m_rows[nameIn(effect)];
        row.writers[""] = change;
        for (const auto& [cell, value] : effect[3].items()) {
            if (!value.is_null())
                row.cells[cell] = value;
        }
    } else if (kind == "cell") {
        setCell(nameIn(effect), effect[3].get<std::string>(), effect[4],
            effect.size() == 7 ? effect[5].get<std::string>() : change);
    } else if (kind == "del") {
        at(nameIn(effect)).deletedBy.insert(change);
    } else if (kind == "undel") {
        at(nameIn(effect)).deletedBy.erase(effect[3].get<std::string>());
    } else if (kind == "void") {
        for (auto& [name, row] : m_rows)
            row.deletedBy.erase(idIn(effect));
    } else if (kind == "park") {
        m_parked[change] = {};
    } else if (kind == "unpark") {
        m_parked[idIn(effect)] = effect[2].get<std::string>();
    }
}

void NaiveLedger::take(const LogLine& line)
{
    if (line.kind != 1)
        return;
    const std::string change = line.id.text();
    m_intents[change] = line.intent;
    const Rows before = m_rows;
    if (line.effects.is_null()) {
        applyIntent(line.intent["ops"], change, line.outcome == 2, 0);
    } else {
        for (const Json& effect : line.effects)
            applyEffect(effect, change);
    }
    checkClosed(before, line);
    for (const auto& [name, row] : m_rows) {
        const auto was = before.find(name);
        const bool isNew = was == before.end();
        if (!isNew && was->second.cells == row.cells && was->second.isAlive() == row.isAlive())
            continue;
        m_changers[name].push_back(line.id);
        if (!isNew && monthOf(name, was->second) != monthOf(name, row))
            m_changers[{ "month", monthOf(name, was->second) }].push_back(line.id); // it has gone from there
    }
    checkRows(line);
}

std::string NaiveLedger::monthOf(const RowName& name, const Row& row) const
{
    if (name.first == "month")
        return name.second;
    if (name.first == "entry")
        return cellOf(row.cells, "month").get<std::string>();
    if (name.first == "posting")
        return cellOf(row.cells, "slot")[0].get<std::string>();
    return {};
}

std::string NaiveLedger::ymOf(const std::string& month) const
{
    const auto row = m_rows.find({ "month", month });
    return row == m_rows.end() ? month : cellOf(row->second.cells, "ym").get<std::string>();
}

/// I5.
void NaiveLedger::checkClosed(const Rows& before, const LogLine& line) const
{
    const auto isClosed = [](const Rows& rows, const std::string& month) {
        const auto row = rows.find({ "month", month });
        return row != rows.end() && cellOf(row->second.cells, "status") == "closed";
    };
    for (const auto& [name, row] : m_rows) {
        const std::string month = monthOf(name, row);
        if (!isClosed(before, month) && isClosed(m_rows, month)) {
            const auto changers = m_changers.find(name);
            for (const Uuid& changer : changers == m_changers.end() ? std::vector<Uuid>() : changers->second) {
                if (!m_auditor.hadSeen(line.id, changer))
                    throw Violation { "I5",
                        m_auditor.labelOf(line.id) + " closed " + ymOf(month) + " and had not seen what "
                            + m_auditor.labelOf(changer) + " did to " + text(name) };
            }
        }
        if (!isClosed(before, month) || !isClosed(m_rows, month))
            continue;
        const auto was = before.find(name);
        if (was == before.end() || was->second.cells != row.cells || was->second.isAlive() != row.isAlive())
            throw Violation { "I5",
                m_auditor.labelOf(line.id) + " changed " + text(name) + " in " + ymOf(month) + ", which is closed" };
    }
}

/// I4, I6.
void NaiveLedger::checkRows(const LogLine& line) const
{
    std::map<std::string, std::pair<int, int>> splits; // parts alive, parts
    for (const auto& [name, row] : m_rows) {
        if (const Json& split = cellOf(row.cells, "split"); split.is_string()) {
            auto& [alive, all] = splits[split.get<std::string>()];
            alive += row.isAlive();
            ++all;
        }
        if (!row.isAlive())
            continue;
        for (const RowName& parent : parentsOf(name.first, row.cells)) {
            const auto above = m_rows.find(parent);
            if (above == m_rows.end() || !above->second.isAlive())
                throw Violation { "I4",
                    text(name) + " stands on " + text(parent) + ", which is not there, after "
                        + m_auditor.labelOf(line.id) };
        }
        if (name.first == "posting") {
            const std::string date = cellOf(row.cells, "slot")[1].get<std::string>();
            if (date.substr(0, 7) != ymOf(monthOf(name, row)))
                throw Violation { "I4", text(name) + " lies outside its month after " + m_auditor.labelOf(line.id) };
        }
    }
    for (const auto& [split, parts] : splits) {
        if (parts.first != 0 && parts.first != parts.second)
            throw Violation { "I6",
                std::to_string(parts.first) + " of " + std::to_string(parts.second) + " parts of split "
                    + split.substr(30) + " are there after " + m_auditor.labelOf(line.id) };
    }
}

Dump NaiveLedger::rows() const
{
    Dump dump;
    for (const auto& [name, row] : m_rows)
        dump[name] = { row.cells, row.isAlive() };
    return dump;
}

NaiveLedger::Sums NaiveLedger::sums() const
{
    Sums sums;
    for (const auto& [name, row] : m_rows) {
        if (!row.isAlive())
            continue;
        const auto money = [&row = row](const char* cell) { return cellOf(row.cells, cell).get<std::int64_t>(); };
        if (name.first == "entry")
            sums.plannedByMonth[ymOf(monthOf(name, row))] += money("planned");
        if (name.first == "account")
            sums.balanceByAccount[name.second] += money("opening");
        if (name.first != "posting")
            continue;
        const Json& accounts = cellOf(row.cells, "account");
        const bool isTransfer = accounts[1].is_string();
        if (!isTransfer || cellOf(row.cells, "slot")[2].is_string())
            sums.actualByMonth[ymOf(monthOf(name, row))] += money("amount");
        sums.balanceByAccount[accounts[0].get<std::string>()] += money("amount");
        if (isTransfer)
            sums.balanceByAccount[accounts[1].get<std::string>()] -= money("amount");
    }
    return sums;
}

} // namespace simulation
