#include "common/sync/server_private.h"

#include <algorithm>

namespace qm {

namespace {

/// How far ahead of this server's clock a recovered change set may lie: its clock may have been wrong, but every later
/// change counts on from there, and must not run out of numbers.
constexpr std::int64_t aheadMsMax = 100LL * 365 * 24 * 3600 * 1000;

Answer malformedEntry(std::size_t item, const std::string& why)
{
    Answer answer = failure(400, "malformed", why);
    answer.body.insert(answer.body.size() - 1, ",\"item\":" + std::to_string(item));
    return answer;
}

} // namespace

DecodedRecover decodeRecoverRequest(std::string_view body)
{
    DecodedRecover decoded;
    const auto fail = [&](std::string_view why) {
        decoded.failed = failure(400, "malformed", why);
        return std::move(decoded);
    };
    auto members = sliceObject(body);
    if (!members)
        return fail(members.error().detail);
    RecoverRequest request;
    bool hasAfter = false;
    for (const auto& [key, text] : *members) {
        if (key == "entries") {
            auto entries = readLogEntries(text);
            if (!entries && entries.error().code == ErrorCode::TooNew) {
                decoded.failed = failure(426, "server_too_old");
                return decoded;
            }
            if (!entries)
                return fail(entries.error().detail);
            request.entries = *std::move(entries);
            if (auto all = sliceArray(text); all && all->size() != request.entries.size()) {
                decoded.failed = failure(426, "server_too_old");
                return decoded;
            }
            continue;
        }
        auto json = parseJson(text);
        if (!json)
            return fail(json.error().detail);
        if (key == "after" && json->is_string()) {
            auto after = Version::parse(json->get_ref<const std::string&>());
            if (!after)
                return fail(after.error().detail);
            request.after = *std::move(after);
            hasAfter = true;
        } else if (key == "receipt") {
            if (const std::string* mac = memberText(*json, "mac"))
                request.receiptMac = *mac;
        }
    }
    if (!hasAfter)
        return fail("after is missing");
    if (request.entries.size() > recoverEntriesMax) {
        decoded.failed = failure(413, "too_large", "more than " + std::to_string(recoverEntriesMax) + " entries");
        return decoded;
    }
    decoded.request = std::move(request);
    return decoded;
}

/// The whole chain of a version of this log or of a lost branch.
Result<std::optional<Hash>> LedgerServer::Private::chainOf(const Version& version)
{
    QM_ASSIGN(const auto own, chainAt(*writer, version.rev));
    if (own && own->hex().compare(0, 16, version.hash16) == 0)
        return own;
    QM_ASSIGN(sql::Statement * select, writer->cached("SELECT chain FROM branch WHERE rev = ?"));
    select->bind(0, version.rev);
    std::optional<Hash> found;
    for (;;) {
        QM_ASSIGN(const bool more, select->step());
        if (!more)
            return found;
        const Hash chain = Hash::fromBytes(select->blob(0));
        if (chain.hex().compare(0, 16, version.hash16) == 0)
            found = chain;
    }
}

Result<std::optional<LedgerServer::Private::Base>> LedgerServer::Private::baseOf(const Version& version)
{
    QM_ASSIGN(const bool isOwn, isKnown(version));
    if (isOwn) {
        QM_ASSIGN(const std::int64_t effMax, effMaxAt(version.rev));
        return std::optional<Base>(Base { version.rev, effMax, nullptr, 0 });
    }
    if (lastBranch.hasGaps)
        lastBranch = {};
    const auto baseAt = [this](std::int64_t rev) {
        return Base { lastBranch.rev, lastBranch.at(rev)->effMax, &lastBranch, rev };
    };
    QM_ASSIGN(const auto tip, chainOf(version));
    if (!tip)
        return std::optional<Base>();
    if (const auto* known = lastBranch.at(version.rev); known && known->chain == *tip)
        return std::optional<Base>(baseAt(version.rev));

    // Down from there, to this log or to what was asked for before.
    struct Below {
        Hash chain;
        std::int64_t no = 0;
        std::int64_t eff = 0;
    };
    std::vector<Below> steps;
    Hash chain = *tip;
    std::int64_t rev = version.rev;
    for (; rev > 0; --rev) {
        if (const auto* known = lastBranch.at(rev); known && known->chain == chain) {
            lastBranch.cutAfter(rev);
            break;
        }
        QM_ASSIGN(const auto own, chainAt(*writer, rev));
        if (own && *own == chain) {
            QM_ASSIGN(const std::int64_t effMax, effMaxAt(rev));
            lastBranch = { rev, effMax, {}, {} };
            break; // from here on down it is this log
        }
        QM_ASSIGN(sql::Statement * select,
            writer->cached("SELECT b.after, c.no, c.eff FROM branch b LEFT JOIN change_set c ON c.id = b.cs"
                           " WHERE b.rev = ? AND b.chain = ?"));
        select->bind(0, rev);
        select->bindBlob(1, chain.view());
        QM_ASSIGN(const bool isThere, select->step());
        if (!isThere)
            return std::optional<Base>();
        steps.push_back({ chain, select->isNull(1) ? 0 : select->integer(1), select->integer(2) });
        chain = Hash::fromBytes(select->blob(0));
        select->reset();
    }
    if (rev == 0)
        lastBranch = {};
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        ++rev;
        const std::int64_t below = lastBranch.steps.empty() ? lastBranch.effMax : lastBranch.steps.back().effMax;
        lastBranch.steps.push_back({ step->chain, step->no ? std::max(below, step->eff) : below });
        if (step->no)
            lastBranch.revOf.emplace(step->no, rev);
        else
            lastBranch.hasGaps = true;
    }
    return std::optional<Base>(baseAt(version.rev));
}

