#pragma once

#include "plain_merge.h"

#include "tests/common/sync/merge_household.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// One change set as it arrives. What was made before the household began (MergeHousehold) everybody has seen.
struct Step {
    qm::ChangeSet change; ///< base and prev are set from the steps that are there
    std::int64_t at = 0; ///< when it was made, by its author's clock
    std::int64_t now = 0; ///< when it arrives, by the server's
    std::size_t seen = 0; ///< how many steps its author had pulled
    std::size_t own = 0; ///< place of its author's step before it, from 1; 0: none
};
using History = std::vector<Step>;

/// Where the two answers part.
struct Difference {
    std::size_t step = 0;
    std::string merge; ///< lines
    std::string plain;
};

/// The step as its author sent it; `before` is what everybody had seen before the first, `prev` his own one before it.
qm::Draft draftOf(const Step& step, std::int64_t before, const std::optional<qm::Uuid>& prev);

/// What the merge was seen to do: outcomes, conflict kinds, reasons to park.
using Happened = std::map<std::string, std::size_t>;

/// One household, its change sets taken by the merge and by the plain implementation.
class BothMerges {
public:
    BothMerges();
    /// What differs after it, or nothing.
    std::optional<Difference> take(const Step& step);

    qm::MergeHousehold& home() { return m_home; }
    const plain::Ledger& plain() const { return m_plain; }
    Happened happened;
    qm::Merged last; ///< what the merge said of the last step

private:
    qm::MergeHousehold m_home;
    plain::Ledger m_plain;
    std::int64_t m_before = 0; ///< change sets that everybody has seen
    std::vector<qm::Uuid> m_ids; ///< of the steps
};

std::optional<Difference> firstDifference(const History& history);
/// Leaves steps and operations out as long as there is still a difference.
History shrunk(History history);
/// The change sets in a line each, and both answers to the last.
std::string told(const History& history, const Difference& difference);
