#include <QTest>

#include "syncd/routes.h"
#include "tests/abuse/abused_daemon.h"

#include <atomic>
#include <thread>

using namespace qm;
using namespace qm::test;

namespace {

const std::string packedHeader = "Content-Encoding: zstd\r\n";

/// A JSON array of as many empty objects as have room: nothing takes more memory for its size.
std::string manyObjects(std::size_t bytes)
{
    return "[" + repeated("{},", bytes / 3 - 2) + "{}]";
}

} // namespace

/// Bodies that are too much, packed to be too much, or never come whole.
class RequestBodyTest final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { m_daemon.note(); }
    void cleanup();
    void cleanupTestCase();

    void aBodyThatIsTooLargeIsRefusedBeforeItComes_data();
    void aBodyThatIsTooLargeIsRefusedBeforeItComes();
    void aBodyThatIsTooLargeIsNotReadToItsEnd();
    void aStrangersBodyIsNotRead();
    void codingsTheDaemonDoesNotDecodeAreRefused_data();
    void codingsTheDaemonDoesNotDecodeAreRefused();
    void formsOfSeveralPartsAreNotTakenApart();
    void zstdThatIsNoneIsMalformed_data();
    void zstdThatIsNoneIsMalformed();
    void aBodyThatIsCutOffDoesNothing();
    void manyStrangersBombsAtOnceTakeLittleMemory();
    void aZstdBombIsNotUnpackedToItsEnd_data();
    void aZstdBombIsNotUnpackedToItsEnd();
    void manyBombsOfADeviceAtOnceTakeBoundedMemory_data();
    void manyBombsOfADeviceAtOnceTakeBoundedMemory();

private:
    void bombAtOnce(const std::string& request, int senders, std::initializer_list<int> statuses);
    AbusedDaemon m_daemon;
    qint64 m_peakKiBMax = 0;
};

void RequestBodyTest::initTestCase()
{
    const QString wrong = m_daemon.start();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void RequestBodyTest::cleanup()
{
    const QString wrong = m_daemon.complaint(m_peakKiBMax > 0 ? m_peakKiBMax : 96 * 1024);
    m_peakKiBMax = 0;
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void RequestBodyTest::cleanupTestCase()
{
    const QString wrong = m_daemon.ledgerComplaint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void RequestBodyTest::aBodyThatIsTooLargeIsRefusedBeforeItComes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<qint64>("length");
    for (const syncd::Route& route : syncd::routes()) {
        if (route.method != "POST")
            continue;
        QString path = QString::fromUtf8(route.pattern.data(), static_cast<qsizetype>(route.pattern.size()));
        path.replace(QStringLiteral("{ledger}"), QString::fromStdString(m_daemon.device().ledger->id().text()));
        path.replace(QStringLiteral("{device}"), QString::fromStdString(m_daemon.device().id.text()));
        QTest::addRow("%s, one byte too many", std::string(route.pattern).c_str())
            << path << qint64(route.bodyBytesMax + 1);
    }
    QTest::newRow("sync, a terabyte") << QString::fromStdString(m_daemon.ledgerPath() + "/sync") << (qint64(1) << 40);
}

void RequestBodyTest::aBodyThatIsTooLargeIsRefusedBeforeItComes()
{
    QFETCH(const QString, path);
    QFETCH(const qint64, length);
    const RawReply reply = m_daemon.send("POST " + path.toStdString() + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
        + m_daemon.device().token + "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n");
    QCOMPARE(reply.status, 413);
    QCOMPARE(errorOf(reply), std::string("too_large"));
    QCOMPARE(reply.header("connection"), std::string("close"));
}

void RequestBodyTest::aBodyThatIsTooLargeIsNotReadToItsEnd()
{
    const qint64 before = m_daemon.peakKiB();
    RawSocket socket(m_daemon.port());
    const std::string megabyte(1 << 20, 'a');
    bool isTaken = socket.send("POST " + m_daemon.ledgerPath() + "/sync HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
        + m_daemon.device().token + "\r\nContent-Length: 104857600\r\n\r\n");
    for (int i = 0; i < 100 && isTaken; ++i)
        isTaken = socket.send(megabyte);

    const RawReply reply = socket.reply();

    QVERIFY(!isTaken);
    QVERIFY(reply.status == 413 || reply.status == 0);
    QVERIFY2(m_daemon.peakKiB() < before + 4 * 1024, qPrintable(QString::number(m_daemon.peakKiB() - before)));
}

void RequestBodyTest::aStrangersBodyIsNotRead()
{
    // Answered though not one byte of the body has come.
    const std::string rest = " HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n";
    QCOMPARE(m_daemon.send("POST " + m_daemon.ledgerPath() + "/sync" + rest).status, 401);
    QCOMPARE(m_daemon.send("POST /v1/ledgers" + rest).status, 401);
    QCOMPARE(m_daemon.send("POST /nowhere" + rest).status, 404);
}

void RequestBodyTest::codingsTheDaemonDoesNotDecodeAreRefused_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("body");
    const QByteArray bomb = qCompress(QByteArray(20'000'000, 'a')).mid(4);
    QTest::newRow("a gzip bomb") << QByteArray("gzip") << QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) + bomb.mid(2);
    QTest::newRow("a deflate bomb") << QByteArray("deflate") << bomb;
    QTest::newRow("brotli") << QByteArray("br") << QByteArray("\x8b\x01\x80{}\x03");
    QTest::newRow("x-gzip") << QByteArray("x-gzip") << bomb;
    QTest::newRow("zstd in gzip") << QByteArray("zstd, gzip") << bomb;
    QTest::newRow("zstd twice") << QByteArray("zstd, zstd") << QByteArray::fromStdString(compress(compress("{}")));
    QTest::newRow("nonsense") << QByteArray("a;b=\"c") << QByteArray("{}");
    QTest::newRow("empty") << QByteArray("") << QByteArray("{}");
}

