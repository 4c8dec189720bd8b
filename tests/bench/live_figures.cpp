#include <QCoreApplication>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

#include "tests/bench/exchange_figures.h"

#include "common/store/actions.h"
#include "common/sync/json.h"
#include "tests/bench/load_device.h"
#include "tests/bench/proxy.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>
#include <unordered_map>

namespace qm::bench {

namespace {

constexpr int liveChanges = 100;
constexpr int waitingDevices = 500;
constexpr int crowd = 50;
constexpr int crowdSeconds = 60;

using Clock = std::chrono::steady_clock;

double nowMs()
{
    return std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count();
}

double percentile(Runs& runs, double part)
{
    std::sort(runs.begin(), runs.end());
    return runs.empty() ? 0 : runs[static_cast<std::size_t>(static_cast<double>(runs.size() - 1) * part)];
}

/// B: waits for news and syncs, over and over, as a live desktop does; notes when each of A's postings is in its file.
class Listener {
public:
    Listener(Device& device, std::uint16_t port, const Tls& tls) : m_device(device)
    {
        desktop::HttpsPeer::Options options = peerTo(port, tls);
        options.token = device.token;
        options.isCancelled = [this] { return m_isOver.load(); };
        m_options = std::move(options);
    }
    void run()
    {
        desktop::HttpsPeer waiting(m_options);
        while (!m_isOver) {
            const auto status = m_device.ledger->status();
            const auto news
                = status ? waitForNews(waiting, m_device.ledger->id(), status->version) : Result<News>(status.error());
            if (m_isOver)
                return;
            const auto report = news && news->isThere ? m_device.sync()
                : news                                ? SyncReport {}
                                                      : Result<SyncReport>(news.error());
            if (!report) {
                m_error = report.error().detail;
                return;
            }
            m_committedAt = nowMs();
            m_rev = report->version.rev != 0 ? report->version.rev : m_rev.load();
        }
    }
    void stop() { m_isOver = true; }
    /// When it had the revision in its file; 0 when it does not come within ten seconds.
    double waitFor(std::int64_t rev) const
    {
        const double until = nowMs() + 10'000;
        while (m_rev < rev && nowMs() < until)
            std::this_thread::sleep_for(std::chrono::microseconds(50));
        return m_rev >= rev ? m_committedAt.load() : 0;
    }
    const std::string& error() const { return m_error; }

private:
    Device& m_device;
    desktop::HttpsPeer::Options m_options;
    std::atomic<bool> m_isOver { false };
    std::atomic<std::int64_t> m_rev { 0 };
    std::atomic<double> m_committedAt { 0 };
    std::string m_error;
};

/// From the commit on A to the commit on B, through a TLS proxy.
Result<> measureLive(const Ground& ground, const std::string& syncd, const Tls& tls)
{
    const std::string dir = ground.dir + "/live";
    std::filesystem::remove_all(dir);
    QM_ASSIGN(Daemon daemon, Daemon::start(syncd, dir, {}, {}));
    QM_ASSIGN(auto proxy, Proxy::start(ground.dir, daemon.port(), tls));
    if (!proxy) {
        print({ .name = "live_a_to_b", .unit = "ms", .more = { { "skipped", "caddy is not installed" } } });
        return {};
    }
    const std::string path = ground.dir + "/live-a.db";
    QM_TRY(copyFile(ground.full, path));
    QM_ASSIGN(Device first, bringLedger(path, daemon, proxy->port(), tls));
    QM_TRY(first.sync());
    QM_ASSIGN(const std::string code, daemon.invite("Home"));
    QM_TRY(removeFile(ground.dir + "/live-b.db"));

    Figure figure { .name = "live_a_to_b", .count = ground.household.postings.size(), .unit = "ms", .limit = 30 };
    Runs all;
    Result<> done;
    std::atomic<Listener*> listening { nullptr };
    std::atomic<bool> isOver { false };
    std::string error;
    // A Qt connection belongs to the thread that opened it.
    std::thread other([&] {
        auto second = joinLedger(ground.dir + "/live-b.db", code, proxy->port(), tls);
        if (second) {
            Listener listener(*second, proxy->port(), tls);
            listening = &listener;
            listener.run();
            error = listener.error();
        } else {
            error = second.error().detail;
        }
        isOver = true;
    });
    while (!listening && !isOver)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    for (int i = 0; i < liveChanges && !isOver && done; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + i % 7));
        PostingDraft draft;
        draft.date = ground.household.months.back() + "-22";
        draft.amount = { -100 - i };
        draft.account = ground.ids.accounts.front();
        draft.entry = ground.ids.entries.back().front();
        done = addPosting(*first.ledger, draft) ? Result<>() : Error { ErrorCode::Io, "cannot record" };
        const double committed = nowMs();
        const auto report = first.sync();
        if (!report) {
            done = report.error();
            break;
        }
        const double arrived = listening.load()->waitFor(report->version.rev);
        if (arrived == 0)
            done = Error { ErrorCode::Offline, "a change did not arrive" };
        else
            all.push_back(arrived - committed);
    }
    if (listening && !isOver)
        listening.load()->stop();
    other.join();
    QM_TRY(done);
    if (!error.empty())
        return Error { ErrorCode::Offline, error };
    figure.runs = all;
    figure.more["through"] = "Caddy, TLS, loopback; B waits, is told, pulls and commits";
    figure.more["changes"] = all.size();
    figure.more["p99_ms"] = percentile(all, 0.99);
    print(figure);
    return {};
}

