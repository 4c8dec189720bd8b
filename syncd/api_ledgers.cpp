#include "syncd/api.h"

#include <charconv>
#include <limits>

namespace qm::syncd {

namespace {

constexpr std::int64_t noteEveryMs = 5 * 60 * 1000;
constexpr std::int64_t logLimit = 500;
constexpr std::int64_t logLimitMax = 5000;

/// A number in the query; nothing when it is not one within the limits.
std::optional<std::int64_t> numberIn(
    const std::string& text, std::int64_t otherwise, std::int64_t least, std::int64_t most)
{
    if (text.empty())
        return otherwise;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < least || number > most)
        return std::nullopt;
    return number;
}

} // namespace

Answer Api::sync(Call& call, bool pulls)
{
    DecodedSync decoded = decodeSyncRequest(call.request->body);
    if (!decoded.request)
        return std::move(decoded.failed);
    call.changes = static_cast<std::int64_t>(decoded.request->items.size());
    if (call.changes > 0 && call.right < Right::Editor)
        return failure(403, "forbidden", "this device may look at the ledger, not change it");
    std::int64_t lastN = 0;
    for (const PushItem& item : decoded.request->items)
        lastN = std::max(lastN, item.decoded.change.n);

    SyncJob job;
    job.caller = { call.device->uuid, call.device->no, call.device->name, call.device->platform, call.right };
    job.request = std::move(*decoded.request);
    if (!pulls)
        job.request.limit = 0;
    m_ledgers.sync(*call.ledger, job);
    call.revFrom = job.revFrom;
    call.revTo = job.revTo;
    logStored(call, job.stored);
    if (job.answer.status < 300) {
        m_metrics.changeSets += static_cast<std::uint64_t>(call.changes);
        noteSync(call, lastN);
    }
    return std::move(job.answer);
}

Answer Api::recover(Call& call)
{
    DecodedRecover decoded = decodeRecoverRequest(call.request->body);
    if (!decoded.request)
        return std::move(decoded.failed);
    call.changes = static_cast<std::int64_t>(decoded.request->entries.size());
    SyncJob job;
    job.caller = { call.device->uuid, call.device->no, call.device->name, call.device->platform, call.right };
    job.recover = std::move(*decoded.request);
    m_ledgers.sync(*call.ledger, job);
    call.revFrom = job.revFrom;
    call.revTo = job.revTo;
    logStored(call, job.stored);
    return std::move(job.answer);
}

void Api::logStored(const Call& call, const Stored& stored) const
{
    if (stored.revTo == stored.revFrom || !m_log.has(LogLevel::Info))
        return;
    auto rows = nlohmann::ordered_json::object();
    for (const auto& [table, counts] : stored.rows)
        rows[info(table).name]
            = { { "added", counts.added }, { "updated", counts.updated }, { "deleted", counts.deleted } };
    m_log.write(LogLevel::Info, "changes_stored",
        { { "device", call.device->uuid.text() }, { "ledger", call.ledger->text() }, { "rev_from", stored.revFrom },
            { "rev_to", stored.revTo }, { "rows", std::move(rows) } });
}

/// Tells the registry now and then, so that people see when a device was last here.
void Api::noteSync(const Call& call, std::int64_t lastN)
{
    const std::int64_t now = m_options.nowMs();
    {
        const std::lock_guard lock(m_notedMutex);
        std::int64_t& notedAt = m_noted[call.device->uuid.text() + call.ledger->text()];
        if (now >= notedAt && now - notedAt < noteEveryMs)
            return;
        notedAt = now;
    }
    const auto head = m_ledgers.head(*call.ledger);
    if (!head)
        return;
    const auto done
        = m_registry.noteSync(call.device->no, *call.ledger, head->version, lastN, call.device->level, head->name);
    if (!done)
        m_log.say(LogLevel::Warn, "registry", done.error().detail); // the sync itself is safe
}

Answer Api::log(Call& call)
{
    const auto limit = numberIn(call.request->parameter("limit"), logLimit, 0, logLimitMax);
    const std::string after = call.request->parameter("after");
    if (!limit || after.empty())
        return failure(400, "malformed", "after=VERSION and a limit of at most 5000 are needed");
    return m_ledgers.read(*call.ledger, [&](LedgerServer& ledger) { return ledger.log(after, *limit); });
}

Answer Api::snapshot(Call& call)
{
    const auto level = numberIn(call.request->parameter("level"), levelNow, 1, 1'000'000);
    const auto part = numberIn(call.request->parameter("part"), -1, 0, 1'000'000);
    const auto since = numberIn(call.request->parameter("since"), 0, 0, std::numeric_limits<std::int64_t>::max());
    if (!level || !part || !since)
        return failure(400, "malformed", "level, part or since is not a number");
    const std::string version = call.request->parameter("ver");
    return m_ledgers.read(*call.ledger, [&](LedgerServer& ledger) {
        return ledger.snapshot(static_cast<int>(*level), version, static_cast<int>(*part), *since);
    });
}

/// Nothing: the answer comes later. Only heads travel here; data always comes through sync, so that there is one path
/// that applies changes.
std::optional<Answer> Api::wait(Call& call)
{
    using namespace std::chrono;
    const auto after = Version::parse(call.request->parameter("after"));
    const auto timeout = numberIn(call.request->parameter("timeout"), Waits::secondsMax, 0, Waits::secondsMax);
    if (!after || !timeout)
        return failure(400, "malformed", "after=VERSION and a timeout of at most 25 seconds are needed");
    if (!call.ticket && *timeout > 0) {
        call.ticket = m_waits.enter(*call.ledger, call.device->uuid);
        if (call.ticket)
            call.ticket->until = steady_clock::now() + seconds(*timeout);
    }
    // Cleared before the look, so that a change after the look makes it due again.
    if (call.ticket)
        call.ticket->isDue = false;
    const auto version = m_ledgers.version(*call.ledger);
    if (!version)
        return failure(version.error());
    const bool isNew = *version != *after;
    const bool hasNoPlace = !call.ticket && *timeout > 0;
    Answer answer;
    if (isNew || hasNoPlace) {
        answer.body = "{\"head\":\"" + version->text() + "\"";
        if (!isNew)
            answer.body += ",\"poll\":" + std::to_string(Waits::pollSeconds);
        answer.body += "}";
        return answer;
    }
    if (call.ticket && !m_isDraining && !call.ticket->isReplaced && steady_clock::now() < call.ticket->until)
        return std::nullopt;
    answer.status = 204;
    return answer;
}

Answer Api::digest(Call& call)
{
    const std::string bucket = call.request->parameter("bucket");
    return m_ledgers.read(*call.ledger, [&](LedgerServer& ledger) { return ledger.digest(bucket); });
}

} // namespace qm::syncd
