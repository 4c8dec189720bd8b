#include <QThread>

#include "desktop/services/sync_loop.h"

#include "common/environment.h"

#include <algorithm>
#include <random>

namespace qm::desktop {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto backOffMost = 5min;
constexpr auto backfillMost = 20s; ///< of one exchange; the next one goes on
constexpr auto packMost = 300ms; ///< likewise
constexpr auto waitLeast = 2s; ///< a wait that broke off later than this was cut by something on the way: no trouble
constexpr auto slice = 50ms; ///< how soon a stop is noticed
constexpr auto changeAfter = 2s; ///< a change made here is reason to try again, but not at every key

/// Exponential, with full jitter, so that many devices do not come back at once.
std::chrono::milliseconds backOff(int failures, std::optional<int> retryAfterSeconds)
{
    static thread_local std::minstd_rand random(std::random_device {}());
    const auto most = std::min<std::chrono::milliseconds>(backOffMost, 1s * (1 << std::min(failures, 9)));
    std::uniform_int_distribution<std::int64_t> spread(500, std::max<std::int64_t>(501, most.count()));
    const std::chrono::milliseconds chosen(spread(random));
    return retryAfterSeconds ? std::max<std::chrono::milliseconds>(chosen, std::chrono::seconds(*retryAfterSeconds))
                             : chosen;
}

Result<> backfill(Ledger& ledger, SyncPeer& peer, const std::function<bool()>& isStopped)
{
    QM_ASSIGN(const LedgerStatus status, ledger.status());
    if (status.isLogComplete)
        return {};
    SyncClient client(ledger, peer);
    const auto end = Clock::now() + backfillMost;
    while (!isStopped() && Clock::now() < end) {
        QM_ASSIGN(const bool isComplete, client.backfillPage());
        if (isComplete)
            break;
    }
    return {};
}

/// What is older than 90 days takes less room.
Result<> packLog(Ledger& ledger, const std::function<bool()>& isStopped)
{
    const auto end = Clock::now() + packMost;
    while (!isStopped() && Clock::now() < end) {
        QM_ASSIGN(const bool hasMore, ledger.packLog({ .olderThanMs = wallClockMs() - packAfterMs }));
        if (!hasMore)
            break;
    }
    return {};
}

} // namespace

bool isPassing(ErrorCode code)
{
    return code == ErrorCode::Offline || code == ErrorCode::Later || code == ErrorCode::Protocol
        || code == ErrorCode::Busy;
}

Result<> tidyUp(Ledger& ledger, SyncPeer& peer, const std::function<bool()>& isStopped)
{
    // Everything is here by now; what is missing is history, and the next exchange goes on with it.
    if (const auto filled = backfill(ledger, peer, isStopped); !filled && !isPassing(filled.error().code))
        return filled.error();
    return packLog(ledger, isStopped);
}

/// Waits, but not longer than until somebody wants to stop or to try at once.
void SyncLoop::pause(std::chrono::milliseconds time, bool isServersWish)
{
    const auto start = Clock::now();
    const auto end = start + time;
    for (auto now = start; now < end && !isStopped() && !isWoken(); now = Clock::now()) {
        if (!isServersWish && now - start >= changeAfter && m_session.hasLocalChange())
            return;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - now);
        QThread::msleep(static_cast<unsigned long>(std::min<std::chrono::milliseconds>(slice, left).count()));
    }
}

/// Waits until another exchange is due. Whatever keeps the wait from working makes it come later, never at once again.
Result<> SyncLoop::wait()
{
    using Woken = SyncSession::Woken;
    while (!isStopped()) {
        const auto start = Clock::now();
        const auto woken = m_session.waitForNews();
        if (woken && *woken == Woken::Nothing) {
            if (m_listener.upToDate)
                m_listener.upToDate();
            continue;
        }
        m_wasAsked = woken && *woken == Woken::Asked;
        if (woken)
            return {};
        if (!isPassing(woken.error().code))
            return woken.error();
        if (Clock::now() - start >= waitLeast)
            continue;
        pause(backOff(++m_troubles, m_session.retryAfterSeconds()), m_session.retryAfterSeconds().has_value());
        return {};
    }
    return {};
}

Result<> SyncLoop::run()
{
    int failures = 0;
    std::optional<Version> last;
    while (!isStopped()) {
        if (m_listener.begins)
            m_listener.begins();
        const auto report = m_session.sync();
        if (!report) {
            if (isStopped())
                break;
            if (!isPassing(report.error().code))
                return report.error();
            const auto time = backOff(++failures, m_session.retryAfterSeconds());
            m_listener.failed(report.error(), time);
            pause(time, m_session.retryAfterSeconds().has_value());
            continue;
        }
        failures = 0;
        QM_TRY(m_listener.synced(*report));
        QM_TRY(tidyUp(m_session.ledger(), m_session.peer(),
            [this] { return isStopped() || isWoken() || m_session.hasLocalChange(); }));
        // Woken again and again without getting on: the log goes further than this program understands, or alike.
        if (last && *last == report->version && report->pushed == 0 && !m_wasAsked)
            pause(backOff(++m_troubles, std::nullopt), false);
        else
            m_troubles = 0;
        last = report->version;
        QM_TRY(wait());
    }
    return {};
}

} // namespace qm::desktop
