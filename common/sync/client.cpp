#include "common/sync/client_private.h"

#include "common/environment.h"

#include <algorithm>

namespace qm {

namespace {

constexpr int repairTriesMax = 5;
constexpr int recoveriesMax = 3; // of one sync
constexpr std::int64_t clockOffNotedMs = 5 * 60 * 1000;
constexpr std::string_view kept = "Your changes are kept here and will be sent later.";

std::string escaped(std::string_view text)
{
    constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
            || c == '.' || c == '_';
        if (isPlain) {
            out.push_back(c);
        } else {
            out.push_back('%');
            out.push_back(hex[static_cast<unsigned char>(c) >> 4]);
            out.push_back(hex[static_cast<unsigned char>(c) & 15]);
        }
    }
    return out;
}

Result<Uuid> idOf(const Json& json, std::string_view name)
{
    const std::string* text = memberText(json, name);
    auto id = text ? Uuid::parse(*text) : Result<Uuid>(Error {});
    return id ? id : Result<Uuid>(notOurs(std::string(name) + " is missing"));
}

Result<Paired> readPaired(const std::string& body)
{
    const auto json = parseJson(body);
    const Json* device = json ? member(*json, "device") : nullptr;
    const std::string* token = json ? memberText(*json, "token") : nullptr;
    const Json* ledgers = json ? member(*json, "ledgers") : nullptr;
    if (!device || !token || !ledgers || !ledgers->is_array())
        return notOurs("an incomplete answer to pairing");
    Paired paired;
    QM_ASSIGN(paired.device, idOf(*device, "uuid"));
    paired.no = memberInteger(*device, "no").value_or(0);
    paired.token = *token;
    if (const Json* server = member(*json, "server")) {
        if (const std::string* instance = memberText(*server, "instance"))
            paired.serverInstance = *instance;
    }
    for (const Json& item : *ledgers) {
        QM_ASSIGN(const Uuid id, idOf(item, "id"));
        const std::string* name = memberText(item, "name");
        const std::string* right = memberText(item, "right");
        paired.ledgers.push_back({ id, name ? *name : "", right ? *right : "" });
    }
    return paired;
}

std::string syncBody(const Version& head, std::int64_t devices, int limit, const std::vector<Ledger::Waiting>& items)
{
    std::string body = "{\"head\":\"" + head.text() + "\",\"devices\":" + std::to_string(devices)
        + ",\"limit\":" + std::to_string(limit) + ",\"items\":[";
    for (const Ledger::Waiting& item : items) {
        body += (body.back() == '[' ? "{\"age\":" : ",{\"age\":") + std::to_string(item.ageMs)
            + ",\"bases\":[],\"clk\":\"" + item.clock + "\",\"cs\":" + item.intent + "}";
    }
    return body + "]}";
}

} // namespace

Ledger::Receipt readReceipt(std::string_view text)
{
    const auto json = parseJson(text);
    const std::string* version = json ? memberText(*json, "ver") : nullptr;
    const std::string* mac = json ? memberText(*json, "mac") : nullptr;
    const auto parsed = version ? Version::parse(*version) : Result<Version>(Error {});
    Hash bytes;
    if (!parsed || !mac || !Hash::parseHex(*mac, bytes))
        return {};
    return { *parsed, std::string(bytes.view()) };
}

Error syncError(ErrorCode code, std::string what)
{
    return { code, std::move(what) + " " + std::string(kept) };
}

Error notOurs(const std::string& why)
{
    return syncError(ErrorCode::Protocol,
        "The answer did not come from a Quartermaster server (" + why + "): a proxy or another program answered.");
}

