#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include "syncd/store/sqlite_connection.h"
#include "tests/end_to_end/server.h"

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace qm::test;

namespace {

QJsonObject find(const QJsonArray& list, const QString& key, const QString& value)
{
    for (const auto& item : list) {
        if (item.toObject()[key].toString() == value)
            return item.toObject();
    }
    return {};
}

} // namespace

class TwoDesktopsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void agreeAfterEditingWithoutTheServer();
    void showOneConflictAndSettleIt();
    void keepADeletionFromTakingAnEditWithIt();
    void undoAfterASync();
    void parkAPostingForAMonthThatWasClosedElsewhere();
    void openOneMonthTogether();
    void importTheSameStatementTogether();
    void connectByALinkThatNamesTheServersKey();
    void refuseAServerThatIsNotTrusted();
    void useACodeOnce();
    void keepTheChangesOfARevokedDevice();
    void fetchALargeLedgerWhole();
    void bringBackWhatAServerHasLost();
    void letAViewerFollowARestoredServer();
    void salvageWhatOnlyASnapshotOfIsLeft();
    void giveACopiedDeviceAnIdentityOfItsOwn();
    void keepACopyAsideBeforeRowsAreReplaced();
    void tellWhatArrivesWhileWatching();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    QStringList connection(const QString& device) const
    {
        return { "connect", "--server", m_server->url(), "--ca", m_server->certificate().certificateFile, "--device",
            device };
    }
    /// First's ledger goes to the server, and second joins it.
    bool connectBoth();
    /// Until nothing is left to say: first, second, first.
    bool syncAll() const;
    bool areEqual() const;
    QString amountOf(const Cli& cli, const QString& posting) const
    {
        return find(cli.list({ "posting", "list" }, "postings"), "id", posting)["amount"].toString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Cli> m_first;
    std::unique_ptr<Cli> m_second;
};

void TwoDesktopsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<Server>(path("server"));
    QVERIFY2(!m_server->certificate().certificateFile.isEmpty(), "the tests need the openssl program");
    QVERIFY(m_server->start());
    QVERIFY(QDir().mkpath(path("first")) && QDir().mkpath(path("second")));
    m_first = std::make_unique<Cli>(path("first/ledger.db"));
    m_second = std::make_unique<Cli>(path("second/ledger.db"));
    QVERIFY(m_first->initHousehold());
}

void TwoDesktopsTest::cleanup()
{
    if (QTest::currentTestFailed())
        qWarning("the server said: %s", qPrintable(m_server->log().right(3000)));
    QVERIFY(m_server->stop());
    m_server.reset();
}

bool TwoDesktopsTest::connectBoth()
{
    const Run first = m_first->run(connection("Kitchen laptop") << "--code" << m_server->code());
    const Run sent = m_first->run({ "sync" });
    const Run second = m_second->run(connection("Study") << "--code" << m_server->code("Home"));
    for (const Run& run : { first, sent, second }) {
        if (run.code != 0) {
            qWarning("%s", qPrintable(run.text()));
            return false;
        }
    }
    return areEqual();
}

bool TwoDesktopsTest::syncAll() const
{
    for (const Cli* cli : { m_first.get(), m_second.get(), m_first.get() }) {
        if (const Run run = cli->run({ "sync" }); run.code != 0) {
            qWarning("%s", qPrintable(run.text()));
            return false;
        }
    }
    return true;
}

bool TwoDesktopsTest::areEqual() const
{
    const QJsonObject first = m_first->json({ "status" });
    const QJsonObject second = m_second->json({ "status" });
    const bool areSame = first["digest"] == second["digest"] && first["version"] == second["version"]
        && first["pending"].toInt() == 0 && second["pending"].toInt() == 0 && first["digest"].toString().size() == 64;
    if (!areSame)
        qWarning("%s at %s, %s at %s", qPrintable(first["digest"].toString()), qPrintable(first["version"].toString()),
            qPrintable(second["digest"].toString()), qPrintable(second["version"].toString()));
    // The rows themselves, not only what is remembered of them; and the server's copy.
    for (const Cli* cli : { m_first.get(), m_second.get() }) {
        const Run verified = cli->run({ "verify", "--server" });
        if (verified.code != 0 || !verified.out.contains("has the same digest")) {
            qWarning("%s", qPrintable(verified.text()));
            return false;
        }
    }
    return areSame
        && m_first->run({ "export", "--format", "json" }).out == m_second->run({ "export", "--format", "json" }).out
        && m_first->run({ "summary", "--by", "month", "--json" }).out
        == m_second->run({ "summary", "--by", "month", "--json" }).out;
}

