#pragma once

#include "syncd/http/connection.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace qm::syncd::http {

/// Every open connection: those that wait are parked here without a thread, those that can go on are served by one of
/// a few. A slow or silent client costs a descriptor and, at its deadline, nothing.
class Connections {
public:
    /// Called when a connection is at Head with new bytes, or Ready; must move it on to another state or leave it.
    using Serve = std::function<void(Connection&)>;

    Connections(std::size_t most, Serve serve);
    ~Connections();
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;

    /// Starts the threads. False when the system has no more of something.
    bool start(int threads);
    /// A new one; when there are too many, one that has been silent makes room. Any thread.
    void add(std::unique_ptr<Connection> connection);
    /// Has those answered whose wait is due. Any thread.
    void wake();
    /// Closes what is idle; the rest may finish for `graceMs`, then goes too. Ends the threads.
    void finish(std::int64_t graceMs);
    bool isFinishing() const { return m_isFinishing; }
    /// More than half of all places are taken, by others than those who wait for an answer.
    bool isUnderLoad() const
    {
        return static_cast<std::int64_t>(m_count) - static_cast<std::int64_t>(m_waiting)
            > static_cast<std::int64_t>(m_most / 2);
    }

private:
    void work();
    void sweep();
    void drive(std::uint64_t id, std::unique_ptr<Connection> connection);
    bool park(std::uint64_t id, std::unique_ptr<Connection>& connection, Connection::Wants wants);
    bool watch(std::uint64_t id, const Connection& connection, Connection::Wants wants);
    void wakeParked(std::int64_t nowMs);
    std::unique_ptr<Connection> takeOut(std::unique_ptr<Connection>& place);
    std::unique_ptr<Connection> claim(std::uint64_t id);
    void drop(std::unique_ptr<Connection> connection);
    void makeRoom();

    const std::size_t m_most;
    Serve m_serve;
    int m_epoll = -1;
    int m_wake = -1; // readable once the threads are to end
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::unordered_map<std::uint64_t, std::unique_ptr<Connection>> m_parked;
    std::uint64_t m_nextId = 1;
    std::atomic<std::size_t> m_count { 0 }; // parked or being served
    std::atomic<std::size_t> m_waiting { 0 }; // parked and in Waiting
    std::atomic<bool> m_isFinishing { false };
    bool m_isOver = false;
    std::vector<std::thread> m_threads;
};

/// Milliseconds of a clock that nobody sets.
std::int64_t steadyMs();

} // namespace qm::syncd::http