Error errorOf(const PeerReply& reply)
{
    const auto json = reply.isJson ? parseJson(reply.body) : Result<Json>(Error {});
    const std::string* code = json ? memberText(*json, "error") : nullptr;
    if (reply.status == 429 && code && *code == "too_many_codes")
        return syncError(ErrorCode::Refused,
            "Too many wrong invitations came from this network: the server looks at none for another "
                + std::to_string((reply.retryAfterSeconds.value_or(3600) + 59) / 60) + " minutes.");
    if (reply.status == 429 || (reply.status == 503 && reply.retryAfterSeconds)) {
        const std::string when
            = reply.retryAfterSeconds ? " in " + std::to_string(*reply.retryAfterSeconds) + " s" : " a little later";
        return syncError(ErrorCode::Later,
            "The server is busy (" + std::to_string(reply.status) + ") and asks to come back" + when + ".");
    }
    if (!code) {
        if (reply.status >= 500)
            return syncError(ErrorCode::Offline,
                "The server is not available just now (" + std::to_string(reply.status) + " from a proxy).");
        return notOurs("status " + std::to_string(reply.status));
    }
    const std::string* detail = memberText(*json, "detail");
    const std::string more = detail ? " (" + *detail + ")" : "";
    switch (reply.status) {
    case 401:
        return syncError(ErrorCode::Refused,
            *code == "device_revoked"
                ? "This device's access was revoked. Ask for a new invitation and connect again."
                : "The server does not accept this device's token. Connect again with a new invitation.");
    case 403: return syncError(ErrorCode::Refused, "This device may not do that with this ledger" + more + ".");
    case 404: return syncError(ErrorCode::Refused, "The server does not have this ledger, or not for this device.");
    case 409:
        if (*code == "unknown_version")
            return syncError(ErrorCode::Mismatch,
                "The server does not know the version of the ledger that this device has seen, even after it was told "
                "what it had lost. Nothing was changed on either side.");
        if (*code == "device_forked")
            return syncError(
                ErrorCode::Forked, "Another copy of this device has sent changes under the same identity.");
        return syncError(ErrorCode::Refused, "The server refused: " + *code + more + ".");
    case 426:
        return syncError(ErrorCode::TooNew,
            *code == "client_too_old" ? "This program is too old for the server. Update it."
                                      : "The server is older than this program. Update the server.");
    case 507: return syncError(ErrorCode::DiskFull, "The server's disk is full.");
    case 503:
        return syncError(ErrorCode::Later,
            *code == "self_check" ? "The server found its own copy damaged and takes nothing until it is repaired."
                                  : "The server is busy. Try again in a moment.");
    default:
        return syncError(reply.status >= 500 ? ErrorCode::Offline : ErrorCode::Protocol,
            "The server answered " + std::to_string(reply.status) + " " + *code + more + ".");
    }
}

Result<std::vector<LogEntry>> readEntries(std::string_view text)
{
    auto entries = readLogEntries(text);
    if (entries)
        return entries;
    if (entries.error().code == ErrorCode::TooNew)
        return syncError(
            ErrorCode::TooNew, "The ledger's log holds something that this program does not know. Update it.");
    return notOurs(entries.error().detail);
}

Result<Paired> pair(SyncPeer& peer, std::string_view code, std::string_view deviceName, std::string_view platform)
{
    std::string body = "{\"code\":";
    appendJsonString(code, body);
    body += ",\"device\":{\"app\":\"0.1.0\",\"level\":" + std::to_string(levelNow) + ",\"name\":";
    appendJsonString(deviceName, body);
    body += ",\"platform\":";
    appendJsonString(platform, body);
    body += "}}";
    QM_ASSIGN(const PeerReply reply, peer.exchange({ "POST", "/v1/pair", std::move(body) }));
    if (reply.status != 200) {
        const auto json = reply.isJson ? parseJson(reply.body) : Result<Json>(Error {});
        if (json && memberText(*json, "error") && reply.status >= 400 && reply.status < 429) {
            const std::string* detail = memberText(*json, "detail");
            return Error { ErrorCode::Refused,
                "The server did not accept the invitation: " + (detail ? *detail : *memberText(*json, "error"))
                    + ". Ask for a new code (quartermaster-syncd invite). Nothing was changed." };
        }
        return errorOf(reply);
    }
    return readPaired(reply.body);
}

Result<Paired> pairCopy(SyncPeer& peer)
{
    QM_ASSIGN(const PeerReply reply, peer.exchange({ "POST", "/v1/devices/copy", "{}" }));
    if (reply.status != 200)
        return errorOf(reply);
    return readPaired(reply.body);
}

Result<> offerLedger(SyncPeer& peer, const Uuid& id, std::string_view name)
{
    std::string body = "{\"id\":\"" + id.text() + "\",\"name\":";
    appendJsonString(name, body);
    body += "}";
    QM_ASSIGN(const PeerReply reply, peer.exchange({ "POST", "/v1/ledgers", std::move(body) }));
    if (reply.status == 200 || reply.status == 201)
        return {};
    return errorOf(reply);
}

