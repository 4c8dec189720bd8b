#include "both_merges.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <numeric>
#include <set>
#include <zstd.h>

using namespace qm;

// All that three devices can do in a world of one month, two entries and two postings, each one thing: docs/protocol,
// "Test vectors". Every case goes through the merge and the plain implementation, keeps the invariants, and is a line
// of tests/golden/small_world.jsonl.zst.

namespace {

constexpr auto path = QM_SOURCE_DIR "/tests/golden/small_world.jsonl.zst";
constexpr auto day = "2026-05-03";

/// What a device can do. A deletion takes along what its author saw under the row.
const std::vector<Json> operations {
    { "create", "p2", "e1", -2 },
    { "create", "p2", "e2", -3 },
    { "create", "p1", "e1", -10 },
    { "set", "p1", "amount", -2 },
    { "set", "p1", "amount", -3 },
    { "set", "p2", "amount", -4 },
    { "set", "e2", "planned", 1 },
    { "move", "p1", "e2" },
    { "move", "p2", "e1" },
    { "delete", "p1" },
    { "delete", "p2" },
    { "delete", "e1" },
    { "delete", "e2" },
};

constexpr std::size_t asAtFirst = 2; ///< what makes posting 1 in the beginning, and can be done once more

RowKey keyOf(const std::string& name)
{
    const int number = name.back() - '0';
    return name[0] == 'e' ? entryKey(number) : name[0] == 'p' ? postingKey(number) : monthKey("2026-05");
}

const std::vector<std::string> names { "e1", "e2", "p1", "p2" };

std::string nameOf(const RowKey& key)
{
    const auto found
        = std::find_if(names.begin(), names.end(), [&](const std::string& name) { return keyOf(name) == key; });
    return found == names.end() ? "?" : *found;
}

/// A cell as the vectors write it: of a slot, only the entry can change.
Json cellJson(const RowImage& row, std::string_view name)
{
    if (name == "slot")
        return nameOf({ Table::Entry, *asId(row.columns[col::posting::entry]) });
    return *asInteger(row.get(cellNamed(row.key.table, name)).columns[0]);
}

/// `["delete","e1","p1"]` as an operation, by somebody who sees `view`.
Op operationOf(const Json& json, MemoryState& view)
{
    const std::string kind = json[0];
    const RowKey key = keyOf(json[1]);
    if (kind == "delete") {
        std::vector<RowKey> group;
        for (std::size_t i = 1; i < json.size(); ++i)
            group.push_back(keyOf(json[i]));
        return remove(std::move(group));
    }
    const auto entryNumber = [](const Json& name) { return name.get<std::string>()[1] - '0'; };
    if (kind == "create")
        return makePosting(json[1].get<std::string>()[1] - '0', entryNumber(json[2]), day, json[3]);
    const bool isMove = kind == "move";
    Op op = isMove ? move(json[1].get<std::string>()[1] - '0', day, entryNumber(json[2]))
                   : qm::set(key, json[2].get<std::string>(), nullptr, json[3]);
    if (const RowImage* row = view.row(key))
        op.cells[0].was = row->get(op.cells[0].cell);
    return op;
}

/// One of the three: what, when (1, 2, 3 on one clock), how many of those that arrived before it its author had seen.
struct Event {
    Json op;
    int at = 0;
    std::size_t seen = 0;
    Json json() const { return { at, seen, op }; }
    static Event of(const Json& json) { return { json[2], json[0], json[1] }; }
};

Step stepOf(const Event& event, std::size_t number, MemoryState& view)
{
    Step step;
    step.change.id = testId(9, number);
    step.change.dev = testId(6, number);
    step.change.n = 1;
    step.change.base.hash16 = "0000000000000000";
    step.change.at = "2026-05-03T12:00:00Z";
    step.change.act = "test";
    step.change.ops = { operationOf(event.op, view) };
    step.at = 2'000 + 10 * event.at;
    step.now = 3'000;
    step.seen = 1 + event.seen;
    return step;
}

/// The first step: posting 1 is made, and everybody sees it.
Step beginning()
{
    MemoryState nothing(homeLedger);
    Step step = stepOf({ operations[asAtFirst], 0, 0 }, 0, nothing);
    step.seen = 0;
    return step;
}

/// The merge alone.
class MergeOnly {
public:
    std::optional<Difference> take(const Step& step)
    {
        last = m_home.take(draftOf(step, m_before, {}));
        return std::nullopt;
    }
    MergeHousehold& home() { return m_home; }
    Merged last;

private:
    MergeHousehold m_home;
    std::int64_t m_before = m_home.head();
};

/// Runs cases one after the other; what two neighbours have in common is run once.
template <typename Ledger>
class World {
public:
    World()
    {
        m_states.emplace_back();
        note(m_states.back().take(beginning()));
        m_events.emplace_back();
    }

