#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include "tests/common/sql/small_disk.h"
#include "tests/desktop/cli/cli.h"

#include <functional>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace qm::test;

namespace {

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// Runs `work` on a connection to the file that this test holds itself.
bool withSql(const QString& path, const std::function<bool(QSqlQuery&)>& work)
{
    bool isDone = false;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", "bad-input");
        database.setDatabaseName(path);
        if (database.open()) {
            QSqlQuery query(database);
            isDone = work(query);
            if (!isDone)
                qWarning("%s", qPrintable(query.lastError().text()));
        }
    }
    QSqlDatabase::removeDatabase("bad-input");
    return isDone;
}

bool execute(const QString& path, const QString& sql)
{
    return withSql(path, [&](QSqlQuery& query) { return query.exec(sql); });
}

} // namespace

/// Every row of the list: a clear sentence, the exit code of the design, and nothing changed.
class CliBadInputTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void refusesAValueThatCannotBe_data();
    void refusesAValueThatCannotBe();
    void refusesAWrongUseOfACommand_data();
    void refusesAWrongUseOfACommand();
    void refusesBytesThatAreNoText();
    void refusesTooLongNames();
    void refusesAFileThatIsNotALedger_data();
    void refusesAFileThatIsNotALedger();
    void leavesANewerLedgerAsItIs();
    void saysThatThereIsNoLedgerYet();
    void saysThatAnotherProgramWrites();
    void readsButDoesNotWriteAReadOnlyFile();
    void tellsACorruptedPage();
    void tellsARowThatWasTamperedWith();
    void keepsTheLedgerWholeOnAFullDisk();
    void saysWhenItsOutputCouldNotBeWritten();
    void refusesABrokenStatementAndNamesTheLine_data();
    void refusesABrokenStatementAndNamesTheLine();
    void neverOverwritesALedger();
    void keepsChangesQueuedWithoutAConnection();
    void refusesABrokenConnection_data();
    void refusesABrokenConnection();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    /// Every byte of the ledger: what must be the same after a refusal.
    QByteArray state() const { return read(m_cli->ledger()) + read(m_cli->ledger() + "-wal"); }
    QTemporaryDir m_sourceFolder;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Cli> m_cli;
};

void CliBadInputTest::initTestCase()
{
    QVERIFY(Cli(m_sourceFolder.filePath("home.db")).initHousehold());
}

void CliBadInputTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_cli = std::make_unique<Cli>(path("home.db"));
    QVERIFY(QFile::copy(m_sourceFolder.filePath("home.db"), m_cli->ledger()));
}