void RequestBodyTest::codingsTheDaemonDoesNotDecodeAreRefused()
{
    QFETCH(const QByteArray, coding);
    QFETCH(const QByteArray, body);
    for (const std::string& path : { std::string("/v1/pair"), m_daemon.ledgerPath() + "/sync" }) {
        const RawReply reply = m_daemon.send(postRequest(
            path, body.toStdString(), m_daemon.device().token, "Content-Encoding: " + coding.toStdString() + "\r\n"));
        QCOMPARE(reply.status, 415);
        QCOMPARE(errorOf(reply), std::string("content_encoding"));
    }
}

void RequestBodyTest::formsOfSeveralPartsAreNotTakenApart()
{
    const std::string part
        = "--b\r\nContent-Disposition: form-data; name=\"code\"; filename=\"../../x\"\r\n\r\nBCDF-GHJK\r\n";
    const std::string type = "Content-Type: multipart/form-data; boundary=b\r\n";
    for (const std::string& body :
        { part + "--b--\r\n", repeated(part, 40), std::string("--b\r\n") + std::string(4000, 'A') }) {
        const RawReply reply = m_daemon.send(postRequest("/v1/pair", body, {}, type));
        QCOMPARE(reply.status, 400);
        QCOMPARE(errorOf(reply), std::string("malformed"));
    }
}

void RequestBodyTest::zstdThatIsNoneIsMalformed_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray whole
        = QByteArray::fromStdString(compress(R"({"head":"0.0000000000000000","items":[]})" + repeated(" ", 100)));
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("plain JSON") << QByteArray(R"({"head":"0.0000000000000000","items":[]})");
    QTest::newRow("cut in its head") << whole.left(5);
    QTest::newRow("cut at its end") << whole.left(whole.size() - 1);
    QTest::newRow("with garbage behind") << whole + "garbage";
    QTest::newRow("a reserved bit set") << whole.left(4) + char(whole[4] | 0x08) + whole.mid(5);
    QTest::newRow("a window of two gigabytes") << QByteArray("\x28\xB5\x2F\xFD\x00\xA8\x03\x00\x00", 9) + "aaaa";
    QTest::newRow("a claim of 2^64 bytes")
        << QByteArray("\x28\xB5\x2F\xFD\xE0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x00\x00", 16);
    QTest::newRow("a dictionary that is not there")
        << QByteArray("\x28\xB5\x2F\xFD\x03\x58\x01\x02\x03\x04\x01\x00\x00", 13);
    QTest::newRow("a thousand empty frames") << QByteArray("\x28\xB5\x2F\xFD\x20\x00\x01\x00\x00", 9).repeated(1000);
    QTest::newRow("a skippable frame alone") << QByteArray("\x50\x2A\x4D\x18\x04\x00\x00\x00zzzz", 12);
    QTest::newRow("a skippable frame without end") << QByteArray("\x50\x2A\x4D\x18\xFF\xFF\xFF\xFFzzzz", 12);
}

void RequestBodyTest::zstdThatIsNoneIsMalformed()
{
    QFETCH(const QByteArray, body);
    const RawReply reply = m_daemon.send(
        postRequest(m_daemon.ledgerPath() + "/sync", body.toStdString(), m_daemon.device().token, packedHeader));
    QCOMPARE(reply.status, 400);
    QCOMPARE(errorOf(reply), std::string("malformed"));
}

