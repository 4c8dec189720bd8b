#include "tests/syncd/support/daemon_process.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>

#include <csignal>

namespace qm::test {

namespace {

constexpr int patienceMs = 20'000;

QString logPath(const QString& dir, int start)
{
    return QStringLiteral("%1/serve-%2.log").arg(dir).arg(start);
}

} // namespace

DaemonProcess::DaemonProcess() : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString& name : m_environment.keys())
        if (name.startsWith(QLatin1String("QUARTERMASTER_")))
            m_environment.remove(name);
    QDir(m_dir.path()).mkdir(QStringLiteral("data"));
    setVariable(QStringLiteral("QUARTERMASTER_DB_URL"),
        QStringLiteral("sqlite:///") + path(QStringLiteral("data/quartermaster.db")));
    setVariable(QStringLiteral("QUARTERMASTER_LISTEN"), QStringLiteral("127.0.0.1:0"));
}

DaemonProcess::~DaemonProcess()
{
    if (isRunning())
        kill();
}

bool DaemonProcess::useTls()
{
    QProcess openssl;
    openssl.setWorkingDirectory(m_dir.path());
    openssl.start(QStringLiteral("openssl"),
        QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
                       " -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem")
            .split(QLatin1Char(' ')));
    if (!openssl.waitForFinished(patienceMs) || openssl.exitCode() != 0)
        return false;
    setVariable(QStringLiteral("QUARTERMASTER_TLS_CERT"), path(QStringLiteral("certificate.pem")));
    setVariable(QStringLiteral("QUARTERMASTER_TLS_KEY"), path(QStringLiteral("key.pem")));
    return true;
}

bool DaemonProcess::start(const QStringList& arguments)
{
    const QString log = logPath(m_dir.path(), ++m_starts);
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(m_environment);
    m_process->setStandardOutputFile(log);
    m_process->setStandardErrorFile(log, QIODevice::Append);
    m_process->start(QStringLiteral(QM_SYNCD_BINARY), QStringList { QStringLiteral("serve") } + arguments);
    m_port = 0;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < patienceMs) {
        m_process->waitForFinished(10);
        for (const QJsonObject& line : this->log()) {
            const QString address = line[QLatin1String("address")].toString();
            if (line[QLatin1String("event")] == QLatin1String("listening"))
                m_port = address.mid(address.lastIndexOf(QLatin1Char(':')) + 1).toInt();
        }
        if (m_port > 0)
            return true;
        if (!isRunning())
            break;
    }
    qWarning("the daemon did not start: %s", logText().constData());
    return false;
}

Ran DaemonProcess::startToFail(const QStringList& arguments)
{
    return run(QStringList { QStringLiteral("serve") } + arguments);
}

Ran DaemonProcess::run(const QStringList& arguments) const
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.setWorkingDirectory(m_dir.path());
    process.start(QStringLiteral(QM_SYNCD_BINARY), arguments);
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return { -1, process.readAllStandardOutput(), "did not end" };
    }
    const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return { code, process.readAllStandardOutput(), process.readAllStandardError() };
}

std::unique_ptr<QProcess> DaemonProcess::begin(const QStringList& arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->start(QStringLiteral(QM_SYNCD_BINARY), arguments);
    process->waitForStarted(patienceMs);
    return process;
}

int DaemonProcess::stop()
{
    m_process->terminate();
    if (!m_process->waitForFinished(patienceMs))
        return -1;
    return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
}

void DaemonProcess::kill()
{
    m_process->kill();
    m_process->waitForFinished(patienceMs);
}

bool DaemonProcess::isRunning() const
{
    return m_process && m_process->state() == QProcess::Running
        && ::kill(static_cast<pid_t>(m_process->processId()), 0) == 0;
}

QByteArray DaemonProcess::logText() const
{
    QFile file(logPath(m_dir.path(), m_starts));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QJsonObject> DaemonProcess::log() const
{
    QList<QJsonObject> lines;
    for (const QByteArray& line : logText().split('\n'))
        if (!line.isEmpty())
            lines.append(QJsonDocument::fromJson(line).object());
    return lines;
}

std::string DaemonProcess::invite(const QStringList& arguments) const
{
    const Ran ran = run(QStringList { QStringLiteral("invite"), QStringLiteral("--json") } + arguments);
    return QJsonDocument::fromJson(ran.out).object()[QLatin1String("code")].toString().toStdString();
}

qint64 DaemonProcess::residentKiB() const
{
    QFile status(QStringLiteral("/proc/%1/status").arg(processId()));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    return -1;
}

} // namespace qm::test
