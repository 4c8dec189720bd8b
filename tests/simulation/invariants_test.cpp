#include "planted_bugs.h"
#include "run.h"

#include <QtTest>

#include <algorithm>

using namespace simulation;

namespace {
constexpr int steps = 80;
constexpr std::uint64_t seeds = 12; ///< in which every invariant is checked and holds
constexpr std::uint64_t seedsWithBug = 40; ///< within which a mistake breaks the invariant that is about it
} // namespace

/// Each invariant of SYNC.md 4.1 by its name: it is checked in ordinary households and holds, and it is what a mistake
/// of its kind is found by. I8 needs all orders of arrival of the same changes: merge_property_test,
/// i8OrderIndependence.
class InvariantsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void i1Convergence() { holdsAndFinds("I1", "rewind_forgets_rows"); }
    void i2NoLoss() { holdsAndFinds("I2", "drop_when_sent"); }
    void i3NoSilentOverwrite() { holdsAndFinds("I3", "lose_the_loser"); }
    void i4ReferentialIntegrity() { holdsAndFinds("I4", "ignore_delete"); }
    void i5ClosedMeansFrozen() { holdsAndFinds("I5", "write_into_closed"); }
    void i6Conservation() { holdsAndFinds("I6", "delete_one_part"); }
    void i7Idempotency() { holdsAndFinds("I7", "apply_twice"); }
    void i9MonotonicViews() { holdsAndFinds("I9", "predict_nothing"); }
    void i10Atomicity() { holdsAndFinds("I10", "syncs_lie"); }
    void i11QueueLiveness() { holdsAndFinds("I11", "skip_version_check"); }
    void i12Chain() { holdsAndFinds("I12", "sign_anything"); }
    void i13VersionSkew() { holdsAndFinds("I13", "forget_newer_cells"); }
    void i14Undo() { holdsAndFinds("I14", "redo_nothing"); }
    void i15BoundedGrowth() { holdsAndFinds("I15", "keep_limbo"); }
    void i16Summaries() { holdsAndFinds("I16", "off_by_a_cent"); }

private:
    void holdsAndFinds(const std::string& invariant, const std::string& bug);

    Counters m_counters;
    std::vector<std::pair<std::uint64_t, Violation>> m_violations;
};

void InvariantsTest::initTestCase()
{
    for (std::uint64_t seed = 1001; seed < 1001 + seeds; ++seed) {
        const Outcome outcome = run(seed, { steps, {} });
        for (const auto& [what, count] : outcome.counters)
            m_counters[what] += count;
        if (!outcome.isFine)
            m_violations.emplace_back(seed, outcome.violation);
    }
}

void InvariantsTest::holdsAndFinds(const std::string& invariant, const std::string& bug)
{
    QVERIFY2(m_counters["checked " + invariant] > 0, "it is never checked");
    for (const auto& [seed, violation] : m_violations)
        QVERIFY2(violation.invariant != invariant, ("seed " + std::to_string(seed) + ": " + violation.what).c_str());

    const auto& bugs = plantedBugs();
    QVERIFY(std::any_of(bugs.begin(), bugs.end(), [&](const PlantedBug& known) { return known.name == bug; }));
    for (std::uint64_t seed = 1; seed <= seedsWithBug; ++seed) {
        const Outcome outcome = run(seed, { steps, bug });
        if (outcome.violation.invariant != invariant)
            continue;
        qInfo("%s, seed %llu: %s", bug.c_str(), static_cast<unsigned long long>(seed), outcome.violation.what.c_str());
        return;
    }
    QFAIL(("no household of " + std::to_string(seedsWithBug) + " breaks it with " + bug).c_str());
}

QTEST_GUILESS_MAIN(InvariantsTest)
#include "invariants_test.moc"
