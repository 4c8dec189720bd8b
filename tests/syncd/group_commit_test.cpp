#include <QTest>

#include "syncd/group_commit.h"

#include <atomic>
#include <thread>

using namespace qm::syncd;

namespace {

struct Job {
    int number = 0;
    int result = 0;
    int runs = 0;
};

} // namespace

class GroupCommitTest final : public QObject {
    Q_OBJECT
private slots:
    void aLoneJobRunsAtOnceOnItsOwnThread();
    void everyJobOfManyThreadsRunsOnce();
    void jobsThatComeDuringACommitShareTheNext();
    void aGroupHasItsLimit();
};

void GroupCommitTest::aLoneJobRunsAtOnceOnItsOwnThread()
{
    std::thread::id ranOn;
    GroupCommit<Job> commits([&](std::span<Job* const> jobs) {
        ranOn = std::this_thread::get_id();
        jobs.front()->result = 7;
    });
    Job job;

    commits.run(job);

    QCOMPARE(job.result, 7);
    QVERIFY(ranOn == std::this_thread::get_id());
}

void GroupCommitTest::everyJobOfManyThreadsRunsOnce()
{
    constexpr int threads = 16;
    constexpr int jobsEach = 2000;
    std::atomic<int> inside { 0 };
    std::atomic<bool> overlapped { false };
    std::int64_t groups = 0;
    GroupCommit<Job> commits([&](std::span<Job* const> jobs) {
        if (++inside != 1)
            overlapped = true;
        ++groups;
        for (Job* job : jobs) {
            job->result = job->number * 2;
            ++job->runs;
        }
        --inside;
    });

    std::atomic<int> wrong { 0 };
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&, t] {
            for (int i = 0; i < jobsEach; ++i) {
                Job job { t * jobsEach + i };
                commits.run(job);
                if (job.result != job.number * 2 || job.runs != 1)
                    ++wrong;
            }
        });
    for (std::thread& thread : all)
        thread.join();

    QCOMPARE(wrong.load(), 0);
    QVERIFY(!overlapped);
    QVERIFY(groups <= threads * jobsEach);
}

void GroupCommitTest::jobsThatComeDuringACommitShareTheNext()
{
    std::atomic<bool> mayGoOn { false };
    std::atomic<bool> isFirst { true };
    std::vector<std::size_t> sizes;
    GroupCommit<Job> commits([&](std::span<Job* const> jobs) {
        sizes.push_back(jobs.size());
        if (isFirst.exchange(false))
            while (!mayGoOn)
                std::this_thread::yield();
    });

    std::atomic<int> started { 0 };
    std::vector<std::thread> all;
    for (int i = 0; i < 9; ++i) {
        all.emplace_back([&] {
            Job job;
            ++started;
            commits.run(job);
        });
        while (started <= i)
            std::this_thread::yield();
        std::this_thread::sleep_for(std::chrono::milliseconds(20)); // until it waits
    }
    mayGoOn = true;
    for (std::thread& thread : all)
        thread.join();

    QCOMPARE(sizes, (std::vector<std::size_t> { 1, 8 }));
}

void GroupCommitTest::aGroupHasItsLimit()
{
    std::atomic<int> most { 0 };
    GroupCommit<Job> commits(
        [&](std::span<Job* const> jobs) {
            most = std::max(most.load(), static_cast<int>(jobs.size()));
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        },
        3);

    std::vector<std::thread> all;
    for (int t = 0; t < 12; ++t)
        all.emplace_back([&] {
            for (int i = 0; i < 50; ++i) {
                Job job;
                commits.run(job);
            }
        });
    for (std::thread& thread : all)
        thread.join();

    QVERIFY(most <= 3);
    QVERIFY(most > 1);
}

QTEST_GUILESS_MAIN(GroupCommitTest)
#include "group_commit_test.moc"
