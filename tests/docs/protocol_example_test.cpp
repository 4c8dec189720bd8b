#include <QFile>
#include <QTest>

#include "common/sync/change_set.h"

using namespace qm;

/// The worked example of docs/protocol.md, derived anew: what the page says is what the program does.
class ProtocolExampleTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyValueOfTheWorkedExampleIsWhatTheProgramDerives_data();
    void everyValueOfTheWorkedExampleIsWhatTheProgramDerives();
    void theChangeSetOfTheExampleIsOneTheServerAccepts();

private:
    QString m_page;
};

namespace {

Uuid id(const char* text)
{
    return *Uuid::parse(text);
}

const Uuid ledger = id("01997f00-0000-7000-8000-000000000001");
constexpr std::int64_t eff = 1'777'825'361'000;

ChangeSet exampleChange()
{
    ChangeSet change;
    change.id = id("01997f00-0000-7000-8000-0000000000c1");
    change.dev = id("01997f00-0000-7000-8000-0000000000d1");
    change.n = 1;
    change.base = Version::at(0, chainStart(ledger));
    change.at = "2026-05-03T16:22:41.000Z";
    change.act = "ledger.create";
    Op op;
    op.image.key = { Table::Ledger, ledger };
    op.image.columns = { std::string("Home"), std::string("EUR") };
    change.ops.push_back(op);
    return change;
}

} // namespace

void ProtocolExampleTest::initTestCase()
{
    QFile file(QStringLiteral(QM_SOURCE_DIR "/docs/protocol.md"));
    QVERIFY2(file.open(QIODevice::ReadOnly), "docs/protocol.md is not there");
    m_page = QString::fromUtf8(file.readAll());
}

void ProtocolExampleTest::everyValueOfTheWorkedExampleIsWhatTheProgramDerives_data()
{
    const ChangeSet change = exampleChange();
    const std::string intent = encodeChangeSet(change);
    const Hash start = chainStart(ledger);
    const Hash row = rowHash(change.ops.front().image, {});
    Digest digest;
    digest.add(row);
    const Hash chain = chainNext(start, sha256(intent), eff, "applied", "=", digest.bytes());

    QTest::addColumn<QString>("value");
    QTest::newRow("intent") << QString::fromStdString(intent);
    QTest::newRow("chain of revision 0") << QString::fromStdString(start.hex());
    QTest::newRow("hash of the intent") << QString::fromStdString(sha256(intent).hex());
    QTest::newRow("row hash, and digest") << QString::fromStdString(row.hex());
    QTest::newRow("chain of revision 1") << QString::fromStdString(chain.hex());
    QTest::newRow("version") << QString::fromStdString(Version::at(1, chain).text());
    QTest::newRow("id of the month 2026-05") << QString::fromStdString(monthId(ledger, "2026-05").text());
}

void ProtocolExampleTest::everyValueOfTheWorkedExampleIsWhatTheProgramDerives()
{
    QFETCH(QString, value);

    QVERIFY2(m_page.contains(value), qPrintable(QStringLiteral("docs/protocol.md does not say ") + value));
}

void ProtocolExampleTest::theChangeSetOfTheExampleIsOneTheServerAccepts()
{
    const std::string intent = encodeChangeSet(exampleChange());

    const auto decoded = decodeChangeSet(intent);

    QVERIFY2(decoded, qPrintable(QString::fromStdString(decoded ? "" : decoded.error().detail)));
    QCOMPARE(decoded->canonical, intent);
}

QTEST_GUILESS_MAIN(ProtocolExampleTest)
#include "protocol_example_test.moc"