void TwoDesktopsTest::agreeAfterEditingWithoutTheServer()
{
    QVERIFY(connectBoth());
    QVERIFY(m_server->stop());
    QVERIFY(m_first
                ->run({ "post", "--entry", "Groceries", "--date", "2026-05-03", "--amount", "-20", "--account",
                    "Checking" })
                .code
        == 0);
    QVERIFY(m_first->run({ "entry", "edit", "Pay", "--month", "2026-05", "--planned", "2600" }).code == 0);
    QVERIFY(
        m_second
            ->run({ "post", "--entry", "Groceries", "--date", "2026-05-04", "--amount", "-30", "--account", "Savings" })
            .code
        == 0);
    QVERIFY(m_second->run({ "month", "open", "2026-06", "--copy", "2026-05" }).code == 0);
    const Run offline = m_first->run({ "sync" });
    QCOMPARE(offline.code, 5);
    QVERIFY2(offline.err.contains("Your changes are kept and will be sent later."), offline.err.constData());
    QCOMPARE(m_first->json({ "status" })["pending"].toInt(), 2);

    QVERIFY(m_server->start());
    QVERIFY(syncAll());

    QVERIFY(areEqual());
    const QJsonObject groceries
        = find(m_first->json({ "summary", "--month", "2026-05" })["summary"].toArray(), "category", "Groceries");
    QCOMPARE(groceries["actual"].toString(), QString("-50.00"));
    QCOMPARE(m_first->json({ "status" })["conflicts"].toInt(), 0);
    QVERIFY(m_server->run({ "verify" }).code == 0);
    // Once more changes nothing.
    const QJsonObject before = m_first->json({ "status" });
    QCOMPARE(m_first->json({ "sync" })["pulled"].toInt(), 0);
    QCOMPARE(m_first->json({ "status" })["version"], before["version"]);
}

