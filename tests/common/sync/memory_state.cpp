#include "tests/common/sync/memory_state.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>

namespace qm {

namespace {

/// A state that contradicts itself is a bug no test may pass over.
void require(bool isTrue, const char* what)
{
    if (isTrue)
        return;
    std::fprintf(stderr, "MemoryState: %s\n", what);
    std::abort();
}

std::string cellsText(const RowImage& image)
{
    std::string out;
    appendRowCells(image, out);
    return out;
}

std::string keyText(const RowKey& key)
{
    return std::string(info(key.table).name) + " " + key.id.text();
}

} // namespace

const RowImage* MemoryState::row(const RowKey& key)
{
    const auto found = rows.find(key);
    return found == rows.end() ? nullptr : &found->second;
}

std::vector<Tombstone> MemoryState::tombstones(const RowKey& key)
{
    const auto found = stones.find(key);
    return found == stones.end() ? std::vector<Tombstone>() : found->second;
}

std::vector<RowKey> MemoryState::groupMembers(std::int64_t no)
{
    const auto found = groups.find(no);
    return found == groups.end() ? std::vector<RowKey>() : found->second;
}

std::vector<Touch> MemoryState::touches(const RowKey& key)
{
    const auto found = touched.find(key);
    return found == touched.end() ? std::vector<Touch>() : found->second;
}

void MemoryState::eachLiveChild(const RowKey& key, const std::function<bool(const RowKey&)>& each)
{
    for (const auto& [child, image] : rows) {
        const Parents parents = parentsOf(image);
        if (image.isAlive() && std::find(parents.begin(), parents.end(), key) != parents.end() && !each(child))
            return;
    }
}

std::vector<RowKey> MemoryState::rowsOfMonth(const Uuid& month)
{
    std::vector<RowKey> found;
    for (const auto& [key, image] : rows) {
        if (monthOf(image) == month)
            found.push_back(key);
    }
    return found;
}

ChangeInfo MemoryState::change(std::int64_t no)
{
    require(changes.contains(no), "merge asks for a change set that is not there");
    return changes.at(no).info;
}

std::int64_t MemoryState::changeNo(const Uuid& id)
{
    const auto found = numbers.find(id);
    return found == numbers.end() ? 0 : found->second;
}

std::optional<Parked> MemoryState::parked(const Uuid& change)
{
    const auto found = waiting.find(change);
    return found == waiting.end() ? std::nullopt : std::optional(found->second);
}

std::optional<DecodedChangeSet> MemoryState::intentOf(const Uuid& change)
{
    const std::int64_t no = changeNo(change);
    return no == 0 ? std::nullopt : std::optional(changes.at(no).intent);
}

std::optional<Uuid> MemoryState::parkedMaker(const RowKey& key)
{
    for (const auto& [id, parked] : waiting) {
        const auto& ops = changes.at(parked.no).intent.change.ops;
        const bool makes = std::any_of(
            ops.begin(), ops.end(), [&](const Op& op) { return op.kind == Op::Kind::Create && op.image.key == key; });
        if (makes && !parked.solved)
            return id;
    }
    return std::nullopt;
}

void MemoryState::apply(std::int64_t no, const Changes& done, const ChangeSet& change, std::int64_t eff)
{
    require(!changes.contains(no) && !numbers.contains(change.id), "a change set is applied twice");
    changes[no] = { { no, change.id, change.dev, eff, change.indivisible || done.becomesIndivisible },
        { change, encodeChangeSet(change) } };
    numbers[change.id] = no;
    std::set<RowKey> named;
    for (const RowImage& image : done.rows) {
        require(named.insert(image.key).second, "a row stands twice in the changes");
        require(image.isNew == !rows.contains(image.key), "isNew is wrong");
        rows[image.key] = image;
        rows[image.key].isNew = false;
    }
    for (const RowKey& key : done.deleted) {
        stones[key].push_back({ no, true });
        groups[no].push_back(key);
    }
    for (const auto& revived : done.revived) {
        for (Tombstone& stone : stones[revived.row])
            stone.live = stone.live && stone.no != revived.by;
    }
    for (const std::int64_t group : done.voided) {
        for (const RowKey& key : groups[group])
            std::erase_if(stones[key], [&](const Tombstone& stone) { return stone.no == group; });
        groups.erase(group);
    }
    for (const auto& touch : done.touches) {
        require(rows.contains(touch.row), "a row that is not there is touched");
        touched[touch.row].push_back({ no, touch.kind });
    }
    for (const Conflict& conflict : done.conflicts)
        conflicts[conflict.id] = conflict;
    for (const auto& settled : done.settled) {
        const auto found = conflicts.find(settled.conflict);
        if (found == conflicts.end())
            continue;
        found->second.solved = settled.choice.empty() ? std::nullopt : std::optional(change.id);
        found->second.choice = settled.choice;
    }
    for (const Parked& parked : done.parked)
        waiting[parked.change] = parked;
    for (const auto& unparked : done.unparked) {
        Parked& parked = waiting.at(unparked.change);
        parked.solved = unparked.choice.empty() ? std::nullopt : std::optional(change.id);
        parked.choice = unparked.choice;
    }
    for (const auto& [key, image] : rows) {
        const auto all = tombstones(key);
        const auto holding = std::count_if(all.begin(), all.end(), [](const Tombstone& stone) { return stone.live; });
        require(image.groups == std::int64_t(all.size()) && image.dead == holding, "a row miscounts its deletions");
    }
}

Merged MemoryState::take(const ChangeSet& change, std::int64_t no, std::int64_t eff, const Seen& seen)
{
    MemoryState replica = *this;
    const Merged merged = merge(*this, change, no, eff, seen);
    apply(no, merged.changes, change, eff);
    const auto replayed = replica.replay(change, no, eff, merged);
    require(replayed.has_value(), "the logged effects cannot be read");
    require(replica.text() == text(), "a replica differs from the server");
    require(replica.digest() == digest(), "a replica's digest differs from the server's");
    return merged;
}

Result<> MemoryState::replay(const ChangeSet& change, std::int64_t no, std::int64_t eff, const Merged& logged)
{
    if (logged.isPlain) {
        apply(no, merge(*this, change, no, eff, [](std::int64_t) { return true; }).changes, change, eff);
        return {};
    }
    QM_ASSIGN(const Changes decoded, decodeEffects(*this, change, no, eff, logged.effects));
    apply(no, decoded, change, eff);
    return {};
}

bool MemoryState::isAlive(const RowKey& key)
{
    const RowImage* image = row(key);
    return image && image->isAlive();
}

std::string MemoryState::cell(const RowKey& key, std::string_view name)
{
    std::string out;
    if (isAlive(key)) {
        const CellRef cell = cellNamed(key.table, name);
        appendCellJson(key.table, cell, row(key)->get(cell), out);
    }
    return out;
}

Digest MemoryState::digest()
{
    Digest digest;
    for (const auto& [key, image] : rows) {
        std::vector<Uuid> deletedBy;
        for (const Tombstone& stone : tombstones(key)) {
            if (stone.live)
                deletedBy.push_back(changes.at(stone.no).info.id);
        }
        std::sort(deletedBy.begin(), deletedBy.end());
        digest.add(rowHash(image, deletedBy));
    }
    return digest;
}

std::string MemoryState::visible()
{
    std::string out;
    for (const auto& [key, image] : rows) {
        if (image.isAlive())
            out += keyText(key) + " " + cellsText(image) + "\n";
    }
    return out;
}

std::string MemoryState::text()
{
    std::string out;
    for (const auto& [key, image] : rows) {
        out += keyText(key) + " " + cellsText(image) + " made by " + std::to_string(image.writer);
        std::map<std::string, std::string> writers;
        for (const CellWriter& writer : image.writers)
            writers[std::string(cellName(key.table, writer.cell))]
                = std::to_string(writer.no) + "," + std::to_string(writer.eff);
        for (const auto& [cell, writer] : writers)
            out += " " + cell + "@" + writer;
        auto all = tombstones(key);
        std::sort(all.begin(), all.end(), [](const Tombstone& a, const Tombstone& b) { return a.no < b.no; });
        for (const Tombstone& stone : all)
            out += (stone.live ? " dead by " : " was dead by ") + std::to_string(stone.no);
        std::set<std::string> marks;
        for (const Touch& touch : touches(key))
            marks.insert((touch.kind == TouchKind::Wrote ? " touched by " : " deleted by ") + std::to_string(touch.no));
        for (const std::string& mark : marks)
            out += mark;
        out += "\n";
    }
    for (const auto& [no, known] : changes)
        out += "change " + std::to_string(no) + (known.info.indivisible ? " indivisible\n" : "\n");
    for (const auto& [id, c] : conflicts) {
        out += "conflict " + id.text() + " " + std::string(conflictKindName(c.kind)) + " " + keyText(c.row) + " "
            + c.cell + " " + c.loser.text() + "=" + c.loserValue + " " + c.winner.text() + "=" + c.winnerValue
            + " from " + c.baseValue + " at " + std::to_string(c.no) + " " + (c.solved ? c.solved->text() : "open")
            + " " + c.choice + "\n";
    }
    for (const auto& [id, p] : waiting) {
        out += "parked " + id.text() + " " + std::to_string(p.no) + " " + p.why + " " + p.detail + " "
            + (p.root ? p.root->text() : "-") + " " + (p.solved ? p.solved->text() : "waits") + " " + p.choice + "\n";
    }
    return out;
}

std::string MemoryState::brokenRule()
{
    for (const auto& [key, image] : rows) {
        if (!checkRow(image))
            return keyText(key) + ": " + checkRow(image).error().detail;
        if (!image.isAlive())
            continue;
        for (const RowKey& parent : parentsOf(image)) {
            if (!isAlive(parent))
                return keyText(key) + " stands under a row that is not there";
        }
        const RowImage* month = row({ Table::Month, monthOf(image) });
        if (key.table == Table::Posting
            && (!month
                || asText(image.columns[col::posting::date])->substr(0, 7) != *asText(month->columns[col::month::ym])))
            return keyText(key) + " has a date outside its month";
    }
    return {};
}

} // namespace qm
