#include "both_merges.h"

#include <algorithm>

using namespace qm;

namespace {

using Names = std::vector<std::pair<std::string, std::string>>;

void replaceAll(std::string& text, const std::string& from, const std::string& to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// Ids as a person would call them.
std::string readable(std::string text, const History& history)
{
    for (std::size_t i = 0; i < history.size(); ++i)
        replaceAll(text, history[i].change.id.text(), "#" + std::to_string(i + 1));
    for (const char* ym : { "2026-04", "2026-05", "2026-06" })
        replaceAll(text, monthKey(ym).id.text(), ym);
    static const char* kinds[] = { "ledger", "e", "p", "a", "c", "device", "t", "l", "te" };
    for (std::uint8_t kind = 1; kind <= 9; ++kind) {
        for (std::uint64_t number = 0; number <= 40; ++number)
            replaceAll(text, testId(kind, number).text(), kinds[kind - 1] + std::to_string(number));
    }
    return text;
}

std::string operationsOf(const ChangeSet& change)
{
    const std::string json = encodeChangeSet(change);
    const std::size_t from = json.find("\"ops\":") + 6;
    const std::size_t to = json.rfind(change.prev ? ",\"prev\":" : ",\"v\":1");
    return json.substr(from, to - from);
}

std::string rowName(const RowKey& key)
{
    return std::string(info(key.table).name) + " " + key.id.text();
}

std::string recordLine(std::string_view kind, const RowKey& row, const std::string& cell, const Uuid& loser,
    const std::string& loserValue, const Uuid& winner, const std::string& winnerValue, const std::string& base)
{
    return std::string(kind) + " " + rowName(row) + " " + cell + ": lost " + loserValue + " by " + loser.text()
        + ", shown " + winnerValue + " by " + winner.text() + ", from " + base;
}

std::string decisionLine(bool isSolved, const std::string& choice)
{
    return isSolved ? ", decided: " + choice : ", open";
}

/// All that the merge keeps that a later change set could meet, one thing a line.
std::string stateText(MemoryState& state)
{
    std::string text;
    for (const auto& [key, image] : state.rows) {
        text += rowName(key) + (image.isAlive() ? "" : " dead");
        auto stones = state.tombstones(key);
        std::sort(stones.begin(), stones.end(), [](const auto& a, const auto& b) { return a.no < b.no; });
        for (const Tombstone& stone : stones)
            text += (stone.live ? " x" : " -") + std::to_string(stone.no);
        text += "\n";
        for (const CellInfo& cell : info(key.table).cells) {
            const CellRef ref = cellNamed(key.table, cell.name);
            const CellWriter writer = image.writerOf(ref);
            text += "  " + std::string(cell.name) + " ";
            appendCellJson(key.table, ref, image.get(ref), text);
            text += " @" + std::to_string(writer.no) + ","
                + std::to_string(writer.eff >= 0 ? writer.eff : state.change(writer.no).eff) + "\n";
        }
    }
    std::vector<std::string> lines;
    for (const auto& [id, c] : state.conflicts)
        lines.push_back(recordLine(conflictKindName(c.kind), c.row, c.cell, c.loser, c.loserValue, c.winner,
                            c.winnerValue, c.baseValue)
            + decisionLine(c.solved.has_value(), c.choice));
    for (const auto& [id, parked] : state.waiting)
        lines.push_back(
            "parked " + id.text() + " " + parked.why + decisionLine(parked.solved.has_value(), parked.choice));
    std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

std::string stateText(const plain::State& state)
{
    std::string text;
    for (const auto& [key, row] : state.rows) {
        text += rowName(key) + (row.isAlive() ? "" : " dead");
        for (const plain::No no : row.named)
            text += (row.holding.contains(no) ? " x" : " -") + std::to_string(no);
        text += "\n";
        for (const auto& [name, cell] : row.cells) {
            text += "  " + name + " ";
            appendCellJson(key.table, cellNamed(key.table, name), cell.value, text);
            text += " @" + std::to_string(cell.writer) + "," + std::to_string(cell.eff) + "\n";
        }
    }
    std::vector<std::string> lines;
    for (const auto& [id, r] : state.records)
        lines.push_back(
            recordLine(conflictKindName(r.kind), r.row, r.cell, r.loser, r.loserValue, r.winner, r.winnerValue, r.base)
            + decisionLine(r.isSolved, r.choice));
    for (const auto& [id, parked] : state.parked)
        lines.push_back("parked " + id.text() + " " + parked.why + decisionLine(parked.isSolved, parked.choice));
    std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

std::string answerText(const Merged& merged)
{
    std::string text = std::string(merged.outcome()) + " " + merged.why + "\n";
    std::vector<std::string> lines;
    for (const Conflict& c : merged.changes.conflicts)
        lines.push_back(recordLine(
            conflictKindName(c.kind), c.row, c.cell, c.loser, c.loserValue, c.winner, c.winnerValue, c.baseValue));
    std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

std::string answerText(const plain::Answer& answer)
{
    std::string text = answer.outcome + " " + answer.why + "\n";
    std::vector<std::string> lines;
    for (const auto& [key, r] : answer.records)
        lines.push_back(recordLine(
            conflictKindName(r.kind), r.row, r.cell, r.loser, r.loserValue, r.winner, r.winnerValue, r.base));
    std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

/// The lines of `text` that are not in `other`; a cell's line names its row.
std::string linesOnlyIn(const std::string& text, const std::string& other)
{
    const auto named = [](const std::string& all) {
        std::vector<std::string> lines = linesOf(all);
        std::string row;
        for (std::string& line : lines) {
            if (!line.starts_with("  "))
                row = line;
            else
                line = row + line;
        }
        std::sort(lines.begin(), lines.end());
        return lines;
    };
    std::string only;
    const auto ours = named(text);
    const auto theirs = named(other);
    for (const std::string& line : ours) {
        if (!std::binary_search(theirs.begin(), theirs.end(), line))
            only += "    " + line + "\n";
    }
    return only;
}

} // namespace

Draft draftOf(const Step& step, std::int64_t before, const std::optional<Uuid>& prev)
{
    Draft draft;
    draft.change = step.change;
    draft.change.base.rev = before + std::int64_t(step.seen);
    draft.change.prev = prev;
    draft.at = std::min(step.at, step.now);
    draft.seenBy.base = draft.change.base.rev;
    return draft;
}

BothMerges::BothMerges() : m_plain(homeLedger)
{
    for (const auto& [no, known] : m_home.state().changes)
        m_plain.take(known.intent.change, known.info.eff, 0);
    m_before = m_home.head();
}

std::optional<Difference> BothMerges::take(const Step& step)
{
    const Draft draft = draftOf(step, m_before, step.own ? std::optional(m_ids[step.own - 1]) : std::nullopt);
    m_ids.push_back(step.change.id);

    last = m_home.take(draft);
    plain::Answer answer = m_plain.take(draft.change, step.now, step.now - step.at);

    ++happened[std::string(last.outcome())];
    if (last.isParked)
        ++happened[last.why];
    for (const Conflict& c : last.changes.conflicts) {
        ++happened[std::string(conflictKindName(c.kind))];
        const plain::RecordKey key = plain::keyOf(c.kind, c.row, c.cell, c.loser, c.winner);
        m_plain.setRecordId(c.id, key);
        if (c.kind == ConflictKind::DeleteBlocked && answer.records.contains(key)) {
            m_plain.nameBlocker(key, c.winner);
            answer.records[key] = m_plain.state().records.at(key);
        }
    }
    std::string merge = answerText(last);
    std::string other = answerText(answer);
    const auto parked = m_home.state().parked(draft.change.id);
    const bool isRootFine = !parked || (parked->root ? answer.roots.contains(*parked->root) : answer.roots.empty());
    const std::string mergeState = stateText(m_home.state());
    const std::string plainState = stateText(m_plain.state());
    if (merge == other && isRootFine && mergeState == plainState)
        return std::nullopt;
    if (!isRootFine)
        merge += "waits for " + (parked->root ? parked->root->text() : "nothing else") + "\n";
    return Difference { m_ids.size(), merge + linesOnlyIn(mergeState, plainState),
        other + linesOnlyIn(plainState, mergeState) };
}

std::optional<Difference> firstDifference(const History& history)
{
    BothMerges both;
    for (const Step& step : history) {
        if (auto difference = both.take(step))
            return difference;
    }
    return std::nullopt;
}

namespace {

History without(const History& history, std::size_t dropped)
{
    History left;
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (i == dropped)
            continue;
        Step step = history[i];
        step.seen -= step.seen > dropped;
        if (step.own == dropped + 1)
            step.own = history[dropped].own;
        else
            step.own -= step.own > dropped;
        left.push_back(std::move(step));
    }
    return left;
}

} // namespace

History shrunk(History history)
{
    if (const auto difference = firstDifference(history))
        history.resize(difference->step);
    for (bool wasShrunk = true; wasShrunk;) {
        wasShrunk = false;
        for (std::size_t i = history.size(); i-- > 0;) {
            const History smaller = without(history, i);
            if (firstDifference(smaller)) {
                history = smaller;
                wasShrunk = true;
                continue;
            }
            for (std::size_t op = history[i].change.ops.size(); op-- > 0 && history[i].change.ops.size() > 1;) {
                History fewer = history;
                auto& ops = fewer[i].change.ops;
                ops.erase(ops.begin() + std::ptrdiff_t(op));
                if (firstDifference(fewer)) {
                    history = fewer;
                    wasShrunk = true;
                }
            }
        }
    }
    return history;
}

std::string told(const History& history, const Difference& difference)
{
    std::string text;
    for (std::size_t i = 0; i < difference.step; ++i) {
        const Step& step = history[i];
        text += "#" + std::to_string(i + 1) + " (change set " + std::to_string(i + 3) + ") " + step.change.dev.text()
            + " at " + std::to_string(std::min(step.at, step.now)) + ", seen " + std::to_string(step.seen)
            + (step.own ? " and own #" + std::to_string(step.own) : "")
            + (step.change.indivisible ? ", indivisible" : "") + ": " + operationsOf(step.change) + "\n";
    }
    text += "the merge says " + difference.merge + "the plain implementation says " + difference.plain;
    return readable(text, history);
}
