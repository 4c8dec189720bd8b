#pragma once

#include "syncd/http/message.h"

#include <variant>

namespace qm::syncd::http {

/// Limits of a request's head, in bytes and lines.
inline constexpr std::size_t headBytesMax = 16 << 10;
inline constexpr std::size_t headLinesMax = 64;
inline constexpr std::size_t pathBytesMax = 512;
inline constexpr std::size_t targetBytesMax = 4 << 10;

/// The place after the head's empty line, or nothing when it has not come yet.
std::optional<std::size_t> headEnd(std::string_view received);

/// Whether what has come can still become a head within the limits.
std::optional<Refusal> checkUnfinishedHead(std::string_view received);

/// Parses and guards a head, from its first byte to its empty line. The HTTP library sees nothing that has not passed
/// here: it is not safe against hostile input by itself.
std::variant<Head, Refusal> parseHead(std::string_view text);

} // namespace qm::syncd::http
