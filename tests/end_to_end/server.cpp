#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QThread>

#include "tests/end_to_end/server.h"

namespace qm::test {

namespace {

int freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

} // namespace

Server::Server(const QString& folder, Serves serves)
    : m_folder(folder)
    , m_port(freePort())
    , m_environment(QProcessEnvironment::systemEnvironment())
{
    QDir().mkpath(folder);
    m_certificate = makeCertificate(folder, QStringLiteral("server"));
    m_environment.insert(QStringLiteral("QUARTERMASTER_DB_URL"), "sqlite:///" + folder + "/quartermaster.db");
    m_environment.insert(QStringLiteral("QUARTERMASTER_LISTEN"), QStringLiteral("127.0.0.1:%1").arg(m_port));
    if (serves == Serves::Plain)
        return;
    m_environment.insert(QStringLiteral("QUARTERMASTER_PUBLIC_URL"), url());
    m_environment.insert(QStringLiteral("QUARTERMASTER_TLS_CERT"), m_certificate.certificateFile);
    m_environment.insert(QStringLiteral("QUARTERMASTER_TLS_KEY"), m_certificate.keyFile);
}

QString Server::log() const
{
    QFile file(m_folder + "/server.log");
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool Server::start()
{
    constexpr int patienceMs = 20'000;
    const auto listening = QStringLiteral("\"event\":\"listening\"");
    const auto before = log().count(listening);
    m_process.setProcessEnvironment(m_environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(m_folder + "/server.log", QIODevice::Append);
    m_process.start(QStringLiteral(QM_SYNCD), { "serve", "--migrate" });
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < patienceMs && !m_process.waitForFinished(10)) {
        if (m_process.state() == QProcess::Running && log().count(listening) > before)
            return true;
    }
    qWarning("the daemon did not start: %s", qPrintable(log().right(2000)));
    return false;
}

bool Server::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return true;
    m_process.terminate();
    if (!m_process.waitForFinished(20'000)) {
        m_process.kill();
        m_process.waitForFinished();
        return false;
    }
    return m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}

Run Server::run(const QStringList& arguments) const
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(QStringLiteral(QM_SYNCD), arguments);
    if (!process.waitForFinished(30'000))
        return {};
    return { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError() };
}

QJsonObject Server::invite(const QString& ledger) const
{
    QStringList arguments { "invite", "--json" };
    if (!ledger.isEmpty())
        arguments << "--ledger" << ledger;
    const Run done = run(arguments);
    if (done.code != 0)
        qWarning("%s", qPrintable(done.text()));
    return done.json();
}

QString Server::code(const QString& ledger) const
{
    return invite(ledger)["code"].toString();
}

QString Server::link(const QString& ledger) const
{
    return invite(ledger)["link"].toString();
}

} // namespace qm::test