void CliBadInputTest::refusesAValueThatCannotBe_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("named"); // what the sentence must name
    const auto post = [](const QStringList& more) { return QStringList { "post", "--account", "Checking" } + more; };
    QTest::newRow("amount 1e400") << post({ "--date", "2026-05-03", "--amount", "1e400" }) << "1e400";
    QTest::newRow("amount 12.345 in EUR") << post({ "--date", "2026-05-03", "--amount", "12.345" }) << "12.345";
    QTest::newRow("amount NaN") << post({ "--date", "2026-05-03", "--amount", "NaN" }) << "NaN";
    QTest::newRow("amount 0x10") << post({ "--date", "2026-05-03", "--amount", "0x10" }) << "0x10";
    QTest::newRow("amount 1,50") << post({ "--date", "2026-05-03", "--amount", "1,50" }) << "1,50";
    QTest::newRow("amount of nothing") << post({ "--date", "2026-05-03", "--amount", "" }) << "amount";
    QTest::newRow("amount of 100 digits") << post({ "--date", "2026-05-03", "--amount", QString(100, '9') }) << "9";
    QTest::newRow("amount beyond 2^53") << post({ "--date", "2026-05-03", "--amount", "90071992547409.92" })
                                        << "90071992547409";
    QTest::newRow("amount of int64's edge")
        << post({ "--date", "2026-05-03", "--amount", "-92233720368547758.08" }) << "9223372036854775";
    QTest::newRow("day 2026-02-30") << post({ "--date", "2026-02-30", "--amount", "1" }) << "2026-02-30";
    QTest::newRow("day 2025-02-29") << post({ "--date", "2025-02-29", "--amount", "1" }) << "2025-02-29";
    QTest::newRow("day 2026-13-01") << post({ "--date", "2026-13-01", "--amount", "1" }) << "2026-13-01";
    QTest::newRow("day 3.5.2026") << post({ "--date", "3.5.2026", "--amount", "1" }) << "3.5.2026";
    QTest::newRow("day 0000-01-01") << post({ "--date", "0000-01-01", "--amount", "1" }) << "0000-01-01";
    QTest::newRow("month that is not open") << post({ "--date", "2026-07-03", "--amount", "1" }) << "2026-07";
    QTest::newRow("unknown account") << QStringList { "post", "--account", "Chekcing", "--date", "2026-05-03",
        "--amount", "1" } << "Checking";
    QTest::newRow("unknown entry") << post({ "--date", "2026-05-03", "--amount", "1", "--entry", "Grocery" })
                                   << "Groceries";
    QTest::newRow("unknown category") << QStringList { "entry", "add", "--month", "2026-05", "--name", "x",
        "--category", "Foo" } << "Foo";
    QTest::newRow("empty name") << QStringList { "account", "add", "" } << "name";
    QTest::newRow("blank name") << QStringList { "account", "add", "  " } << "name";
    QTest::newRow("name with a line break") << QStringList { "account", "add", "a\nb" } << "name";
    QTest::newRow("name with an escape") << QStringList { "category", "add", "a\x1b[31mb" } << "name";
    QTest::newRow("due day 32") << QStringList { "template", "entry", "add", "--template", "x", "--name", "x",
        "--category", "Groceries", "--due-day", "32" }
                                << "x";
    QTest::newRow("due outside its month") << QStringList { "entry", "add", "--month", "2026-05", "--name", "x",
        "--category", "Groceries", "--due", "2026-06-01" }
                                           << "2026-06-01";
    QTest::newRow("month 2026-00") << QStringList { "month", "open", "2026-00" } << "2026-00";
    QTest::newRow("month twice") << QStringList { "month", "open", "2026-05" } << "2026-05";
    QTest::newRow("id of nothing") << QStringList { "posting", "delete", "0197a1c2-7e44-7b10-9d3e-5d0f6a2b9c11" }
                                   << "0197a1c2";
    QTest::newRow("quoted SQL") << QStringList { "posting", "delete", "' OR 1=1 --" } << "OR 1=1";
    QTest::newRow("a conflict that is not there")
        << QStringList { "resolve", "0197a1c27e44", "--keep", "mine" } << "0197a1c27e44";
    QTest::newRow("nothing parked") << QStringList { "resolve", "0197a1c27e44", "--apply" } << "0197a1c27e44";
}

void CliBadInputTest::refusesAValueThatCannotBe()
{
    QFETCH(QStringList, command);
    QFETCH(QString, named);
    const QByteArray before = state();

    const Run run = m_cli->run(command);

    QVERIFY2(run.code == 3, qPrintable(run.text()));
    QVERIFY2(run.err.contains(named.toUtf8()), run.err.constData());
    QVERIFY2(run.err.endsWith("Nothing was changed.\n"), run.err.constData());
    QCOMPARE(run.err.count('\n'), 1);
    QCOMPARE(state(), before);
}

void CliBadInputTest::refusesAWrongUseOfACommand_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("no command") << QStringList {};
    QTest::newRow("unknown command") << QStringList { "frobnicate" };
    QTest::newRow("half a command") << QStringList { "month" };
    QTest::newRow("unknown option") << QStringList { "account", "list", "--frob" };
    QTest::newRow("missing option") << QStringList { "post", "--date", "2026-05-03" };
    QTest::newRow("missing value") << QStringList { "post", "--amount" };
    QTest::newRow("unknown kind") << QStringList { "account", "add", "x", "--kind", "purse" };
    QTest::newRow("too many words") << QStringList { "month", "open", "2026-07", "2026-08" };
    QTest::newRow("not a number") << QStringList { "history", "--limit", "many" };
    QTest::newRow("nothing to change") << QStringList { "account", "edit", "Checking" };
    QTest::newRow("connect without a code") << QStringList { "connect", "--server", "https://127.0.0.1:1" };
}

void CliBadInputTest::refusesAWrongUseOfACommand()
{
    QFETCH(QStringList, command);
    const QByteArray before = state();

    const Run run = m_cli->run(command);

    QVERIFY2(run.code == 2, qPrintable(run.text()));
    QVERIFY(run.err.contains("Nothing was changed."));
    QCOMPARE(run.out, QByteArray());
    QCOMPARE(state(), before);
}

