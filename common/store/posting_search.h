#pragma once

#include "common/store/posting_list.h"

namespace qm {

/// A query made ready to be run month by month: its words are looked up among accounts, categories and entries once.
/// Used by readPostingSlice(); not for others.
class PostingSearch {
public:
    static Result<PostingSearch> make(Ledger& ledger, const PostingQuery& query, bool withPayees);
    Result<PostingMonth> find(const Month& month);

private:
    /// One word of the text, and what it may mean.
    struct Word {
        std::string folded;
        std::string accounts; ///< ids of 16 bytes each, one behind the other
        std::string categories;
        std::string entries; ///< of the month that is searched
        std::optional<AmountRange> amounts;
    };
    /// A row that the statement gave, as far as its words are to be checked.
    struct Row {
        std::string payee;
        std::string memo;
        Uuid account;
        std::optional<Uuid> toAccount;
        std::optional<Uuid> entry;
        Money amount; ///< as it is stored
    };

    PostingSearch(Ledger& ledger, PostingQuery query, bool withPayees)
        : m_ledger(ledger)
        , m_query(std::move(query))
        , m_withPayees(withPayees)
    {
    }
    Result<> readWords();
    Result<> readEntries(const Month& month);
    void bind(sql::Statement& rows, const Month& month) const;
    void bindWord(sql::Statement& rows) const;
    bool isFound(const Row& row) const;
    bool isInMonth(const Month& month) const;

    Ledger& m_ledger;
    PostingQuery m_query;
    bool m_withPayees;
    std::vector<Word> m_words; ///< the one that the statement looks for is the first
    bool m_isExact = true; ///< what the statement finds needs no second look
    std::string m_ofCategory; ///< the month's entries of the query's category
    std::optional<Uuid> m_entryMonth; ///< of the query's entry
};

} // namespace qm
