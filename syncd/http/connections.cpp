#include "syncd/http/connections.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

namespace qm::syncd::http {

namespace {

constexpr std::uint64_t wakeId = 0;
constexpr auto sweepEvery = std::chrono::milliseconds(250);

} // namespace

std::int64_t steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Connections::Connections(std::size_t most, Serve serve) : m_most(most), m_serve(std::move(serve)) { }

Connections::~Connections()
{
    finish(0);
    if (m_epoll >= 0)
        close(m_epoll);
    if (m_wake >= 0)
        close(m_wake);
}

bool Connections::start(int threads)
{
    m_epoll = epoll_create1(EPOLL_CLOEXEC);
    m_wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    epoll_event event {};
    event.events = EPOLLIN;
    event.data.u64 = wakeId;
    if (m_epoll < 0 || m_wake < 0 || epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event) != 0)
        return false;
    try {
        for (int i = 0; i < threads; ++i)
            m_threads.emplace_back([this] { work(); });
        m_threads.emplace_back([this] { sweep(); });
    } catch (const std::system_error&) {
        return false;
    }
    return true;
}

void Connections::add(std::unique_ptr<Connection> connection)
{
    if (m_isFinishing)
        return;
    if (m_count >= m_most)
        makeRoom();
    if (m_count >= m_most)
        return; // everyone is busy: this one is turned away
    ++m_count;
    epoll_event event {};
    event.events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT;
    {
        const std::lock_guard lock(m_mutex);
        const std::uint64_t id = m_nextId++;
        event.data.u64 = id;
        if (epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection->socket(), &event) == 0) {
            m_parked.emplace(id, std::move(connection));
            m_changed.notify_all();
            return;
        }
    }
    drop(std::move(connection));
}

void Connections::work()
{
    for (;;) {
        epoll_event event {};
        const int count = epoll_wait(m_epoll, &event, 1, -1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 || event.data.u64 == wakeId)
            return;
        if (auto connection = claim(event.data.u64))
            drive(event.data.u64, std::move(connection));
    }
}

/// The sweep may have taken it first, or closed it.
std::unique_ptr<Connection> Connections::claim(std::uint64_t id)
{
    const std::lock_guard lock(m_mutex);
    auto found = m_parked.extract(id);
    return found ? std::move(found.mapped()) : nullptr;
}

void Connections::drive(std::uint64_t id, std::unique_ptr<Connection> connection)
{
    for (;;) {
        const Connection::Wants wants = connection->advance(steadyMs());
        if (connection->state() == Connection::State::Gone || (m_isFinishing && connection->isIdle()))
            break;
        if (wants != Connection::Wants::Nothing) {
            if (park(id, connection, wants))
                return;
            break;
        }
        if (connection->state() == Connection::State::Head || connection->state() == Connection::State::Ready)
            m_serve(*connection);
    }
    drop(std::move(connection));
}

/// Under the lock from before the socket is watched again until the connection is in the map: a thread woken by it
/// finds it there, and the sweep never closes a descriptor that is just being watched.
bool Connections::park(std::uint64_t id, std::unique_ptr<Connection>& connection, Connection::Wants wants)
{
    epoll_event event {};
    event.events = (wants == Connection::Wants::Write ? EPOLLOUT : EPOLLIN | EPOLLRDHUP) | EPOLLONESHOT;
    event.data.u64 = id;
    const std::lock_guard lock(m_mutex);
    if (epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection->socket(), &event) != 0)
        return false;
    m_parked.emplace(id, std::move(connection));
    return true;
}

void Connections::drop(std::unique_ptr<Connection> connection)
{
    if (!connection)
        return;
    connection.reset(); // closing also ends the watching
    --m_count;
    if (m_isFinishing) {
        const std::lock_guard lock(m_mutex);
        m_changed.notify_all();
    }
}

/// Everyone who is parked waits for the other end: those with nothing under way go first, then those in the middle of a
/// body or an answer, or requests that are never finished would keep everyone else out.
void Connections::makeRoom()
{
    std::unique_ptr<Connection> oldest;
    {
        const auto order = [](const Connection& connection) {
            const auto state = connection.state();
            const bool isUnderWay = state == Connection::State::Body || state == Connection::State::Answer;
            return std::pair(isUnderWay, connection.since());
        };
        const std::lock_guard lock(m_mutex);
        const auto found = std::min_element(m_parked.begin(), m_parked.end(),
            [&](const auto& a, const auto& b) { return order(*a.second) < order(*b.second); });
        if (found == m_parked.end())
            return;
        oldest = std::move(found->second);
        m_parked.erase(found);
    }
    drop(std::move(oldest));
}

void Connections::sweep()
{
    std::unique_lock lock(m_mutex);
    while (!m_isOver) {
        // Without connections there is nothing to sweep, and no reason to wake up.
        if (m_count == 0)
            m_changed.wait(lock);
        else
            m_changed.wait_for(lock, sweepEvery);
        const std::int64_t now = steadyMs();
        std::vector<std::unique_ptr<Connection>> overdue;
        for (auto i = m_parked.begin(); i != m_parked.end();) {
            if (i->second->isOverdue(now, isUnderLoad()) || (m_isFinishing && i->second->isIdle())) {
                overdue.push_back(std::move(i->second));
                i = m_parked.erase(i);
            } else {
                ++i;
            }
        }
        lock.unlock();
        for (auto& connection : overdue)
            drop(std::move(connection));
        lock.lock();
    }
}

void Connections::finish(std::int64_t graceMs)
{
    if (m_threads.empty())
        return;
    m_isFinishing = true;
    {
        std::unique_lock lock(m_mutex);
        m_changed.notify_all(); // the sweep closes the idle ones
        m_changed.wait_for(lock, std::chrono::milliseconds(graceMs), [this] { return m_count == 0; });
        m_isOver = true;
        m_changed.notify_all();
    }
    const std::uint64_t one = 1;
    (void)!write(m_wake, &one, sizeof one); // never read, so that it wakes every thread
    for (std::thread& thread : m_threads)
        thread.join();
    m_threads.clear();
    const std::lock_guard lock(m_mutex);
    m_count -= m_parked.size();
    m_parked.clear();
}

} // namespace qm::syncd::http
