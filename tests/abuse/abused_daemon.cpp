#include "tests/abuse/abused_daemon.h"

#include "common/sync/json.h"

#include <QDir>
#include <QFile>

#include <csignal>

namespace qm::test {

namespace {

QString problem(const char* what, const Error& error)
{
    return QStringLiteral("%1: %2").arg(QLatin1String(what), QString::fromStdString(error.detail));
}

} // namespace

QString AbusedDaemon::start(RawSocket::Tls tls)
{
    std::signal(SIGPIPE, SIG_IGN); // TLS writes to connections that the daemon has closed
    m_tls = tls;
    if (tls == RawSocket::Tls::On && !m_process.useTls())
        return QStringLiteral("no certificate");
    if (!m_process.start())
        return QStringLiteral("it did not start");
    auto paired = TestDevice::pair(port(), m_process.invite(), "Kitchen laptop", tls);
    if (!paired)
        return problem("pair", paired.error());
    m_device = *std::move(paired);
    if (auto brought = m_device.bringLedger("Home"); !brought)
        return problem("bring a ledger", brought.error());
    m_processId = m_process.processId();
    return {};
}

void AbusedDaemon::note()
{
    QFile forget(QStringLiteral("/proc/%1/clear_refs").arg(m_process.processId()));
    if (forget.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        forget.write(
            "5"); // the peak starts anew; where that is not allowed it is that of the whole run, which is stricter
}

QString AbusedDaemon::complaint(qint64 peakKiBMax) const
{
    if (!m_process.isRunning() || m_process.processId() != m_processId)
        return QStringLiteral("the daemon has gone: ") + QString::fromUtf8(m_process.logText().right(2000));
    if (send(getRequest("/healthz")).status != 200)
        return QStringLiteral("the daemon is not healthy any more");
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // which take memory of their own
    if (const qint64 peak = peakKiB(); peak > peakKiBMax)
        return QStringLiteral("the daemon took %1 KiB, more than %2").arg(peak).arg(peakKiBMax);
#else
    (void)peakKiBMax;
#endif
    return {};
}

QString AbusedDaemon::ledgerComplaint()
{
    if (auto posted = m_device.post("After the abuse", -100); !posted)
        return problem("post", posted.error());
    const auto synced = m_device.sync();
    if (!synced)
        return problem("sync", synced.error());
    if (synced->waiting != 0 || !synced->repaired.empty())
        return QStringLiteral("a change still waits, or a row had to be repaired");
    const RawReply digest = send(getRequest(ledgerPath() + "/digest", m_device.token));
    if (digest.status != 200 || digest.body.find(synced->digest.hex()) == std::string::npos)
        return QStringLiteral("the server's digest is another: ") + QString::fromStdString(digest.body.substr(0, 200));
    const Ran verified = m_process.run({ QStringLiteral("verify") });
    return verified.exitCode == 0 ? QString() : QString::fromUtf8(verified.out + verified.err);
}

int AbusedDaemon::openDescriptors() const
{
    return int(QDir(QStringLiteral("/proc/%1/fd").arg(m_process.processId()))
                   .entryList(QDir::System | QDir::Files | QDir::NoDotAndDotDot)
                   .size());
}

qint64 AbusedDaemon::statusNumber(const QByteArray& name) const
{
    QFile status(QStringLiteral("/proc/%1/status").arg(m_process.processId()));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith(name))
            return line.mid(name.size()).trimmed().split(' ').first().toLongLong();
    return -1;
}

int answersIn(std::string_view received)
{
    int count = 0;
    for (auto at = received.find("HTTP/1.1 "); at != std::string_view::npos; at = received.find("HTTP/1.1 ", at + 1))
        ++count;
    return count;
}

std::string errorOf(const RawReply& reply)
{
    const auto json = parseJson(reply.body);
    const std::string* code = json ? memberText(*json, "error") : nullptr;
    return code ? *code : std::string();
}

std::string repeated(std::string_view text, std::size_t times)
{
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        out += text;
    return out;
}

} // namespace qm::test
