#include <QTest>

#include "syncd/http/head.h"
#include "syncd/routes.h"

using namespace qm::syncd;
using namespace qm::syncd::http;

class HeadTest final : public QObject {
    Q_OBJECT
private slots:
    void takesWhatClientsSend();
    void refuses_data();
    void refuses();
    void refusesBeforeTheEndComes_data();
    void refusesBeforeTheEndComes();
    void keepsTheConnectionAsTheClientWishes_data();
    void keepsTheConnectionAsTheClientWishes();
    void findsRoutesByLiteralComparison_data();
    void findsRoutesByLiteralComparison();
};

void HeadTest::takesWhatClientsSend()
{
    const auto parsed
        = parseHead("POST /v1/ledgers/x/log?after=1.2&limit=5 HTTP/1.1\r\nHost: localhost\r\nContent-LENGTH:  12 \r\n"
                    "Content-Encoding: ZSTD\r\nX-Empty:\r\nExpect: 100-Continue\r\n\r\n");

    const Head* head = std::get_if<Head>(&parsed);
    QVERIFY(head);
    QCOMPARE(head->method, std::string("POST"));
    QCOMPARE(head->path, std::string("/v1/ledgers/x/log"));
    QCOMPARE(head->target, std::string("/v1/ledgers/x/log?after=1.2&limit=5"));
    QCOMPARE(head->contentLength, std::size_t(12));
    QCOMPARE(*head->header("content-encoding"), std::string("ZSTD"));
    QCOMPARE(*head->header("x-empty"), std::string());
    QVERIFY(!head->header("range"));
    QVERIFY(head->expectsContinue);
    QVERIFY(head->isKeptAlive);
}

void HeadTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    const auto row
        = [](const char* name, const QByteArray& text, int status) { QTest::newRow(name) << text << status; };

    row("nothing", "\r\n\r\n", 400);
    row("no version", "GET /\r\n\r\n", 400);
    row("HTTP/0.9", "GET / HTTP/0.9\r\n\r\n", 505);
    row("HTTP/2", "GET / HTTP/2.0\r\n\r\n", 505);
    row("another protocol", "GET / SPDY/1\r\n\r\n", 400);
    row("unknown method", "BREW / HTTP/1.1\r\n\r\n", 405);
    row("PUT", "PUT / HTTP/1.1\r\nContent-Length: 1\r\n\r\n", 405);
    row("OPTIONS *", "OPTIONS * HTTP/1.1\r\n\r\n", 405);
    row("absolute target", "GET http://evil.example/ HTTP/1.1\r\n\r\n", 400);
    row("long path", "GET /" + QByteArray(512, 'a') + " HTTP/1.1\r\n\r\n", 414);
    row("long query", "GET /?" + QByteArray(5000, 'a') + " HTTP/1.1\r\n\r\n", 414);
    row("blank in the target", "GET /a b HTTP/1.1\r\n\r\n", 400);
    row("byte beyond ASCII", "GET /\xC3\xA4 HTTP/1.1\r\n\r\n", 400);
    row("bare line feeds", "GET / HTTP/1.1\nHost: a\n\r\n\r\n", 400);
    row("a bare line feed in the middle", "GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n", 400);
    row("NUL in a value", QByteArray("GET / HTTP/1.1\r\nA: b\0c\r\n\r\n", 27), 400);
    row("carriage return in a value", "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n", 400);
    row("escape in a value", "GET / HTTP/1.1\r\nA: \x1b[2J\r\n\r\n", 400);
    row("continued line", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", 400);
    row("blank before the colon", "GET / HTTP/1.1\r\nContent-Length : 0\r\n\r\n", 400);
    row("no colon", "GET / HTTP/1.1\r\nabc\r\n\r\n", 400);
    row("no name", "GET / HTTP/1.1\r\n: abc\r\n\r\n", 400);
    row("transfer encoding", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411);
    row("transfer encoding and length", "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: identity\r\n\r\n",
        411);
    row("no length", "POST / HTTP/1.1\r\n\r\n", 411);
    row("two lengths", "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n", 400);
    row("a list of lengths", "POST / HTTP/1.1\r\nContent-Length: 3, 3\r\n\r\n", 400);
    row("negative length", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400);
    row("length with a plus", "POST / HTTP/1.1\r\nContent-Length: +3\r\n\r\n", 400);
    row("hexadecimal length", "POST / HTTP/1.1\r\nContent-Length: 0x3\r\n\r\n", 400);
    row("empty length", "POST / HTTP/1.1\r\nContent-Length:\r\n\r\n", 400);
    row("length beyond 64 bits", "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413);
    row("a body to GET", "GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\n", 400);
    row("gzip", "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Encoding: gzip\r\n\r\n", 415);
    row("zstd twice", "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Encoding: zstd, zstd\r\n\r\n", 415);
    row("range", "GET / HTTP/1.1\r\nRange: bytes=0-1\r\n\r\n", 416);
    row("two tokens", "GET / HTTP/1.1\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n", 400);
    row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
    row("odd expectation", "POST / HTTP/1.1\r\nContent-Length: 3\r\nExpect: more\r\n\r\n", 417);
    QByteArray many = "GET / HTTP/1.1\r\n";
    for (int i = 0; i < 100; ++i)
        many += "A: b\r\n";
    row("many headers", many + "\r\n", 431);
}

void HeadTest::refuses()
{
    QFETCH(const QByteArray, text);
    const auto parsed = parseHead({ text.constData(), static_cast<std::size_t>(text.size()) });
    const Refusal* refusal = std::get_if<Refusal>(&parsed);
    QVERIFY(refusal);
    QTEST(refusal->status, "status");
}

void HeadTest::refusesBeforeTheEndComes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status"); // 0: waits for more
    QTest::newRow("half a line") << QByteArray("GET / HT") << 0;
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("a TLS hello") << QByteArray("\x16\x03\x01\x02") << 400;
    QTest::newRow("a path without end") << QByteArray("GET /") + QByteArray(6000, 'a') << 414;
    QTest::newRow("a header without end") << QByteArray("GET / HTTP/1.1\r\nA: ") + QByteArray(20'000, 'a') << 431;
    QTest::newRow("headers without end") << QByteArray("GET / HTTP/1.1\r\n") + QByteArray("A: b\r\n").repeated(100)
                                         << 431;
}

void HeadTest::refusesBeforeTheEndComes()
{
    QFETCH(const QByteArray, text);
    const auto refusal = checkUnfinishedHead({ text.constData(), static_cast<std::size_t>(text.size()) });
    QTEST(refusal ? refusal->status : 0, "status");
}

void HeadTest::keepsTheConnectionAsTheClientWishes_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("1.1") << QByteArray("HTTP/1.1\r\n\r\n") << true;
    QTest::newRow("1.1, close") << QByteArray("HTTP/1.1\r\nConnection: Close\r\n\r\n") << false;
    QTest::newRow("1.1, close among others") << QByteArray("HTTP/1.1\r\nConnection: te, close\r\n\r\n") << false;
    QTest::newRow("1.0") << QByteArray("HTTP/1.0\r\n\r\n") << false;
    QTest::newRow("1.0, kept") << QByteArray("HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n") << true;
}

