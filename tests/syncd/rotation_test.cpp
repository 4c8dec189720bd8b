#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "syncd/operations/rotation.h"

#include <algorithm>

using namespace qm::syncd;

namespace {

constexpr std::int64_t hourMs = 60 * 60 * 1000;
constexpr std::int64_t dayMs = 24 * hourMs;

/// Every night at half past two for so many nights, the newest first.
std::vector<std::string> nights(int count, std::chrono::sys_days last)
{
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) {
        const std::chrono::year_month_day day(last - std::chrono::days(i));
        names.push_back(QStringLiteral("%1%2%3T023000Z")
                            .arg(int(day.year()), 4, 10, QLatin1Char('0'))
                            .arg(unsigned(day.month()), 2, 10, QLatin1Char('0'))
                            .arg(unsigned(day.day()), 2, 10, QLatin1Char('0'))
                            .toStdString());
    }
    return names;
}

bool has(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

const std::chrono::sys_days sunday = std::chrono::sys_days(std::chrono::year(2026) / 11 / 29);
const std::int64_t sundayMs = std::int64_t(sunday.time_since_epoch().count()) * dayMs + 2 * hourMs + 1'800'000;

} // namespace

/// Which backups stay.
class RotationTest final : public QObject {
    Q_OBJECT
private slots:
    void twoYearsOfNightsBecomeDaysWeeksAndMonths();
    void nightByNightTheSameOnesStay();
    void theLastDayStaysWhole();
    void theNewestOfADayStays();
    void namesThatAreNone_data();
    void namesThatAreNone();
    void theTenthBackupOfASecondIsTheNewest();
    void fiveUpgradeSnapshotsOfEachFileStay();
};

void RotationTest::twoYearsOfNightsBecomeDaysWeeksAndMonths()
{
    const std::vector<std::string> all = nights(730, sunday);

    const std::vector<std::string> outdated = outdatedBackups(all, sundayMs + 1000);

    // Seven days (23rd to 29th); Sundays of three more weeks; the last days of eleven more months.
    std::vector<std::string> kept;
    std::copy_if(
        all.begin(), all.end(), std::back_inserter(kept), [&](const auto& one) { return !has(outdated, one); });
    const std::vector<std::string> expected { "20261129T023000Z", "20261128T023000Z", "20261127T023000Z",
        "20261126T023000Z", "20261125T023000Z", "20261124T023000Z", "20261123T023000Z", "20261122T023000Z",
        "20261115T023000Z", "20261108T023000Z", "20261031T023000Z", "20260930T023000Z", "20260831T023000Z",
        "20260731T023000Z", "20260630T023000Z", "20260531T023000Z", "20260430T023000Z", "20260331T023000Z",
        "20260228T023000Z", "20260131T023000Z", "20251231T023000Z" };
    QCOMPARE(kept, expected);
}

void RotationTest::nightByNightTheSameOnesStay()
{
    // As it really happens: each night one comes and the outdated go. After two years there are as many.
    std::vector<std::string> kept;
    for (int night = 729; night >= 0; --night) {
        const auto day = sunday - std::chrono::days(night);
        kept.insert(kept.begin(), nights(1, day).front());
        const auto outdated = outdatedBackups(kept, sundayMs - night * dayMs + 1000);
        std::erase_if(kept, [&](const std::string& one) { return has(outdated, one); });
        QVERIFY2(kept.size() <= 23, qPrintable(QString::number(kept.size())));
    }

    QCOMPARE(kept.size(), std::size_t(21));
    QCOMPARE(kept.back(), std::string("20251231T023000Z"));
}

void RotationTest::theLastDayStaysWhole()
{
    const std::vector<std::string> names { "20261129T120500Z", "20261129T120000Z", "20261129T020000Z",
        "20261128T130000Z", "20261128T110000Z" };

    // At 12:05 on the 29th.
    QCOMPARE(
        outdatedBackups(names, sundayMs + 9 * hourMs + 2'100'000), std::vector<std::string>({ "20261128T110000Z" }));
}

void RotationTest::theNewestOfADayStays()
{
    const std::vector<std::string> names { "20260503T230000Z", "20260503T220000Z", "20260502T230000Z" };

    QCOMPARE(outdatedBackups(names, sundayMs), std::vector<std::string>({ "20260503T220000Z" }));
    QCOMPARE(beyondNewest(names, 1), std::vector<std::string>({ "20260503T220000Z", "20260502T230000Z" }));
    QVERIFY(beyondNewest(names, 3).empty());
}

void RotationTest::namesThatAreNone_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : { "", "20260503", "20260503T101112", "20261303T101112Z", "20260230T101112Z",
             "20260503T251112Z", "20260503T101112Z-", "20260503T101112Z-x", "20260503T101112Z.part", "photos",
             "-0260503T101112Z", "2026050 T101112Z" })
        QTest::newRow(name) << name;
}

void RotationTest::namesThatAreNone()
{
    QFETCH(const QString, name);
    QVERIFY(!backupTimeMs(name.toStdString()));
}

void RotationTest::theTenthBackupOfASecondIsTheNewest()
{
    QTemporaryDir folder;
    for (const char* name : { "20260503T101112Z", "20260503T101112Z-2", "20260503T101112Z-10", "20260502T101112Z" }) {
        QVERIFY(QDir(folder.path()).mkdir(QLatin1String(name)));
        QFile manifest(folder.filePath(QLatin1String(name) + QStringLiteral("/manifest.json")));
        QVERIFY(manifest.open(QIODevice::WriteOnly));
    }
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("20260504T101112Z"))); // has no manifest: it is no backup

    const std::vector<std::string> expected { "20260503T101112Z-10", "20260503T101112Z-2", "20260503T101112Z",
        "20260502T101112Z" };
    QCOMPARE(backupNames(folder.path().toStdString()), expected);
}

void RotationTest::fiveUpgradeSnapshotsOfEachFileStay()
{
    QTemporaryDir folder;
    const auto make = [&](const QString& name) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    };
    for (int i = 1; i <= 7; ++i) {
        make(QStringLiteral("quartermaster-2026050%1T101112Z-s%1.db").arg(i));
        make(QStringLiteral("0f6e1d2c-3b4a-4958-8677-0011223344%1-20260501T101112Z-s1.db")
                 .arg(i, 2, 10, QLatin1Char('0')));
    }
    make(QStringLiteral("quartermaster-20260507T101112Z-s7-2.db"));
    make(QStringLiteral("my-own-copy-s1.db"));
    make(QStringLiteral("quartermaster-20260501T101112Z.db"));

    const auto removed = removeOldUpgradeSnapshots(folder.path().toStdString());

    QCOMPARE(removed.size(), std::size_t(3));
    const QStringList left = QDir(folder.path()).entryList({ QStringLiteral("quartermaster-*-s*.db") }, QDir::Files);
    QCOMPARE(left,
        QStringList({ QStringLiteral("quartermaster-20260504T101112Z-s4.db"),
            QStringLiteral("quartermaster-20260505T101112Z-s5.db"),
            QStringLiteral("quartermaster-20260506T101112Z-s6.db"),
            QStringLiteral("quartermaster-20260507T101112Z-s7-2.db"),
            QStringLiteral("quartermaster-20260507T101112Z-s7.db") }));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 5 + 7 + 2);
}

QTEST_GUILESS_MAIN(RotationTest)
#include "rotation_test.moc"
