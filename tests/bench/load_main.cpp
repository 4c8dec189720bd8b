// Load on a server that runs already, by devices of one ledger, and the proof that what it accepted is there.
//
//   quartermaster-load --port P --code CODE --dir DIR [--rate N] [--seconds N] [--devices N] [--until-gone]
//   quartermaster-load --port P --check --dir DIR
//
// Half of the requests push a change set of one posting, half pull what is new. Plain HTTP to 127.0.0.1.
// What was accepted is noted in DIR/accepted as the answers come; --check reads the server's whole log and names what
// is missing. --until-gone: the server's going away is the end and no error. Prints one JSON line. Exit 0: no error.
#include <QCommandLineParser>
#include <QCoreApplication>

#include "common/sync/json.h"
#include "common/sync/log_entry.h"
#include "tests/bench/load_device.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

namespace {

using namespace qm;
using namespace qm::bench;
using Clock = std::chrono::steady_clock;

struct Plan {
    std::uint16_t port = 0;
    std::string code;
    std::string dir;
    int rate = 200;
    int seconds = 60;
    int devices = 8;
    bool untilGone = false;
};

/// What all devices did, and the file of what was accepted.
class Totals {
public:
    explicit Totals(const std::string& path) : m_accepted(path, std::ios::app) { }

    void pushed(const Uuid& change, double ms)
    {
        const std::lock_guard lock(m_mutex);
        m_accepted << change.text() << std::endl;
        m_pushes.push_back(ms);
    }
    void pulled(double ms)
    {
        const std::lock_guard lock(m_mutex);
        m_pulls.push_back(ms);
    }
    void failed(const std::string& why)
    {
        const std::lock_guard lock(m_mutex);
        ++m_errors;
        if (m_firstError.empty())
            m_firstError = why;
    }
    std::size_t errors() const { return m_errors; }
    nlohmann::ordered_json json(double seconds)
    {
        nlohmann::ordered_json json { { "pushes", m_pushes.size() }, { "pulls", m_pulls.size() },
            { "errors", m_errors }, { "per_second", static_cast<double>(m_pushes.size() + m_pulls.size()) / seconds },
            { "push_p50_ms", at(m_pushes, 50) }, { "push_p99_ms", at(m_pushes, 99) },
            { "pull_p50_ms", at(m_pulls, 50) }, { "pull_p99_ms", at(m_pulls, 99) } };
        if (!m_firstError.empty())
            json["first_error"] = m_firstError;
        return json;
    }

private:
    static double at(Runs& runs, std::size_t percent)
    {
        std::sort(runs.begin(), runs.end());
        return runs.empty() ? 0 : runs[(runs.size() - 1) * percent / 100];
    }

