#pragma once

#include "common/result.h"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace qm {

/// An identifier of a row, a change set, a device or a ledger: 16 bytes in files, 36 lower-case characters in text.
struct Uuid {
    std::array<std::uint8_t, 16> bytes {};

    friend auto operator<=>(const Uuid&, const Uuid&) = default;
    bool isNull() const { return *this == Uuid {}; }
    /// `6f3d0c1e-…`: lower case, 36 characters.
    std::string text() const;
    void appendText(std::string& out) const;
    std::string_view view() const { return { reinterpret_cast<const char*>(bytes.data()), bytes.size() }; }

    /// Exactly 36 characters, either case; anything else is Invalid.
    static Result<Uuid> parse(std::string_view text);
    /// 16 bytes as stored; anything else is null.
    static Uuid fromBytes(std::string_view bytes);
    /// UUIDv7: the wall clock in ms, then random bits from the operating system (a clone or a resumed machine must
    /// not repeat one). Later ones sort after earlier ones within one process.
    static Uuid make();
};

/// A deterministic id (UUIDv8, SHA-256): the same parts give the same id on every device (SYNC.md 3.1).
/// Parts are length-prefixed, so that no two lists of parts run together.
class DerivedId {
public:
    explicit DerivedId(std::string_view kind) { add(kind); }
    DerivedId& add(std::string_view part);
    DerivedId& add(const Uuid& id) { return add(id.view()); }
    DerivedId& add(std::int64_t number);
    Uuid uuid() const;
    /// As uuid(), but the first 48 bits are `ms`, so that ids of one day lie together in a file.
    Uuid uuidAt(std::int64_t ms) const;

private:
    std::string m_parts;
};

} // namespace qm

template <>
struct std::hash<qm::Uuid> {
    std::size_t operator()(const qm::Uuid& id) const noexcept
    {
        std::size_t low = 0;
        std::size_t high = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            high = high << 8 | id.bytes[i];
            low = low << 8 | id.bytes[i + 8];
        }
        return low ^ (high * 0x9E3779B97F4A7C15ull);
    }
};
