#pragma once

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

namespace qm::syncd {

/// Lets many threads share one commit. Whoever comes while nobody leads becomes the leader: it takes what is waiting,
/// its own job first, and runs it all at once; the others sleep until theirs is done. So at rest a job waits for
/// nobody, and under load one fsync serves everyone who came during the last one.
template <typename Job>
class GroupCommit {
public:
    /// `runAll` is called by one thread at a time, and never after the destructor. It must not throw.
    explicit GroupCommit(std::function<void(std::span<Job* const>)> runAll, std::size_t most = 64)
        : m_runAll(std::move(runAll))
        , m_most(most)
    {
    }

    /// Returns when the job has been run, by this thread or another.
    void run(Job& job)
    {
        Waiting mine(&job);
        std::unique_lock lock(m_mutex);
        m_queue.push_back(&mine);
        if (m_isLed)
            mine.changed.wait(lock, [&] { return mine.isDone || mine.isLeader; });
        if (!mine.isDone)
            lead(lock);
    }

private:
    struct Waiting {
        explicit Waiting(Job* given) : job(given) { }
        Job* job;
        bool isDone = false;
        bool isLeader = false;
        std::condition_variable changed; // its own, so that nobody is woken for nothing
    };

    /// The leader's own job is the first of the queue.
    void lead(std::unique_lock<std::mutex>& lock)
    {
        m_isLed = true;
        const auto count = static_cast<std::ptrdiff_t>(std::min(m_most, m_queue.size()));
        const std::vector<Waiting*> group(m_queue.begin(), m_queue.begin() + count);
        m_queue.erase(m_queue.begin(), m_queue.begin() + count);
        std::vector<Job*> jobs;
        for (const Waiting* waiting : group)
            jobs.push_back(waiting->job);
        lock.unlock();
        m_runAll(jobs);
        lock.lock();
        // The next leader first: its commit is what others wait for. Notified under the lock, as who was waiting may be
        // gone right after it.
        m_isLed = !m_queue.empty();
        if (m_isLed) {
            m_queue.front()->isLeader = true;
            m_queue.front()->changed.notify_one();
        }
        for (Waiting* waiting : group) {
            waiting->isDone = true;
            waiting->changed.notify_one();
        }
    }

    std::function<void(std::span<Job* const>)> m_runAll;
    const std::size_t m_most;
    std::mutex m_mutex;
    std::vector<Waiting*> m_queue;
    bool m_isLed = false; // or somebody has been told to
};

} // namespace qm::syncd
