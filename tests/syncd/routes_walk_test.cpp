#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "syncd/routes.h"
#include "tests/syncd/support/daemon_process.h"
#include "tests/syncd/support/test_device.h"

#include <algorithm>
#include <set>

using namespace qm;
using namespace qm::syncd;
using namespace qm::test;

namespace {

constexpr std::string_view unauthorized = "{\"error\":\"unauthorized\"}";

/// The path of a route with ids in the place of its names.
std::string pathOf(const Route& route, const Uuid& ledger, const Uuid& device)
{
    std::string path(route.pattern);
    if (const auto at = path.find("{ledger}"); at != std::string::npos)
        path.replace(at, 8, ledger.text());
    if (const auto at = path.find("{device}"); at != std::string::npos)
        path.replace(at, 8, device.text());
    return path;
}

/// A body that every right check comes before: it is none that a route could do anything with.
std::string requestOf(const Route& route, const std::string& path, const std::string& token)
{
    if (route.method == "POST")
        return postRequest(path, "{}", token);
    std::string request = getRequest(path, token);
    return route.method == "HEAD" ? "HEAD" + request.substr(3) : request;
}

QByteArray named(const Route& route)
{
    return QByteArray(route.method.data(), static_cast<int>(route.method.size())) + " "
        + QByteArray(route.pattern.data(), static_cast<int>(route.pattern.size()));
}

} // namespace

/// Every route of the table as everyone who must not get in. A route that is added is walked without being named here.
class RoutesWalkTest final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void walk_data();
    void walk();
    void onlyTheseNeedNoToken();
    void unknownPathsTellNothing();
    void aForeignLedgerLooksLikeOneThatIsNowhere();

private:
    RawReply askAs(const Route& route, const std::string& token) const;
    DaemonProcess m_daemon;
    TestDevice m_owner;
    TestDevice m_viewer;
    TestDevice m_stranger; ///< of another household
    TestDevice m_revoked; ///< was an owner of the ledger
};

void RoutesWalkTest::initTestCase()
{
    QVERIFY(m_daemon.start());
    const auto pair = [&](TestDevice& device, const char* name, const QStringList& arguments) {
        auto paired = TestDevice::pair(m_daemon.port(), m_daemon.invite(arguments), name);
        QVERIFY2(paired, paired ? "" : paired.error().detail.c_str());
        device = *std::move(paired);
    };
    const QStringList home { QStringLiteral("--ledger"), QStringLiteral("Home") };
    pair(m_owner, "Owner", {});
    const auto brought = m_owner.bringLedger("Home");
    QVERIFY2(brought, brought ? "" : brought.error().detail.c_str());
    pair(m_viewer, "Viewer", home + QStringList { QStringLiteral("--right"), QStringLiteral("viewer") });
    pair(m_stranger, "Stranger", {});
    QVERIFY(m_stranger.bringLedger("Elsewhere"));
    pair(m_revoked, "Revoked", home);
    QCOMPARE(
        m_daemon.run({ QStringLiteral("device"), QStringLiteral("revoke"), QStringLiteral("Revoked") }).exitCode, 0);
}

RawReply RoutesWalkTest::askAs(const Route& route, const std::string& token) const
{
    RawSocket socket(m_daemon.port());
    socket.send(requestOf(route, pathOf(route, m_owner.ledger->id(), m_owner.id), token));
    return socket.reply(15'000, route.method == "HEAD");
}

void RoutesWalkTest::walk_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < routes().size(); ++i)
        QTest::newRow(named(routes()[i]).constData()) << static_cast<int>(i);
}

