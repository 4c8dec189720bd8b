#pragma once

#include "tests/bench/device.h"

#include <memory>
#include <optional>
#include <string>

class QProcess;

namespace qm::bench {

/// A real TLS proxy (Caddy) on a free port of 127.0.0.1 in front of a daemon, stopped when this goes.
class Proxy {
public:
    /// Nothing when the program is not installed. `port`: to listen on; 0: a free one.
    static Result<std::optional<Proxy>> start(
        const std::string& dir, std::uint16_t daemonPort, const Tls& tls, std::uint16_t port = 0);
    Proxy(Proxy&&) noexcept;
    ~Proxy();

    std::uint16_t port() const { return m_port; }

private:
    Proxy(std::unique_ptr<QProcess> process, std::uint16_t port);

    std::unique_ptr<QProcess> m_process;
    std::uint16_t m_port;
};

} // namespace qm::bench