void TwoDesktopsTest::showOneConflictAndSettleIt()
{
    QVERIFY(connectBoth());
    QVERIFY(m_first->run({ "entry", "edit", "Groceries", "--month", "2026-05", "--planned=-420" }).code == 0);
    QVERIFY(m_second->run({ "entry", "edit", "Groceries", "--month", "2026-05", "--planned=-450" }).code == 0);
    QVERIFY(syncAll());

    const QJsonArray onFirst = m_first->list({ "conflicts" }, "conflicts");
    const QJsonArray onSecond = m_second->list({ "conflicts" }, "conflicts");

    QCOMPARE(onFirst.size(), 1);
    QCOMPARE(onSecond.size(), 1);
    const QJsonObject conflict = onFirst.first().toObject();
    QCOMPARE(onSecond.first().toObject()["id"], conflict["id"]);
    QCOMPARE(conflict["base"].toString(), QString("-400.00"));
    const QSet<QString> values { conflict["shown"].toString(), conflict["lost"].toString() };
    QCOMPARE(values, (QSet<QString> { "-420.00", "-450.00" }));
    QVERIFY(conflict["shown_by"].toObject()["own"].toBool() != conflict["lost_by"].toObject()["own"].toBool());
    const Run words = m_second->run({ "conflicts" });
    QVERIFY2(words.out.contains("Kitchen laptop") && words.out.contains("this device"), words.out.constData());
    QVERIFY2(words.out.contains("the later one counts, by the server's clock"), words.out.constData());

    // mine is this device's own value, whether it is shown or lost.
    const Run settled = m_second->run({ "resolve", conflict["id"].toString().right(12), "--keep", "mine" });
    QVERIFY2(settled.code == 0 && settled.out.contains("planned is -450.00 now"), qPrintable(settled.text()));
    QVERIFY(syncAll());
    QVERIFY(areEqual());
    QCOMPARE(find(m_first->list({ "entry", "list", "--month", "2026-05" }, "entries"), "name", "Groceries")["planned"]
                 .toString(),
        QString("-450.00"));
    QCOMPARE(m_first->list({ "conflicts" }, "conflicts").size(), 0);
    const QJsonArray all = m_first->list({ "conflicts", "--all" }, "conflicts");
    QCOMPARE(all.size(), 1);
    QCOMPARE(all.first().toObject()["settled_value"].toString(), QString("-450.00"));
    QCOMPARE(all.first().toObject()["settled_by"].toObject()["device_name"].toString(), QString("Study"));

    // Both changes together, and a value of one's own.
    QVERIFY(m_first->run({ "entry", "edit", "Groceries", "--month", "2026-05", "--planned=-460" }).code == 0);
    QVERIFY(m_second->run({ "entry", "edit", "Groceries", "--month", "2026-05", "--planned=-470" }).code == 0);
    QVERIFY(syncAll());
    const QString again = m_first->list({ "conflicts" }, "conflicts").first().toObject()["id"].toString();
    const Run both = m_first->run({ "resolve", again, "--keep", "both" });
    QVERIFY2(both.code == 0 && both.out.contains("planned is -480.00 now"), qPrintable(both.text()));
    QVERIFY(syncAll());
    QCOMPARE(find(m_second->list({ "entry", "list", "--month", "2026-05" }, "entries"), "name", "Groceries")["planned"]
                 .toString(),
        QString("-480.00"));
    QVERIFY(areEqual());
}

void TwoDesktopsTest::keepADeletionFromTakingAnEditWithIt()
{
    const QString id = m_first->add({ "post", "--date", "2026-05-03", "--amount", "-10", "--account", "Checking" });
    QVERIFY(connectBoth());
    QVERIFY(m_first->run({ "posting", "delete", id }).code == 0);
    QVERIFY(m_second->run({ "posting", "edit", id, "--amount=-12" }).code == 0);

    QVERIFY(syncAll());

    QVERIFY(areEqual());
    QCOMPARE(amountOf(*m_first, id), QString("-12.00"));
    const QJsonArray conflicts = m_first->list({ "conflicts" }, "conflicts");
    QCOMPARE(conflicts.size(), 1);
    QVERIFY(m_first->run({ "resolve", conflicts.first().toObject()["id"].toString(), "--keep", "mine" }).code == 0);
    QVERIFY(syncAll());
    QVERIFY(areEqual());
    QCOMPARE(m_second->list({ "posting", "list" }, "postings").size(), 0);
}

void TwoDesktopsTest::undoAfterASync()
{
    QVERIFY(connectBoth());
    const QString id = m_first->add(
        { "post", "--date", "2026-05-03", "--amount", "-10", "--account", "Checking", "--payee", "Market" });
    QVERIFY(m_first->run({ "posting", "edit", id, "--amount=-12" }).code == 0);
    QVERIFY(syncAll());
    QVERIFY(m_second->run({ "posting", "edit", id, "--payee", "Shop" }).code == 0);
    QVERIFY(syncAll());

    QVERIFY(m_first->run({ "undo" }).code == 0);
    QVERIFY(syncAll());

    QVERIFY(areEqual());
    QCOMPARE(amountOf(*m_second, id), QString("-10.00"));
    QCOMPARE(find(m_second->list({ "posting", "list" }, "postings"), "id", id)["payee"].toString(),
        QString("Shop")); // what the other did stays
    QVERIFY(m_first->run({ "redo" }).code == 0);
    QVERIFY(syncAll());
    QCOMPARE(amountOf(*m_second, id), QString("-12.00"));
    // Anybody may take back anything, by its place in the history.
    const QJsonObject edit = find(m_second->list({ "history", "--of", id }, "history"), "act", "posting.add");
    QCOMPARE(edit["device_name"].toString(), QString("Kitchen laptop"));
    QVERIFY(!edit["own"].toBool() && edit["revision"].toInt() > 0);
}