    void run(const std::vector<Event>& events)
    {
        std::size_t common = 0;
        while (common < events.size() && common + 1 < m_events.size() && m_events[common + 1] == events[common].json())
            ++common;
        m_states.resize(common + 1, m_states.front());
        m_events.resize(common + 1);
        for (std::size_t i = common; i < events.size(); ++i) {
            Ledger next = m_states[i];
            note(next.take(stepOf(events[i], i + 1, state(events[i].seen))));
            m_states.push_back(std::move(next));
            m_events.push_back(events[i].json());
        }
    }

    /// After so many of the three.
    MemoryState& state(std::size_t count) { return m_states[count].home().state(); }
    const Merged& answer(std::size_t number) const { return m_states[number].last; }

    std::string problem; ///< the first difference

private:
    void note(const std::optional<Difference>& difference)
    {
        if (difference && problem.empty())
            problem = "the merge: " + difference->merge + "the plain implementation: " + difference->plain;
    }

    std::vector<Ledger> m_states;
    std::vector<Json> m_events; ///< that led to each
};

/// The change sets of a case by number; 0 is everything before.
std::size_t numberOf(const Uuid& change)
{
    for (std::size_t number = 1; number <= 3; ++number) {
        if (change == testId(9, number))
            return number;
    }
    return 0;
}

Json recordJson(const Conflict& conflict)
{
    if (conflict.kind == ConflictKind::DeleteUndone)
        return { "delete_undone", numberOf(conflict.loser), numberOf(conflict.winner) };
    if (conflict.kind == ConflictKind::DeleteBlocked)
        return { "delete_blocked", numberOf(conflict.loser) };
    const auto value = [&](const std::string& text) {
        const Json json = Json::parse(text);
        return conflict.cell == "slot" ? Json(nameOf({ Table::Entry, Uuid::parse(json[2].get<std::string>()).value() }))
                                       : json;
    };
    return { "field", nameOf(conflict.row), conflict.cell == "slot" ? "entry" : conflict.cell, numberOf(conflict.loser),
        value(conflict.loserValue), numberOf(conflict.winner), value(conflict.winnerValue) };
}

std::string answerOf(const Merged& merged)
{
    return merged.isParked ? merged.why : std::string(merged.outcome());
}

/// The rows that are there at the end.
Json rowsOf(MemoryState& end)
{
    Json rows = Json::object();
    for (const std::string& name : names) {
        const RowImage* row = end.row(keyOf(name));
        if (!row || !row->isAlive())
            continue;
        rows[name] = name[0] == 'e' ? Json::array({ cellJson(*row, "planned") })
                                    : Json::array({ cellJson(*row, "slot"), cellJson(*row, "amount") });
    }
    return rows;
}

/// `[event, event, event, [answer, …], {row: cells}, [record, …]]`
template <typename Ledger>
std::string lineOf(const std::vector<Event>& events, World<Ledger>& world)
{
    Json line = Json::array();
    for (const Event& event : events)
        line.push_back(event.json());
    line.push_back({ answerOf(world.answer(1)), answerOf(world.answer(2)), answerOf(world.answer(3)) });
    line.push_back(rowsOf(world.state(3)));
    std::set<Json> records;
    for (const auto& [id, conflict] : world.state(3).conflicts)
        records.insert(recordJson(conflict));
    line.push_back(Json(records));
    return line.dump();
}

std::vector<std::string> readVectors()
{
    std::ifstream file(path, std::ios::binary);
    const std::string packed { std::istreambuf_iterator<char>(file), {} };
    std::string text(std::size_t(64) << 20, '\0');
    const std::size_t size = ZSTD_decompress(text.data(), text.size(), packed.data(), packed.size());
    std::vector<std::string> lines;
    if (ZSTD_isError(size))
        return lines;
    text.resize(size);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

void writeVectors(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 19));
    std::ofstream(path, std::ios::binary) << packed;
}

