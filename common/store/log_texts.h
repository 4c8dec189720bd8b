#pragma once

#include "common/sql/connection.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qm {

/// The texts of the log's change sets: each in a row of its own while it is young, many together and compressed once it
/// is old (SYNC.md 3.11). Nothing is ever dropped by packing: a segment takes the place of its rows in one transaction,
/// and is unpacked and compared before. Belongs to the thread of its connection; forget() when a transaction ends.
///
/// A segment unpacked: of each change set, by rising number, its number (8 bytes), the length of its intent (4), the
/// length of its effects and one more, or 0 when they are exactly what the intent says (4), all little-endian, then
/// intent and effects.
class LogTexts {
public:
    explicit LogTexts(sql::Connection& connection) : m_connection(connection) { }

    struct Text {
        std::string_view intent; ///< canonical JSON
        std::optional<std::string_view> effects; ///< JSON; nothing: exactly what the intent says
    };
    /// Of change_set.no; nothing when it is not in this file. Lives until the next call. Errors: Corrupt, Io.
    Result<std::optional<Text>> read(std::int64_t no);
    /// Makes or replaces it.
    Result<> write(std::int64_t no, std::string_view intent, std::optional<std::string_view> effects = {});
    Result<> remove(std::int64_t no);
    /// All that are here, in no order.
    Result<> each(const std::function<void(std::int64_t no, const Text& text)>& each);

    struct PackOptions {
        std::int64_t olderThanMs = 0; ///< ms since 1970: only what counts as made before (change_set.eff)
        std::int64_t count = 512; ///< of change sets in a segment; fewer are not packed
    };
    /// Packs the oldest that are not packed yet, one segment, within the caller's transaction; true when it did.
    Result<bool> pack(const PackOptions& options);

    void forget();

private:
    struct Place {
        std::int64_t no = 0;
        std::size_t at = 0;
        std::size_t intentBytes = 0;
        std::size_t effectsBytes = 0; ///< and one more; 0: none
    };
    Result<bool> load(std::int64_t no);
    Result<> unpack(std::string_view packed, std::int64_t bytes);
    Text textAt(const Place& place) const;
    Result<> unpackIntoRows(std::int64_t first);

    sql::Connection& m_connection;
    std::string m_row; ///< the last text read that has a row of its own
    std::int64_t m_first = 0; ///< of the segment that is unpacked, if any
    std::string m_segment;
    std::vector<Place> m_places; ///< by rising number
};

/// Packs one segment and gives the space back, in a transaction of its own: some milliseconds. True when there may be
/// more to pack.
Result<bool> packAndShrink(sql::Connection& connection, LogTexts& texts, const LogTexts::PackOptions& options);

/// Texts of the log are packed once they are older than this.
inline constexpr std::int64_t packAfterMs = std::int64_t(90) * 24 * 60 * 60 * 1000;

} // namespace qm
