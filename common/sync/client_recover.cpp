#include "common/sync/client_private.h"

#include <algorithm>
#include <iterator>

namespace qm {

namespace {

constexpr std::size_t rebaseEntriesMost = 200'000;

} // namespace

/// Entries of the server's log after a version that it has: a page, and more pages while there are fewer than `most`.
Result<SyncClient::LogPiece> SyncClient::readLog(Version after, std::size_t most)
{
    LogPiece piece;
    for (bool more = true; more && piece.entries.size() < most;) {
        QM_ASSIGN(const PeerReply reply, exchange("GET", target("log?after=" + after.text() + "&limit=1000"), {}));
        if (reply.status != 200 || !reply.isJson)
            return errorOf(reply);
        QM_ASSIGN(const auto members, whole(sliceObject(reply.body)));
        more = false;
        std::int64_t rev = after.rev;
        for (const auto& [key, text] : members) {
            if (key == "entries") {
                QM_ASSIGN(auto entries, readEntries(text));
                for (const LogEntry& entry : entries) {
                    if (entry.rev != ++rev) // else a server could go round in circles
                        return notOurs("a log that does not go on from " + after.text());
                }
                std::move(entries.begin(), entries.end(), std::back_inserter(piece.entries));
            } else if (key == "more") {
                more = text == "true";
            } else if (key == "receipt") {
                piece.receipt = readReceipt(text);
            }
        }
        if (piece.entries.empty())
            break;
        after = Version::at(piece.entries.back().rev, piece.entries.back().chain);
    }
    return piece;
}

/// The last revision that both logs share: the server names some of its versions, close to its head first; from the
/// newest of them that is here its log tells the rest.
Result<std::int64_t> SyncClient::findFork(const Json& unknownVersion)
{
    const auto isHere = [&](std::int64_t rev, const std::string& hash16) -> Result<bool> {
        QM_ASSIGN(const auto chain, m_ledger.chainAt(rev));
        return chain && chain->hex().compare(0, 16, hash16) == 0;
    };
    std::optional<Version> fork;
    if (const Json* probes = member(unknownVersion, "probes"); probes && probes->is_array()) {
        for (const Json& probe : *probes) {
            const auto* text = probe.get_ptr<const std::string*>();
            auto version = text ? Version::parse(*text) : Result<Version>(Error {});
            if (!version)
                return notOurs("a version that is none");
            QM_ASSIGN(const bool isShared, isHere(version->rev, version->hash16));
            if (isShared) {
                fork = *version;
                break;
            }
        }
    }
    if (!fork)
        return syncError(ErrorCode::Mismatch, "The server keeps another ledger under this one's name.");
    for (;;) {
        QM_ASSIGN(const LogPiece piece, readLog(*fork, 1));
        const std::vector<LogEntry>& entries = piece.entries;
        if (entries.empty())
            return fork->rev;
        for (const LogEntry& entry : entries) {
            const Version version = Version::at(entry.rev, entry.chain);
            QM_ASSIGN(const bool isShared, isHere(version.rev, version.hash16));
            if (!isShared)
                return fork->rev;
            fork = version;
        }
    }
}

Result<> SyncClient::giveBack(const Ledger::Offer& offer)
{
    std::string body = "{\"after\":\"" + offer.after.text() + "\",\"entries\":[";
    for (const LogEntry& entry : offer.entries) {
        if (body.back() != '[')
            body.push_back(',');
        appendLogEntry(entry, body);
    }
    body += "]";
    if (!offer.receiptMac.empty()) {
        const LogEntry& last = offer.entries.back();
        body += ",\"receipt\":{\"ver\":\"" + Version::at(last.rev, last.chain).text() + "\",\"mac\":\""
            + offer.receiptMac + "\"}";
    }
    body += "}";
    QM_ASSIGN(const PeerReply reply, exchange("POST", target("recover"), std::move(body)));
    if (reply.status == 409)
        return syncError(ErrorCode::Mismatch,
            "The server was restored from a backup that is older than what this copy began with, and this copy does "
            "not have the log of what is missing. Sync another device first; if there is none that has it, \"salvage\" "
            "shows what is here and not there, and brings it back as a change of its own.");
    if (reply.status != 200 || !reply.isJson)
        return errorOf(reply);
    QM_ASSIGN(const Json json, whole(parseJson(reply.body)));
    m_givenBack += memberInteger(json, "new").value_or(0);
    if (const std::string* head = memberText(json, "head"))
        m_recoveredRev = std::atoll(head->c_str());
    return {};
}

/// Fetches the log from before the snapshot; false when the server has another past than that snapshot.
Result<bool> SyncClient::fillLog()
{
    for (;;) {
        auto isComplete = backfillPage();
        if (!isComplete && isComplete.error().code == ErrorCode::Mismatch)
            return false;
        if (!isComplete || *isComplete)
            return isComplete;
    }
}

/// The server does not know our version: it was restored from a backup, or moved to another machine from one. It gets
/// back what it lost, this copy goes back to what both have, and the pull that follows brings everything in the
/// server's new order.
Result<> SyncClient::recover(const Json& unknownVersion, SyncReport& report)
{
    m_givenBack = 0;
    const auto give = [&](const Ledger::Offer& offer) { return giveBack(offer); };
    QM_ASSIGN(const bool isLogComplete, fillLog());
    if (!isLogComplete) { // this copy cannot go back: it begins anew
        QM_ASSIGN(const auto begun, m_ledger.snapshotVersion());
        QM_TRY(giveBack({ Version::at(begun->first, begun->second), {}, {} }));
        QM_TRY(m_ledger.eachOffer(begun->first, give));
        QM_TRY(loadSnapshot(report, true));
    } else {
        QM_ASSIGN(const std::int64_t fork, findFork(unknownVersion));
        QM_TRY(m_ledger.eachOffer(fork, give));
        // What is shown goes from the old log to the new one at once, as far as memory reaches.
        QM_ASSIGN(const LogPiece now, readLog(Version::at(fork, **m_ledger.chainAt(fork)), rebaseEntriesMost));
        QM_ASSIGN(const Ledger::Pulled pulled, m_ledger.rewindTo(fork, now.entries, now.receipt));
        m_isMismatch |= pulled.isMismatch;
    }
    m_hasMore = true;
    report.hasRecovered = true;
    report.notes.push_back(
        std::string("The server had lost a part of its log, probably because it was restored from a backup; ")
        + (m_givenBack == 0        ? std::string("another device had already brought it back.")
                : m_givenBack == 1 ? std::string("1 change was brought back from this copy.")
                                   : std::to_string(m_givenBack) + " changes were brought back from this copy."));
    return {};
}

/// The server's version at a revision of its log, from the newest of those it names that is not after it.
Result<Version> SyncClient::versionAt(std::int64_t rev, const Json& unknownVersion)
{
    Version from = Version::at(0, chainStart(m_ledger.id()));
    if (const Json* probes = member(unknownVersion, "probes"); probes && probes->is_array()) {
        for (const Json& probe : *probes) {
            const auto* text = probe.get_ptr<const std::string*>();
            const auto version = text ? Version::parse(*text) : Result<Version>(Error {});
            if (!version)
                return notOurs("a version that is none");
            if (version->rev <= rev && version->rev > from.rev)
                from = *version;
        }
    }
    if (from.rev == rev)
        return from;
    QM_ASSIGN(const LogPiece piece, readLog(from, static_cast<std::size_t>(rev - from.rev)));
    for (const LogEntry& entry : piece.entries) {
        if (entry.rev == rev)
            return Version::at(entry.rev, entry.chain);
    }
    return notOurs("a log that ends before its snapshot");
}

Result<Ledger::Salvaged> SyncClient::salvage(Ledger& before)
{
    const Error notNeeded { ErrorCode::Rule, "there is nothing to salvage: \"sync\" does all that is needed" };
    QM_ASSIGN(const LedgerStatus status, m_ledger.status());
    QM_ASSIGN(const auto begun, m_ledger.snapshotVersion());
    QM_ASSIGN(const PeerReply reply, exchange("GET", target("log?after=" + status.version.text() + "&limit=1"), {}));
    const auto json = reply.isJson ? parseJson(reply.body) : Result<Json>(Error {});
    const std::string* code = json ? memberText(*json, "error") : nullptr;
    if (reply.status == 200)
        return notNeeded;
    if (reply.status != 409 || !code || *code != "unknown_version")
        return errorOf(reply);
    if (!begun)
        return notNeeded; // the log is here
    const auto known = giveBack({ Version::at(begun->first, begun->second), {}, {} });
    if (known)
        return notNeeded;
    if (known.error().code != ErrorCode::Mismatch)
        return known.error();
    const std::string* head = memberText(*json, "head");
    Ledger::Salvaged salvaged;
    QM_TRY(loadSnapshot(true, head ? std::atoll(head->c_str()) : 0, [&]() -> Result<> {
        QM_ASSIGN(const std::int64_t shared, m_ledger.lastShared(before));
        QM_ASSIGN(const Version base, versionAt(shared, *json));
        QM_ASSIGN(salvaged, m_ledger.finishSnapshotAndSalvage(before, base));
        return {};
    }));
    return salvaged;
}

} // namespace qm
