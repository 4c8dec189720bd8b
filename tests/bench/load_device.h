#pragma once

#include "common/sync/client.h"
#include "tests/bench/daemon.h"
#include "tests/bench/exchange_figures.h"
#include "tests/bench/http_client.h"
#include "tests/bench/measure.h"

namespace qm::bench {

/// The small ledger that all load devices write to: on the server, from a device that stays away afterwards.
struct Shared {
    LedgerIds ids;
    Uuid ledger;
    Version head;
    std::string token; ///< of its owner
};
Result<Shared> shareLedger(const Ground& ground, const Daemon& daemon);
/// The same with a server that runs already, and an invitation's code.
Result<Shared> shareLedger(const Ground& ground, std::uint16_t port, const std::string& code);
/// One more device of that ledger.
Result<Paired> pairLoadDevice(const Shared& shared, std::uint16_t port, int number);

/// A paired device that makes change sets of one posting each. Plain HTTP, as behind a proxy. One thread at a time.
class LoadDevice {
public:
    LoadDevice(std::uint16_t port, const Paired& paired) : m_device(paired.device), m_client(port, paired.token) { }

    /// Requests with one change set each, ready to be sent.
    void prepare(const Ground& ground, const Shared& shared, int count);
    const std::vector<Uuid>& changes() const { return m_changes; }
    /// Sends one of them and waits for its answer; false when it was not taken (then error() says why).
    bool send(std::size_t index);
    /// All, one after the other.
    void sendAll();

    const std::string& error() const { return m_error; }
    const Runs& latencies() const { return m_latencies; } ///< ms from request to answer

private:
    Uuid m_device;
    HttpClient m_client;
    std::int64_t m_n = 0;
    std::optional<Uuid> m_last;
    std::vector<Uuid> m_changes;
    std::vector<std::string> m_requests;
    Runs m_latencies;
    std::string m_error;
};

} // namespace qm::bench