std::string waitTarget(const Shared& shared, const std::string& version)
{
    return "/v1/ledgers/" + shared.ledger.text() + "/wait?after=" + version + "&timeout=25";
}

/// What many devices cost that only wait.
Result<> measureWaiting(const Ground& ground, const std::string& syncd, const Tls& tls, bool isEncrypted)
{
    const std::string dir = ground.dir + "/waiting";
    std::filesystem::remove_all(dir);
    // Paired over plain HTTP; then the same data behind TLS, as asked for.
    std::vector<std::string> tokens;
    Shared shared;
    {
        QM_ASSIGN(Daemon daemon, Daemon::start(syncd, dir, {}, {}, waitingDevices + 10));
        QM_ASSIGN(shared, shareLedger(ground, daemon));
        for (int i = 0; i < waitingDevices; ++i) {
            QM_ASSIGN(const Paired paired, pairLoadDevice(shared, daemon.port(), i));
            tokens.push_back(paired.token);
        }
    }
    QM_ASSIGN(Daemon daemon,
        Daemon::start(syncd, dir, isEncrypted ? tls.certificate : "", isEncrypted ? tls.key : "", waitingDevices + 10));
    QM_ASSIGN(const Daemon::Memory before, daemon.memory());
    std::vector<std::unique_ptr<HttpClient>> plain;
    std::vector<std::unique_ptr<QSslSocket>> encrypted;
    QSslConfiguration trust = QSslConfiguration::defaultConfiguration();
    trust.addCaCertificates(QSslCertificate::fromData(QByteArray::fromStdString(tls.pem)));
    for (const std::string& token : tokens) {
        auto client = std::make_unique<HttpClient>(daemon.port(), token);
        const std::string request = client->requestBytes({ "GET", waitTarget(shared, shared.head.text()), {} });
        if (!isEncrypted) {
            QM_TRY(client->write(request));
            plain.push_back(std::move(client));
            continue;
        }
        auto socket = std::make_unique<QSslSocket>();
        socket->setSslConfiguration(trust);
        socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), daemon.port());
        if (!socket->waitForEncrypted(10'000))
            return Error { ErrorCode::Offline, "a device cannot connect: " + socket->errorString().toStdString() };
        socket->write(request.data(), static_cast<qint64>(request.size()));
        socket->flush();
        encrypted.push_back(std::move(socket));
    }
    std::this_thread::sleep_for(std::chrono::seconds(2));
    QM_ASSIGN(const Daemon::Memory after, daemon.memory());
    Figure figure {
        .name = isEncrypted ? "waiting_500_devices_tls" : "waiting_500_devices", .unit = "MiB", .limit = 40
    };
    figure.runs.push_back(after.residentMiB - before.residentMiB);
    figure.more["devices"] = tokens.size();
    figure.more["daemon_rss_mib"] = { { "before", before.residentMiB }, { "after", after.residentMiB } };
    print(figure);
    return {};
}

/// One device of the crowd: sends its changes at its own times, and on a second connection waits and pulls.
struct Member {
    std::unique_ptr<LoadDevice> load;
    std::unique_ptr<HttpClient> ears;
    std::vector<double> sentAt;
    std::unordered_map<std::string, double> heardAt; ///< change set → when its log entry came
    std::string error;
};

void hear(Member& member, const Shared& shared, const std::atomic<bool>& isOver)
{
    std::string version = shared.head.text();
    while (!isOver) {
        const auto news = member.ears->exchange({ "GET", waitTarget(shared, version), {} });
        if (news && news->status == 204)
            continue;
        const auto log = news && news->status == 200 ? member.ears->exchange({ "GET",
                             "/v1/ledgers/" + shared.ledger.text() + "/log?after=" + version + "&limit=500", {} })
                                                     : news;
        if (!log || log->status != 200) {
            member.error
                = log ? "status " + std::to_string(log->status) + " " + log->body.substr(0, 200) : log.error().detail;
            return;
        }
        const double now = nowMs();
        constexpr std::string_view key = "\"id\":\"";
        for (std::size_t at = log->body.find(key); at != std::string::npos; at = log->body.find(key, at + 1))
            member.heardAt.try_emplace(log->body.substr(at + key.size(), 36), now);
        const auto json = parseJson(log->body);
        const Json* receipt = json ? qm::member(*json, "receipt") : nullptr;
        if (const std::string* last = receipt ? memberText(*receipt, "ver") : nullptr)
            version = *last;
    }
}

