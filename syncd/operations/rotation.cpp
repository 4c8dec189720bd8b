#include "syncd/operations/rotation.h"

#include "common/sql/durable_file.h"
#include "syncd/operations/backup.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <map>
#include <set>

namespace qm::syncd {

namespace fs = std::filesystem;

namespace {

using Days = std::chrono::sys_days;

constexpr std::size_t stampSize = 16; // 20260503T101112Z
constexpr std::int64_t dayMs = 24 * 60 * 60 * 1000;

std::optional<int> numberAt(std::string_view text, std::size_t at, std::size_t size)
{
    int number = 0;
    const char* first = text.data() + at;
    const auto [end, error] = std::from_chars(first, first + size, number);
    if (error != std::errc() || end != first + size || number < 0)
        return std::nullopt;
    return number;
}

std::optional<std::int64_t> stampMs(std::string_view text)
{
    if (text.size() != stampSize || text[8] != 'T' || text[15] != 'Z')
        return std::nullopt;
    const auto year = numberAt(text, 0, 4);
    const auto month = numberAt(text, 4, 2);
    const auto day = numberAt(text, 6, 2);
    const auto hour = numberAt(text, 9, 2);
    const auto minute = numberAt(text, 11, 2);
    const auto second = numberAt(text, 13, 2);
    if (!year || !month || !day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    const std::chrono::year_month_day date { std::chrono::year(*year),
        std::chrono::month(static_cast<unsigned>(*month)), std::chrono::day(static_cast<unsigned>(*day)) };
    if (!date.ok())
        return std::nullopt;
    return std::int64_t(Days(date).time_since_epoch().count()) * dayMs + (*hour * 3600 + *minute * 60 + *second) * 1000;
}

/// What sorts by age: the second, and the number behind it.
struct Age {
    std::int64_t ms = 0;
    int number = 1;
    friend auto operator<=>(const Age&, const Age&) = default;
};

std::optional<Age> ageIn(std::string_view name)
{
    const auto ms = stampMs(name.substr(0, stampSize));
    if (!ms)
        return std::nullopt;
    if (name.size() == stampSize)
        return Age { *ms, 1 };
    const auto number = name[stampSize] == '-' && name.size() > stampSize + 1
        ? numberAt(name, stampSize + 1, name.size() - stampSize - 1)
        : std::nullopt;
    return number ? std::optional(Age { *ms, *number }) : std::nullopt;
}

/// Of `home-20260503T101112Z-s1-2.db`: `home`, and its age.
struct UpgradeSnapshot {
    std::string of;
    Age age;
};
std::optional<UpgradeSnapshot> upgradeSnapshot(std::string_view name)
{
    if (!name.ends_with(".db"))
        return std::nullopt;
    name.remove_suffix(3);
    const auto version = name.rfind("-s");
    if (version == std::string_view::npos || version < stampSize + 2 || name[version - stampSize - 1] != '-')
        return std::nullopt;
    const auto ms = stampMs(name.substr(version - stampSize, stampSize));
    std::string_view rest = name.substr(version + 2);
    int number = 1;
    if (const auto dash = rest.find('-'); dash != std::string_view::npos) {
        const auto given = numberAt(rest, dash + 1, rest.size() - dash - 1);
        if (!given)
            return std::nullopt;
        number = *given;
        rest = rest.substr(0, dash);
    }
    if (!ms || !numberAt(rest, 0, rest.size()))
        return std::nullopt;
    return UpgradeSnapshot { std::string(name.substr(0, version - stampSize - 1)), { *ms, number } };
}

} // namespace

std::optional<std::int64_t> backupTimeMs(std::string_view name)
{
    const auto age = ageIn(name);
    return age ? std::optional(age->ms) : std::nullopt;
}

std::vector<std::string> backupNames(const std::string& parent)
{
    std::vector<std::pair<Age, std::string>> found;
    std::error_code failed;
    for (fs::directory_iterator entry(sql::filePath(parent), failed), end; !failed && entry != end;
         entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        std::error_code ignored;
        if (const auto age = ageIn(name); age && fs::exists(entry->path() / manifestName, ignored))
            found.emplace_back(*age, name);
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<std::string> names;
    for (auto& [age, name] : found)
        names.push_back(std::move(name));
    return names;
}

std::vector<std::string> outdatedBackups(const std::vector<std::string>& names, std::int64_t nowMs)
{
    std::set<std::int64_t> days;
    std::set<std::int64_t> weeks;
    std::set<std::int64_t> months;
    std::vector<std::string> outdated;
    for (const std::string& name : names) {
        const std::int64_t ms = *backupTimeMs(name);
        const Days day { std::chrono::days(ms / dayMs) };
        const std::chrono::year_month_day date(day);
        const std::int64_t dayNo = day.time_since_epoch().count();
        const std::int64_t weekNo = (dayNo + 3) / 7; // 1970 began on a Thursday
        const std::int64_t monthNo = int(date.year()) * 12 + static_cast<int>(unsigned(date.month()));
        // Each of them is asked, as each keeps a list of its own.
        const auto isFirst = [](std::set<std::int64_t>& seen, std::int64_t one, int most) {
            return std::cmp_less(seen.size(), most) && seen.insert(one).second;
        };
        const bool isDays = isFirst(days, dayNo, dailyBackups);
        const bool isWeeks = isFirst(weeks, weekNo, weeklyBackups);
        const bool isMonths = isFirst(months, monthNo, monthlyBackups);
        if (!isDays && !isWeeks && !isMonths && nowMs - ms >= dayMs)
            outdated.push_back(name);
    }
    return outdated;
}

std::vector<std::string> beyondNewest(const std::vector<std::string>& names, int keep)
{
    if (std::cmp_less_equal(names.size(), keep))
        return {};
    return { names.begin() + keep, names.end() };
}

std::vector<std::string> removeOldUpgradeSnapshots(const std::string& folder)
{
    std::map<std::string, std::vector<std::pair<Age, fs::path>>> all;
    std::error_code failed;
    for (fs::directory_iterator entry(sql::filePath(folder), failed), end; !failed && entry != end;
         entry.increment(failed))
        if (const auto snapshot = upgradeSnapshot(entry->path().filename().string()))
            all[snapshot->of].emplace_back(snapshot->age, entry->path());
    std::vector<std::string> removed;
    for (auto& [of, snapshots] : all) {
        std::sort(snapshots.rbegin(), snapshots.rend());
        for (std::size_t i = upgradeSnapshots; i < snapshots.size(); ++i)
            if (fs::remove(snapshots[i].second, failed))
                removed.push_back(snapshots[i].second.string());
    }
    return removed;
}

} // namespace qm::syncd
