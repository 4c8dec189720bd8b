#pragma once

#include "common/ledger/row.h"
#include "common/sync/json.h"
#include "common/sync/sha256.h"

#include <optional>
#include <string>
#include <vector>

namespace qm {

/// The level of rules and cells that this program writes and understands (SYNC.md 3.8, "raising the level").
inline constexpr int levelNow = 1;
/// The level at which this machine writes and takes change sets; in the simulator machines differ.
#ifdef QM_PLANT_BUGS
extern int levelHere;
#else
inline constexpr int levelHere = levelNow;
#endif
/// Operations of one change set at most; larger actions are several that share a batch (SYNC.md 3.3).
inline constexpr std::size_t opsMax = 1000;

/// A point of a ledger's order: a revision and the first 16 hex digits of the chain there, `1042.9f3ab1c2d4e5f607`.
struct Version {
    std::int64_t rev = 0;
    std::string hash16;
    friend bool operator==(const Version&, const Version&) = default;
    std::string text() const { return std::to_string(rev) + "." + hash16; }
    static Result<Version> parse(std::string_view text);
    static Version at(std::int64_t rev, const Hash& chain) { return { rev, chain.hex().substr(0, 16) }; }
};
/// chain(0) of a ledger.
Hash chainStart(const Uuid& ledger);

struct CellChange {
    CellRef cell;
    CellValue was; ///< what the author saw: for undo and display, decides nothing
    CellValue now;
};

struct Op {
    enum class Kind : std::uint8_t { Create, Set, Delete, Close, Reopen, Revert, Settle, Unpark, Restore };
    Kind kind = Kind::Create;
    RowImage image; ///< Create: the row, all columns; the key of Set, Close and Reopen
    std::vector<CellChange> cells; ///< Set
    std::vector<RowKey> group; ///< Delete: everything the author saw vanish
    Uuid subject; ///< Revert, Restore, Unpark: a change set; Settle: a conflict
    std::string choice; ///< Settle: shown, lost or both ("" opens it again). Unpark: apply, discard ("" parks it again)
    std::vector<Op> inverses; ///< Revert: guarded sets, deletes, restores, closes, reopens, settles, unparks
};

/// What one person did in one action: atomic, applied whole or not at all (SYNC.md 3.3).
struct ChangeSet {
    Uuid id;
    Uuid dev;
    std::int64_t n = 0; ///< 1, 2, 3 … on its device
    std::optional<Uuid> prev; ///< the device's change set before it
    Version base; ///< what the author had seen
    std::string at; ///< the author's wall clock, RFC 3339
    int level = levelHere;
    std::string act; ///< as posting.add
    std::optional<Uuid> batch;
    bool indivisible = false;
    std::vector<Op> ops;
};

/// The canonical JSON of a change set made here.
std::string encodeChangeSet(const ChangeSet& change);

/// A change set from outside and its canonical form. Everything that can be checked without the ledger is checked:
/// ids, types, ranges, texts, sizes, missing cells. Errors: Invalid (malformed, SYNC.md 3.5), TooNew (its level).
struct DecodedChangeSet {
    ChangeSet change;
    std::string canonical;
};
Result<DecodedChangeSet> decodeChangeSet(std::string_view json);
Result<DecodedChangeSet> decodeChangeSetJson(const Json& json);
/// Whether they name cells that this level does not know: fine in the log of a newer server, also in change sets of
/// this level (an older program takes back what a newer one did), and for the server of this level a mistake.
bool hasUnknownCells(const std::vector<Op>& ops);

/// Cell values on the wire: a scalar, or an array for cells of several columns.
void appendCellJson(Table table, const CellRef& cell, const CellValue& value, std::string& out);
Result<CellValue> decodeCell(Table table, const CellRef& cell, const Json& json);
/// The row's cells that are not null, by name: `{"amount":-2340,…}`. What is hashed, and sent in a create.
void appendRowCells(const RowImage& image, std::string& out);
/// A row from `{"amount":-2340,…}`; every cell that must be there is.
Result<RowImage> decodeRow(const RowKey& key, const Json& cells);

/// Row hash (SYNC.md 3.10): SHA-256 of table, id, cells that are not null, and the change sets whose deletion holds.
Hash rowHash(const RowImage& image, const std::vector<Uuid>& deletedBy);

/// A sum of hashes modulo 2^256: the digest of a ledger is the digest of its rows in any order.
struct Digest {
    std::array<std::uint64_t, 4> words {};
    friend bool operator==(const Digest&, const Digest&) = default;
    void add(const Hash& hash);
    void subtract(const Hash& hash);
    void add(const Digest& other);
    void subtract(const Digest& other);
    Hash bytes() const; ///< big-endian
    static Digest fromBytes(std::string_view bytes);
};

/// chain(r) = SHA256(chain(r-1) ‖ SHA256(JCS(intent)) ‖ eff ‖ outcome ‖ SHA256(effects) ‖ digest(r)); eff as 8 bytes
/// big-endian, outcome as its word, effects "=" when they are exactly what the intent says.
Hash chainNext(const Hash& before, const Hash& intentHash, std::int64_t eff, std::string_view outcome,
    std::string_view effects, const Hash& digest);

} // namespace qm
