#include <QCoreApplication>

#include "tests/bench/exchange_figures.h"

#include "tests/bench/load_device.h"
#include "tests/bench/measure.h"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <filesystem>
#include <thread>

namespace qm::bench {

namespace {

constexpr int devices = 8;
constexpr int changesEachRun = 1500; // of each device: a run takes some seconds at most

/// All devices at once: change sets acknowledged per second.
Result<double> runLoad(std::vector<std::unique_ptr<LoadDevice>>& loads)
{
    std::barrier start(static_cast<std::ptrdiff_t>(loads.size()) + 1);
    std::vector<std::thread> threads;
    for (auto& load : loads) {
        threads.emplace_back([&] {
            start.arrive_and_wait();
            load->sendAll();
        });
    }
    start.arrive_and_wait();
    const Stopwatch watch;
    for (std::thread& thread : threads)
        thread.join();
    const double seconds = watch.ms() / 1000;
    std::size_t taken = 0;
    for (const auto& load : loads) {
        if (!load->error().empty())
            return Error { ErrorCode::Protocol, load->error() };
        taken += load->latencies().size();
    }
    return static_cast<double>(taken) / seconds;
}

} // namespace

Result<> measureServer(const Ground& ground, const std::string& syncd)
{
    const std::string dir = ground.dir + "/load";
    std::filesystem::remove_all(dir);
    QM_ASSIGN(Daemon daemon, Daemon::start(syncd, dir, {}, {}));
    QM_ASSIGN(const Daemon::Memory idle, daemon.memory());
    QM_ASSIGN(const Shared shared, shareLedger(ground, daemon));
    std::vector<std::unique_ptr<LoadDevice>> loads;
    for (int i = 0; i < devices; ++i) {
        QM_ASSIGN(const Paired paired, pairLoadDevice(shared, daemon.port(), i));
        loads.push_back(std::make_unique<LoadDevice>(daemon.port(), paired));
    }

    Figure figure { .name = "small_change_sets_from_8_devices", .unit = "1/s", .limit = 3000, .isLowerBound = true };
    Runs latencies;
    for (int run = 0; run < runsEach; ++run) {
        for (auto& load : loads)
            load->prepare(ground, shared, changesEachRun);
        QM_ASSIGN(const double perSecond, runLoad(loads));
        figure.runs.push_back(perSecond);
        for (const auto& load : loads)
            latencies.insert(latencies.end(), load->latencies().begin(), load->latencies().end());
    }
    std::sort(latencies.begin(), latencies.end());
    QM_ASSIGN(const Daemon::Memory after, daemon.memory());
    figure.count = static_cast<std::size_t>(devices) * changesEachRun * runsEach;
    figure.more["tls"] = "off: behind a proxy, as deployed";
    figure.more["change_sets_per_request"] = 1;
    figure.more["p50_ms"] = latencies[latencies.size() / 2];
    figure.more["p99_ms"] = latencies[latencies.size() * 99 / 100];
    figure.more["daemon_rss_mib"]
        = { { "before", idle.residentMiB }, { "after", after.residentMiB }, { "peak", after.peakMiB } };
    print(figure);
    return {};
}

} // namespace qm::bench