Result<News> waitForNews(SyncPeer& peer, const Uuid& ledger, const Version& known, int seconds)
{
    const std::string target = "/v1/ledgers/" + ledger.text() + "/wait?after=" + escaped(known.text())
        + "&timeout=" + std::to_string(seconds);
    QM_ASSIGN(const PeerReply reply, peer.exchange({ "GET", target, {} }));
    if (reply.status == 204)
        return News {};
    if (reply.status != 200 || !reply.isJson)
        return errorOf(reply);
    const auto json = parseJson(reply.body);
    const std::string* text = json ? memberText(*json, "head") : nullptr;
    const auto head = text ? Version::parse(*text) : Result<Version>(Error {});
    if (!head)
        return notOurs("an answer to waiting without a version");
    News news;
    news.isThere = *head != known;
    if (const auto poll = memberInteger(*json, "poll"))
        news.pollSeconds = static_cast<int>(std::clamp<std::int64_t>(*poll, 1, 3600));
    return news;
}

std::string SyncClient::target(std::string_view rest) const
{
    return "/v1/ledgers/" + m_ledger.id().text() + "/" + std::string(rest);
}

Result<PeerReply> SyncClient::exchange(std::string_view method, std::string target, std::string body)
{
    m_retryAfterSeconds.reset();
    QM_ASSIGN(PeerReply reply, m_peer.exchange({ std::string(method), std::move(target), std::move(body) }));
    m_retryAfterSeconds = reply.retryAfterSeconds;
    if (reply.serverNowMs)
        m_clockOffMs = wallClockMs() - *reply.serverNowMs;
    return reply;
}

Result<> SyncClient::loadSnapshot(SyncReport& report, bool replaces)
{
    return loadSnapshot(replaces, m_recoveredRev, [&]() -> Result<> {
        QM_ASSIGN(const Version version, m_ledger.finishSnapshot());
        report.pulled += replaces ? 0 : version.rev;
        return {};
    });
}

/// A snapshot that is not older than the revision `since`.
Result<> SyncClient::loadSnapshot(bool replaces, std::int64_t since, const std::function<Result<>()>& finish)
{
    const std::string newer = replaces ? "&since=" + std::to_string(since) : std::string();
    QM_ASSIGN(const PeerReply named, exchange("GET", target("snapshot?level=" + std::to_string(levelNow) + newer), {}));
    if (named.status != 200 || !named.isJson)
        return errorOf(named);
    QM_ASSIGN(const Json json, whole(parseJson(named.body)));
    const std::string* version = memberText(json, "ver");
    const auto parts = memberInteger(json, "parts");
    if (!version || !parts || *parts < 1 || *parts > 100000)
        return notOurs("a snapshot without parts");
    QM_TRY(m_ledger.beginSnapshot(replaces));
    const auto load = [&]() -> Result<> {
        for (std::int64_t part = 1; part <= *parts; ++part) {
            auto reply = exchange("GET", target("snapshot?ver=" + *version + "&part=" + std::to_string(part)), {});
            if (!reply)
                return reply.error();
            if (reply->status != 200)
                return errorOf(*reply);
            QM_ASSIGN(const std::string lines, whole(decompress(reply->body, std::size_t(256) << 20)));
            QM_TRY(m_ledger.loadSnapshotPart(lines));
            if (m_progressed)
                m_progressed({ part, *parts });
        }
        return finish();
    };
    auto loaded = load();
    if (!loaded)
        m_ledger.abandonSnapshot(); // whoever works with the file goes on
    return loaded;
}

