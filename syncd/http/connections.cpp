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
    return found ? takeOut(found.mapped()) : nullptr;
}

/// Of a place that is about to go, under the lock.
std::unique_ptr<Connection> Connections::takeOut(std::unique_ptr<Connection>& place)
{
    if (place->state() == Connection::State::Waiting)
        --m_waiting;
    return std::move(place);
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
    const std::lock_guard lock(m_mutex);
    bool isWaiting = connection->state() == Connection::State::Waiting;
    if (const std::int64_t now = steadyMs(); isWaiting && (m_isFinishing || connection->isWakeDue(now))) {
        connection->wake(now); // it fell due while it was on its way here
        wants = Connection::Wants::Write;
        isWaiting = false;
    }
    if (!watch(id, *connection, wants))
        return false;
    if (isWaiting)
        ++m_waiting;
    m_parked.emplace(id, std::move(connection));
    return true;
}

bool Connections::watch(std::uint64_t id, const Connection& connection, Connection::Wants wants)
{
    epoll_event event {};
    event.events = (wants == Connection::Wants::Write ? EPOLLOUT : EPOLLIN | EPOLLRDHUP) | EPOLLONESHOT;
    event.data.u64 = id;
    return epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.socket(), &event) == 0;
}

void Connections::wake()
{
    const std::lock_guard lock(m_mutex);
    wakeParked(steadyMs());
}

/// Under the lock. Nothing was sent to these for long, so that their sockets take something at once: a thread gets them
/// with that.
void Connections::wakeParked(std::int64_t nowMs)
{
    if (m_waiting == 0)
        return;
    for (auto& [id, connection] : m_parked) {
        if (connection->state() != Connection::State::Waiting)
            continue;
        if (!m_isFinishing && !connection->isWakeDue(nowMs))
            continue;
        connection->wake(nowMs);
        --m_waiting;
        watch(id, *connection, Connection::Wants::Write); // when it fails, its deadline still ends it
    }
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
/// body or an answer, or requests that are never finished would keep everyone else out. Last those who wait for an
/// answer: they have shown who they are, and their number is bounded by itself.
void Connections::makeRoom()
{
    std::unique_ptr<Connection> oldest;
    {
        const auto order = [](const Connection& connection) {
            const auto state = connection.state();
            const int rank = state == Connection::State::Waiting || state == Connection::State::Ready ? 2
                : state == Connection::State::Body || state == Connection::State::Answer              ? 1
                                                                                                      : 0;
            return std::pair(rank, connection.since());
        };
        const std::lock_guard lock(m_mutex);
        const auto found = std::min_element(m_parked.begin(), m_parked.end(),
            [&](const auto& a, const auto& b) { return order(*a.second) < order(*b.second); });
        if (found == m_parked.end())
            return;
        oldest = takeOut(found->second);
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
        wakeParked(now);
        std::vector<std::unique_ptr<Connection>> overdue;
        for (auto i = m_parked.begin(); i != m_parked.end();) {
            if (i->second->isOverdue(now, isUnderLoad()) || (m_isFinishing && i->second->isIdle())) {
                overdue.push_back(takeOut(i->second));
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
    m_waiting = 0;
    m_count -= m_parked.size();
    m_parked.clear();
}

} // namespace qm::syncd::http
