#include "syncd/metrics.h"

namespace qm::syncd {

namespace {

void appendNumber(
    std::string& out, std::string_view name, std::string_view kind, std::string_view help, std::uint64_t value)
{
    out.append("# HELP ").append(name).append(" ").append(help);
    out.append("\n# TYPE ").append(name).append(" ").append(kind).append("\n");
    out.append(name).append(" ").append(std::to_string(value)).append("\n");
}

http::Response plain(int status, std::string body)
{
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    response.contentType = "text/plain; version=0.0.4; charset=utf-8";
    return response;
}

} // namespace

void Metrics::countRequest(std::string_view route, int status)
{
    ++requests;
    if (status == 503)
        ++busy;
    const std::lock_guard lock(m_mutex);
    ++m_requests[{ std::string(route), status }];
}

std::string Metrics::text(std::size_t openLedgers, std::size_t waiting) const
{
    std::string out
        = "# HELP quartermaster_requests_total Requests answered.\n# TYPE quartermaster_requests_total counter\n";
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [key, count] : m_requests) // routes come from the table: nothing in them needs escaping
            out += "quartermaster_requests_total{route=\"" + key.first + "\",status=\"" + std::to_string(key.second)
                + "\"} " + std::to_string(count) + "\n";
    }
    appendNumber(out, "quartermaster_auth_failures_total", "counter", "Requests without a valid token.", authFailures);
    appendNumber(out, "quartermaster_pairings_total", "counter", "Devices paired.", pairings);
    appendNumber(out, "quartermaster_pairing_failures_total", "counter", "Codes that were refused.", pairingFailures);
    appendNumber(out, "quartermaster_change_sets_total", "counter", "Change sets received.", changeSets);
    appendNumber(out, "quartermaster_busy_total", "counter", "Answers 503.", busy);
    appendNumber(out, "quartermaster_open_ledgers", "gauge", "Ledgers open now.", openLedgers);
    appendNumber(out, "quartermaster_waiting_devices", "gauge", "Devices that wait for the next change.", waiting);
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
