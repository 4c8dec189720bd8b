#include "planted_bugs.h"
#include "shrink.h"

#include <QtTest>

using namespace simulation;

namespace {
constexpr std::uint64_t seedsMax = 40; ///< every mistake is found within so many
constexpr int steps = 80;
constexpr int stepsOfAStory = 15;
} // namespace

/// The simulation can fail: every mistake that is put in on purpose is found.
class PlantedBugsTest : public QObject {
    Q_OBJECT
private slots:
    void everyPlantedBugIsFound_data();
    void everyPlantedBugIsFound();
    void aFoundBugIsToldInAFewSteps();
};

void PlantedBugsTest::everyPlantedBugIsFound_data()
{
    QTest::addColumn<QString>("bug");
    for (const PlantedBug& bug : plantedBugs())
        QTest::newRow(bug.name) << QString(bug.name);
}

void PlantedBugsTest::everyPlantedBugIsFound()
{
    QFETCH(QString, bug);
    const Options options { steps, bug.toStdString() };

    std::uint64_t seed = 1;
    Outcome outcome = run(seed, options);
    while (outcome.isFine && seed < seedsMax)
        outcome = run(++seed, options);

    QVERIFY2(!outcome.isFine, "not found");
    QVERIFY2(outcome.violation.invariant.starts_with("I"), outcome.violation.what.c_str());
    qInfo("seed %llu, %s: %s", static_cast<unsigned long long>(seed), outcome.violation.invariant.c_str(),
        outcome.violation.what.c_str());
}

void PlantedBugsTest::aFoundBugIsToldInAFewSteps()
{
    const Options options { steps, "lose_the_loser" };
    std::uint64_t seed = 1;
    Outcome outcome = run(seed, options);
    while (outcome.isFine && seed < seedsMax)
        outcome = run(++seed, options);

    const Outcome small = shrink(seed, outcome, options, 300);

    QVERIFY(small.script.size() <= stepsOfAStory);
    QCOMPARE(small.violation.invariant, outcome.violation.invariant);
    const Outcome again = replay(seed, small.script, options);
    QCOMPARE(again.trace.lines(), small.trace.lines());
}

QTEST_GUILESS_MAIN(PlantedBugsTest)
#include "planted_bugs_test.moc"
