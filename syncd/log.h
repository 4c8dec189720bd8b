#pragma once

#include "syncd/config.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace qm::syncd {

/// One JSON object a line on stdout. Never given a token, a body, an amount or a payee. Any thread.
class Log {
public:
    explicit Log(LogLevel least, int fileDescriptor = 1) : m_least(least), m_fileDescriptor(fileDescriptor) { }
    bool has(LogLevel level) const { return level >= m_least; }
    /// `fields` is an object; `ts`, `level` and `event` are put before it. What is not UTF-8 is replaced.
    void write(LogLevel level, std::string_view event, const nlohmann::ordered_json& fields) const;
    void say(LogLevel level, std::string_view event, std::string_view message) const;

private:
    LogLevel m_least;
    int m_fileDescriptor;
};

} // namespace qm::syncd