void CliBadInputTest::refusesBytesThatAreNoText()
{
#ifdef Q_OS_UNIX
    const QByteArray before = state();
    // Through a shell, as Qt's own process class takes only text.
    const auto shell = [this](const QString& words) {
        return runProgram("sh", { "-c", QStringLiteral(QM_CLI) + " --ledger '" + m_cli->ledger() + "' " + words });
    };
    const QString latin1 = "\"$(printf 'caf\\351')\"";
    const QString surrogate = "\"$(printf '\\355\\240\\200')\"";

    for (const QString& bad : { latin1, surrogate }) {
        for (const QString& command : { "account add " + bad, "category add x --group " + bad,
                 "post --date 2026-05-03 --amount 1 --account Checking --payee " + bad,
                 "post --date 2026-05-03 --amount 1 --account " + bad,
                 "post --date 2026-05-03 --account Checking --amount " + bad, "month open " + bad,
                 "posting list --json --search " + bad + " --month " + bad }) {
            const Run run = shell(command);
            QVERIFY2(run.code == 3, qPrintable(command + "\n" + run.text()));
            QCOMPARE(QString::fromUtf8(run.err).toUtf8(), run.err); // what it says is text
        }
    }
    QCOMPARE(state(), before);
#endif
}

void CliBadInputTest::refusesTooLongNames()
{
    const QByteArray before = state();
    const QString name(100'000, 'n');

    const Run added = m_cli->run({ "account", "add", name });
    const Run found = m_cli->run({ "posting", "list", "--account", name });
    const Run payee
        = m_cli->run({ "post", "--date", "2026-05-03", "--amount", "1", "--account", "Checking", "--payee", name });

    for (const Run& run : { added, found, payee }) {
        QVERIFY2(run.code == 3, qPrintable(run.text()));
        QVERIFY2(run.err.size() < 1500, "the sentence repeats the whole name");
    }
    QCOMPARE(state(), before);
    // 10 MB do not fit into an argument, but into a file.
    QVERIFY(write(path("long.csv"), "Date,Payee,Amount\n2026-05-03," + QByteArray(10'000'000, 'n') + ",-1.00\n"));
    const Run imported = m_cli->run({ "import", path("long.csv"), "--account", "Checking" });
    QVERIFY2(imported.code == 3, qPrintable(imported.text()));
    QVERIFY2(imported.err.size() < 1500 && imported.err.contains("line 2"), qPrintable(imported.text()));
    QCOMPARE(state(), before);
}

void CliBadInputTest::refusesAFileThatIsNotALedger_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("This is a letter to the bank.\n").repeated(100);
    QTest::newRow("short text") << QByteArray("hello");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("zeros") << QByteArray(8192, '\0');
    QTest::newRow("another program's database") << QByteArray("sqlite");
    QTest::newRow("half a header") << QByteArray("SQLite format 3\0", 16) + QByteArray(600, '\xff');
}

void CliBadInputTest::refusesAFileThatIsNotALedger()
{
    QFETCH(QByteArray, bytes);
    const Cli other(path("other.db"));
    if (bytes == "sqlite")
        QVERIFY(execute(other.ledger(), "CREATE TABLE song (title TEXT)"));
    else
        QVERIFY(write(other.ledger(), bytes));
    const QByteArray before = read(other.ledger());

    for (const QStringList& command : { QStringList { "status" }, QStringList { "account", "add", "x" },
             QStringList { "verify" }, QStringList { "summary" }, QStringList { "export" }, QStringList { "sync" } }) {
        const Run run = other.run(command);
        QVERIFY2(run.code == 1 || (run.code == 4 && command.first() == "verify"),
            qPrintable(command.join(' ') + run.text()));
        QVERIFY2(run.err.contains("other.db") && run.err.contains("Nothing was changed."), qPrintable(run.text()));
    }
    QCOMPARE(other.run({ "init", "--name", "x", "--currency", "EUR" }).code, 3);
    QCOMPARE(read(other.ledger()), before);
    QVERIFY(!QFile::exists(other.ledger() + "-wal"));
}