void RequestBodyTest::aZstdBombIsNotUnpackedToItsEnd_data()
{
    QTest::addColumn<QByteArray>("body");
    const std::string zeros = compress(std::string(100 << 20, '0'), 19);
    const std::string twoHundred = repeated(compress(std::string(1 << 20, ' ')), 200);
    QTest::newRow("100 MB of one digit") << QByteArray::fromStdString(zeros);
    QTest::newRow("200 frames of a megabyte") << QByteArray::fromStdString(twoHundred);
    QTest::newRow("one byte more than may be")
        << QByteArray::fromStdString(compress(std::string(decodedBytesMax + 1, ' ')));
}

void RequestBodyTest::aZstdBombIsNotUnpackedToItsEnd()
{
    QFETCH(const QByteArray, body);
    QVERIFY(std::size_t(body.size()) < bodyBytesMax);
    const RawReply reply = m_daemon.send(
        postRequest(m_daemon.ledgerPath() + "/sync", body.toStdString(), m_daemon.device().token, packedHeader));
    QCOMPARE(reply.status, 400);
    QCOMPARE(errorOf(reply), std::string("malformed"));
    QVERIFY(reply.body.find("too large when unpacked") != std::string::npos);
}

/// The same request on many connections; with 40 on more than the daemon has threads.
void RequestBodyTest::bombAtOnce(const std::string& request, int senders, std::initializer_list<int> statuses)
{
    std::vector<int> got(static_cast<std::size_t>(senders));
    std::vector<std::thread> threads;
    for (int i = 0; i < senders; ++i)
        threads.emplace_back([&, i] {
            RawSocket socket(m_daemon.port());
            socket.send(request);
            got[std::size_t(i)] = socket.reply(60'000).status;
        });
    for (std::thread& thread : threads)
        thread.join();
    for (const int status : got)
        QVERIFY2(std::find(statuses.begin(), statuses.end(), status) != statuses.end(), std::to_string(status).c_str());
}

void RequestBodyTest::manyStrangersBombsAtOnceTakeLittleMemory()
{
    const std::string bomb = compress(manyObjects(decodedBytesMax), 19);
    QVERIFY(bomb.size() < 4096);
    bombAtOnce(postRequest("/v1/pair", bomb, {}, packedHeader), 40, { 400 });
    m_peakKiBMax = 32 * 1024;
}

void RequestBodyTest::manyBombsOfADeviceAtOnceTakeBoundedMemory_data()
{
    QTest::addColumn<QByteArray>("items");
    QTest::addColumn<int>("senders");
    const std::size_t room = decodedBytesMax - 200;
    const std::string change = "{\"age\":0,\"cs\":{\"level\":1,\"ops\":";
    QTest::newRow("items that are none") << QByteArray::fromStdString(manyObjects(room)) << 40;
    QTest::newRow("a change set of millions of operations")
        << QByteArray::fromStdString("[" + change + manyObjects(room) + "}}]") << 6;
    QTest::newRow("one that is small enough to be taken with others")
        << QByteArray::fromStdString("[" + change + manyObjects(120'000) + "}}]") << 40;
}

void RequestBodyTest::manyBombsOfADeviceAtOnceTakeBoundedMemory()
{
    QFETCH(const QByteArray, items);
    QFETCH(const int, senders);
    const std::string bomb = compress("{\"head\":\"0.0000000000000000\",\"items\":" + items.toStdString() + "}");
    QVERIFY(bomb.size() < bodyBytesMax);
    bombAtOnce(postRequest(m_daemon.ledgerPath() + "/sync", bomb, m_daemon.device().token, packedHeader), senders,
        { 400, 413, 503 });
    m_peakKiBMax = 400 * 1024; // of the gigabyte that its container has
}

void RequestBodyTest::aBodyThatIsCutOffDoesNothing()
{
    const std::string request = postRequest(m_daemon.ledgerPath() + "/sync",
        R"({"head":")" + m_daemon.device().ledger->status()->version.text() + R"(","items":[]})",
        m_daemon.device().token);
    for (std::size_t size = request.size() - 1; size > 30; size -= 13) {
        RawSocket socket(m_daemon.port());
        socket.send(request.substr(0, size));
        socket.finishSending();
        QCOMPARE(socket.readAll(15'000), std::string());
    }
    RawSocket whole(m_daemon.port());
    whole.send(request);
    QCOMPARE(whole.reply().status, 200);
}

QTEST_GUILESS_MAIN(RequestBodyTest)
#include "request_body_test.moc"
