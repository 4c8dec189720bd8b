#pragma once

#include "common/store/ledger.h"

#include <memory>
#include <unordered_map>

namespace qm {

/// What was used with a payee last, and how often there was one.
struct PayeeUse {
    std::string payee; ///< as it was written last
    std::string date; ///< 2026-05-03; empty: only known from transfers or parts of splits, nothing below is filled in
    Uuid posting;
    std::optional<Uuid> lineage; ///< of the entry; none: without an entry
    std::string entryName;
    Money amount;
    Uuid account;
    std::string memo;
    std::int64_t count = 0;
};

/// What was used last for every payee, for completion and for what a person does again. A value: copies share nothing,
/// and one that is not changed may be read on any thread. Payees are told apart without case.
class PayeeMemory {
public:
    /// One more posting; it is what was used last unless a later one is known.
    void add(const PayeeUse& use);
    const PayeeUse* find(std::string_view payee) const; ///< null: never used
    /// Payees that have `typed` in their name: first the very name, then those that begin with it, then those of which
    /// a word does, then the rest; among these the frequent and recent first (`today`: 2026-05-03). Nothing for a blank
    /// text. Valid until the next add().
    std::vector<const PayeeUse*> like(std::string_view typed, const std::string& today, std::size_t most) const;
    /// The account of the last posting of all; nothing before the first one.
    const std::optional<Uuid>& lastAccount() const { return m_lastAccount; }
    std::size_t size() const { return m_uses.size(); }

private:
    struct Known {
        std::string folded;
        PayeeUse use;
    };
    std::vector<Known> m_uses;
    std::unordered_map<std::string, std::size_t> m_places; ///< by folded name
    std::optional<Uuid> m_lastAccount;
    std::pair<std::string, Uuid> m_lastPosting; ///< date and id
};

/// The entry of those that is like what was used last: of its lineage, else of its name; null: none, or it had none.
const Entry* entryLike(const PayeeUse& use, std::span<const Entry> entries);

/// Reads the memory of a ledger: a part of it at a time, newest first, so that what a person asks for in between need
/// not wait for a hundred thousand postings. On the database thread.
class PayeeMemoryReader {
public:
    /// Reads the next postings. True: there are more.
    Result<bool> readSome(Ledger& ledger, std::int64_t most);
    PayeeMemory take() { return std::move(m_memory); }
    const PayeeMemory& memory() const { return m_memory; }

private:
    struct EntryName {
        Uuid lineage;
        std::string name;
    };
    Result<> readEntries(Ledger& ledger);

    PayeeMemory m_memory;
    std::unordered_map<Uuid, EntryName> m_entries;
    std::optional<Uuid> m_before; ///< the oldest posting that was read
};

/// Where a memory stands in the ledger, to learn what came after it.
struct PayeeMark {
    std::int64_t change = 0; ///< the last change set
    Uuid posting; ///< the last posting by its id
};
struct PayeeNews {
    PayeeMark mark;
    std::vector<PayeeUse> added; ///< postings made since
    bool isStale = false; ///< something else changed: the memory is to be read anew
};
Result<PayeeMark> payeeMark(Ledger& ledger);
Result<PayeeNews> payeeNews(Ledger& ledger, const PayeeMark& since);

} // namespace qm