/// Every case: what arrives first, second and third, what the second and the third had seen, and when they were made,
/// in every order in which nobody sees what is made later. Nobody changes a row that is not shown to him.
class Cases {
public:
    using Each = std::function<bool(const std::vector<Event>&, World<BothMerges>&)>;
    /// Until `each` answers false.
    explicit Cases(const Each& each) : m_each(each) { goOn(); }

private:
    bool goOn()
    {
        if (m_events.size() == 3)
            return m_each(m_events, m_world);
        for (const Json& operation : operations) {
            for (const int at : { 1, 2, 3 }) {
                for (std::size_t seen = 0; seen <= m_events.size(); ++seen) {
                    if (!isPossible(operation, at, seen))
                        continue;
                    m_events.push_back({ withAllBelow(operation, m_world.state(seen)), at, seen });
                    m_world.run(m_events);
                    const bool wasFine = goOn();
                    m_events.pop_back();
                    if (!wasFine)
                        return false;
                }
            }
        }
        return true;
    }

    bool isPossible(const Json& operation, int at, std::size_t seen)
    {
        for (std::size_t i = 0; i < m_events.size(); ++i) {
            if (m_events[i].at == at || (i < seen && m_events[i].at > at))
                return false;
        }
        return operation[0] == "create" || m_world.state(seen).isAlive(keyOf(operation[1]));
    }

    /// A deletion takes along what its author saw under the row.
    static Json withAllBelow(Json operation, MemoryState& view)
    {
        if (operation[0] == "delete") {
            view.eachLiveChild(keyOf(operation[1]), [&](const RowKey& child) {
                operation.push_back(nameOf(child));
                return true;
            });
        }
        return operation;
    }

    const Each& m_each;
    World<BothMerges> m_world;
    std::vector<Event> m_events;
};

/// Cells and values.
std::map<std::string, Json> writtenBy(const Json& op)
{
    if (op[0] == "create")
        return { { "entry", op[2] }, { "amount", op[3] } };
    if (op[0] == "move")
        return { { "entry", op[2] } };
    if (op[0] == "set")
        return { { op[2].get<std::string>(), op[3] } };
    return {};
}

/// I3: a value that somebody wrote is there, or was written over or deleted by somebody who had seen it, or is in a
/// record, or is parked. What is not so, or "". Of one value written twice it is enough that one was seen (R4).
class Losses {
public:
    Losses(const std::vector<Event>& events, World<BothMerges>& world)
        : m_events(events)
        , m_world(world)
        , m_end(world.state(3))
    {
        for (const auto& [id, conflict] : m_end.conflicts)
            m_records.push_back(recordJson(conflict));
    }

    std::string find()
    {
        for (std::size_t number = 1; number <= 3; ++number) {
            const Json& op = m_events[number - 1].op;
            if (op[0] == "delete" || m_world.answer(number).isParked)
                continue;
            const RowImage& row = *m_end.row(keyOf(op[1]));
            if (!row.isAlive()) {
                if (!isDeletedKnowingly(row.key, number))
                    return "what change set " + std::to_string(number) + " wrote is deleted";
                continue;
            }
            for (const auto& [cell, value] : writtenBy(op)) {
                if (cellJson(row, cell == "entry" ? "slot" : cell) != value && !isRecorded(op[1], cell, value)
                    && !isOverwrittenKnowingly(op[1], cell, value, number))
                    return "the " + cell + " of change set " + std::to_string(number) + " is lost";
            }
        }
        return {};
    }

private:
    bool hasSeen(std::size_t later, std::size_t earlier) const
    {
        return later > earlier && m_events[later - 1].seen >= earlier;
    }

    bool isDeletedKnowingly(const RowKey& key, std::size_t number)
    {
        const auto stones = m_end.tombstones(key);
        return std::any_of(stones.begin(), stones.end(),
            [&](const Tombstone& stone) { return stone.live && hasSeen(numberOf(m_end.change(stone.no).id), number); });
    }

