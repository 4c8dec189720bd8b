#include "syncd/log.h"

#include "common/environment.h"
#include "common/ledger/date.h"

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cerrno>
#include <climits>
#include <mutex>

namespace qm::syncd {

namespace {

void writeWhole(int fileDescriptor, std::string_view line)
{
    // The system writes a short line whole; one longer than PIPE_BUF could be mixed with another.
    static std::mutex mutex;
    std::unique_lock lock(mutex, std::defer_lock);
    if (line.size() > PIPE_BUF)
        lock.lock();
    while (!line.empty()) {
        const ssize_t written = ::write(fileDescriptor, line.data(), line.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return; // nobody reads the log; the ledger goes on
        line.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace

void Log::write(LogLevel level, std::string_view event, const nlohmann::ordered_json& fields) const
{
    if (!has(level))
        return;
    // Spliced, not merged: a request is answered in the time that a dozen members take to be copied.
    const std::string more = fields.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    std::string line = R"({"ts":")" + instantText(wallClockMs()) + R"(","level":")" + std::string(levelName(level))
        + R"(","event":")" + std::string(event) + "\"";
    line += fields.empty() ? std::string("}") : "," + more.substr(1);
    line += "\n";
    writeWhole(m_fileDescriptor, line);
}

void Log::say(LogLevel level, std::string_view event, std::string_view message) const
{
    write(level, event, nlohmann::ordered_json { { "msg", message } });
}

} // namespace qm::syncd