void TwoDesktopsTest::parkAPostingForAMonthThatWasClosedElsewhere()
{
    QVERIFY(connectBoth());
    QVERIFY(m_first->run({ "month", "close", "2026-05" }).code == 0);
    QVERIFY(m_first->run({ "sync" }).code == 0);
    const QString id = m_second->add(
        { "post", "--entry", "Groceries", "--date", "2026-05-03", "--amount", "-10", "--account", "Checking" });

    QVERIFY(syncAll());

    QVERIFY(areEqual());
    QCOMPARE(m_second->list({ "posting", "list" }, "postings").size(), 0);
    for (const Cli* cli : { m_first.get(), m_second.get() }) {
        const QJsonArray parked = cli->list({ "parked" }, "parked");
        QCOMPARE(parked.size(), 1);
        QCOMPARE(parked.first().toObject()["why"].toString(), QString("month_closed"));
        QCOMPARE(cli->json({ "status" })["parked"].toInt(), 1);
    }
    const QString change = m_first->list({ "parked" }, "parked").first().toObject()["id"].toString();
    QVERIFY(m_first->run({ "month", "reopen", "2026-05" }).code == 0);
    QVERIFY(m_first->run({ "resolve", change, "--apply" }).code == 0);
    QVERIFY(syncAll());
    QVERIFY(areEqual());
    QCOMPARE(amountOf(*m_second, id), QString("-10.00"));
    QCOMPARE(m_second->json({ "status" })["parked"].toInt(), 0);

    // And one that is not wanted after all.
    QVERIFY(m_first->run({ "month", "close", "2026-05" }).code == 0);
    QVERIFY(m_first->run({ "sync" }).code == 0);
    QVERIFY(m_second->run({ "post", "--date", "2026-05-04", "--amount", "-11", "--account", "Checking" }).code == 0);
    QVERIFY(syncAll());
    const QString other = m_second->list({ "parked" }, "parked").first().toObject()["id"].toString();
    QVERIFY(m_second->run({ "resolve", other, "--discard" }).code == 0);
    QVERIFY(syncAll());
    QVERIFY(areEqual());
    QCOMPARE(m_first->list({ "posting", "list" }, "postings").size(), 1);
    QCOMPARE(m_first->list({ "parked" }, "parked").size(), 0);

    // It tells who closed the month; one is let in at once, one goes to the open month.
    QVERIFY(m_second->run({ "month", "open", "2026-06", "--copy", "2026-05" }).code == 0);
    for (const char* way : { "--reopen", "--move=2026-06" }) {
        (void)m_second->run({ "month", "reopen", "2026-05" }); // refused when the last way left it open
        QVERIFY(syncAll());
        QVERIFY(m_first->run({ "month", "close", "2026-05" }).code == 0);
        QVERIFY(m_first->run({ "sync" }).code == 0);
        QVERIFY(
            m_second->run({ "post", "--date", "2026-05-05", "--amount", "-12", "--account", "Checking" }).code == 0);
        QVERIFY(syncAll());
        const Run shown = m_second->run({ "parked" });
        QVERIFY2(shown.out.contains("2026-05 was closed by Kitchen laptop") && shown.out.contains("--reopen"),
            shown.out.constData());
        const QString late = m_second->list({ "parked" }, "parked").first().toObject()["id"].toString();
        const Run done = m_second->run({ "resolve", late, way });
        QVERIFY2(done.code == 0, qPrintable(done.text()));
        QVERIFY(syncAll());
        QVERIFY(areEqual());
        QCOMPARE(m_first->list({ "parked" }, "parked").size(), 0);
    }
    QCOMPARE(m_first->list({ "posting", "list", "--month", "2026-05" }, "postings").size(), 2);
    QCOMPARE(m_first->list({ "posting", "list", "--month", "2026-06" }, "postings").size(), 1);
}

