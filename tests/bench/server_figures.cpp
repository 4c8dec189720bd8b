#include <QCoreApplication>

#include "tests/bench/exchange_figures.h"

#include "common/environment.h"
#include "common/sync/client.h"
#include "tests/bench/daemon.h"
#include "tests/bench/http_client.h"
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

/// A paired device that makes change sets of one posting each.
class LoadDevice {
public:
    LoadDevice(std::uint16_t port, const Paired& paired) : m_device(paired.device), m_client(port, paired.token) { }

    /// Requests with one change set each, ready to be sent.
    void prepare(const Ground& ground, const LedgerIds& ids, const Uuid& ledger, const Version& head, int count)
    {
        m_requests.clear();
        const std::string& ym = ground.household.months.back();
        for (int i = 0; i < count; ++i) {
            ChangeSet change;
            change.id = Uuid::make();
            change.dev = m_device;
            change.n = ++m_n;
            change.prev = m_last;
            change.base = head;
            change.at = instantText(wallClockMs());
            change.act = "posting.add";
            change.ops.push_back(postingOp(Uuid::make(), monthId(ledger, ym), ym + "-20",
                ids.entries.back()[static_cast<std::size_t>(i) % ids.entries.back().size()], -1500 - i,
                ids.accounts.front(), ground.household.payees[static_cast<std::size_t>(i) % 300], "", false));
            m_last = change.id;
            const std::string body = "{\"head\":\"" + head.text()
                + "\",\"items\":[{\"age\":0,\"bases\":[],\"clk\":\"mono\",\"cs\":" + encodeChangeSet(change)
                + "}],\"limit\":0}";
            m_requests.push_back(m_client.requestBytes({ "POST", "/v1/ledgers/" + ledger.text() + "/sync", body }));
        }
    }

    /// Sends them one after the other, each when the one before it was answered.
    void sendAll()
    {
        m_latencies.clear();
        for (const std::string& request : m_requests) {
            const Stopwatch watch;
            auto reply = m_client.send(request);
            if (!reply || reply->status != 200 || reply->body.find("\"out\":\"applied\"") == std::string::npos) {
                m_error = reply ? "status " + std::to_string(reply->status) + " " + reply->body.substr(0, 300)
                                : reply.error().detail;
                return;
            }
            m_latencies.push_back(watch.ms());
        }
    }

    const std::string& error() const { return m_error; }
    const Runs& latencies() const { return m_latencies; }

private:
    Uuid m_device;
    HttpClient m_client;
    std::int64_t m_n = 0;
    std::optional<Uuid> m_last;
    std::vector<std::string> m_requests;
    Runs m_latencies;
    std::string m_error;
};

/// The small ledger that all devices write to: on the server, from a device that stays away afterwards.
struct Shared {
    LedgerIds ids;
    Uuid ledger;
    Version head;
};
Result<Shared> shareLedger(const Ground& ground, const Daemon& daemon)
{
    Household small = ground.household;
    small.postings.clear();
    Shared shared;
    const std::string path = ground.dir + "/load.db";
    QM_ASSIGN(shared.ids, buildLedger(path, small, Content::All, 1000));
    QM_ASSIGN(auto ledger, openLedger(path));
    HttpClient stranger(daemon.port(), {});
    QM_ASSIGN(const std::string code, daemon.invite({}));
    QM_ASSIGN(const Paired paired, pair(stranger, code, "First", "linux"));
    QM_TRY(ledger->setDevice(paired.device));
    HttpClient peer(daemon.port(), paired.token);
    QM_TRY(offerLedger(peer, ledger->id(), "Home"));
    SyncClient client(*ledger, peer);
    QM_ASSIGN(const SyncReport report, client.sync());
    shared.ledger = ledger->id();
    shared.head = report.version;
    return shared;
}

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
        QM_ASSIGN(const std::string code, daemon.invite("Home"));
        HttpClient stranger(daemon.port(), {});
        QM_ASSIGN(const Paired paired, pair(stranger, code, "Load " + std::to_string(i), "linux"));
        loads.push_back(std::make_unique<LoadDevice>(daemon.port(), paired));
    }

    Figure figure { .name = "small_change_sets_from_8_devices", .unit = "1/s", .limit = 3000, .isLowerBound = true };
    Runs latencies;
    for (int run = 0; run < runsEach; ++run) {
        for (auto& load : loads)
            load->prepare(ground, shared.ids, shared.ledger, shared.head, changesEachRun);
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