void RoutesWalkTest::walk()
{
    QFETCH(const int, index);
    const Route& route = routes()[static_cast<std::size_t>(index)];
    if (route.needs == Needs::Nothing) {
        const int status = askAs(route, {}).status;
        QVERIFY2(status == 200 || (route.id == RouteId::Pair && status == 400), std::to_string(status).c_str());
        return;
    }

    // A stranger: nothing, garbage, and a token that only looks like one get the same answer.
    const std::string invented = "qmd1." + std::string(16, 'A') + "." + std::string(43, 'B');
    for (const std::string& token :
        { std::string(), std::string("x"), invented, m_owner.token + "A", m_owner.token.substr(0, 30) }) {
        const RawReply reply = askAs(route, token);
        QCOMPARE(reply.status, 401);
        QCOMPARE(reply.body, std::string(unauthorized));
    }
    // A true token of a revoked device: told so, and no more.
    const RawReply revoked = askAs(route, m_revoked.token);
    QCOMPARE(revoked.status, 401);
    QCOMPARE(revoked.body, std::string("{\"error\":\"device_revoked\"}"));

    const bool hasLedger = route.pattern.find("{ledger}") != std::string_view::npos;
    const bool isOfADevice = route.pattern.find("{device}") != std::string_view::npos;
    if (hasLedger || isOfADevice) {
        const RawReply foreign = askAs(route, m_stranger.token);
        QCOMPARE(foreign.status, 404);
        QCOMPARE(foreign.body, std::string("{\"error\":\"not_found\"}"));
    }
    // A viewer: may look, not change. (Sync without changes is looking; below it is tried with some.)
    const RawReply viewed = askAs(route, m_viewer.token);
    if (route.needs == Needs::Editor || route.needs == Needs::Owner || isOfADevice)
        QCOMPARE(viewed.status, 403);
    else
        QVERIFY(viewed.status != 401 && viewed.status != 404);
    // Who may is let through to the route itself: whatever it says of an empty body, it is no question of rights.
    const std::set<RouteId> takesWhatItGets { RouteId::Revoke };
    if (!takesWhatItGets.contains(route.id)) {
        const int status = askAs(route, m_owner.token).status;
        QVERIFY2(status != 401 && status != 403 && status != 404 && status != 500, std::to_string(status).c_str());
    }
}

void RoutesWalkTest::onlyTheseNeedNoToken()
{
    const std::set<std::string> open { "GET /healthz", "HEAD /healthz", "GET /", "HEAD /", "GET /style.css",
        "HEAD /style.css", "GET /icon.svg", "HEAD /icon.svg", "GET /favicon.ico", "HEAD /favicon.ico",
        "POST /v1/pair" };
    for (const Route& route : routes())
        QCOMPARE(route.needs == Needs::Nothing, open.contains(named(route).toStdString()));
    for (const Route& route : routes()) // whoever names a ledger must have a right on it
        QCOMPARE(route.pattern.find("{ledger}") != std::string_view::npos, route.needs >= Needs::Viewer);
}

void RoutesWalkTest::unknownPathsTellNothing()
{
    for (const char* path : { "/v1/", "/v1/ping", "/v1/ledgers/x/sync", "/v1/ledgers/../devices",
             "/v1/ledgers/%2e%2e/sync", "/v1//ledgers" }) {
        const RawReply reply = ask(m_daemon.port(), getRequest(path));
        QCOMPARE(reply.status, 401);
        QCOMPARE(reply.body, std::string(unauthorized));
    }
    QCOMPARE(ask(m_daemon.port(), getRequest("/v1/ping", m_owner.token)).status, 404);
    QCOMPARE(ask(m_daemon.port(), getRequest("/etc/passwd")).status, 404);
    QCOMPARE(ask(m_daemon.port(), getRequest("/../../etc/passwd")).status, 404);
    QCOMPARE(ask(m_daemon.port(), getRequest("/v1/pair", m_owner.token)).status, 405);
}

void RoutesWalkTest::aForeignLedgerLooksLikeOneThatIsNowhere()
{
    const auto askFor = [&](const std::string& id) {
        RawReply reply = ask(m_daemon.port(), getRequest("/v1/ledgers/" + id + "/digest", m_stranger.token));
        for (const char* varying : { "qm-now", "x-request-id" })
            reply.headers.erase(varying);
        return reply;
    };

    const RawReply foreign = askFor(m_owner.ledger->id().text());
    const RawReply nowhere = askFor(Uuid::make().text());

    QCOMPARE(foreign.status, 404);
    QCOMPARE(nowhere.status, 404);
    QCOMPARE(foreign.body, nowhere.body);
    QVERIFY(foreign.headers == nowhere.headers);
}

QTEST_GUILESS_MAIN(RoutesWalkTest)
#include "routes_walk_test.moc"
