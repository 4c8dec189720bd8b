#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace qm::desktop {

/// Which file stands at a path: another file put in its place has another identity, whatever its content and times.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t number = 0;
    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;

    /// Nothing when there is no file. `path` is UTF-8.
    static std::optional<FileIdentity> of(const std::string& path);
};

} // namespace qm::desktop