void CliBadInputTest::leavesANewerLedgerAsItIs()
{
    QVERIFY(execute(m_cli->ledger(), "PRAGMA user_version = 9999"));
    const QByteArray before = read(m_cli->ledger());

    for (const QStringList& command :
        { QStringList { "status" }, QStringList { "account", "add", "x" }, QStringList { "sync" } }) {
        const Run run = m_cli->run(command);
        QVERIFY2(run.code == 1, qPrintable(run.text()));
        QVERIFY2(run.err.contains("Update this program"), run.err.constData());
    }
    QCOMPARE(read(m_cli->ledger()), before);
}

void CliBadInputTest::saysThatThereIsNoLedgerYet()
{
    const Cli none(path("none.db"));

    const Run run = none.run({ "status" });

    QVERIFY(run.code != 0);
    QVERIFY2(run.err.contains("init") && run.err.contains("none.db"), run.err.constData());
    QVERIFY(!QFile::exists(none.ledger()));
    QCOMPARE(Cli(path("no/folder/x.db")).run({ "init", "--name", "x", "--currency", "EUR" }).code != 0, true);
}

void CliBadInputTest::saysThatAnotherProgramWrites()
{
    const QByteArray before = state();

    const bool isDone = withSql(m_cli->ledger(), [this](QSqlQuery& query) {
        if (!query.exec("BEGIN IMMEDIATE"))
            return false;
        const Run written = m_cli->run({ "account", "add", "x" });
        const Run readAlongside = m_cli->run({ "account", "list" });
        return query.exec("ROLLBACK")
            && QTest::qVerify(written.code == 1, "exit 1", qPrintable(written.text()), __FILE__, __LINE__)
            && QTest::qVerify(
                written.err.contains("Nothing was changed."), "says so", written.err.constData(), __FILE__, __LINE__)
            && QTest::qVerify(
                readAlongside.code == 0, "reading goes on", qPrintable(readAlongside.text()), __FILE__, __LINE__);
    });

    QVERIFY(isDone);
    QCOMPARE(state(), before);
}

void CliBadInputTest::readsButDoesNotWriteAReadOnlyFile()
{
    const QByteArray before = state();
    QVERIFY(QFile::setPermissions(m_cli->ledger(), QFileDevice::ReadOwner));

    const Run written = m_cli->run({ "account", "add", "x" });

    QVERIFY2(written.code == 1, qPrintable(written.text()));
    QVERIFY2(
        written.err.contains("read-only") && written.err.contains("Nothing was changed."), written.err.constData());
    QCOMPARE(state(), before);
    QCOMPARE(m_cli->run({ "verify" }).code, 0);
}

void CliBadInputTest::tellsACorruptedPage()
{
    // Enough rows that a page in the middle holds nothing but postings.
    QByteArray csv = "Date,Payee,Amount\n";
    for (int i = 0; i < 3000; ++i)
        csv += "2026-05-" + QByteArray::number(1 + i % 28).rightJustified(2, '0') + ",Market " + QByteArray::number(i)
            + ",-" + QByteArray::number(i + 1) + ".00\n";
    QVERIFY(write(path("many.csv"), csv));
    QVERIFY(m_cli->run({ "import", path("many.csv"), "--account", "Checking" }).code == 0);
    QByteArray bytes = read(m_cli->ledger());
    QVERIFY(bytes.size() > 40 * 4096);
    for (qsizetype page = 10; page < bytes.size() / 4096 - 5; page += 2)
        bytes.replace(page * 4096, 4096, QByteArray(4096, '\xa5'));
    QVERIFY(write(m_cli->ledger(), bytes));

    const Run verified = m_cli->run({ "verify" });
    const Run listed = m_cli->run({ "posting", "list" });
    const Run added = m_cli->run({ "post", "--date", "2026-05-03", "--amount", "1", "--account", "Checking" });

    QVERIFY2(verified.code == 4, qPrintable(verified.text()));
    QVERIFY2(listed.code == 1 && listed.err.contains("Keep the file"), qPrintable(listed.text()));
    QVERIFY2(added.code == 1, qPrintable(added.text()));
    QCOMPARE(read(m_cli->ledger()), bytes);
}