Result<SyncReport> SyncClient::sync()
{
    SyncReport report;
    m_hasMore = false;
    m_isMismatch = false;
    QM_ASSIGN(const LedgerStatus before, m_ledger.status());
    if (before.version.rev == 0 && before.pending == 0)
        QM_TRY(loadSnapshot(report));
    m_recoveries = 0;
    m_hasOfferedLimbo = false;
    m_onlyPulls = false;
    bool hasChecked = false;
    for (;;) {
        QM_ASSIGN(const bool more, round(report));
        if (m_hasMore)
            continue;
        if (m_checksRows && !std::exchange(hasChecked, true)) {
            QM_ASSIGN(const LedgerStatus now, m_ledger.status());
            QM_ASSIGN(const Digest digest, m_ledger.recomputeDigest());
            m_isMismatch |= digest.bytes() != now.digest;
            if (!m_isMismatch && now.pending > 0 && !m_ledger.checkPredictions()) {
                QM_TRY(m_ledger.predictAnew());
                report.notes.push_back("What was shown did not follow from the confirmed rows and the changes that "
                                       "wait; it was computed anew.");
            }
        }
        if (m_isMismatch) {
            QM_TRY(repair(report));
            m_isMismatch = false;
        }
        QM_ASSIGN(const std::int64_t inLimbo, m_ledger.limboCount());
        if (inLimbo > 0 && !std::exchange(m_hasOfferedLimbo, true)) {
            QM_TRY(offerLimbo());
            continue;
        }
        if (!more)
            break;
    }
    if (m_clockOffMs && std::abs(*m_clockOffMs) > clockOffNotedMs) {
        report.notes.push_back("This computer's clock is " + std::to_string(std::abs(*m_clockOffMs) / 60000)
            + " minutes " + (*m_clockOffMs > 0 ? "ahead of" : "behind") + " the server's.");
    }
    QM_ASSIGN(const LedgerStatus after, m_ledger.status());
    report.conflicts = after.conflicts;
    report.parked = after.parked;
    report.waiting = after.pending;
    report.version = after.version;
    report.digest = after.digest;
    return report;
}

/// One request; true when there is more to send or to get.
Result<bool> SyncClient::round(SyncReport& report)
{
    QM_ASSIGN(const LedgerStatus before, m_ledger.status());
    std::vector<Ledger::Waiting> items;
    // What came before on this device goes first: while a restored server may lack it, the queue waits.
    QM_ASSIGN(const std::int64_t inLimbo, m_ledger.limboCount());
    if (!m_hasMore && !m_onlyPulls && (inLimbo == 0 || m_hasOfferedLimbo)) {
        QM_ASSIGN(items, m_ledger.waiting(0, itemsMax, m_bytesMost));
    }
    QM_ASSIGN(const std::int64_t devices, m_ledger.deviceCount());
    std::string body = syncBody(before.version, devices, 1000, items);
    const std::size_t bytes = body.size();
    QM_ASSIGN(const PeerReply reply, exchange("POST", target("sync"), std::move(body)));
    if (reply.status == 413 && items.size() > 1) {
        m_bytesMost = std::max<std::size_t>(bytes / 2, 1);
        return true;
    }
    if (reply.status != 200) {
        QM_TRY(refused(reply, report));
        return true;
    }
    if (!reply.isJson)
        return notOurs("not JSON");
    if (auto taken = take(reply.body, report); !taken) {
        // An entry that this program cannot read stops the pull, not the push.
        if (taken.error().code == ErrorCode::TooNew && !items.empty())
            QM_TRY(pushAfter(items.back().no, report));
        return taken.error();
    }
    QM_ASSIGN(const LedgerStatus after, m_ledger.status());
    tellProgress(report, after.version, after.pending);
    const bool hasMoved = after.version.rev != before.version.rev;
    if (!hasMoved && !items.empty())
        return notOurs("it took change sets and did not log them");
    if (!hasMoved && m_hasMore)
        return notOurs("it has more of the log and does not send it");
    return m_hasMore || (after.pending > 0 && !m_onlyPulls);
}

void SyncClient::tellProgress(const SyncReport& report, const Version& at, std::int64_t pending) const
{
    const std::int64_t done = report.pushed + report.pulled;
    if (m_progressed)
        m_progressed({ done, done + pending + std::max<std::int64_t>(0, m_headRev - at.rev) });
}

/// Sends what waits behind `no`, without getting anything.
Result<> SyncClient::pushAfter(std::int64_t no, SyncReport& report)
{
    QM_ASSIGN(const LedgerStatus status, m_ledger.status());
    for (;;) {
        QM_ASSIGN(const auto items, m_ledger.waiting(no, itemsMax, m_bytesMost));
        if (items.empty())
            return {};
        QM_ASSIGN(const PeerReply reply, exchange("POST", target("sync"), syncBody(status.version, -1, 0, items)));
        if (reply.status != 200)
            return errorOf(reply);
        report.pushed += static_cast<std::int64_t>(items.size());
        no = items.back().no;
    }
}

