#include <QTest>

#include "desktop/services/http_reply.h"

using namespace qm;
using desktop::HttpReply;

class HttpReplyTest : public QObject {
    Q_OBJECT

private slots:
    void readsAnAnswerInPiecesOfAnySize_data();
    void readsAnAnswerInPiecesOfAnySize();
    void refusesWhatIsNotAnAnswer_data();
    void refusesWhatIsNotAnAnswer();
    void skipsInterimAnswers();
    void endsWithTheConnectionWhenNoLengthIsSaid();
    void tellsACutAnswerFromAWholeOne();
    void saysWhetherTheConnectionStays();
};

void HttpReplyTest::readsAnAnswerInPiecesOfAnySize_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello") << 200
                            << QByteArray("hello");
    QTest::newRow("empty") << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n") << 404 << QByteArray();
    QTest::newRow("no reason") << QByteArray("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}") << 200 << QByteArray("{}");
    QTest::newRow("no content") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << 204 << QByteArray();
    QTest::newRow("chunked") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n")
                             << 200 << QByteArray("hello");
    QTest::newRow("chunked with trailer")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\nA\r\n0123456789\r\n0\r\nSum: 1\r\n\r\n")
        << 200 << QByteArray("0123456789");
    QTest::newRow("same length twice") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx")
                                       << 200 << QByteArray("x");
}

void HttpReplyTest::readsAnAnswerInPiecesOfAnySize()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, body);

    for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
        HttpReply reply(100);
        bool isComplete = false;
        for (qsizetype at = 0; at < bytes.size(); at += piece) {
            QVERIFY(!isComplete);
            const auto fed = reply.feed(bytes.mid(at, piece).toStdString());
            QVERIFY2(fed, fed ? "" : fed.error().detail.c_str());
            isComplete = *fed;
        }
        QVERIFY(isComplete);
        QCOMPARE(reply.status(), status);
        QCOMPARE(QByteArray::fromStdString(reply.body()), body);
    }
}

void HttpReplyTest::refusesWhatIsNotAnAnswer_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("another protocol") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    QTest::newRow("HTTP/2 preface") << QByteArray("PRI * HTTP/2.0\r\n\r\n");
    QTest::newRow("no status") << QByteArray("HTTP/1.1 abc\r\n\r\n");
    QTest::newRow("status out of range") << QByteArray("HTTP/1.1 999 x\r\n\r\n");
    QTest::newRow("switching protocols") << QByteArray("HTTP/1.1 101 Switching\r\n\r\n");
    QTest::newRow("two lengths") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx");
    QTest::newRow("negative length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n");
    QTest::newRow("too long") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n");
    QTest::newRow("overflowing length") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n");
    QTest::newRow("unknown encoding") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n");
    QTest::newRow("chunk without length") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");
    QTest::newRow("chunk too long") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n");
    QTest::newRow("chunk that goes on") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc");
    QTest::newRow("chunks too long together")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" + QByteArray(64, 'x') + "\r\n40\r\n"
               + QByteArray(64, 'x'));
    QTest::newRow("field without a name") << QByteArray("HTTP/1.1 200 OK\r\n: x\r\n\r\n");
    QTest::newRow("endless header") << QByteArray("HTTP/1.1 200 OK\r\nX: " + QByteArray(70'000, 'x'));
    QTest::newRow("endless body") << QByteArray("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(101, 'x'));
}

void HttpReplyTest::refusesWhatIsNotAnAnswer()
{
    QFETCH(QByteArray, bytes);
    HttpReply reply(100);

    const auto fed = reply.feed(bytes.toStdString());

    QVERIFY(!fed);
    QCOMPARE(fed.error().code, ErrorCode::Protocol);
    QVERIFY(!fed.error().detail.empty());
}

void HttpReplyTest::skipsInterimAnswers()
{
    HttpReply reply(100);

    const auto fed = reply.feed("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nX: 1\r\n\r\nHTTP/1.1 200 "
                                "OK\r\nX: 2\r\nContent-Length: 2\r\n\r\nok");

    QVERIFY(fed && *fed);
    QCOMPARE(reply.status(), 200);
    QCOMPARE(reply.header("x").value_or(""), std::string_view("2"));
    QCOMPARE(reply.body(), std::string("ok"));
}

void HttpReplyTest::endsWithTheConnectionWhenNoLengthIsSaid()
{
    HttpReply reply(100);

    const auto fed = reply.feed("HTTP/1.1 200 OK\r\n\r\nhello");

    QVERIFY(fed && !*fed);
    QVERIFY(reply.endsHere());
    QCOMPARE(reply.body(), std::string("hello"));
    QVERIFY(!reply.keepsConnection());
}

void HttpReplyTest::tellsACutAnswerFromAWholeOne()
{
    for (const char* cut : { "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n" }) {
        HttpReply reply(100);
        const auto fed = reply.feed(cut);
        QVERIFY(fed && !*fed);
        QVERIFY(!reply.endsHere());
    }
}

void HttpReplyTest::saysWhetherTheConnectionStays()
{
    const auto stays = [](const char* head) {
        HttpReply reply(100);
        (void)reply.feed(std::string(head) + "Content-Length: 0\r\n\r\n");
        return reply.keepsConnection();
    };
    QVERIFY(stays("HTTP/1.1 200 OK\r\n"));
    QVERIFY(!stays("HTTP/1.1 200 OK\r\nConnection: close\r\n"));
    QVERIFY(!stays("HTTP/1.0 200 OK\r\n"));
    QVERIFY(stays("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n"));
}

QTEST_GUILESS_MAIN(HttpReplyTest)
#include "http_reply_test.moc"
