#include "common/ledger/uuid.h"

#include "common/environment.h"
#include "common/sync/sha256.h"

#include <mutex>

namespace qm {

namespace {

constexpr char hexDigits[] = "0123456789abcdef";

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

void setVersion(Uuid& id, std::uint8_t version)
{
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | (version << 4));
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
}

void setMilliseconds(Uuid& id, std::int64_t ms)
{
    for (std::size_t i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(ms) >> (40 - 8 * i));
}

} // namespace

void Uuid::appendText(std::string& out) const
{
    char text[36];
    std::size_t at = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text[at++] = '-';
        text[at++] = hexDigits[bytes[i] >> 4];
        text[at++] = hexDigits[bytes[i] & 15];
    }
    out.append(text, sizeof text);
}

std::string Uuid::text() const
{
    std::string out;
    appendText(out);
    return out;
}

Result<Uuid> Uuid::parse(std::string_view text)
{
    const Error bad { ErrorCode::Invalid, "not an id (36 characters, as 0197a1c2-7e44-7b10-9d3e-5d0f6a2b9c11)" };
    if (text.size() != 36)
        return bad;
    Uuid id;
    std::size_t at = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        if ((i == 4 || i == 6 || i == 8 || i == 10) && text[at++] != '-')
            return bad;
        const int high = hexValue(text[at]);
        const int low = hexValue(text[at + 1]);
        if (high < 0 || low < 0)
            return bad;
        id.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
        at += 2;
    }
    return id;
}

Uuid Uuid::fromBytes(std::string_view bytes)
{
    Uuid id;
    if (bytes.size() == id.bytes.size())
        std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    return id;
}

Uuid Uuid::make()
{
    // One pool of random bytes for many ids: a system call for each would cost more than the id.
    static std::mutex mutex;
    static std::string pool;
    static std::size_t used = 0;
    static std::int64_t lastMs = 0;
    static std::uint16_t counter = 0;
    static int drawnIn = 0;
    const std::lock_guard lock(mutex);
    if (drawnIn != environmentNo()) {
        drawnIn = environmentNo();
        pool.clear();
        lastMs = 0;
        counter = 0;
    }
    if (used + 16 > pool.size()) {
        pool = randomBytes(4096);
        used = 0;
    }
    Uuid id = fromBytes(std::string_view(pool).substr(used, 16));
    used += 16;
    std::int64_t now = wallClockMs();
    if (now <= lastMs) { // the same millisecond, or a clock put back: count on, so that order is kept
        now = lastMs;
        if (++counter == 0x1000) {
            counter = 0;
            ++now;
        }
    } else {
        counter = 0;
    }
    lastMs = now;
    setMilliseconds(id, now);
    id.bytes[6] = static_cast<std::uint8_t>(counter >> 8);
    id.bytes[7] = static_cast<std::uint8_t>(counter);
    setVersion(id, 7);
    return id;
}

DerivedId& DerivedId::add(std::string_view part)
{
    const auto size = static_cast<std::uint32_t>(part.size());
    for (int shift = 24; shift >= 0; shift -= 8)
        m_parts.push_back(static_cast<char>(size >> shift));
    m_parts.append(part);
    return *this;
}

DerivedId& DerivedId::add(std::int64_t number)
{
    return add(std::string_view(std::to_string(number)));
}

Uuid DerivedId::uuid() const
{
    Uuid id = Uuid::fromBytes(sha256(m_parts).view().substr(0, 16));
    setVersion(id, 8);
    return id;
}

Uuid DerivedId::uuidAt(std::int64_t ms) const
{
    Uuid id = uuid();
    setMilliseconds(id, ms);
    return id;
}

} // namespace qm
