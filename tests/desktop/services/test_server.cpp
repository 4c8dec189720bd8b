#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>

#include "tests/desktop/services/test_server.h"

#include <chrono>

namespace qm::test {

namespace {

class Listener : public QTcpServer {
public:
    qintptr take() { return std::exchange(m_descriptor, -1); }

protected:
    void incomingConnection(qintptr descriptor) override { m_descriptor = descriptor; }

private:
    qintptr m_descriptor = -1;
};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QSslKey keyOf(const QString& path)
{
    const QByteArray pem = contentOf(path);
    for (const auto algorithm : { QSsl::Ec, QSsl::Rsa }) {
        const QSslKey key(pem, algorithm);
        if (!key.isNull())
            return key;
    }
    return {};
}

} // namespace

QByteArray TestServer::Request::header(const QByteArray& name) const
{
    for (const QByteArray& line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).toLower() == name)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

QByteArray TestServer::http(int status, const QByteArray& headers, const QByteArray& body)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Said\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

TestServer::TestServer(Handler handler, const QString& certificateFile, const QString& keyFile)
    : m_handler(std::move(handler))
    , m_certificateFile(certificateFile)
    , m_keyFile(keyFile)
    , m_thread([this] { serve(); })
{
    while (m_port == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

TestServer::~TestServer()
{
    m_isStopping = true;
    m_thread.join();
}

QList<TestServer::Request> TestServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void TestServer::serve()
{
    Listener listener;
    if (!listener.listen(QHostAddress::LocalHost))
        qFatal("no port on 127.0.0.1");
    m_port = listener.serverPort();
    while (!m_isStopping) {
        if (!listener.waitForNewConnection(10))
            continue;
        serveConnection(listener.take());
    }
}

void TestServer::serveConnection(qintptr descriptor)
{
    QSslSocket socket;
    socket.setSocketDescriptor(descriptor);
    if (!m_certificateFile.isEmpty()) {
        socket.setLocalCertificate(QSslCertificate(contentOf(m_certificateFile)));
        socket.setPrivateKey(keyOf(m_keyFile));
        socket.startServerEncryption();
        if (!socket.waitForEncrypted(5000))
            return;
    }
    const int connection = ++m_connections;
    QByteArray bytes;
    while (!m_isStopping && socket.state() == QAbstractSocket::ConnectedState) {
        const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
        Request request { bytes.left(headEnd), {}, connection };
        const qsizetype size = headEnd < 0 ? 0 : request.header("content-length").toLongLong();
        if (headEnd < 0 || bytes.size() < headEnd + 4 + size) {
            socket.waitForReadyRead(20); // what came with the handshake is there already
            bytes += socket.readAll();
            continue;
        }
        request.body = bytes.mid(headEnd + 4, size);
        bytes.remove(0, headEnd + 4 + size);
        {
            const std::lock_guard lock(m_mutex);
            m_requests.append(request);
        }
        const Reply reply = m_handler(request);
        std::this_thread::sleep_for(std::chrono::milliseconds(reply.delayMs));
        socket.write(reply.bytes);
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5000)) { }
        if (reply.closes) {
            socket.disconnectFromHost();
            if (socket.state() != QAbstractSocket::UnconnectedState)
                socket.waitForDisconnected(2000);
        }
    }
}

} // namespace qm::test