Result<> LedgerServer::Private::writeBranch(const BranchRecord& record)
{
    Hash after = record.after;
    std::int64_t rev = record.rev;
    for (const auto& [chain, change] : record.lost) {
        QM_ASSIGN(sql::Statement * write,
            writer->cached("INSERT OR IGNORE INTO branch (rev, chain, after, cs) VALUES (?, ?, ?, ?)"));
        write->bind(0, rev++);
        write->bindBlob(1, chain.view());
        write->bindBlob(2, after.view());
        write->bindBlob(3, change.view());
        QM_TRY(write->run());
        after = chain;
    }
    return {};
}

/// Into the log too, so that every copy of it tells what was lost, also after another restore.
Result<> LedgerServer::Private::appendBranch(const BranchRecord& record, const std::string& intent)
{
    QM_TRY(writeBranch(record));
    const Uuid recordId = branchId(id, record);
    const bool isThere = store->changeNo(recordId) != 0;
    QM_TRY(store->status());
    if (isThere)
        return {};
    LogEntry entry;
    entry.intent = intent;
    entry.eff = headEffMax;
    entry.outcome = "applied";
    entry.digest = head.digest.bytes();
    head.chain = entry.chainAfter(head.chain);
    ++head.rev;
    QM_ASSIGN(sql::Statement * write,
        writer->cached("INSERT INTO change_set (no, id, rev, kind, dev, n, base_rev, base_hash, eff, eff_max, recv, at,"
                       " act, indivisible, outcome, known, chain, digest, plain)"
                       " VALUES (?1, ?2, ?1, 2, ?3, 0, 0, x'', ?4, ?4, ?5, '', 'recover', 0, 1, 1, ?6, ?7, 1)"));
    write->bind(0, head.rev);
    write->bindBlob(1, recordId.view());
    write->bindBlob(2, Uuid().view());
    write->bind(3, entry.eff);
    write->bind(4, hlc);
    write->bindBlob(5, head.chain.view());
    write->bindBlob(6, entry.digest.view());
    QM_TRY(write->run());
    return store->texts().write(head.rev, intent);
}

/// Entries that this log has lost are appended with the authors, times and bases they had. What proves that they once
/// stood in it is the chain, which goes on from a version that is known, and the server's own signature of the last
/// one. A server that was set up anew has no key to check it with: then an owner's word counts.
Result<Answer> LedgerServer::Private::recover(const RecoverRequest& request, const Caller& caller)
{
    QM_ASSIGN(const auto from, chainOf(request.after));
    if (!from)
        return unknownVersion(*writer, head);
    BranchRecord record;
    record.rev = request.after.rev + 1;
    record.after = *from;
    std::vector<std::optional<PushItem>> items;
    std::vector<std::optional<BranchRecord>> branches;
    Hash chain = *from;
    for (std::size_t i = 0; i < request.entries.size(); ++i) {
        const LogEntry& entry = request.entries[i];
        if (entry.rev != record.rev + static_cast<std::int64_t>(i) || entry.intent.empty()
            || entry.chainAfter(chain) != entry.chain)
            return malformedEntry(i, "the entry does not continue the chain");
        if (entry.eff > options.nowMs() + aheadMsMax)
            return malformedEntry(i, "the entry's time lies a hundred years ahead");
        chain = entry.chain;
        record.lost.emplace_back(entry.chain, entry.id);
        auto& item = items.emplace_back();
        auto& branch = branches.emplace_back();
        if (entry.kind == EntryKind::Branch) {
            auto decoded = decodeBranch(entry.intent);
            if (!decoded)
                return malformedEntry(i, decoded.error().detail);
            branch = *std::move(decoded);
            continue;
        }
        auto decoded = decodeChangeSet(entry.intent);
        if (!decoded || decoded->change.id != entry.id)
            return malformedEntry(i, decoded ? "a change set under another's name" : decoded.error().detail);
        item.emplace().decoded = *std::move(decoded);
    }
    const Version tip = Version::at(record.rev - 1 + static_cast<std::int64_t>(request.entries.size()), chain);
    std::int64_t added = 0;
    std::int64_t known = static_cast<std::int64_t>(request.entries.size());
    std::int64_t parked = 0;
    const auto answer = [&] {
        Answer given;
        given.body = "{\"new\":" + std::to_string(added) + ",\"known\":" + std::to_string(known)
            + ",\"parked\":" + std::to_string(parked) + ",\"head\":\"" + head.version().text() + "\"}";
        return given;
    };
    QM_ASSIGN(const auto there, chainOf(tip));
    if (there && *there == chain)
        return answer(); // it never lost them, or has them back
    if (!isReceipt(tip, request.receiptMac) && caller.right != Right::Owner)
        return failure(403, "receipt_unknown",
            "this server did not sign these changes: a device of an owner of the ledger has to bring them back");
    known = 0;
    QM_TRY(appendBranch(record, encodeBranch(record)));
    for (std::size_t i = 0; i < request.entries.size(); ++i) {
        const LogEntry& entry = request.entries[i];
        if (branches[i]) {
            QM_TRY(appendBranch(*branches[i], entry.intent));
            continue;
        }
        const Recovered recovered { entry.eff, Version::at(entry.rev, entry.chain) };
        QM_ASSIGN(const Accepted accepted, accept(*items[i], caller, &recovered));
        if (accepted.failed)
            return Error { ErrorCode::Corrupt, "a recovered change set was refused" };
        ++(accepted.outcome.empty() ? known : added);
        parked += accepted.outcome == "parked";
    }
    return answer();
}

} // namespace qm
