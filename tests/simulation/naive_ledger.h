#pragma once

#include "ledger_file.h"

#include <set>

namespace simulation {

class Auditor;

/// A second model of a ledger, as simple as it can be: maps, the log read from the first line to the last, and no code
/// shared with the product. Checks on its way what must hold at every revision.
class NaiveLedger {
public:
    explicit NaiveLedger(const Auditor& auditor) : m_auditor(auditor) { }

    /// Takes the next line of the log. Throws Violation: I5 (a closed month changed, or was closed by somebody who had
    /// not seen all of it), I6 (a part of a split is there without the others), I4.
    void take(const LogLine& line);
    /// The rows as they are now, in the form of dumpRows().
    Dump rows() const;

    struct Sums {
        std::map<std::string, std::int64_t> actualByMonth; ///< 2026-05
        std::map<std::string, std::int64_t> plannedByMonth;
        std::map<std::string, std::int64_t> balanceByAccount; ///< by id
        friend bool operator==(const Sums&, const Sums&) = default;
    };
    Sums sums() const;

private:
    struct Row {
        std::map<std::string, Json> cells;
        std::map<std::string, std::string> writers; ///< by cell: a change set
        std::set<std::string> deletedBy;
        bool isAlive() const { return deletedBy.empty(); }
    };
    using Rows = std::map<RowName, Row>;

    Row& at(const RowName& name);
    void applyIntent(const Json& ops, const std::string& change, bool hasConflict, int depth);
    void applyOp(const Json& op, const std::string& change, bool hasConflict, int depth);
    void applyEffect(const Json& effect, const std::string& change);
    void setCell(const RowName& name, const std::string& cell, const Json& value, const std::string& by);
    void revertSet(const Json& op, const std::string& subject, const std::string& change);
    void unpark(
        const std::string& parked, const std::string& choice, const std::string& change, bool hasConflict, int depth);
    bool standsUnderAny(const Json& group) const;
    std::string monthOf(const RowName& name, const Row& row) const;
    std::string ymOf(const std::string& month) const;
    void checkClosed(const Rows& before, const LogLine& line) const;
    void checkRows(const LogLine& line) const;

    const Auditor& m_auditor;
    Rows m_rows;
    std::map<std::string, Json> m_intents; ///< by change set
    std::map<std::string, std::string> m_parked; ///< what became of a parked change set; empty: it waits
    std::map<RowName, std::vector<qm::Uuid>> m_changers; ///< who changed a row, or took one out of a month
};

} // namespace simulation
