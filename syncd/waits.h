#pragma once

#include "common/ledger/uuid.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace qm::syncd {

/// The devices that wait to hear of their ledger's next change (SYNC.md 3.5, live). Any thread; must outlive every
/// ticket.
class Waits {
public:
    static constexpr int secondsMax = 25; ///< proxies cut at 60
    static constexpr int pollSeconds = 15; ///< for those who find no place

    /// One waiting device. Its place is free again when the last pointer to it goes.
    class Ticket {
    public:
        Ticket(Waits& waits, const Uuid& ofLedger, const Uuid& ofDevice)
            : ledger(ofLedger)
            , device(ofDevice)
            , m_waits(waits)
        {
        }
        ~Ticket() { m_waits.leave(*this); }
        Ticket(const Ticket&) = delete;
        Ticket& operator=(const Ticket&) = delete;

        std::atomic<bool> isDue { false }; ///< to be cleared before the ledger is looked at
        std::atomic<bool> isReplaced { false }; ///< the device has come again: this one is not waited for any more
        const Uuid ledger;
        const Uuid device;
        std::chrono::steady_clock::time_point until;

    private:
        Waits& m_waits;
    };

    explicit Waits(std::size_t most) : m_most(most) { }
    /// What is called after tickets fell due; before the first of them.
    void setWake(std::function<void()> wake) { m_wake = std::move(wake); }

    /// A place, or nothing when all are taken. A device has one for each ledger, so that an earlier one falls due.
    std::shared_ptr<Ticket> enter(const Uuid& ledger, const Uuid& device);
    /// The ledger has changed.
    void wake(const Uuid& ledger);
    /// Everyone, for a stop.
    void wakeAll();
    std::size_t count() const { return m_count; }

private:
    void leave(const Ticket& ticket);

    const std::size_t m_most;
    std::function<void()> m_wake;
    std::mutex m_mutex;
    std::unordered_map<Uuid, std::vector<Ticket*>> m_tickets; // by ledger
    std::atomic<std::size_t> m_count { 0 }; // without the replaced
};

} // namespace qm::syncd
