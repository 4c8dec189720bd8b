#pragma once

#include "common/sync/peer.h"

#include <cstdint>
#include <string>

namespace qm::bench {

/// A keep-alive connection to 127.0.0.1 over plain HTTP that costs next to nothing: for load, so that the server is
/// what is measured. One thread. Also a SyncPeer, for pairing.
class HttpClient final : public SyncPeer {
public:
    HttpClient(std::uint16_t port, std::string token) : m_port(port), m_token(std::move(token)) { }
    ~HttpClient() override;
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    Result<PeerReply> exchange(const PeerRequest& request) override;
    /// The bytes of a request, so that they can be made before the clock runs.
    std::string requestBytes(const PeerRequest& request) const;
    /// Sends them and reads the answer.
    Result<PeerReply> send(const std::string& bytes);
    /// Sends them alone.
    Result<> write(const std::string& bytes);

private:
    Result<> connect();
    void close();
    Result<PeerReply> readReply();

    std::uint16_t m_port;
    std::string m_token;
    int m_socket = -1;
    std::string m_received;
};

} // namespace qm::bench
