#include "history_generator.h"

#include "tests/common/test_seed.h"

#include <QtTest>

/// The merge and a plain implementation of the page's rules answer every change set of random histories alike.
class MergeDifferentialTest : public QObject {
    Q_OBJECT
public:
    /// As many histories as are asked for: how long it may take is for CTest to say.
    static void initMain() { qputenv("QTEST_FUNCTION_TIMEOUT", "86400000"); }
private slots:
    void answersLikeThePlainImplementation();
};

// QM_HISTORIES says how many, QM_SEED which; the history of a difference is shrunk and told.
void MergeDifferentialTest::answersLikeThePlainImplementation()
{
    const std::uint64_t seed = qm::testSeed();
    const int given = qEnvironmentVariableIntValue("QM_HISTORIES");
    const std::size_t histories = given > 0 ? std::size_t(given) : 500;
    qInfo("QM_SEED=%llu QM_HISTORIES=%zu", static_cast<unsigned long long>(seed), histories);

    Happened happened;
    std::size_t changeSets = 0;
    std::size_t different = 0;
    for (std::size_t i = 0; i < histories; ++i) {
        const RandomHistory history = randomHistory(seed + i);
        changeSets += history.steps.size();
        for (const auto& [what, count] : history.happened)
            happened[what] += count;
        if (!history.difference)
            continue;
        if (++different > 5)
            continue;
        const History small = shrunk(history.steps);
        qWarning("QM_SEED=%llu QM_HISTORIES=1\n%s", static_cast<unsigned long long>(seed + i),
            told(small, *firstDifference(small)).c_str());
    }

    std::string counts;
    for (const auto& [what, count] : happened)
        counts += (counts.empty() ? "" : ", ") + std::to_string(count) + " " + what;
    qInfo("%zu change sets of %zu histories: %s", changeSets, histories, counts.c_str());
    QCOMPARE(different, std::size_t(0));
    if (histories < 500)
        return;
    for (const char* what :
        { "applied", "conflict", "parked", "field", "delete_undone", "delete_blocked", "undo_skipped", "depends",
            "month_closed", "month_changed", "deleted", "indivisible", "date_outside_month", "invalid" })
        QVERIFY2(happened[what] > 0, (std::string("the generator is broken: it never leads to ") + what).c_str());
}

QTEST_GUILESS_MAIN(MergeDifferentialTest)
#include "merge_differential_test.moc"
