#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

#include "tests/bench/proxy.h"

namespace qm::bench {

namespace {

constexpr int patienceMs = 20'000;

std::uint16_t freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost, 0);
    return server.serverPort();
}

bool answers(std::uint16_t port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(100);
}

} // namespace

Proxy::Proxy(std::unique_ptr<QProcess> process, std::uint16_t port) : m_process(std::move(process)), m_port(port) { }

Proxy::Proxy(Proxy&&) noexcept = default;

Proxy::~Proxy()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(patienceMs)) {
        m_process->kill();
        m_process->waitForFinished(patienceMs);
    }
}

Result<std::optional<Proxy>> Proxy::start(
    const std::string& dir, std::uint16_t daemonPort, const Tls& tls, std::uint16_t port)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("caddy"));
    if (program.isEmpty())
        return std::optional<Proxy>();
    const QString folder = QString::fromStdString(dir) + QStringLiteral("/caddy");
    QDir().mkpath(folder);
    if (port == 0)
        port = freePort();
    QFile config(folder + QStringLiteral("/Caddyfile"));
    if (!config.open(QIODevice::WriteOnly))
        return Error { ErrorCode::Io, config.fileName().toStdString() + " cannot be written" };
    config.write(QStringLiteral("{\n\tadmin off\n\tauto_https disable_redirects\n}\n"
                                "https://127.0.0.1:%1 {\n\tbind 127.0.0.1\n\ttls %2 %3\n"
                                "\treverse_proxy 127.0.0.1:%4\n}\n")
                     .arg(port)
                     .arg(QString::fromStdString(tls.certificate), QString::fromStdString(tls.key))
                     .arg(daemonPort)
                     .toUtf8());
    config.close();
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* variable : { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME" })
        environment.insert(QLatin1String(variable), folder); // nothing of it stays behind
    process->setProcessEnvironment(environment);
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setStandardOutputFile(folder + QStringLiteral("/log"));
    process->start(program,
        { QStringLiteral("run"), QStringLiteral("--config"), config.fileName(), QStringLiteral("--adapter"),
            QStringLiteral("caddyfile") });
    Proxy proxy(std::move(process), port);
    QElapsedTimer timer;
    timer.start();
    while (!answers(port)) {
        if (timer.elapsed() > patienceMs || proxy.m_process->state() == QProcess::NotRunning)
            return Error { ErrorCode::Io, "caddy did not start; its log is in " + folder.toStdString() };
        proxy.m_process->waitForFinished(20);
    }
    return std::optional<Proxy>(std::move(proxy));
}

} // namespace qm::bench