void TwoDesktopsTest::openOneMonthTogether()
{
    QVERIFY(m_first->run({ "template", "add", "Usual" }).code == 0);
    QVERIFY(m_first
                ->run({ "template", "entry", "add", "--template", "Usual", "--name", "Rent", "--category", "Groceries",
                    "--planned", "-900" })
                .code
        == 0);
    QVERIFY(connectBoth());

    QVERIFY(m_first->run({ "month", "open", "2026-07", "--template", "Usual" }).code == 0);
    QVERIFY(m_second->run({ "month", "open", "2026-07", "--template", "Usual" }).code == 0);
    QVERIFY(syncAll());

    QVERIFY(areEqual());
    QCOMPARE(m_first->list({ "month", "list" }, "months").size(), 2);
    QCOMPARE(m_first->list({ "entry", "list", "--month", "2026-07" }, "entries").size(), 1);
    QCOMPARE(m_first->json({ "status" })["conflicts"].toInt(), 0);
}

void TwoDesktopsTest::importTheSameStatementTogether()
{
    QVERIFY(connectBoth());
    QFile file(path("may.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Date,Payee,Amount\n2026-05-03,Market,-10.50\n2026-05-03,Market,-10.50\n2026-06-01,Employer,2500.00\n");
    file.close();

    QCOMPARE(m_first->json({ "import", path("may.csv"), "--account", "Checking" })["added"].toInt(), 3);
    QCOMPARE(m_second->json({ "import", path("may.csv"), "--account", "Checking" })["added"].toInt(), 3);
    QVERIFY(syncAll());

    QVERIFY(areEqual());
    QCOMPARE(m_first->list({ "posting", "list" }, "postings").size(), 3);
    QCOMPARE(m_first->json({ "status" })["conflicts"].toInt(), 0);
    QCOMPARE(m_second->json({ "import", path("may.csv"), "--account", "Checking" })["added"].toInt(), 0);
}

void TwoDesktopsTest::connectByALinkThatNamesTheServersKey()
{
    const QString link = m_server->link();
    QVERIFY2(link.contains("key="), qPrintable(link));
    const qsizetype key = link.indexOf("key=");
    const QString wrong = link.left(key) + "key=sha256:" + QString(64, '0');

    const Run refused = m_first->run({ "connect", wrong, "--device", "Kitchen laptop" });
    const Run connected = m_first->run({ "connect", link, "--device", "Kitchen laptop" });

    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("another key"), refused.err.constData());
    QVERIFY2(connected.code == 0, qPrintable(connected.text())); // the code was never sent to the wrong one
    QCOMPARE(m_first->run({ "sync" }).code, 0);
    QVERIFY(m_second->run({ "connect", m_server->link("Home"), "--device", "Study" }).code == 0);
    QVERIFY(areEqual());
}

void TwoDesktopsTest::refuseAServerThatIsNotTrusted()
{
    const QString code = m_server->code();

    const Run refused = m_first->run({ "connect", "--server", m_server->url(), "--code", code });

    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("self-made") && refused.err.contains("--ca"), refused.err.constData());
    QVERIFY(!QFile::exists(m_first->ledger() + ".token"));
    QCOMPARE(m_first->run(connection("Kitchen laptop") << "--code" << code).code, 0);
}

void TwoDesktopsTest::useACodeOnce()
{
    const QString code = m_server->code();
    QCOMPARE(m_first->run(connection("Kitchen laptop") << "--code" << code).code, 0);
    QVERIFY(m_second->initHousehold());
    const QByteArray before = m_second->run({ "status", "--json" }).out;

    const Run again = m_second->run(connection("Study") << "--code" << code);
    const Run wrong = m_second->run(connection("Study") << "--code"
                                                        << "BBBB-BBBB");

    QCOMPARE(again.code, 3);
    QVERIFY2(again.err.contains("Nothing was changed."), again.err.constData());
    QCOMPARE(wrong.code, 3);
    QCOMPARE(m_second->run({ "status", "--json" }).out, before);
    QVERIFY(!QFile::exists(m_second->ledger() + ".token"));
    // Connected once is connected; another server needs a clean end first.
    QCOMPARE(m_first->run(connection("Kitchen laptop") << "--code" << m_server->code()).code, 3);
}

