#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace qm::test {

/// A server for one test, on 127.0.0.1 and a port the system picks, in a thread of its own: one connection after the
/// other, kept open as long as the client likes.
class TestServer {
public:
    struct Request {
        QByteArray head;
        QByteArray body;
        int connection = 0; ///< 1, 2, …
        QByteArray header(const QByteArray& name) const; ///< by its lower-case name; empty: not there
    };
    struct Reply {
        QByteArray bytes;
        bool closes = false;
        int delayMs = 0; ///< before a byte is sent
    };
    using Handler = std::function<Reply(const Request&)>;

    /// `certificateFile` empty: plain HTTP.
    explicit TestServer(Handler handler, const QString& certificateFile = {}, const QString& keyFile = {});
    ~TestServer();

    int port() const { return m_port; }
    QList<Request> requests() const;
    int connections() const { return m_connections; } ///< that got as far as TLS

    static QByteArray http(int status, const QByteArray& headers, const QByteArray& body);
    static QByteArray json(const QByteArray& body) { return http(200, "Content-Type: application/json\r\n", body); }

private:
    void serve();
    void serveConnection(qintptr descriptor);

    Handler m_handler;
    QString m_certificateFile;
    QString m_keyFile;
    std::atomic<int> m_port = 0;
    std::atomic<int> m_connections = 0;
    std::atomic<bool> m_isStopping = false;
    mutable std::mutex m_mutex;
    QList<Request> m_requests;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace qm::test
