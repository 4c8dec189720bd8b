#pragma once

#include "common/result.h"

#include <cstdint>
#include <memory>
#include <string>

class QProcess;

namespace qm::bench {

/// The real quartermaster-syncd on a free port of 127.0.0.1, stopped when this goes.
class Daemon {
public:
    /// `dataDir` is made when missing. With a certificate (its PEM and its key) it serves HTTPS.
    static Result<Daemon> start(const std::string& program, const std::string& dataDir, const std::string& certificate,
        const std::string& key, int waitingMax = 64);
    Daemon(Daemon&&) noexcept;
    ~Daemon();

    std::uint16_t port() const { return m_port; }
    /// A new invitation's code; to the ledger of that name, or to bring a new one when empty.
    Result<std::string> invite(const std::string& ledger) const;
    /// Resident memory now and at its highest, in MiB.
    struct Memory {
        double residentMiB = 0;
        double peakMiB = 0;
    };
    Result<Memory> memory() const;
    void stop();

private:
    Daemon(std::unique_ptr<QProcess> process, std::string program);

    std::unique_ptr<QProcess> m_process;
    std::string m_program;
    std::uint16_t m_port = 0;
};

/// A key and a certificate for 127.0.0.1 that vouches for itself, in `dir`: certificate.pem and key.pem.
Result<> makeCertificate(const std::string& dir);

} // namespace qm::bench
