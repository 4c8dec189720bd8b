#include "syncd/address_limits.h"

#include <algorithm>

namespace qm::syncd {

namespace {

constexpr std::size_t callersMax = 4096; // known at once: some 400 KiB

} // namespace

std::string callerOf(std::string_view ip)
{
    auto address = IpAddress::parse(ip);
    if (!address)
        return std::string(ip);
    if (ip.find(':') == std::string_view::npos)
        return address->text();
    if (std::string text = address->text(); text.find(':') == std::string::npos)
        return text; // IPv4 on an IPv6 socket
    std::fill(address->bytes.begin() + 8, address->bytes.end(), std::uint8_t(0));
    return address->text() + "/64";
}

std::optional<int> PairingLimit::begin(const std::string& ip, std::int64_t nowMs)
{
    const std::lock_guard lock(m_mutex);
    if (m_tries.size() >= callersMax)
        forgetOld(nowMs);
    Tries& tries = m_tries[callerOf(ip)];
    if (tries.count == 0 || nowMs < tries.sinceMs || nowMs - tries.sinceMs >= windowMs)
        tries = { nowMs, 0 };
    if (tries.count >= wrongCodesMax)
        return static_cast<int>((tries.sinceMs + windowMs - nowMs) / 1000) + 1;
    ++tries.count;
    return std::nullopt;
}

void PairingLimit::forgive(const std::string& ip)
{
    const std::lock_guard lock(m_mutex);
    const auto tries = m_tries.find(callerOf(ip));
    if (tries != m_tries.end() && tries->second.count > 0)
        --tries->second.count;
}

/// When more addresses try than are kept, the one that began first goes.
void PairingLimit::forgetOld(std::int64_t nowMs)
{
    std::erase_if(
        m_tries, [&](const auto& one) { return one.second.count == 0 || nowMs - one.second.sinceMs >= windowMs; });
    if (m_tries.size() >= callersMax)
        m_tries.erase(std::min_element(m_tries.begin(), m_tries.end(),
            [](const auto& a, const auto& b) { return a.second.sinceMs < b.second.sinceMs; }));
}

bool BurstCounter::isOver(const std::string& ip, std::int64_t nowMs)
{
    const std::lock_guard lock(m_mutex);
    if (m_buckets.size() >= callersMax)
        m_buckets.clear(); // all begin anew: it is a count, no guard
    auto [place, isNew] = m_buckets.try_emplace(callerOf(ip), Bucket { atOnce, nowMs });
    Bucket& bucket = place->second;
    const double seconds = static_cast<double>(std::max<std::int64_t>(0, nowMs - bucket.atMs)) / 1000;
    bucket.tokens = std::min(atOnce, bucket.tokens + seconds * perSecond);
    bucket.atMs = nowMs;
    if (bucket.tokens < 1)
        return true;
    bucket.tokens -= 1;
    return false;
}

} // namespace qm::syncd