/// Many devices at once that send, wait and pull for a minute.
Result<> measureCrowd(const Ground& ground, const std::string& syncd)
{
    const std::string dir = ground.dir + "/crowd";
    std::filesystem::remove_all(dir);
    QM_ASSIGN(Daemon daemon, Daemon::start(syncd, dir, {}, {}));
    QM_ASSIGN(const Shared shared, shareLedger(ground, daemon));
    std::vector<Member> members(crowd);
    for (int i = 0; i < crowd; ++i) {
        QM_ASSIGN(const Paired paired, pairLoadDevice(shared, daemon.port(), i));
        Member& member = members[static_cast<std::size_t>(i)];
        member.load = std::make_unique<LoadDevice>(daemon.port(), paired);
        member.load->prepare(ground, shared, crowdSeconds);
        member.ears = std::make_unique<HttpClient>(daemon.port(), paired.token);
        member.sentAt.resize(crowdSeconds);
    }
    std::atomic<bool> isOver { false };
    std::vector<std::thread> ears;
    std::vector<std::thread> mouths;
    for (Member& member : members)
        ears.emplace_back([&] { hear(member, shared, isOver); });
    const auto start = Clock::now() + std::chrono::seconds(1);
    for (std::size_t i = 0; i < members.size(); ++i)
        mouths.emplace_back([&members, &start, i] {
            Member& member = members[i];
            for (std::size_t k = 0; k < crowdSeconds; ++k) {
                std::this_thread::sleep_until(start + std::chrono::milliseconds(1000 * k + 1000 * i / crowd));
                member.sentAt[k] = nowMs();
                if (!member.load->send(k))
                    return;
            }
        });
    for (std::thread& thread : mouths)
        thread.join();
    std::this_thread::sleep_for(std::chrono::seconds(2));
    isOver = true;
    // One more change ends the waits.
    {
        QM_ASSIGN(const Paired paired, pairLoadDevice(shared, daemon.port(), crowd));
        LoadDevice last(daemon.port(), paired);
        last.prepare(ground, shared, 1);
        last.sendAll();
    }
    for (std::thread& thread : ears)
        thread.join();

    Runs answers;
    Runs deliveries;
    std::size_t lost = 0;
    for (const Member& sender : members) {
        const std::string& error = sender.error.empty() ? sender.load->error() : sender.error;
        if (!error.empty())
            return Error { ErrorCode::Protocol, error };
        answers.insert(answers.end(), sender.load->latencies().begin(), sender.load->latencies().end());
        for (std::size_t k = 0; k < sender.load->changes().size(); ++k) {
            for (const Member& hearer : members) {
                const auto heard = hearer.heardAt.find(sender.load->changes()[k].text());
                if (heard == hearer.heardAt.end())
                    ++lost;
                else if (&hearer != &sender)
                    deliveries.push_back(heard->second - sender.sentAt[k]);
            }
        }
    }
    Figure figure { .name = "crowd_of_50_a_change_a_second_p99", .unit = "ms", .limit = 200 };
    figure.runs.push_back(percentile(deliveries, 0.99));
    figure.more["what"] = "from a device sending a change to another one having it";
    figure.more["changes"] = answers.size();
    figure.more["deliveries"] = deliveries.size();
    figure.more["lost"] = lost;
    figure.more["p50_ms"] = percentile(deliveries, 0.5);
    figure.more["worst_ms"] = deliveries.back();
    figure.more["answer_p50_ms"] = percentile(answers, 0.5);
    figure.more["answer_p99_ms"] = percentile(answers, 0.99);
    print(figure);
    if (lost > 0)
        return Error { ErrorCode::Mismatch, std::to_string(lost) + " changes did not arrive" };
    return {};
}

} // namespace

Result<> measureLiveFigures(const Ground& ground, const std::string& syncd)
{
    QM_ASSIGN(const Tls tls, makeTls(ground.dir));
    QM_TRY(measureLive(ground, syncd, tls));
    QM_TRY(measureWaiting(ground, syncd, tls, false));
    QM_TRY(measureWaiting(ground, syncd, tls, true));
    return measureCrowd(ground, syncd);
}

} // namespace qm::bench