    bool isRecorded(const Json& row, const std::string& cell, const Json& value) const
    {
        return std::any_of(m_records.begin(), m_records.end(), [&](const Json& record) {
            return record[0] == "field" && record[1] == row && record[2] == cell && record[4] == value;
        });
    }

    bool isOverwrittenKnowingly(const Json& row, const std::string& cell, const Json& value, std::size_t number) const
    {
        const auto writes = [&](std::size_t other) {
            const Json& op = other == 0 ? operations[asAtFirst] : m_events[other - 1].op;
            const auto written = writtenBy(op);
            return op[1] == row && written.contains(cell) ? written.at(cell) : Json();
        };
        for (std::size_t later = number + 1; later <= 3; ++later) {
            for (std::size_t same = 0; same < later; ++same) {
                if (hasSeen(later, same) && writes(same) == value && !writes(later).is_null())
                    return true;
            }
        }
        return false;
    }

    const std::vector<Event>& m_events;
    World<BothMerges>& m_world;
    MemoryState& m_end;
    std::vector<Json> m_records;
};

} // namespace

class SmallWorldTest : public QObject {
    Q_OBJECT
private slots:
    void answersEveryCaseAsThePlainImplementationAndTheVectorsDo();
    void answersTheVectorsAsTheyAreRead();
};

void SmallWorldTest::answersEveryCaseAsThePlainImplementationAndTheVectorsDo()
{
    std::vector<std::string> lines;
    std::string problem;
    // Concurrent operations and when they were made: how the world looks at the end, and a case that leads there.
    std::map<std::set<Json>, std::map<Json, std::string>> ends;
    std::map<std::string, std::size_t> answers;
    Cases([&](const std::vector<Event>& events, World<BothMerges>& world) {
        lines.push_back(lineOf(events, world));
        problem = world.problem;
        if (problem.empty())
            problem = world.state(3).brokenRule(); // I4
        if (problem.empty())
            problem = Losses(events, world).find();
        std::set<Json> made;
        for (std::size_t number = 1; number <= 3; ++number) {
            made.insert(Json::array({ events[number - 1].at, events[number - 1].op }));
            ++answers[answerOf(world.answer(number))];
        }
        if (events[1].seen + events[2].seen == 0)
            ends[made].emplace(rowsOf(world.state(3)), lines.back());
        return problem.empty();
    });
    QVERIFY2(problem.empty(), (lines.back() + "\n" + problem).c_str());

    // I8
    std::size_t different = 0;
    for (const auto& [made, rows] : ends) {
        if (rows.size() == 1)
            continue;
        if (++different <= 5)
            qWarning("%s\n%s", rows.begin()->second.c_str(), rows.rbegin()->second.c_str());
    }
    std::string counts;
    for (const auto& [answer, count] : answers)
        counts += ", " + std::to_string(count) + " " + answer;
    qInfo("%zu cases%s; %zu sets of concurrent operations in every order", lines.size(), counts.c_str(), ends.size());
    QCOMPARE(different, std::size_t(0));

    if (qEnvironmentVariableIntValue("QM_UPDATE_GOLDEN") == 1)
        writeVectors(lines);
    const std::vector<std::string> vectors = readVectors();
    QCOMPARE(vectors.size(), lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        QVERIFY2(vectors[i] == lines[i], (vectors[i] + "\n" + lines[i]).c_str());
}

/// As another implementation would: with nothing but what the lines say.
void SmallWorldTest::answersTheVectorsAsTheyAreRead()
{
    World<MergeOnly> world;
    const std::vector<std::string> vectors = readVectors();
    QVERIFY(!vectors.empty());
    for (const std::string& vector : vectors) {
        const Json line = Json::parse(vector);
        const std::vector<Event> events { Event::of(line[0]), Event::of(line[1]), Event::of(line[2]) };
        world.run(events);
        const std::string ours = lineOf(events, world);
        QVERIFY2(ours == vector, (vector + "\n" + ours).c_str());
    }
}

QTEST_GUILESS_MAIN(SmallWorldTest)
#include "small_world_test.moc"