void CliBadInputTest::tellsARowThatWasTamperedWith()
{
    const QString id = m_cli->add({ "post", "--date", "2026-05-03", "--amount", "-10", "--account", "Checking" });
    QVERIFY(execute(m_cli->ledger(), "UPDATE posting SET date = '2026-06-03'"));

    const Run outside = m_cli->run({ "verify" });

    QVERIFY2(outside.code == 4, qPrintable(outside.text()));
    QVERIFY2(outside.err.contains(id.toUtf8()), outside.err.constData());
}

void CliBadInputTest::keepsTheLedgerWholeOnAFullDisk()
{
    const SmallDisk disk(path("small").toStdString(), 1'500'000);
    if (!disk.isMounted())
        QSKIP("only root can mount a small disk");
    const Cli cli(path("small/home.db"));
    QVERIFY(cli.initHousehold());
    QByteArray csv = "Date,Payee,Amount\n";
    for (int i = 0; i < 20'000; ++i)
        csv += "2026-05-03,Market " + QByteArray::number(i) + ",-1.00\n";
    QVERIFY(write(path("many.csv"), csv));
    const QByteArray before = cli.run({ "status", "--json" }).out;

    const Run imported = cli.run({ "import", path("many.csv"), "--account", "Checking" });
    const Run exported = cli.run({ "export", "--format", "json", "--output", path("small/out.json") });

    QVERIFY2(imported.code == 1, qPrintable(imported.text()));
    QVERIFY2(imported.err.contains("no space") || imported.err.contains("No space"), imported.err.constData());
    QVERIFY2(imported.err.contains("Nothing was changed. Free some space"), imported.err.constData());
    QVERIFY2(exported.code == 0, qPrintable(exported.text()));
    QCOMPARE(cli.run({ "status", "--json" }).out, before);
    QCOMPARE(cli.list({ "posting", "list" }, "postings").size(), 0);
    QCOMPARE(cli.run({ "verify" }).code, 0);
    // With not a byte left neither an action nor an export leaves half of it.
    QVERIFY(write(path("small/filler"), QByteArray(100, 'x')));
    QFile filler(path("small/filler"));
    QVERIFY(filler.open(QIODevice::Append));
    while (filler.write(QByteArray(4096, 'x')) > 0 && filler.flush()) { }
    filler.close();
    const QByteArray old = read(path("small/out.json"));
    QCOMPARE(cli.run({ "export", "--format", "json", "--output", path("small/out.json") }).code, 1);
    QCOMPARE(read(path("small/out.json")), old);
    QCOMPARE(cli.run({ "account", "add", "x" }).code, 1);
    QVERIFY(QFile::remove(path("small/filler")));
    QCOMPARE(cli.run({ "status", "--json" }).out, before);
    QCOMPARE(cli.run({ "verify" }).code, 0);
}

void CliBadInputTest::saysWhenItsOutputCouldNotBeWritten()
{
#ifdef Q_OS_LINUX
    const Run run
        = runProgram("sh", { "-c", QStringLiteral(QM_CLI) + " --ledger '" + m_cli->ledger() + "' export > /dev/full" });
    QVERIFY2(run.code == 1, qPrintable(run.text()));
#endif
}

void CliBadInputTest::refusesABrokenStatementAndNamesTheLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("named");
    const QByteArray head = "Date,Payee,Amount\n2026-05-03,Market,-1.00\n";
    QTest::newRow("a day that is none") << head + "2026-02-30,Market,-1.00\n"
                                        << "line 3";
    QTest::newRow("an amount that is none") << head + "2026-05-04,Market,1e400\n"
                                            << "line 3";
    QTest::newRow("an amount too fine") << head + "2026-05-04,Market,-1.005\n"
                                        << "line 3";
    QTest::newRow("a line cut off") << head + "2026-05-04,\"Mar"
                                    << "line 3";
    QTest::newRow("a line that ends before its amount") << head + "2026-05-04,Mar"
                                                        << "line 3";
    QTest::newRow("bytes of no encoding") << head + "2026-05-04,Caf\xc3\xa9,-1.00\n2026-05-05,\xff\xfe\x81,-1.00\n"
                                          << "line 4";
    QTest::newRow("invalid UTF-8 and NUL") << head + QByteArray("2026-05-04,Mar\xff\0ket,-1.00\n", 25) << "broken.csv";
    QTest::newRow("empty") << QByteArray() << "broken.csv";
    QTest::newRow("zeros") << QByteArray(4096, '\0') << "broken.csv";
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << "broken.csv";
    QTest::newRow("a web page") << QByteArray("<!DOCTYPE html><html><body>Please sign in</body></html>")
                                << "broken.csv";
    QTest::newRow("OFX cut off") << QByteArray("OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><"
                                               "CURDEF>EUR<BANKTRANLIST><STMTTRN><TRNTYPE>DEB")
                                 << "broken.csv";
}

