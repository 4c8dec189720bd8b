#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>

#include "tests/bench/daemon.h"

#include <fstream>

namespace qm::bench {

namespace {

constexpr int patienceMs = 20'000;

Error failed(const std::string& what, QProcess& process)
{
    const QByteArray said = process.readAllStandardError() + process.readAllStandardOutput();
    return { ErrorCode::Io, what + ": " + said.right(2000).toStdString() };
}

/// The port of a `listening` line of the log, or 0.
std::uint16_t portIn(const QByteArray& line)
{
    const QJsonObject entry = QJsonDocument::fromJson(line).object();
    if (entry[QStringLiteral("event")].toString() != QLatin1String("listening"))
        return 0;
    const QString address = entry[QStringLiteral("address")].toString();
    return address.mid(address.lastIndexOf(QLatin1Char(':')) + 1).toUShort();
}

} // namespace

Daemon::Daemon(std::unique_ptr<QProcess> process, std::string program)
    : m_process(std::move(process))
    , m_program(std::move(program))
{
}

Daemon::Daemon(Daemon&&) noexcept = default;

Daemon::~Daemon()
{
    stop();
}

Result<Daemon> Daemon::start(const std::string& program, const std::string& dataDir, const std::string& certificate,
    const std::string& key, int waitingMax)
{
    QDir().mkpath(QString::fromStdString(dataDir));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QUARTERMASTER_DB_URL"),
        QStringLiteral("sqlite:///%1/quartermaster.db").arg(QString::fromStdString(dataDir)));
    environment.insert(QStringLiteral("QUARTERMASTER_LISTEN"), QStringLiteral("127.0.0.1:0"));
    environment.insert(QStringLiteral("QUARTERMASTER_WAITING_MAX"), QString::number(waitingMax));
    if (!certificate.empty()) {
        environment.insert(QStringLiteral("QUARTERMASTER_TLS_CERT"), QString::fromStdString(certificate));
        environment.insert(QStringLiteral("QUARTERMASTER_TLS_KEY"), QString::fromStdString(key));
    }
    const QString logPath = QString::fromStdString(dataDir) + QStringLiteral("/server.log");
    QFile::remove(logPath);
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setStandardOutputFile(logPath);
    process->start(QString::fromStdString(program), { QStringLiteral("serve"), QStringLiteral("--migrate") });
    Daemon daemon(std::move(process), program);
    QFile log(logPath);
    QElapsedTimer timer;
    timer.start();
    while (daemon.m_port == 0) {
        if (timer.elapsed() > patienceMs || daemon.m_process->state() == QProcess::NotRunning)
            return Error { ErrorCode::Io, program + " did not start; its log is " + logPath.toStdString() };
        daemon.m_process->waitForFinished(20);
        if (!log.isOpen() && !log.open(QIODevice::ReadOnly))
            continue;
        log.seek(0);
        while (!log.atEnd() && daemon.m_port == 0)
            daemon.m_port = portIn(log.readLine());
    }
    return daemon;
}

Result<std::string> Daemon::invite(const std::string& ledger) const
{
    QStringList arguments { QStringLiteral("invite"), QStringLiteral("--json") };
    if (!ledger.empty())
        arguments << QStringLiteral("--ledger") << QString::fromStdString(ledger);
    QProcess process;
    process.setProcessEnvironment(m_process->processEnvironment());
    process.start(QString::fromStdString(m_program), arguments);
    if (!process.waitForFinished(patienceMs) || process.exitCode() != 0)
        return failed("invite failed", process);
    return QJsonDocument::fromJson(process.readAllStandardOutput())
        .object()[QStringLiteral("code")]
        .toString()
        .toStdString();
}

Result<Daemon::Memory> Daemon::memory() const
{
    std::ifstream status("/proc/" + std::to_string(m_process->processId()) + "/status");
    Memory memory;
    std::string key;
    while (status >> key) {
        double kibibytes = 0;
        if (key == "VmRSS:" && status >> kibibytes)
            memory.residentMiB = kibibytes / 1024;
        else if (key == "VmHWM:" && status >> kibibytes)
            memory.peakMiB = kibibytes / 1024;
        status.ignore(4096, '\n');
    }
    if (memory.residentMiB == 0)
        return Error { ErrorCode::Io, "the daemon's memory cannot be read" };
    return memory;
}

void Daemon::stop()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(patienceMs)) {
        m_process->kill();
        m_process->waitForFinished(patienceMs);
    }
}

Result<> makeCertificate(const std::string& dir)
{
    QProcess process;
    process.setWorkingDirectory(QString::fromStdString(dir));
    process.start(QStringLiteral("openssl"),
        QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=127.0.0.1"
                       " -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem")
            .split(QLatin1Char(' ')));
    if (!process.waitForFinished(patienceMs) || process.exitCode() != 0)
        return failed("openssl cannot make a certificate", process);
    return {};
}

} // namespace qm::bench