void TwoDesktopsTest::keepTheChangesOfARevokedDevice()
{
    QVERIFY(connectBoth());
    QCOMPARE(m_server->run({ "device", "revoke", "Study" }).code, 0);
    QVERIFY(m_second->run({ "post", "--date", "2026-05-03", "--amount", "-10", "--account", "Checking" }).code == 0);

    const Run refused = m_second->run({ "sync" });

    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("revoked") && refused.err.contains("kept"), refused.err.constData());
    QCOMPARE(m_second->json({ "status" })["pending"].toInt(), 1);
    // Invited again, under another identity, what was kept goes out.
    QVERIFY(m_second->run({ "disconnect" }).code == 0);
    const Run connected = m_second->run(connection("Study again") << "--code" << m_server->code("Home"));
    QVERIFY2(connected.code == 0, qPrintable(connected.text()));
    QVERIFY(syncAll());
    QVERIFY(areEqual());
    QCOMPARE(m_first->list({ "posting", "list" }, "postings").size(), 1);
}

void TwoDesktopsTest::fetchALargeLedgerWhole()
{
    QFile file(path("years.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Date,Payee,Amount\n");
    constexpr int count = 6000;
    for (int i = 0; i < count; ++i)
        file.write(QStringLiteral("20%1-%2-%3,Payee %4,-%5.%6\n")
                       .arg(24 + i % 3)
                       .arg(1 + i / 3 % 12, 2, 10, QChar('0'))
                       .arg(1 + i % 28, 2, 10, QChar('0'))
                       .arg(i)
                       .arg(i % 500)
                       .arg(i % 100, 2, 10, QChar('0'))
                       .toUtf8());
    file.close();
    QCOMPARE(m_first->json({ "import", path("years.csv"), "--account", "Checking" })["added"].toInt(), count);
    QElapsedTimer timer;
    timer.start();

    QVERIFY(connectBoth());
    qInfo("pushed, fetched and compared %d postings in %lld ms", count, timer.elapsed());

    QCOMPARE(m_second->list({ "posting", "list" }, "postings").size(), count);
    // What was before the snapshot comes after it, so that this copy is a whole backup, too.
    QCOMPARE(m_second->run({ "sync" }).code, 0);
    QVERIFY(m_second->json({ "status" })["log_complete"].toBool());
    QVERIFY(areEqual());
    QVERIFY(m_second
                ->run({ "undo",
                    m_second->list({ "history", "--limit", "1" }, "history").first().toObject()["id"].toString() })
                .code
        == 0);
    QVERIFY(syncAll());
    QCOMPARE(m_first->list({ "posting", "list" }, "postings").size(), 0); // the whole import is one action
    QVERIFY(areEqual());
}

void TwoDesktopsTest::bringBackWhatAServerHasLost()
{
    QVERIFY(connectBoth());
    QVERIFY(m_first->run({ "account", "add", "Cash" }).code == 0);
    QVERIFY(m_server->stop());
    QVERIFY(QDir(path("server/ledgers")).removeRecursively());
    QVERIFY(m_server->start());

    const Run healed = m_first->run({ "sync" });

    QVERIFY2(healed.code == 0, qPrintable(healed.text()));
    QVERIFY2(healed.out.contains("brought back"), healed.out.constData());
    QVERIFY2(!healed.out.contains("two servers"), healed.out.constData());
    QVERIFY(syncAll());
    QVERIFY(areEqual());
    QCOMPARE(m_second->list({ "account", "list" }, "accounts").size(), 3);
    QCOMPARE(m_second->run({ "verify" }).code, 0);

    // Once more on the same day: somebody should look.
    QVERIFY(m_server->stop());
    QVERIFY(QDir(path("server/ledgers")).removeRecursively());
    QVERIFY(m_server->start());
    const Run again = m_first->run({ "sync" });
    QVERIFY2(again.code == 0 && again.out.contains("two servers may answer"), qPrintable(again.text()));
    QVERIFY(syncAll());
    QVERIFY(areEqual());
}

void TwoDesktopsTest::letAViewerFollowARestoredServer()
{
    QVERIFY(connectBoth());
    const Cli viewer(path("viewer.db"));
    const QString code = QJsonDocument::fromJson(
        m_server->run({ "invite", "--ledger", "Home", "--right", "viewer", "--json" }).out)["code"]
                             .toString();
    QVERIFY(viewer.run(connection("Hall") << "--code" << code).code == 0);
    QVERIFY(viewer.run({ "sync" }).code == 0);
    QVERIFY(m_server->stop());
    QVERIFY(QDir(path("server/ledgers")).removeRecursively());
    QVERIFY(m_server->start());

    // Set up anew, it knows its own signature no more: an owner brings everything back, and the viewer follows.
    QVERIFY(viewer.run({ "sync" }).code != 0);
    QCOMPARE(viewer.list({ "posting", "list" }, "postings"), m_first->list({ "posting", "list" }, "postings"));
    QVERIFY(m_first->run({ "sync" }).code == 0);
    const Run followed = viewer.run({ "sync" });

    QVERIFY2(followed.code == 0, qPrintable(followed.text()));
    QCOMPARE(viewer.json({ "status" })["digest"].toString(), m_first->json({ "status" })["digest"].toString());
}

void TwoDesktopsTest::salvageWhatOnlyASnapshotOfIsLeft()
{
    QVERIFY(connectBoth()); // the second has not fetched the log from before its snapshot yet
    QVERIFY(m_server->stop());
    QVERIFY(QDir(path("server/ledgers")).removeRecursively());
    QVERIFY(m_server->start());
    QVERIFY(m_second->run({ "account", "add", "Cash" }).code == 0);
    const QJsonArray shown = m_second->list({ "posting", "list" }, "postings");
    const Run refused = m_second->run({ "sync" });
    QCOMPARE(refused.code, 4);
    QVERIFY2(refused.err.contains("salvage"), refused.err.constData());

    const Run preview = m_second->run({ "salvage" });
    QVERIFY2(preview.code == 0, qPrintable(preview.text()));
    QVERIFY2(preview.out.contains("Nothing has been changed"), preview.out.constData());
    QVERIFY2(preview.out.contains("create account \"Checking\""), preview.out.constData());
    QCOMPARE(m_second->run({ "sync" }).code, 4);

    const Run applied = m_second->run({ "salvage", "--apply" });

    QVERIFY2(applied.code == 0, qPrintable(applied.text()));
    QCOMPARE(m_second->list({ "posting", "list" }, "postings"), shown);
    QCOMPARE(m_second->run({ "sync" }).code, 0);
    QCOMPARE(m_second->run({ "verify", "--server" }).code, 0);
    QCOMPARE(QDir(path("second")).entryList({ "ledger.db.before-salvage-*.db" }, QDir::Files).size(), 1);
    QCOMPARE(m_second->run({ "salvage" }).code, 3); // nothing more to do
    QVERIFY(syncAll()); // the first comes back after all, with its log
    QVERIFY(areEqual());
    QCOMPARE(m_first->list({ "account", "list" }, "accounts").size(), 3);
    QCOMPARE(m_first->list({ "posting", "list" }, "postings").size(), shown.size());
}

void TwoDesktopsTest::giveACopiedDeviceAnIdentityOfItsOwn()
{
    QVERIFY(connectBoth());
    QVERIFY(QDir().mkpath(path("copy")));
    for (const char* end : { "", ".token" })
        QVERIFY(
            QFile::copy(path("second/ledger.db") + QLatin1String(end), path("copy/ledger.db") + QLatin1String(end)));
    const Cli copy(path("copy/ledger.db"));
    QVERIFY(m_second->run({ "account", "add", "Original" }).code == 0);
    QVERIFY(copy.run({ "account", "add", "Copy" }).code == 0);
    QVERIFY(m_second->run({ "sync" }).code == 0);

    const Run synced = copy.run({ "sync" });

    QVERIFY2(synced.code == 0, qPrintable(synced.text()));
    QVERIFY2(synced.out.contains("identity of its own"), synced.out.constData());
    QVERIFY(syncAll());
    QVERIFY(areEqual());
    QCOMPARE(copy.run({ "sync" }).code, 0); // with the new token, and no more words about it
    QCOMPARE(copy.json({ "status" })["digest"].toString(), m_first->json({ "status" })["digest"].toString());
    QCOMPARE(m_first->list({ "account", "list" }, "accounts").size(), 4);
}

void TwoDesktopsTest::keepACopyAsideBeforeRowsAreReplaced()
{
    QVERIFY(connectBoth());
    // As a failing disk or another program might do.
    {
        auto file = qm::syncd::openSqlite(m_second->ledger().toStdString(), qm::sql::OpenMode::ReadWrite);
        QVERIFY(file && (*file)->execute("UPDATE account SET opening_minor = 666"));
    }
    QCOMPARE(m_second->run({ "verify" }).code, 4);

    const Run synced = m_second->run({ "sync", "--check" });

    QVERIFY2(synced.code == 0, qPrintable(synced.text()));
    QVERIFY2(synced.out.contains("differed from the server's"), synced.out.constData());
    QVERIFY(areEqual());
    QCOMPARE(m_second->run({ "verify", "--server" }).code, 0);
    const QStringList kept = QDir(path("second")).entryList({ "ledger.db.before-repair-*" }, QDir::Files, QDir::Name);
    QCOMPARE(kept.size(), 2); // the file, and both versions of the rows
    QFile rows(path("second/") + kept.last());
    QVERIFY(rows.open(QFile::ReadOnly) && rows.readAll().contains("666"));
    QCOMPARE(Cli(path("second/") + kept.first()).list({ "account", "list" }, "accounts").size(), 2);
}

void TwoDesktopsTest::tellWhatArrivesWhileWatching()
{
#ifdef Q_OS_UNIX
    QVERIFY(connectBoth());
    QProcess watching;
    watching.start(QStringLiteral(QM_CLI), { "--ledger", m_second->ledger(), "sync", "--watch" });
    QVERIFY(watching.waitForStarted());
    QVERIFY(m_first
                ->run({ "post", "--date", "2026-05-03", "--amount", "-10", "--account", "Checking", "--payee",
                    "Market hall" })
                .code
        == 0);
    QVERIFY(m_first->run({ "sync" }).code == 0);

    QByteArray said;
    QElapsedTimer timer;
    timer.start();
    while (!said.contains("Market hall") && timer.elapsed() < 20'000) {
        watching.waitForReadyRead(200);
        said += watching.readAllStandardOutput();
    }
    QVERIFY2(said.contains("Market hall") && said.contains("Kitchen laptop"), said.constData());
    // What is recorded here meanwhile goes out by itself.
    QVERIFY(m_second->run({ "account", "add", "Sofa cushions" }).code == 0);
    QTRY_VERIFY_WITH_TIMEOUT(
        m_first->run({ "sync" }).code == 0 && m_first->run({ "account", "list" }).out.contains("Sofa cushions"),
        15'000);
    // It goes on through a server that is away for a while.
    QVERIFY(m_server->stop());
    QTest::qWait(1500);
    QVERIFY(m_server->start());
    QVERIFY(m_first->run({ "account", "add", "Piggy bank" }).code == 0);
    QVERIFY(m_first->run({ "sync" }).code == 0);
    timer.restart();
    while (!said.contains("Piggy bank") && timer.elapsed() < 30'000) {
        watching.waitForReadyRead(200);
        said += watching.readAllStandardOutput();
    }
    QVERIFY2(said.contains("Piggy bank"), said.constData());

    ::kill(static_cast<pid_t>(watching.processId()), SIGINT);
    QVERIFY(watching.waitForFinished(10'000));

    QCOMPARE(watching.exitStatus(), QProcess::NormalExit);
    QCOMPARE(watching.exitCode(), 0);
    QVERIFY(areEqual());
#endif
}

QTEST_GUILESS_MAIN(TwoDesktopsTest)
#include "two_desktops_test.moc"
