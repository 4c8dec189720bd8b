#pragma once

#include "common/store/actions.h"
#include "common/sync/client.h"
#include "tests/syncd/support/raw_socket.h"

#include <memory>
#include <string>

namespace qm::test {

/// A device's way to a daemon on this machine: one connection, kept alive.
class TestPeer final : public SyncPeer {
public:
    TestPeer(int port, std::string token, RawSocket::Tls tls = RawSocket::Tls::Off)
        : m_port(port)
        , m_token(std::move(token))
        , m_tls(tls)
    {
    }
    Result<PeerReply> exchange(const PeerRequest& request) override;
    /// The server was started again elsewhere.
    void moveTo(int port)
    {
        m_port = port;
        m_socket.reset();
    }

private:
    int m_port;
    std::string m_token;
    RawSocket::Tls m_tls;
    std::unique_ptr<RawSocket> m_socket;
};

/// A paired device with its own copy of a ledger in memory.
struct TestDevice {
    std::string token;
    Uuid id;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<TestPeer> peer;
    Uuid account;

    /// Pairs with a code. `ledger`, `account` stay empty.
    static Result<TestDevice> pair(
        int port, const std::string& code, const std::string& name, RawSocket::Tls tls = RawSocket::Tls::Off);
    /// Makes a ledger with an account, an open month 2026-05, and gives it to the server.
    Result<> bringLedger(const std::string& name);
    /// Makes an empty copy of a ledger the device may see.
    Result<> joinLedger(const Uuid& id);
    Result<Uuid> post(const std::string& payee, std::int64_t amountMinor);
    Result<SyncReport> sync();
    Result<std::vector<Posting>> postings();
};

} // namespace qm::test
