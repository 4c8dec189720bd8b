#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <string>

namespace qm::test {

/// What a command of quartermaster-syncd said and how it ended.
struct Ran {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

/// The real quartermaster-syncd with a data folder of its own, on a free port of 127.0.0.1. It is ended with this.
class DaemonProcess {
public:
    DaemonProcess();
    ~DaemonProcess();

    /// Of every process started from now on.
    void setVariable(const QString& name, const QString& value) { m_environment.insert(name, value); }
    /// Makes a certificate for 127.0.0.1 and serves HTTPS with it.
    bool useTls();

    /// Starts `serve` and waits for its port.
    bool start(const QStringList& arguments = { QStringLiteral("--migrate") });
    /// Starts it as it will fail, and waits for its end.
    Ran startToFail(const QStringList& arguments = {});
    /// Another command beside it.
    Ran run(const QStringList& arguments) const;
    /// A command that is running now.
    std::unique_ptr<QProcess> begin(const QStringList& arguments) const;
    /// SIGTERM; its exit code, -1 when it did not end within 20 s.
    int stop();
    void kill();
    bool isRunning() const;

    int port() const { return m_port; }
    qint64 processId() const { return m_process ? m_process->processId() : 0; }
    QString dataDir() const { return m_dir.path(); }
    QString path(const QString& relative) const { return m_dir.filePath(relative); }
    /// Every line of its log so far; an empty object for a line that is not JSON.
    QList<QJsonObject> log() const;
    QByteArray logText() const;
    /// `invite`; its code.
    std::string invite(const QStringList& arguments = {}) const;
    /// VmRSS in KiB.
    qint64 residentKiB() const;

private:
    QTemporaryDir m_dir;
    QProcessEnvironment m_environment;
    std::unique_ptr<QProcess> m_process;
    int m_port = 0;
    int m_starts = 0;
};

} // namespace qm::test