void HeadTest::keepsTheConnectionAsTheClientWishes()
{
    QFETCH(const QByteArray, rest);
    const auto parsed = parseHead("GET / " + rest.toStdString());
    QVERIFY(std::holds_alternative<Head>(parsed));
    QTEST(std::get<Head>(parsed).isKeptAlive, "isKept");
}

void HeadTest::findsRoutesByLiteralComparison_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("pattern"); // empty: none
    const char* id = "0197a1c2-7e44-7b10-9d3e-5d0f6a2b9c11";
    QTest::newRow("home") << "GET"
                          << "/"
                          << "/";
    QTest::newRow("health") << "HEAD"
                            << "/healthz"
                            << "/healthz";
    QTest::newRow("sync") << "POST" << QStringLiteral("/v1/ledgers/%1/sync").arg(QLatin1String(id))
                          << "/v1/ledgers/{ledger}/sync";
    QTest::newRow("wrong method") << "GET" << QStringLiteral("/v1/ledgers/%1/sync").arg(QLatin1String(id)) << "";
    QTest::newRow("slash at the end") << "GET"
                                      << "/healthz/"
                                      << "";
    QTest::newRow("two slashes") << "GET"
                                 << "//healthz"
                                 << "";
    QTest::newRow("not an id") << "POST"
                               << "/v1/ledgers/home/sync"
                               << "";
    QTest::newRow("a path as an id") << "POST"
                                     << "/v1/ledgers/../sync"
                                     << "";
    QTest::newRow("an escaped slash") << "POST" << QStringLiteral("/v1%2Fledgers/%1/sync").arg(QLatin1String(id)) << "";
    QTest::newRow("an escaped path") << "POST"
                                     << "/v1/ledgers/..%2f..%2fetc%2fpasswd/sync"
                                     << "";
    QTest::newRow("one segment more") << "POST" << QStringLiteral("/v1/ledgers/%1/sync/x").arg(QLatin1String(id)) << "";
    QTest::newRow("one segment less") << "POST" << QStringLiteral("/v1/ledgers/%1").arg(QLatin1String(id)) << "";
    QTest::newRow("the pattern itself") << "POST"
                                        << "/v1/ledgers/{ledger}/sync"
                                        << "";
    QTest::newRow("other case") << "GET"
                                << "/HEALTHZ"
                                << "";
    QTest::newRow("nothing") << "GET"
                             << ""
                             << "";
}

void HeadTest::findsRoutesByLiteralComparison()
{
    QFETCH(const QString, method);
    QFETCH(const QString, path);
    const RouteMatch match = findRoute(method.toStdString(), path.toStdString());
    QTEST(match.route
            ? QString::fromUtf8(match.route->pattern.data(), static_cast<qsizetype>(match.route->pattern.size()))
            : QString(),
        "pattern");
}

QTEST_GUILESS_MAIN(HeadTest)
#include "head_test.moc"
