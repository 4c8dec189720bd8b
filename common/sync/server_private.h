#pragma once

#include "common/sync/server.h"

#include <map>
#include <unordered_map>
#include <unordered_set>

namespace qm {

/// What the parts of LedgerServer share (server.cpp: accepting; server_recover.cpp: what a restore had lost;
/// server_reads.cpp: log, snapshot, digest). Not for others.
struct LedgerServer::Private {
    std::unique_ptr<sql::Connection> writer;
    std::unique_ptr<sql::Connection> reader;
    Uuid id;
    Options options;
    std::unique_ptr<RowStore> store;
    std::unique_ptr<RowStore> readStore;

    struct Head {
        std::int64_t rev = 0;
        Hash chain;
        Digest digest;
        Version version() const { return Version::at(rev, chain); }
    };
    Head head; ///< after the last commit, or of the transaction that runs
    std::int64_t hlc = 0; ///< ms; the server's clock, never backwards
    std::int64_t headEffMax = 0;
    std::string receiptKey;
    Written written; ///< by the last run()
    Stored stored; ///< by the job that runs

    /// A device's own change sets after its base, kept from one push item to the next.
    struct Ancestors {
        Uuid last;
        std::int64_t lastNo = 0;
        std::int64_t lastEff = 0;
        std::string base; ///< text of the version
        std::int64_t effMax = 0;
        std::unordered_set<std::int64_t> nos;
    };
    std::unordered_map<Uuid, Ancestors> ancestors;
    std::unordered_map<Uuid, std::string> namedDevices;

    Result<std::string> meta(sql::Connection& connection, std::string_view key);
    Result<> setMeta(std::string_view key, std::string_view value);
    Result<Head> loadHead(sql::Connection& connection);
    Result<> saveHead(const Head& saved);
    Result<std::optional<Hash>> chainAt(sql::Connection& connection, std::int64_t rev);
    Result<std::int64_t> effMaxAt(std::int64_t rev);
    /// Whether the version is one of this log.
    Result<bool> isKnown(const Version& version);

    /// What the author of a change set had seen (R0): everything up to a revision, and of a lost branch what was
    /// recovered.
    struct Branch;
    struct Base {
        std::int64_t rev = 0;
        std::int64_t effMax = 0;
        const Branch* branch = nullptr; ///< valid until the next baseOf()
        std::int64_t branchRev = 0;
        bool hasSeen(std::int64_t no) const
        {
            if (no <= rev)
                return true;
            if (!branch)
                return false;
            const auto found = branch->revOf.find(no);
            return found != branch->revOf.end() && found->second <= branchRev;
        }
    };
    /// Of a version of this log or of a branch that a restore had lost; nothing for one that nobody knows.
    Result<std::optional<Base>> baseOf(const Version& version);
    /// The lost branch asked for last, from where it left this log: a recovery asks for one version of it after the
    /// other.
    struct Branch {
        struct Step {
            Hash chain;
            std::int64_t effMax = 0; ///< up to here
        };
        std::int64_t rev = 0; ///< the last that is of this log
        std::int64_t effMax = 0;
        std::vector<Step> steps; ///< of rev + 1 and so on
        std::unordered_map<std::int64_t, std::int64_t> revOf; ///< number here → revision there
        bool hasGaps = false; ///< some of it is not in this log yet
        const Step* at(std::int64_t branchRev) const
        {
            const std::int64_t index = branchRev - rev - 1;
            return index >= 0 && std::cmp_less(index, steps.size()) ? &steps[static_cast<std::size_t>(index)] : nullptr;
        }
        void cutAfter(std::int64_t branchRev)
        {
            steps.resize(static_cast<std::size_t>(branchRev - rev));
            std::erase_if(revOf, [&](const auto& one) { return one.second > branchRev; });
        }
    };
    Branch lastBranch;

    /// Where a recovered change set was before the server lost it.
    struct Recovered {
        std::int64_t eff = 0;
        Version version;
    };
    struct Accepted {
        std::string result; ///< JSON
        std::string_view outcome; ///< applied, conflict, parked; empty for a known one
        std::optional<Answer> failed;
    };
    Result<Accepted> accept(PushItem& item, const Caller& caller, const Recovered* recovered = nullptr);
    Result<> writeEntry(const PushItem& item, const Recovered* recovered, std::int64_t rev, std::int64_t eff,
        std::string_view outcome, const Merged& merged, bool isIndivisible, const Hash& digest);

    void keepStored(SyncJob& job);
    Result<> followAncestors(const ChangeSet& change, const Base& base, Ancestors& known);

    // server_recover.cpp
    Result<Answer> recover(const RecoverRequest& request, const Caller& caller);
    Result<> appendBranch(const BranchRecord& record, const std::string& intent);
    Result<> writeBranch(const BranchRecord& record);
    Result<std::optional<Hash>> chainOf(const Version& version);
    static std::string resultJson(
        const Uuid& change, std::string_view out, std::string_view why, const Version& version, std::string_view was);

    Answer answerSync(const SyncJob& job, const std::string& results, const std::unordered_set<Uuid>& taken);
    Result<> appendDevices(const SyncJob& job, std::string& body);
    /// Entries, `more` and the receipt of the last of them.
    Result<> appendEntries(sql::Connection& connection, const Head& at, std::int64_t after, std::int64_t limit,
        const std::unordered_set<Uuid>& own, std::string& body);
    Answer unknownVersion(sql::Connection& connection, const Head& at);
    std::string receipt(const Version& version) const;
    bool isReceipt(const Version& version, std::string_view mac) const;

    Result<std::string> buildSnapshot(const Head& at);
};

} // namespace qm