void CliBadInputTest::refusesABrokenStatementAndNamesTheLine()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, named);
    QVERIFY(write(path("broken.csv"), bytes));
    const QByteArray before = state();

    const Run run = m_cli->run({ "import", path("broken.csv"), "--account", "Checking" });

    QVERIFY2(run.code == 3, qPrintable(run.text()));
    QVERIFY2(run.err.contains(named.toUtf8()), run.err.constData());
    QVERIFY(run.err.contains("Nothing was changed."));
    QCOMPARE(state(), before);
}

void CliBadInputTest::neverOverwritesALedger()
{
    const QByteArray before = state();

    const Run again = m_cli->run({ "init", "--name", "Other", "--currency", "USD" });

    QCOMPARE(again.code, 3);
    QVERIFY(again.err.contains("never overwritten"));
    QCOMPARE(state(), before);
}

void CliBadInputTest::keepsChangesQueuedWithoutAConnection()
{
    QCOMPARE(m_cli->run({ "sync" }).code, 3); // not connected
    QCOMPARE(m_cli->run({ "disconnect" }).code, 3);
    QVERIFY(
        execute(m_cli->ledger(), "INSERT OR REPLACE INTO meta (k, v) VALUES ('server_url', 'https://127.0.0.1:1')"));
    const Run tokenless = m_cli->run({ "sync" });
    QVERIFY2(tokenless.code != 0 && tokenless.err.contains("token"), qPrintable(tokenless.text()));
    QVERIFY(write(m_cli->ledger() + ".token", "qmd1.a.b\n"));
    const QByteArray before = state();

    const Run offline = m_cli->run({ "sync", "--json" });

    QVERIFY2(offline.code == 5, qPrintable(offline.text()));
    QCOMPARE(offline.json()["error"].toObject()["code"].toString(), QString("offline"));
    QVERIFY2(offline.err.endsWith("Your changes are kept and will be sent later.\n"), offline.err.constData());
    QCOMPARE(state(), before);
    QVERIFY(m_cli->run({ "account", "add", "Works all the same" }).code == 0);
    QCOMPARE(m_cli->run({ "disconnect" }).code, 0);
    QVERIFY(!QFile::exists(m_cli->ledger() + ".token"));
}

void CliBadInputTest::refusesABrokenConnection_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("plain http to another computer")
        << QStringList { "--server", "http://box.lan", "--code", "BCDF-GHJK" } << 3;
    QTest::newRow("not an address") << QStringList { "--server", "https://", "--code", "BCDF-GHJK" } << 3;
    QTest::newRow("not a link") << QStringList { "quartermaster://pair?server=https://127.0.0.1:1" } << 3;
    QTest::newRow("link and address") << QStringList { "quartermaster://pair?server=https://127.0.0.1:1&code=B",
        "--server", "https://x" } << 2;
    QTest::newRow("a certificate that is not there")
        << QStringList { "--server", "https://127.0.0.1:1", "--code", "B", "--ca", "/no/such.pem" } << 3;
    QTest::newRow("a file that is no certificate")
        << QStringList { "--server", "https://127.0.0.1:1", "--code", "B", "--ca", QM_SOURCE_DIR "/LICENSE" } << 3;
    QTest::newRow("joining into a ledger that is there")
        << QStringList { "--server", "https://127.0.0.1:1", "--code", "B", "--join", "Home" } << 3;
    QTest::newRow("nobody there") << QStringList { "--server", "https://127.0.0.1:1", "--code", "B" } << 5;
}

void CliBadInputTest::refusesABrokenConnection()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    const QByteArray before = state();

    const Run run = m_cli->run(QStringList { "connect" } + arguments);

    QVERIFY2(run.code == code, qPrintable(run.text()));
    QVERIFY(!run.err.isEmpty());
    QCOMPARE(state(), before);
    QVERIFY(!QFile::exists(m_cli->ledger() + ".token"));
}

QTEST_GUILESS_MAIN(CliBadInputTest)
#include "cli_bad_input_test.moc"
