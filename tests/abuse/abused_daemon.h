#pragma once

#include "tests/syncd/support/daemon_process.h"
#include "tests/syncd/support/test_device.h"

namespace qm::test {

/// The real daemon with one household's device, and what must be true of it after every abuse.
class AbusedDaemon {
public:
    /// Starts it and pairs a device that brings a ledger. Empty, or what went wrong.
    QString start(RawSocket::Tls tls = RawSocket::Tls::Off);

    DaemonProcess& process() { return m_process; }
    int port() const { return m_process.port(); }
    TestDevice& device() { return m_device; }
    std::string ledgerPath() const { return "/v1/ledgers/" + m_device.ledger->id().text(); }
    /// The answer to bytes that are sent as they are, on a connection of their own.
    RawReply send(std::string_view bytes) const { return ask(port(), bytes, m_tls); }

    /// Before an abuse: from here on memory is measured.
    void note();
    /// After it: empty when the same process answers others and never took more than `peakKiBMax`; else what is wrong.
    QString complaint(qint64 peakKiBMax = 64 * 1024) const;
    /// At the end: empty when the device can send a change, both sides agree, and `verify` finds nothing.
    QString ledgerComplaint();

    int openDescriptors() const;
    int threads() const { return int(statusNumber("Threads:")); }
    qint64 peakKiB() const { return statusNumber("VmHWM:"); }

private:
    qint64 statusNumber(const QByteArray& name) const;

    DaemonProcess m_process;
    RawSocket::Tls m_tls = RawSocket::Tls::Off;
    TestDevice m_device;
    qint64 m_processId = 0;
};

/// How many answers stand in what came back.
int answersIn(std::string_view received);
/// `"error"` of an answer in JSON; empty when it has none.
std::string errorOf(const RawReply& reply);
/// `text` many times over.
std::string repeated(std::string_view text, std::size_t times);

} // namespace qm::test