/// A server that was restored again may still lack what an earlier recovery brought back.
Result<> SyncClient::offerLimbo()
{
    return m_ledger.eachLimboOffer([&](const Ledger::Offer& offer) -> Result<> {
        auto given = giveBack(offer);
        if (!given && given.error().code == ErrorCode::Mismatch)
            return {}; // it does not know where this belongs; it stays here until it does
        return given;
    });
}

Result<> SyncClient::take(std::string_view body, SyncReport& report)
{
    auto members = sliceObject(body);
    if (!members)
        return notOurs("an answer that is cut off");
    std::optional<std::string_view> entriesText;
    Ledger::Receipt receipt;
    m_hasMore = false;
    for (const auto& [key, text] : *members) {
        if (key == "entries") {
            entriesText = text;
        } else if (key == "more") {
            m_hasMore = text == "true";
        } else if (key == "head") {
            const auto head
                = text.size() > 2 ? Version::parse(text.substr(1, text.size() - 2)) : Result<Version>(Error {});
            m_headRev = head ? head->rev : 0; // for the progress only
        } else if (key == "receipt") {
            receipt = readReceipt(text);
        } else if (key == "devices") {
            QM_ASSIGN(const Json json, whole(parseJson(text)));
            std::vector<Ledger::KnownDevice> devices;
            for (const Json& item : json) {
                Ledger::KnownDevice device;
                QM_ASSIGN(device.id, idOf(item, "id"));
                device.no = memberInteger(item, "no").value_or(0);
                const std::string* name = memberText(item, "name");
                const std::string* platform = memberText(item, "platform");
                device.name = name ? *name : "";
                device.platform = platform ? *platform : "";
                devices.push_back(std::move(device));
            }
            QM_TRY(m_ledger.setDevices(devices));
        }
    }
    if (!entriesText)
        return notOurs("an answer without entries");
    QM_ASSIGN(const auto entries, readEntries(*entriesText));
    QM_ASSIGN(const Ledger::Pulled pulled, m_ledger.pull(entries, receipt));
    report.pushed += pulled.confirmed;
    report.pulled += pulled.applied;
    m_isMismatch |= pulled.isMismatch;
    return {};
}

/// Of a damaged file: what waits and is not even JSON any more has no name by which the server could refuse it.
Result<bool> SyncClient::setApartUnreadable(SyncReport& report)
{
    QM_ASSIGN(const auto items, m_ledger.waiting(0, itemsMax, m_bytesMost));
    bool isAny = false;
    for (const Ledger::Waiting& item : items) {
        const auto decoded = decodeChangeSet(item.intent);
        if (decoded)
            continue;
        QM_TRY(m_ledger.quarantine(item.id, decoded.error().detail));
        report.notes.push_back("One change of this file cannot be read any more (" + decoded.error().detail
            + "). It is kept aside in this ledger as it is, and the others go on.");
        isAny = true;
    }
    return isAny;
}

/// A status that is not 200: a malformed change set is put aside so that the others can go on; all else ends the sync.
Result<> SyncClient::refused(const PeerReply& reply, SyncReport& report)
{
    const auto json = reply.isJson ? parseJson(reply.body) : Result<Json>(Error {});
    const std::string* code = json ? memberText(*json, "error") : nullptr;
    const std::string* idText = json ? memberText(*json, "id") : nullptr;
    if (reply.status == 400 && code && *code == "malformed" && idText) {
        if (auto id = Uuid::parse(*idText)) {
            const std::string* detail = memberText(*json, "detail");
            const std::string why = detail ? *detail : "malformed";
            if (auto done = m_ledger.quarantine(*id, why); !done)
                return done.error().code == ErrorCode::NotFound ? notOurs("it refuses what it was not sent")
                                                                : done.error();
            report.notes.push_back("The server could not read one change (" + why
                + "). It is kept aside in this ledger, and the others go on.");
            return {};
        }
    }
    if (reply.status == 400 && code && *code == "malformed") {
        QM_ASSIGN(const bool isAnySetApart, setApartUnreadable(report));
        if (isAnySetApart)
            return {};
    }
    if (reply.status == 403 && code && *code == "forbidden" && !std::exchange(m_onlyPulls, true)) {
        report.notes.push_back(
            "This device may only look at the ledger. Changes that were made here stay here, unsent.");
        return {};
    }
    if (reply.status == 409 && code && *code == "unknown_version" && m_recoveries++ < recoveriesMax)
        return recover(*json, report);
    return errorOf(reply);
}