    std::mutex m_mutex;
    std::ofstream m_accepted;
    Runs m_pushes;
    Runs m_pulls;
    std::size_t m_errors = 0;
    std::string m_firstError;
};

std::string logTarget(const Uuid& ledger, const Version& after, int limit)
{
    return "/v1/ledgers/" + ledger.text() + "/log?after=" + after.text() + "&limit=" + std::to_string(limit);
}

/// A member of an answer that may be too large to be taken apart as a whole.
Result<std::string> memberOf(const std::string& body, std::string_view name)
{
    QM_ASSIGN(const auto members, sliceObject(body));
    for (const auto& [key, text] : members)
        if (key == name)
            return std::string(text);
    return Error { ErrorCode::Protocol, "an answer has no \"" + std::string(name) + "\": " + body.substr(0, 300) };
}

Result<Version> headOf(const std::string& body)
{
    QM_ASSIGN(const std::string quoted, memberOf(body, "head"));
    return Version::parse(std::string_view(quoted).substr(1, quoted.size() - 2));
}

/// Pulls what is new since `known`, which is then the server's head.
Result<> pull(HttpClient& reader, const Uuid& ledger, Version& known)
{
    QM_ASSIGN(const PeerReply reply, reader.exchange({ "GET", logTarget(ledger, known, 500), {} }));
    if (reply.status != 200)
        return Error { ErrorCode::Protocol, "status " + std::to_string(reply.status) + " for a pull" };
    QM_ASSIGN(known, headOf(reply.body));
    return {};
}

/// One device at its pace: a push, a pull, a push …
void run(LoadDevice& device, HttpClient& reader, const Plan& plan, const Shared& shared, Totals& totals,
    std::atomic<bool>& isGone)
{
    const auto step = std::chrono::nanoseconds(1'000'000'000LL * plan.devices / plan.rate);
    auto next = Clock::now();
    Version known = shared.head;
    const std::size_t requests = static_cast<std::size_t>(plan.rate) * static_cast<std::size_t>(plan.seconds)
        / static_cast<std::size_t>(plan.devices);
    for (std::size_t i = 0; i < requests && !isGone; ++i, next += step) {
        std::this_thread::sleep_until(next);
        const bool isPush = i % 2 == 0;
        const Stopwatch watch;
        const Result<> done = !isPush ? pull(reader, shared.ledger, known)
            : device.send(i / 2)      ? Result<>()
                                      : Error { ErrorCode::Offline, device.error() };
        if (done && isPush)
            totals.pushed(device.changes()[i / 2], watch.ms());
        else if (done)
            totals.pulled(watch.ms());
        else if (plan.untilGone)
            isGone = true;
        else
            totals.failed(done.error().detail);
    }
}

Result<> load(const Plan& plan)
{
    Ground ground { plan.dir, makeHousehold(1000), {}, {} };
    QM_ASSIGN(const Shared shared, shareLedger(ground, plan.port, plan.code));
    std::ofstream(plan.dir + "/ledger") << shared.ledger.text() << '\n' << shared.token << '\n';
    std::vector<std::unique_ptr<LoadDevice>> devices;
    std::vector<std::unique_ptr<HttpClient>> readers;
    for (int i = 0; i < plan.devices; ++i) {
        QM_ASSIGN(const Paired paired, pairLoadDevice(shared, plan.port, i));
        devices.push_back(std::make_unique<LoadDevice>(plan.port, paired));
        devices.back()->prepare(ground, shared, plan.rate * plan.seconds / plan.devices / 2 + 1);
        readers.push_back(std::make_unique<HttpClient>(plan.port, paired.token));
    }
    std::puts("ready");
    std::fflush(stdout);
    Totals totals(plan.dir + "/accepted");
    std::atomic<bool> isGone { false };
    const Stopwatch watch;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < devices.size(); ++i)
        threads.emplace_back([&, i] { run(*devices[i], *readers[i], plan, shared, totals, isGone); });
    for (std::thread& thread : threads)
        thread.join();
    std::puts(totals.json(watch.ms() / 1000).dump().c_str());
    if (totals.errors() > 0)
        return Error { ErrorCode::Offline, std::to_string(totals.errors()) + " requests failed" };
    if (plan.untilGone && !isGone)
        return Error { ErrorCode::Mismatch, "the server was to go away, but it answered everything" };
    return {};
}

/// Every change set of the server's log.
Result<std::set<std::string>> wholeLog(HttpClient& client, const Uuid& ledger)
{
    std::set<std::string> ids;
    Version at = Version::at(0, chainStart(ledger));
    for (;;) {
        QM_ASSIGN(const PeerReply reply, client.exchange({ "GET", logTarget(ledger, at, 500), {} }));
        if (reply.status != 200)
            return Error { ErrorCode::Protocol, "the log cannot be read: " + reply.body.substr(0, 300) };
        QM_ASSIGN(const std::string entries, memberOf(reply.body, "entries"));
        QM_ASSIGN(const std::vector<LogEntry> page, readLogEntries(entries));
        if (page.empty())
            return ids;
        for (const LogEntry& entry : page)
            ids.insert(entry.id.text());
        at = Version::at(page.back().rev, page.back().chain);
    }
}

Result<> check(const Plan& plan)
{
    std::ifstream written(plan.dir + "/ledger");
    std::string ledgerText;
    std::string token;
    std::getline(written, ledgerText);
    std::getline(written, token);
    const auto ledger = Uuid::parse(ledgerText);
    if (!ledger)
        return Error { ErrorCode::NotFound, plan.dir + "/ledger is of no load before" };
    HttpClient client(plan.port, token);
    QM_ASSIGN(const std::set<std::string> log, wholeLog(client, *ledger));
    std::ifstream accepted(plan.dir + "/accepted");
    std::size_t count = 0;
    std::size_t missing = 0;
    for (std::string id; std::getline(accepted, id); ++count)
        missing += log.contains(id) ? 0 : 1;
    std::printf("{\"accepted\":%zu,\"missing\":%zu,\"log\":%zu}\n", count, missing, log.size());
    if (count == 0)
        return Error { ErrorCode::Mismatch, "nothing was accepted, so this proves nothing" };
    if (missing > 0)
        return Error { ErrorCode::Mismatch, std::to_string(missing) + " accepted change sets are not in the log" };
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const auto option = [&](const char* name, const char* fallback) {
        const QString text = QString::fromLatin1(name);
        parser.addOption({ text, {}, text, QString::fromLatin1(fallback) });
        return text;
    };
    const QString port = option("port", "");
    const QString code = option("code", "");
    const QString dir = option("dir", "");
    const QString rate = option("rate", "200");
    const QString seconds = option("seconds", "60");
    const QString devices = option("devices", "8");
    const QString untilGone = QStringLiteral("until-gone");
    const QString checks = QStringLiteral("check");
    parser.addOptions({ { untilGone, {} }, { checks, {} } });
    parser.addHelpOption();
    parser.process(application);
    Plan plan { parser.value(port).toUShort(), parser.value(code).toStdString(), parser.value(dir).toStdString(),
        parser.value(rate).toInt(), parser.value(seconds).toInt(), parser.value(devices).toInt(),
        parser.isSet(untilGone) };
    if (plan.port == 0 || plan.dir.empty() || plan.rate < 1 || plan.seconds < 1 || plan.devices < 1
        || (plan.code.empty() && !parser.isSet(checks))) {
        std::fputs("quartermaster-load: --port, --dir, and --code or --check are needed\n", stderr);
        return 2;
    }
    const auto done = parser.isSet(checks) ? check(plan) : load(plan);
    if (!done) {
        std::fprintf(stderr, "quartermaster-load: %s\n", done.error().detail.c_str());
        return 1;
    }
    return 0;
}
