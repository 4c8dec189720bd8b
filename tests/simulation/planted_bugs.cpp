#include "planted_bugs.h"

#include "household.h"

namespace simulation {

using namespace qm;

namespace {

bool isPush(const PeerRequest& request)
{
    return request.target.find("/sync") != std::string::npos;
}

/// The change set leaves the queue and the file without a trace.
void drop(Device& device, const Uuid& change)
{
    (void)device.ledger->quarantine(change, "dropped");
    (void)device.ledger->connection().execute("DELETE FROM quarantine");
}

std::vector<Uuid> queueOf(Device& device)
{
    std::vector<Uuid> queue;
    if (const auto waiting = device.ledger->waiting(0, 500, 1 << 20)) {
        for (const auto& item : *waiting)
            queue.push_back(item.id);
    }
    return queue;
}

/// Another id of the same form.
std::string renamed(std::string id)
{
    for (std::size_t i = id.size() - 6; i < id.size(); ++i)
        id[i] = id[i] == '0' ? 'f' : '0';
    return id;
}

} // namespace

const std::vector<PlantedBug>& plantedBugs()
{
    static const std::vector<PlantedBug> bugs {
        { "drop_unsent_on_pull", "a device that is behind throws away what it has not sent" },
        { "drop_when_sent", "what was sent leaves the queue, also when no answer came" },
        { "cut_off_by_one", "a push leaves its first item out" },
        { "apply_twice", "what arrives twice is taken twice" },
        { "syncs_lie", "the disk says that it has written, and has not" },
        { "ignore_delete", "a deletion deletes nothing" },
        { "half_a_delete", "of what is deleted together only the first row goes" },
        { "lose_the_loser", "the value that loses is not kept" },
        { "close_blindly", "a month is closed by somebody who has not seen all of it" },
        { "write_into_closed", "a closed month takes changes" },
        { "trust_the_clock", "a change is put in time by its author's clock alone" },
        { "skip_version_check", "a version is taken for the same when its number is" },
        { "recover_forgets", "the server answers that it has taken back what it lost, and has not" },
        { "rewind_forgets_rows", "rows of waiting changes stay when these are taken back" },
        { "off_by_a_cent", "a sum is wrong" },
        { "delete_one_part", "of a split only one part is deleted" },
        { "predict_nothing", "what waits is not shown any more after others' changes have come" },
        { "keep_limbo", "what has come back is still kept as lost" },
        { "sign_anything", "the server's signature does not say of which ledger the version is" },
        { "forget_newer_cells", "a cell of a newer program is dropped" },
        { "redo_nothing", "a redo does nothing" },
    };
    return bugs;
}

void beforeRequest(Household& home, Device& device, PeerRequest& request)
{
    if (!isPush(request))
        return;
    if (isOn("drop_unsent_on_pull")) {
        const auto queue = queueOf(device);
        const auto head = home.server.isUp() ? home.server.core->head() : Result<LedgerServer::Head>(Error {});
        if (!queue.empty() && head && head->version.rev > device.ledger->status()->version.rev)
            drop(device, queue.back());
    }
    if (isOn("cut_off_by_one")) {
        Json body = Json::parse(request.body);
        if (body["items"].size() > 1)
            body["items"].erase(0);
        request.body = body.dump();
    }
}

void afterRequest(Household&, Device& device, const PeerRequest& request, bool hasAnswer)
{
    if (!isPush(request) || hasAnswer || !isOn("drop_when_sent"))
        return;
    for (const Uuid& change : queueOf(device))
        drop(device, change);
}

void changeRepeated(PeerRequest& request)
{
    if (!isPush(request) || !isOn("apply_twice"))
        return;
    Json body = Json::parse(request.body);
    for (Json& item : body["items"]) {
        item["cs"]["id"] = renamed(item["cs"]["id"].get<std::string>());
        item["cs"]["n"] = item["cs"]["n"].get<std::int64_t>() + 1000;
    }
    request.body = body.dump();
}

} // namespace simulation
