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
    nlohmann::ordered_json line { { "ts", instantText(wallClockMs()) }, { "level", levelName(level) },
        { "event", event } };
    for (const auto& [key, value] : fields.items())
        line[key] = value;
    writeWhole(m_fileDescriptor, line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

void Log::say(LogLevel level, std::string_view event, std::string_view message) const
{
    write(level, event, nlohmann::ordered_json { { "msg", message } });
}

} // namespace qm::syncd
