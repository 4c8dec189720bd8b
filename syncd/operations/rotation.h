#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qm::syncd {

inline constexpr int dailyBackups = 7;
inline constexpr int weeklyBackups = 4;
inline constexpr int monthlyBackups = 12;
inline constexpr int upgradeSnapshots = 5; ///< of each file, made before its migrations

/// When a backup's folder was named, in ms since 1970; nothing for what is no backup's name (20260503T101112Z, with a
/// number behind it when two were made in one second).
std::optional<std::int64_t> backupTimeMs(std::string_view name);
/// Every whole backup in a folder, the newest first.
std::vector<std::string> backupNames(const std::string& parent);

/// Those that the rotation lets go, of names with the newest first. It keeps the newest of each of the last seven days
/// that have one (UTC), of the last four weeks (from Monday) and of the last twelve months, and everything of the last
/// 24 hours: what somebody has just made before something risky is not the nightly's to remove.
std::vector<std::string> outdatedBackups(const std::vector<std::string>& names, std::int64_t nowMs);
/// All but the first `keep`.
std::vector<std::string> beyondNewest(const std::vector<std::string>& names, int keep);

/// Of the snapshots that migrations keep, `quartermaster-20260503T101112Z-s1.db`, only the newest few of each file
/// stay. The paths that were removed.
std::vector<std::string> removeOldUpgradeSnapshots(const std::string& folder);

} // namespace qm::syncd
