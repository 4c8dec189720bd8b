#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

#include "common/store/actions.h"
#include "desktop/services/sync_service.h"
#include "tests/end_to_end/server.h"

using namespace qm;
using namespace qm::desktop;
using qm::test::Server;

namespace {

using Kind = SyncState::Kind;
constexpr int patienceMs = 10'000;

/// One computer: an open ledger and its exchange.
struct Desk {
    LedgerService ledger;
    SyncService sync { ledger };

    Kind kind() const { return sync.state().kind; }
    std::string error() const { return sync.state().error ? sync.state().error->detail : std::string(); }
};

template <typename T>
T await(QFuture<T> future)
{
    QElapsedTimer timer;
    timer.start();
    while (!future.isFinished() && timer.elapsed() < patienceMs)
        QTest::qWait(5);
    if (!future.isFinished())
        qFatal("nothing came of it");
    return future.takeResult();
}

Result<Uuid> fill(Ledger& ledger, int postings)
{
    QM_ASSIGN(const Uuid account, addAccount(ledger, { "Checking", "checking", {}, "" }));
    QM_TRY(openMonth(ledger, YearMonth { 2026, 5 }, MonthStart::Blank, {}, false));
    std::vector<ImportLine> lines;
    for (int i = 0; i < postings; ++i) {
        const auto day = std::chrono::year(2026) / 5 / (i % 28 + 1);
        lines.push_back({ Date(day), Money { -100 - i }, "Market " + std::to_string(i), "", "", true });
    }
    if (postings > 0)
        QM_TRY(importLines(ledger, account, lines, false, false));
    return account;
}

/// Measures how long the window's thread was ever kept from its events.
class Heartbeat {
public:
    Heartbeat()
    {
        m_since.start();
        QObject::connect(&m_timer, &QTimer::timeout, [this] { m_longest = std::max(m_longest, m_since.restart()); });
        m_timer.start(1);
    }
    qint64 longestMs() const { return std::max(m_longest, m_since.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

} // namespace

class SyncServiceTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void saysThatALedgerIsOnlyHere();
    void bringsAnEditToTheOtherDesktop();
    void sendsWhatWaitedWhenTheServerIsBack();
    void saysThatADeviceWasRevoked();
    void listsRenamesAndInvitesDevices();
    void keepsTheWindowGoingDuringAFirstSync();
    void aFetchCanBeCutAndGivenUp();
    void stopsAtOnceWhileItWaits();
    void followsTheLedgerThatIsOpened();
    void forgetsTheServer();
    void checksTheLedger();
    void aSalvageIsNotOfferedWhereASyncDoesIt();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    Result<> makeFirst(int postings);
    Result<PairedDevice> paired(Desk& desk, const QString& ledger, const char* name);
    Result<> connectFirst(int postings = 0);
    /// A second desktop with the server's ledger.
    Result<> fetchSecond();
    Result<> addPostingOn(Desk& desk, const char* payee);
    static int postingsOf(Desk& desk, const std::string& payee);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Desk> m_first;
    std::unique_ptr<Desk> m_second;
    Uuid m_account;
};

#define QM_WORKS(expression)                                                                                           \
    do {                                                                                                               \
        const auto qmDone = (expression);                                                                              \
        QVERIFY2(qmDone, qmDone ? "" : qmDone.error().detail.c_str());                                                 \
    } while (false)

void SyncServiceTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<Server>(path(QStringLiteral("server")));
    QVERIFY2(!m_server->certificate().certificateFile.isEmpty(), "the tests need the openssl program");
    QVERIFY(m_server->start());
    m_first = std::make_unique<Desk>();
    m_second = std::make_unique<Desk>();
}

void SyncServiceTest::cleanup()
{
    m_second.reset();
    m_first.reset();
    QVERIFY(m_server->stop());
    m_server.reset();
}

Result<> SyncServiceTest::makeFirst(int postings)
{
    QM_TRY(await(m_first->ledger.create(path(QStringLiteral("first.db")), QStringLiteral("Home"), { "EUR", 2 })));
    QM_ASSIGN(m_account, await(m_first->ledger.act([=](Ledger& ledger) { return fill(ledger, postings); })));
    return {};
}

Result<PairedDevice> SyncServiceTest::paired(Desk& desk, const QString& ledger, const char* name)
{
    QM_ASSIGN(const Invitation invitation, Invitation::parse(m_server->link(ledger).toStdString()));
    ServerConnection connection;
    connection.server = invitation.server;
    connection.key = invitation.key;
    connection.deviceName = name;
    return await(desk.sync.pair(invitation.code, connection, nullptr)).device;
}

Result<> SyncServiceTest::connectFirst(int postings)
{
    QM_TRY(makeFirst(postings));
    QM_ASSIGN(const PairedDevice device, paired(*m_first, {}, "Kitchen laptop"));
    QM_TRY(await(m_first->sync.connectLedger(device)));
    if (!QTest::qWaitFor([&] { return m_first->kind() == Kind::Connected; }, patienceMs))
        return Error { ErrorCode::Offline, "not connected: " + m_first->error() };
    return {};
}

Result<> SyncServiceTest::fetchSecond()
{
    QM_ASSIGN(const PairedDevice device, paired(*m_second, QStringLiteral("Home"), "Study"));
    const QString file = path(QStringLiteral("second.db"));
    QM_TRY(await(m_second->sync.fetch(device, device.paired.ledgers.at(0), file, nullptr)));
    QM_TRY(await(m_second->ledger.open(file)));
    if (!QTest::qWaitFor([&] { return m_second->kind() == Kind::Connected; }, patienceMs))
        return Error { ErrorCode::Offline, "not connected: " + m_second->error() };
    return {};
}

Result<> SyncServiceTest::addPostingOn(Desk& desk, const char* payee)
{
    PostingDraft draft;
    draft.date = "2026-05-03";
    draft.amount = Money { -1250 };
    draft.account = m_account;
    draft.payee = payee;
    QM_TRY(await(desk.ledger.act([=](Ledger& ledger) { return addPosting(ledger, draft); })));
    return {};
}

int SyncServiceTest::postingsOf(Desk& desk, const std::string& payee)
{
    PostingFilter filter;
    filter.search = payee;
    const auto found = await(desk.ledger.read([=](Ledger& ledger) { return ledger.postings(filter); }));
    return found ? static_cast<int>(found->size()) : -1;
}

void SyncServiceTest::saysThatALedgerIsOnlyHere()
{
    QM_WORKS(makeFirst(0));

    QTRY_COMPARE(m_first->sync.state().path, m_first->ledger.path());
    QCOMPARE(m_first->kind(), Kind::NotConnected);
    const auto devices = await(m_first->sync.devices());
    QVERIFY(!devices);
    QCOMPARE(devices.error().code, ErrorCode::Rule);
}

void SyncServiceTest::bringsAnEditToTheOtherDesktop()
{
    QM_WORKS(connectFirst());
    QM_WORKS(fetchSecond());
    QSignalSpy changed(&m_second->ledger, &LedgerService::changed);

    QM_WORKS(addPostingOn(*m_first, "Bakery"));

    QTRY_COMPARE_WITH_TIMEOUT(postingsOf(*m_second, "Bakery"), 1, 3000);
    QTRY_VERIFY(!changed.isEmpty());
    QTRY_COMPARE(m_first->kind(), Kind::Connected);
    QM_WORKS(addPostingOn(*m_second, "Chemist"));
    QTRY_COMPARE_WITH_TIMEOUT(postingsOf(*m_first, "Chemist"), 1, 3000);
    QVERIFY(m_first->sync.state().lastSync.secsTo(QDateTime::currentDateTimeUtc()) < 10);
    QCOMPARE(m_second->sync.state().deviceName, QStringLiteral("Study"));
}

void SyncServiceTest::sendsWhatWaitedWhenTheServerIsBack()
{
    QM_WORKS(connectFirst());
    QM_WORKS(fetchSecond());
    QVERIFY(m_server->stop());

    QM_WORKS(addPostingOn(*m_first, "Offline"));

    QTRY_COMPARE_WITH_TIMEOUT(m_first->kind(), Kind::Offline, patienceMs);
    QTRY_COMPARE(m_first->sync.state().pending, 1);
    QVERIFY(m_first->sync.state().error);
    QVERIFY(m_first->sync.state().nextTry.isValid());
    QVERIFY(m_server->start());
    m_first->sync.syncNow();
    m_second->sync.syncNow();
    QTRY_COMPARE_WITH_TIMEOUT(m_first->kind(), Kind::Connected, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(postingsOf(*m_second, "Offline"), 1, patienceMs);
    QCOMPARE(m_first->sync.state().pending, 0);
}

void SyncServiceTest::saysThatADeviceWasRevoked()
{
    QM_WORKS(connectFirst());
    QM_WORKS(fetchSecond());
    const auto devices = await(m_first->sync.devices());
    QM_WORKS(devices);
    const auto second = std::find_if(
        devices->begin(), devices->end(), [](const SharingDevice& device) { return device.name == "Study"; });
    QVERIFY(second != devices->end());

    QM_WORKS(await(m_first->sync.revokeDevice(second->id)));
    QM_WORKS(addPostingOn(*m_second, "Kept"));

    QTRY_COMPARE_WITH_TIMEOUT(m_second->kind(), Kind::Trouble, patienceMs);
    QCOMPARE(m_second->sync.state().error->code, ErrorCode::Refused);
    QVERIFY(m_second->error().find("revoked") != std::string::npos);
    QTRY_COMPARE(m_second->sync.state().pending, 1);
    // A new invitation: what was kept goes out under the new identity.
    QM_WORKS(await(m_second->sync.disconnectLedger()));
    const auto again = paired(*m_second, QStringLiteral("Home"), "Study again");
    QM_WORKS(again);
    QM_WORKS(await(m_second->sync.connectLedger(*again)));
    QTRY_COMPARE_WITH_TIMEOUT(postingsOf(*m_first, "Kept"), 1, patienceMs);
}

void SyncServiceTest::listsRenamesAndInvitesDevices()
{
    QM_WORKS(connectFirst());
    auto devices = await(m_first->sync.devices());
    QM_WORKS(devices);
    QCOMPARE(devices->size(), 1u);
    QVERIFY(devices->front().isSelf);
    QCOMPARE(devices->front().right, std::string("owner"));

    QM_WORKS(await(m_first->sync.renameDevice(devices->front(), QStringLiteral("Desk"))));
    devices = await(m_first->sync.devices());
    const auto invitation = await(m_first->sync.invite(QStringLiteral("editor")));

    QM_WORKS(devices);
    QCOMPARE(devices->front().name, std::string("Desk"));
    QTRY_COMPARE(m_first->sync.state().deviceName, QStringLiteral("Desk"));
    QM_WORKS(invitation);
    QCOMPARE(invitation->code.size(), 9u);
    QVERIFY(Invitation::parse(invitation->link));
    QCOMPARE(invitation->seconds, 600);
}

void SyncServiceTest::keepsTheWindowGoingDuringAFirstSync()
{
    constexpr int postings = 5000;
    QM_WORKS(connectFirst(postings));
    const auto device = paired(*m_second, QStringLiteral("Home"), "Study");
    QM_WORKS(device);
    const QString file = path(QStringLiteral("second.db"));
    const auto progress = std::make_shared<Progress>();

    const Heartbeat heartbeat;
    QM_WORKS(await(m_second->sync.fetch(*device, device->paired.ledgers.at(0), file, progress)));
    QM_WORKS(await(m_second->ledger.open(file)));
    QTRY_COMPARE_WITH_TIMEOUT(m_second->kind(), Kind::Connected, patienceMs);

    QVERIFY2(heartbeat.longestMs() <= 50, qPrintable(QString::number(heartbeat.longestMs())));
    QCOMPARE(progress->percent, 100);
    QCOMPARE(postingsOf(*m_second, "Market"), postings);
}

void SyncServiceTest::aFetchCanBeCutAndGivenUp()
{
    QM_WORKS(connectFirst());
    const auto device = paired(*m_second, QStringLiteral("Home"), "Study");
    QM_WORKS(device);
    const QString file = path(QStringLiteral("second.db"));
    const auto progress = std::make_shared<Progress>();
    progress->isCancelled = true;

    const auto cut = await(m_second->sync.fetch(*device, device->paired.ledgers.at(0), file, progress));
    QVERIFY(!cut && cut.error().code == ErrorCode::Offline);
    progress->isCancelled = false;
    QM_WORKS(await(m_second->sync.fetch(*device, device->paired.ledgers.at(0), file, progress)));
    QM_WORKS(await(m_second->sync.giveUp(*device, file)));

    QVERIFY(QDir(m_folder->path()).entryList({ QStringLiteral("second*") }).isEmpty());
    const auto devices = await(m_first->sync.devices());
    QM_WORKS(devices);
    QVERIFY(std::any_of(devices->begin(), devices->end(),
        [](const SharingDevice& one) { return one.name == "Study" && one.isRevoked; }));
}

void SyncServiceTest::stopsAtOnceWhileItWaits()
{
    QM_WORKS(connectFirst());
    QTest::qWait(300); // into the wait of 25 s

    QElapsedTimer timer;
    timer.start();
    m_first.reset();

    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void SyncServiceTest::followsTheLedgerThatIsOpened()
{
    QM_WORKS(connectFirst());
    QM_WORKS(await(m_first->ledger.create(path(QStringLiteral("other.db")), QStringLiteral("Other"), { "EUR", 2 })));

    QTRY_COMPARE(m_first->kind(), Kind::NotConnected);
    QVERIFY(m_first->sync.state().server.isEmpty());
    QTest::qWait(300);
    QCOMPARE(m_first->kind(), Kind::NotConnected);
    QM_WORKS(await(m_first->ledger.open(path(QStringLiteral("first.db")))));
    QTRY_COMPARE(m_first->kind(), Kind::Connected);
}

void SyncServiceTest::forgetsTheServer()
{
    QM_WORKS(connectFirst());

    QM_WORKS(await(m_first->sync.disconnectLedger()));

    QTRY_COMPARE(m_first->kind(), Kind::NotConnected);
    QVERIFY(!QFile::exists(path(QStringLiteral("first.db.token"))));
}

void SyncServiceTest::checksTheLedger()
{
    QM_WORKS(connectFirst());

    const auto report = await(m_first->sync.check());

    QM_WORKS(report);
    QVERIFY(report->repaired.empty());
}

void SyncServiceTest::aSalvageIsNotOfferedWhereASyncDoesIt()
{
    QM_WORKS(connectFirst());

    const auto preview = await(m_first->sync.previewSalvage());

    QVERIFY(!preview);
    QCOMPARE(preview.error().code, ErrorCode::Rule);
}

QTEST_GUILESS_MAIN(SyncServiceTest)
#include "sync_service_test.moc"
