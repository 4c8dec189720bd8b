#include "syncd/metrics.h"

#include "common/environment.h"
#include "syncd/build_info.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>

namespace qm::syncd {

namespace {

void appendHead(std::string& out, std::string_view name, std::string_view kind, std::string_view help)
{
    out.append("# HELP ").append(name).append(" ").append(help);
    out.append("\n# TYPE ").append(name).append(" ").append(kind).append("\n");
}

void appendNumber(
    std::string& out, std::string_view name, std::string_view kind, std::string_view help, std::uint64_t value)
{
    appendHead(out, name, kind, help);
    out.append(name).append(" ").append(std::to_string(value)).append("\n");
}

/// As few digits as tell it apart: 0.0025, 10, 1795682400.25.
std::string decimal(double value)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed).ptr;
    return { text, end };
}

void appendPair(
    std::string& out, std::string_view name, std::string_view help, std::uint64_t registry, std::uint64_t ledgers)
{
    appendHead(out, name, "gauge", help);
    out.append(name).append("{kind=\"registry\"} ").append(std::to_string(registry)).append("\n");
    out.append(name).append("{kind=\"ledger\"} ").append(std::to_string(ledgers)).append("\n");
}

double nowSeconds()
{
    return static_cast<double>(wallClockMs()) / 1000;
}

std::uint64_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::uint64_t all = 0;
    std::uint64_t resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

const double startedSeconds = nowSeconds(); // the program's own start is no more than a moment earlier

http::Response plain(int status, std::string body)
{
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    response.contentType = "text/plain; version=0.0.4; charset=utf-8";
    return response;
}

} // namespace

void Metrics::countRequest(std::string_view route, int status, double seconds)
{
    ++requests;
    if (status == 503)
        ++busy;
    const auto bucket = std::lower_bound(bucketSeconds.begin(), bucketSeconds.end(), seconds) - bucketSeconds.begin();
    const std::lock_guard lock(m_mutex);
    ++m_requests[{ std::string(route), status }];
    Latency& latency = m_latencies[std::string(route)];
    ++latency.counts[static_cast<std::size_t>(bucket)];
    latency.sum += seconds;
}

/// Routes come from the table: nothing in them needs escaping.
void Metrics::appendRequests(std::string& out) const
{
    constexpr std::string_view requestsName = "quartermaster_requests_total";
    constexpr std::string_view secondsName = "quartermaster_request_duration_seconds";
    const std::lock_guard lock(m_mutex);
    appendHead(out, requestsName, "counter", "Requests answered, by route and status.");
    for (const auto& [key, count] : m_requests)
        out.append(requestsName)
            .append("{route=\"" + key.first + "\",status=\"" + std::to_string(key.second) + "\"} ")
            .append(std::to_string(count) + "\n");
    appendHead(out, secondsName, "histogram",
        "Time from a whole request to its answer, without what it waited for a change or for the network.");
    for (const auto& [route, latency] : m_latencies) {
        const std::string label = "{route=\"" + route + "\"";
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < latency.counts.size(); ++i) {
            count += latency.counts[i];
            out.append(secondsName).append("_bucket" + label + ",le=\"");
            out += (i < bucketSeconds.size() ? decimal(bucketSeconds[i]) : "+Inf") + "\"} " + std::to_string(count)
                + "\n";
        }
        out.append(secondsName).append("_sum" + label + "} " + decimal(latency.sum) + "\n");
        out.append(secondsName).append("_count" + label + "} " + std::to_string(count) + "\n");
    }
}

std::string Metrics::text(const Gauges& now) const
{
    std::string out;
    appendHead(out, "quartermaster_build_info", "gauge", "What runs; always 1.");
    out += std::string("quartermaster_build_info{version=\"") + buildVersion() + "\",revision=\"" + buildRevision()
        + "\"} 1\n";
    appendRequests(out);
    const auto counter = [&](std::string_view name, std::string_view help, std::uint64_t value) {
        appendNumber(out, name, "counter", help, value);
    };
    const auto gauge = [&](std::string_view name, std::string_view help, std::uint64_t value) {
        appendNumber(out, name, "gauge", help, value);
    };
    counter("quartermaster_requests_over_limit_total",
        "Requests that a limit of 10 a second and 30 at once for an address would have refused.", overLimit);
    counter("quartermaster_auth_failures_total", "Requests without a valid token.", authFailures);
    counter("quartermaster_pairings_total", "Devices paired.", pairings);
    counter("quartermaster_pairing_failures_total", "Codes that were refused.", pairingFailures);
    counter("quartermaster_pairings_limited_total", "Codes not looked at after too many wrong ones from an address.",
        pairingsLimited);
    counter("quartermaster_change_sets_total", "Change sets received, known ones among them.", changeSets);
    counter("quartermaster_revisions_total", "Change sets that were new and are on the disk.", revisions);
    counter("quartermaster_conflicts_total", "Conflicts found in new change sets.", conflicts);
    counter("quartermaster_parked_total", "New change sets that could not be applied and are kept.", parked);
    counter("quartermaster_busy_total", "Answers 503.", busy);
    gauge("quartermaster_ledgers", "Ledgers kept here.", now.ledgers);
    gauge("quartermaster_open_ledgers", "Ledgers open now.", now.openLedgers);
    gauge("quartermaster_devices", "Devices with access.", now.devices);
    gauge("quartermaster_waiting_devices", "Devices that wait for the next change.", now.waiting);
    gauge("quartermaster_waiting_devices_max", "Most devices that may wait; more of them ask again and again.",
        now.waitingMax);
    gauge("quartermaster_last_backup_timestamp_seconds", "When the newest backup was made; 0 when there is none.",
        static_cast<std::uint64_t>(now.lastBackupMs / 1000));
    appendPair(out, "quartermaster_database_bytes", "Size of the databases.", now.registryBytes, now.ledgerBytes);
    appendPair(out, "quartermaster_wal_bytes", "Size of what is written but not yet moved into the databases.",
        now.registryWalBytes, now.ledgerWalBytes);
    gauge("quartermaster_disk_free_bytes", "Free space where the databases are.", now.diskFreeBytes);
    gauge("process_resident_memory_bytes", "Memory in use.", residentBytes());
    appendHead(out, "process_start_time_seconds", "gauge", "When the program started, since 1970.");
    out += "process_start_time_seconds " + decimal(startedSeconds) + "\n";
    return out;
}

http::Admission MetricsHandler::admit(const http::Head& head, const std::string&, bool)
{
    if (head.path != "/metrics")
        return { plain(404, "not found\n"), 0, nullptr };
    return {};
}

http::Response MetricsHandler::answer(http::Request&)
{
    return plain(200, m_text());
}

http::Response MetricsHandler::refuse(const http::Refusal& refusal, const std::string&, bool)
{
    return plain(refusal.status, std::string(refusal.code) + "\n");
}

http::Response MetricsHandler::failed(std::string_view)
{
    return plain(500, "internal\n");
}

} // namespace qm::syncd
