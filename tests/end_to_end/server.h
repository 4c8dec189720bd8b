#pragma once

#include "tests/desktop/cli/cli.h"
#include "tests/desktop/services/certificate.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace qm::test {

/// The real quartermaster-syncd, with a certificate of its own making, on one port of 127.0.0.1 that it keeps when it
/// is stopped and started again. Over TLS, or plain for a proxy in front of it.
class Server {
public:
    enum class Serves { Tls, Plain };
    explicit Server(const QString& folder, Serves serves = Serves::Tls);
    ~Server() { stop(); }

    bool start();
    /// With SIGTERM; true when it ended with 0.
    bool stop();
    /// A command of the daemon, with its environment.
    Run run(const QStringList& arguments) const;
    QString code(const QString& ledger = {}) const; ///< of a new invitation; to bring a ledger when none is named
    QString link(const QString& ledger = {}) const;
    QString url() const { return QStringLiteral("https://127.0.0.1:%1").arg(m_port); }
    int port() const { return m_port; }
    const Certificate& certificate() const { return m_certificate; }
    QString log() const;

private:
    QJsonObject invite(const QString& ledger) const;

    QString m_folder;
    Certificate m_certificate;
    int m_port = 0;
    QProcessEnvironment m_environment;
    QProcess m_process;
};

} // namespace qm::test
