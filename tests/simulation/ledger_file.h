#pragma once

#include "sim_disk.h"

#include "common/ledger/row.h"
#include "common/sql/connection.h"
#include "common/sync/json.h"

#include <map>
#include <string>
#include <vector>

namespace simulation {

// What stands in a ledger file, read with plain SQL: nothing here shares code with what wrote it.

using qm::Json;

/// A row's name: `posting`, and its id.
using RowName = std::pair<std::string, std::string>;
struct DumpedRow {
    std::map<std::string, Json> cells; ///< by name, as on the wire; those of a newer level too; none that is null
    bool isAlive = true;
    friend bool operator==(const DumpedRow&, const DumpedRow&) = default;
};
using Dump = std::map<RowName, DumpedRow>;
Dump dumpRows(qm::sql::Connection& connection);
std::string text(const RowName& row);

struct LogLine {
    std::int64_t rev = 0;
    qm::Uuid id;
    std::int64_t eff = 0;
    std::int64_t received = 0; ///< the server's clock when it came
    int outcome = 0; ///< 1 applied, 2 conflict, 3 parked
    int kind = 1; ///< 1: a change set
    Json intent;
    Json effects; ///< null: exactly what the intent says
};
/// Revisions after `after`.
std::vector<LogLine> readLog(qm::sql::Connection& connection, std::int64_t after = 0);

struct ConflictLine {
    std::string kind;
    RowName row;
    std::string cell;
    qm::Uuid loser;
    std::string loserValue; ///< JSON; empty: null
    bool isSolved = false;
};
std::vector<ConflictLine> readConflicts(qm::sql::Connection& connection);

struct ParkedLine {
    qm::Uuid change;
    std::string why;
    std::string choice; ///< empty: waits
    qm::Uuid solved;
};
std::vector<ParkedLine> readParked(qm::sql::Connection& connection);

std::int64_t number(qm::sql::Connection& connection, const char* sql);

/// Nothing goes wrong with a disk while the simulation looks at it.
class Calm {
public:
    explicit Calm(SimDisk& disk) : m_disk(disk), m_faults(disk.faults) { disk.faults = {}; }
    ~Calm() { m_disk.faults = m_faults; }
    Calm(const Calm&) = delete;
    Calm& operator=(const Calm&) = delete;

private:
    SimDisk& m_disk;
    SimDisk::Faults m_faults;
};

} // namespace simulation