/// The digest did not agree: the rows that differ are replaced by the server's, and both versions are reported.
Result<> SyncClient::repair(SyncReport& report)
{
    for (int attempt = 0; attempt < repairTriesMax; ++attempt) {
        QM_ASSIGN(const LedgerStatus status, m_ledger.status());
        QM_ASSIGN(const PeerReply reply, exchange("GET", target("digest"), {}));
        if (reply.status != 200 || !reply.isJson)
            return errorOf(reply);
        QM_ASSIGN(const Json theirs, whole(parseJson(reply.body)));
        const std::string* version = memberText(theirs, "ver");
        const Json* buckets = member(theirs, "buckets");
        if (!version || !buckets || !buckets->is_object())
            return notOurs("no digests");
        if (*version != status.version.text()) {
            QM_TRY(round(report)); // it moved on meanwhile
            continue;
        }
        std::map<std::string, Digest> mine;
        QM_ASSIGN(const Digest total, m_ledger.recomputeDigest(&mine));
        std::vector<std::string> differing;
        for (const auto& [bucket, digest] : buckets->items()) {
            const auto known = mine.find(bucket);
            if (!digest.is_string() || known == mine.end()
                || known->second.bytes().hex() != digest.get_ref<const std::string&>())
                differing.push_back(bucket);
        }
        for (const auto& [bucket, digest] : mine) {
            if (!buckets->contains(bucket))
                differing.push_back(bucket);
        }
        std::vector<Json> rows;
        bool hasMoved = false;
        for (const std::string& bucket : differing) {
            QM_ASSIGN(const PeerReply part, exchange("GET", target("digest?bucket=" + escaped(bucket)), {}));
            if (part.status != 200 || !part.isJson)
                return errorOf(part);
            QM_ASSIGN(const Json json, whole(parseJson(part.body)));
            const std::string* at = memberText(json, "ver");
            hasMoved |= !at || *at != status.version.text();
            if (const Json* lines = member(json, "rows"); lines && lines->is_array())
                rows.insert(rows.end(), lines->begin(), lines->end());
        }
        if (hasMoved)
            continue;
        if (m_beforeRepair && !differing.empty())
            QM_TRY(m_beforeRepair());
        QM_ASSIGN(auto repaired, m_ledger.repair(differing, rows));
        QM_ASSIGN(const Digest after, m_ledger.recomputeDigest());
        const std::string* said = memberText(theirs, "digest");
        if (!said || after.bytes().hex() != *said)
            return Error { ErrorCode::Mismatch,
                "This copy and the server's differ, and replacing the rows that differ did not help. Your changes are "
                "kept; "
                "run verify on both sides." };
        report.notes.push_back(repaired.empty() ? "This copy's own record of its digest was wrong; its rows are those "
                                                  "of the server, and the record is mended."
                                                : std::to_string(repaired.size())
                    + " rows of this copy differed from the server's and were replaced; both versions were kept for "
                      "you to look at.");
        report.repaired.insert(report.repaired.end(), repaired.begin(), repaired.end());
        (void)total;
        return {};
    }
    return syncError(ErrorCode::Later, "This copy differs from the server's, which is too busy for a repair just now.");
}

Result<bool> SyncClient::backfillPage()
{
    auto begun = m_ledger.meta("backfill");
    if (!begun)
        return true;
    Hash chain;
    if (!Hash::parseHex(std::string_view(*begun).substr(begun->find(' ') + 1), chain))
        return Error { ErrorCode::Corrupt, "the ledger does not tell how far its log goes back" };
    const Version from = Version::at(std::atoll(begun->c_str()), chain);
    QM_ASSIGN(const LogPiece piece, readLog(from, 1));
    if (piece.entries.empty())
        return Error { ErrorCode::Mismatch, "the server's log ends before the snapshot that this copy began with" };
    return m_ledger.backfill(piece.entries, piece.receipt);
}

} // namespace qm
