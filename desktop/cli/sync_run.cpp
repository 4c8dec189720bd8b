#include "desktop/cli/sync_run.h"

namespace qm::cli {

std::string counted(std::int64_t count, const char* one, const char* many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

void putReport(OrderedJson& json, const SyncReport& report)
{
    json["pushed"] = report.pushed;
    json["pulled"] = report.pulled;
    json["pending"] = report.waiting;
    json["conflicts"] = report.conflicts;
    json["parked"] = report.parked;
    json["revision"] = report.version.rev;
    json["version"] = report.version.text();
    json["digest"] = report.digest.hex();
    json["notes"] = report.notes;
}

std::string reportText(const SyncReport& report)
{
    std::string text = "Sent " + counted(report.pushed, "change", "changes") + ", received "
        + counted(report.pulled, "change", "changes") + "; version " + report.version.text() + ".\n";
    for (const std::string& note : report.notes)
        text += note + "\n";
    if (report.waiting > 0)
        text += counted(report.waiting, "change still waits", "changes still wait") + " to be sent.\n";
    if (report.conflicts > 0)
        text += counted(report.conflicts, "conflict needs", "conflicts need") + " attention: see \"conflicts\".\n";
    if (report.parked > 0)
        text += counted(report.parked, "change is", "changes are") + " parked: see \"parked\".\n";
    return text;
}

} // namespace qm::cli
