#pragma once

#include "syncd/address.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace qm::syncd {

/// What counts as one caller: an IPv4 address, or the /64 of an IPv6 one, as one machine has all of it. Text that is no
/// address is a caller of its own.
std::string callerOf(std::string_view ip);

/// Lets an address try a wrong invitation's code a few times an hour. Each invitation closes by itself after five wrong
/// codes; this keeps one stranger from closing every new one. Any thread.
class PairingLimit {
public:
    static constexpr int wrongCodesMax = 10; ///< in an hour
    static constexpr std::int64_t windowMs = 60 * 60 * 1000;

    /// Counted before the code is looked at, so that many tries at once are no way around. Seconds to wait, when the
    /// address has used up its tries.
    std::optional<int> begin(const std::string& ip, std::int64_t nowMs);
    /// The code was right, or nobody looked at it: the try is given back.
    void forgive(const std::string& ip);

private:
    struct Tries {
        std::int64_t sinceMs = 0;
        int count = 0;
    };
    void forgetOld(std::int64_t nowMs);
    std::mutex m_mutex;
    std::map<std::string, Tries> m_tries;
};

/// Counts what a proxy's limit of 10 requests a second and 30 at once for an address would have refused, so that the
/// limit can be judged by what a household really does. Refuses nothing. Any thread.
class BurstCounter {
public:
    static constexpr double perSecond = 10;
    static constexpr double atOnce = 30;

    /// True when this request is one too many.
    bool isOver(const std::string& ip, std::int64_t nowMs);

private:
    struct Bucket {
        double tokens = atOnce;
        std::int64_t atMs = 0;
    };
    std::mutex m_mutex;
    std::map<std::string, Bucket> m_buckets;
};

} // namespace qm::syncd
