#pragma once

#include "common/store/ledger.h"

namespace qm {

// What a person does to a ledger, as operations of change sets. Each is one action of Ledger: atomic, in history,
// undoable.

struct AccountDraft {
    std::string name;
    std::string kind = "checking";
    Money opening;
    std::string note;
};
struct CategoryDraft {
    std::string name;
    std::string group;
    std::string kind = "expense";
};
struct TemplateEntryDraft {
    std::string name;
    Uuid category;
    Money planned;
    std::optional<int> dueDay;
};
struct EntryDraft {
    std::string name;
    Uuid category;
    Money planned;
    std::string due;
    std::string note;
};
struct PostingDraft {
    std::string date;
    Money amount;
    Uuid account;
    std::optional<Uuid> entry; ///< of the date's month
    std::optional<Uuid> toAccount;
    std::string payee;
    std::string memo;
    bool isCleared = false;
};
struct SplitPart {
    std::optional<Uuid> entry;
    Money amount;
    std::string memo;
};

/// New values of some cells; what is not named stays. Names are those of the wire (`name`, `planned`, `due`, …).
using CellEdits = std::vector<std::pair<CellRef, CellValue>>;

Result<Uuid> addAccount(Ledger& ledger, const AccountDraft& draft);
Result<Uuid> addCategory(Ledger& ledger, const CategoryDraft& draft);
Result<Uuid> addTemplate(Ledger& ledger, std::string_view name, std::string_view note);
Result<Uuid> addTemplateEntry(Ledger& ledger, const Uuid& templ, const TemplateEntryDraft& draft);
Result<> deleteTemplate(Ledger& ledger, const Uuid& templ); ///< with its entries; months keep theirs
Result<> deleteTemplateEntry(Ledger& ledger, const Uuid& entry);

/// Sets cells of a row that is there and alive (NotFound otherwise). A value that is there already is no change;
/// nothing changed at all is no change set. Postings of a split change date, account, payee and cleared together.
Result<> editRow(Ledger& ledger, const RowKey& row, const CellEdits& edits);

enum class MonthStart { Blank, FromTemplate, Copied };
/// Opens a month that is not there (Exists otherwise). `source`: the template or the month copied from.
/// `carry`: an entry's planned amount is what it was plus what remained of it.
Result<Uuid> openMonth(Ledger& ledger, YearMonth ym, MonthStart start, const Uuid& source, bool carry);
/// A deliberate second copy of a template's or month's entries into a month that is there (SYNC.md 3.8). Entries added.
Result<std::int64_t> addToMonth(Ledger& ledger, const Uuid& month, MonthStart start, const Uuid& source, bool carry);
Result<> closeMonth(Ledger& ledger, const Uuid& month);
Result<> reopenMonth(Ledger& ledger, const Uuid& month);

Result<Uuid> addEntry(Ledger& ledger, const Uuid& month, const EntryDraft& draft);
/// What happens to the postings of a deleted entry: refused when there are any, kept without an entry, or deleted too.
enum class EntryPostings { Refuse, Keep, Delete };
Result<> deleteEntry(Ledger& ledger, const Uuid& entry, EntryPostings postings);

/// Records a posting or transfer; opens the month (blank) when `openMonths` and it is not there yet, else NotFound.
Result<Uuid> addPosting(Ledger& ledger, const PostingDraft& draft, bool openMonths = false);
/// Moves a posting to another date or entry: the month follows the date, and an entry must be of that month.
Result<> movePosting(Ledger& ledger, const Uuid& posting, std::string_view date, const std::optional<Uuid>& entry);
/// Deletes a posting; of a split, all its parts.
Result<> deletePosting(Ledger& ledger, const Uuid& posting);
/// One purchase over several entries: postings that share a split id, as one indivisible change set.
Result<std::vector<Uuid>> addSplit(Ledger& ledger, const PostingDraft& shared, std::span<const SplitPart> parts);

/// Lines of a bank statement for one account, as imported before or not.
struct ImportLine {
    Date date;
    Money amount;
    std::string payee;
    std::string memo;
    std::string bankId;
    bool isCleared = true;
    std::optional<Uuid> entry = {}; ///< of the date's month
    /// False: left out, but still counted among the equal ones of its day, so that the others keep their identity.
    bool isChosen = true;
};
enum class ImportState {
    New, ///< imported, or left out because it is not chosen
    Known, ///< imported before
    Closed, ///< of a closed month
};
struct ImportResult {
    std::int64_t added = 0;
    std::int64_t known = 0; ///< imported before
    std::int64_t closed = 0; ///< lines of closed months: not imported
    std::vector<std::string> monthsOpened;
    std::vector<bool> isNew; ///< per line
    std::vector<ImportState> states; ///< per line; of those not chosen, too
};
/// Never imports a line twice: by the bank's id, else by date, amount, payee and place in the day (SYNC.md 3.1). A line
/// imported before and deleted since stays deleted. Lines of closed months refuse the import (Closed) unless
/// `skipClosed`. `dryRun` changes nothing.
Result<ImportResult> importLines(
    Ledger& ledger, const Uuid& account, std::span<const ImportLine> lines, bool skipClosed, bool dryRun);
/// One account of a bank's file.
struct ImportPart {
    Uuid account;
    std::optional<AccountDraft> newAccount; ///< makes the account, under the id that `account` gives
    std::span<const ImportLine> lines;
};
/// As importLines() for all accounts of a file, in one action: one undo takes all of it back. Results are in the order
/// of the parts; a month counts as opened in the first part that needs it. Errors beside those above: OutsideMonth (an
/// entry of another month than the line's), NotFound (an entry that is gone).
Result<std::vector<ImportResult>> importParts(
    Ledger& ledger, std::span<const ImportPart> parts, bool skipClosed, bool dryRun);

/// Settles a conflict: keep the value that is shown, use the lost one, both (money: the sum of both changes), or
/// another value given as the cell's JSON. For a deletion that was undone or blocked: `lost` deletes after all.
enum class Settle { Shown, Lost, Both, Value };
Result<> settleConflict(Ledger& ledger, const Uuid& conflict, Settle how, const std::optional<CellValue>& value = {});
/// The amount that Settle::Both would give an open conflict. Errors: Rule (not of two amounts), NotFound (the row is
/// gone).
Result<Money> bothChangesOf(Ledger& ledger, const Conflict& conflict);
/// Applies a parked change set (and those that wait for it) as of now, or discards it.
Result<> settleParked(Ledger& ledger, const Uuid& change, bool apply);
/// The closed months that it (and what waits for it) would write into.
Result<std::vector<Uuid>> closedMonthsOf(Ledger& ledger, const Uuid& change);
/// Opens those months, applies it, and closes them again: one change set. Errors: Rule (none of them is closed).
Result<> reopenForParked(Ledger& ledger, const Uuid& change);
/// Records its new postings in an open month instead, on the same day of that month and under the entry of that name
/// there, if there is one; what is parked is left out with that. Errors: Rule (it is more than new postings), Closed.
Result<> moveParked(Ledger& ledger, const Uuid& change, const Uuid& month);

} // namespace qm
