#pragma once

#include "ledger_file.h"

#include "common/ledger/money.h"

#include <set>
#include <unordered_map>

namespace simulation {

class Household;
struct Device;

/// Remembers, outside of the product, everything that was ever typed: which change set carried it, and what its author
/// could see then. At the end it finds each value, or says who lost it.
class Auditor {
public:
    explicit Auditor(Household& household) : m_household(household) { }

    // Values that were never typed before, for the action that is going on.
    qm::Money typeAmount();
    std::string typeText();
    void type(std::string value) { m_typed.push_back(std::move(value)); }

    void beginAction();
    /// The labels of the change sets that the action has left in its device's queue; empty: none.
    std::string endAction();
    /// Finds change sets in the device's queue that were not there before.
    void look(Device& device);
    /// `c17`; of a change set that nobody made: its id.
    std::string labelOf(const qm::Uuid& change) const;
    /// After files were destroyed: what no file holds any more is not asked for.
    void forgetDestroyed();
    bool hasDestroyed() const;
    /// What came back all the same, with an older backup or a message that was late, is asked for again.
    void rememberReturned(const std::vector<LogLine>& log);

    /// I2, I7: the log has every change set once, and none that nobody made. I3 (SYNC.md 3.4): it orders each after all
    /// that its author had seen.
    void checkLog(const std::vector<LogLine>& log) const;
    /// I3: every value is shown, or was overwritten by somebody who had seen it, or is in a conflict, or parked.
    void checkNothingOverwritten(qm::sql::Connection& canonical) const;
    /// I2: every value ever typed can be found at this device by a person.
    void checkEverythingFound(Device& device) const;
    /// Whether the author of `change` had `other` in his file when he made it.
    bool hadSeen(const qm::Uuid& change, const qm::Uuid& other) const;

private:
    struct Made {
        qm::Uuid id;
        std::size_t device = 0;
        Json intent;
        std::vector<bool> seen; ///< by place in m_made
        std::vector<std::string> typed;
        bool isDestroyed = false;
    };
    /// One value that a change set gives to one cell.
    struct Written {
        std::size_t by = 0; ///< who decided on it: for a parked change set, who applied it
        std::size_t from = 0; ///< who typed it
        Json value;
        bool isCertain = true; ///< false: of a parked change set that somebody else has applied or discarded instead
    };
    using Writes = std::map<std::pair<RowName, std::string>, std::vector<Written>>;
    using Solvers = std::map<qm::Uuid, qm::Uuid>; ///< who applied a parked change set
    void collect(const Json& ops, const Written& like, const Solvers& solvers, Writes& writes, int depth) const;
    bool wasOverwritten(const Written& lost, const std::vector<Written>& all, const std::set<std::size_t>& idle) const;
    bool wasRestored(std::size_t deletion, const Json& group) const;

    Household& m_household;
    std::vector<Made> m_made;
    std::unordered_map<qm::Uuid, std::size_t> m_places;
    std::vector<std::string> m_typed;
    std::string m_found;
    std::int64_t m_typedCount = 0;
};

} // namespace simulation
