#include "common/store/log_texts.h"

#include "common/sync/peer.h"

#include <algorithm>

namespace qm {

namespace {

constexpr int packLevel = 9;
constexpr std::size_t headBytes = 16;
constexpr std::int64_t segmentBytesMost = 12 << 20; // unpacked; a blob that is bound has 16 MiB at most

Error damaged()
{
    return { ErrorCode::Corrupt, "the packed part of the log is damaged" };
}

void appendNumber(std::uint64_t value, int bytes, std::string& out)
{
    for (int i = 0; i < bytes; ++i)
        out.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}

std::uint64_t numberAt(std::string_view bytes, std::size_t at, std::size_t count)
{
    std::uint64_t value = 0;
    for (std::size_t i = count; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

void appendText(std::int64_t no, const LogTexts::Text& text, std::string& out)
{
    appendNumber(static_cast<std::uint64_t>(no), 8, out);
    appendNumber(text.intent.size(), 4, out);
    appendNumber(text.effects ? text.effects->size() + 1 : 0, 4, out);
    out += text.intent;
    if (text.effects)
        out += *text.effects;
}

} // namespace

void LogTexts::forget()
{
    m_first = 0;
    std::string().swap(m_segment);
    m_places.clear();
}

Result<std::optional<LogTexts::Text>> LogTexts::read(std::int64_t no)
{
    QM_ASSIGN(sql::Statement * select, m_connection.cached("SELECT intent, effects FROM change_set_body WHERE no = ?"));
    select->bind(0, no);
    QM_ASSIGN(const bool isThere, select->step());
    if (isThere) {
        Text text;
        m_row.assign(select->blob(0));
        const std::size_t intentBytes = m_row.size();
        const bool hasEffects = !select->isNull(1);
        if (hasEffects)
            m_row += select->blob(1);
        select->reset();
        text.intent = std::string_view(m_row).substr(0, intentBytes);
        if (hasEffects)
            text.effects = std::string_view(m_row).substr(intentBytes);
        return std::optional<Text>(text);
    }
    QM_ASSIGN(const bool isPacked, load(no));
    if (!isPacked)
        return std::optional<Text>();
    const auto place = std::lower_bound(
        m_places.begin(), m_places.end(), no, [](const Place& at, std::int64_t wanted) { return at.no < wanted; });
    if (place == m_places.end() || place->no != no)
        return std::optional<Text>();
    return std::optional<Text>(textAt(*place));
}

/// Unpacks the segment that would hold it; false when there is none.
Result<bool> LogTexts::load(std::int64_t no)
{
    if (!m_places.empty() && m_places.front().no <= no && no <= m_places.back().no)
        return true;
    QM_ASSIGN(sql::Statement * select,
        m_connection.cached(
            "SELECT first, last, bytes, texts FROM log_segment WHERE first <= ? ORDER BY first DESC LIMIT 1"));
    select->bind(0, no);
    QM_ASSIGN(const bool isThere, select->step());
    if (!isThere || select->integer(1) < no) {
        select->reset();
        return false;
    }
    forget();
    auto done = unpack(select->blob(3), select->integer(2));
    m_first = select->integer(0);
    select->reset();
    if (done && (m_places.empty() || m_places.front().no != m_first))
        done = damaged();
    if (!done) {
        forget();
        return done.error();
    }
    return true;
}

Result<> LogTexts::unpack(std::string_view packed, std::int64_t bytes)
{
    auto plain = decompress(packed, static_cast<std::size_t>(std::clamp<std::int64_t>(bytes, 0, segmentBytesMost)));
    if (!plain)
        return damaged();
    m_segment = *std::move(plain);
    m_places.clear();
    for (std::size_t at = 0; at < m_segment.size();) {
        if (m_segment.size() - at < headBytes)
            return damaged();
        Place place;
        place.no = static_cast<std::int64_t>(numberAt(m_segment, at, 8));
        place.intentBytes = numberAt(m_segment, at + 8, 4);
        place.effectsBytes = numberAt(m_segment, at + 12, 4);
        place.at = at + headBytes;
        at = place.at + place.intentBytes + (place.effectsBytes == 0 ? 0 : place.effectsBytes - 1);
        if (at > m_segment.size() || (!m_places.empty() && place.no <= m_places.back().no))
            return damaged();
        m_places.push_back(place);
    }
    return {};
}

LogTexts::Text LogTexts::textAt(const Place& place) const
{
    const std::string_view all = m_segment;
    Text text;
    text.intent = all.substr(place.at, place.intentBytes);
    if (place.effectsBytes > 0)
        text.effects = all.substr(place.at + place.intentBytes, place.effectsBytes - 1);
    return text;
}

Result<> LogTexts::write(std::int64_t no, std::string_view intent, std::optional<std::string_view> effects)
{
    QM_ASSIGN(sql::Statement * body,
        m_connection.cached("INSERT OR REPLACE INTO change_set_body (no, intent, effects) VALUES (?, ?, ?)"));
    body->bind(0, no);
    body->bindBlob(1, intent);
    if (effects)
        body->bindBlob(2, *effects);
    else
        body->bindNull(2);
    return body->run();
}

Result<> LogTexts::remove(std::int64_t no)
{
    // A number may be given anew, and what it meant before must not come back: no segment keeps it.
    QM_ASSIGN(const bool isPacked, load(no));
    if (isPacked)
        QM_TRY(unpackIntoRows(m_first));
    QM_ASSIGN(sql::Statement * remove, m_connection.cached("DELETE FROM change_set_body WHERE no = ?"));
    remove->bind(0, no);
    return remove->run();
}

Result<> LogTexts::unpackIntoRows(std::int64_t first)
{
    for (const Place& place : m_places) {
        const Text text = textAt(place);
        QM_TRY(write(place.no, text.intent, text.effects));
    }
    QM_ASSIGN(sql::Statement * drop, m_connection.cached("DELETE FROM log_segment WHERE first = ?"));
    drop->bind(0, first);
    forget();
    return drop->run();
}

Result<> LogTexts::each(const std::function<void(std::int64_t, const Text&)>& each)
{
    {
        QM_ASSIGN(auto segments, m_connection.prepare("SELECT texts, bytes FROM log_segment ORDER BY first"));
        for (;;) {
            QM_ASSIGN(const bool more, segments->step());
            if (!more)
                break;
            forget();
            QM_TRY(unpack(segments->blob(0), segments->integer(1)));
            for (const Place& place : m_places)
                each(place.no, textAt(place));
        }
        forget();
    }
    QM_ASSIGN(auto rows, m_connection.prepare("SELECT no, intent, effects FROM change_set_body ORDER BY no"));
    for (;;) {
        QM_ASSIGN(const bool more, rows->step());
        if (!more)
            return {};
        Text text;
        text.intent = rows->blob(1);
        if (!rows->isNull(2))
            text.effects = rows->blob(2);
        each(rows->integer(0), text);
    }
}

Result<bool> LogTexts::pack(const PackOptions& options)
{
    QM_ASSIGN(sql::Statement * end, m_connection.cached("SELECT coalesce(max(last), 0) FROM log_segment"));
    QM_TRY(end->step());
    const std::int64_t packedTo = end->integer(0);
    end->reset();

    std::string plain;
    std::vector<std::int64_t> numbers;
    {
        QM_ASSIGN(sql::Statement * select,
            m_connection.cached(
                "SELECT b.no, b.intent, b.effects FROM change_set_body b JOIN change_set c ON c.no = b.no"
                " WHERE b.no > ? AND c.rev IS NOT NULL AND c.eff < ? ORDER BY b.no LIMIT ?"));
        select->bind(0, packedTo);
        select->bind(1, options.olderThanMs);
        select->bind(2, options.count);
        for (;;) {
            QM_ASSIGN(const bool more, select->step());
            if (!more)
                break;
            Text text;
            text.intent = select->blob(1);
            if (!select->isNull(2))
                text.effects = select->blob(2);
            if (!numbers.empty() && std::cmp_greater(plain.size() + text.intent.size(), segmentBytesMost / 2)) {
                select->reset();
                break;
            }
            appendText(select->integer(0), text, plain);
            numbers.push_back(select->integer(0));
        }
    }
    const bool isFull = std::cmp_equal(numbers.size(), options.count)
        || (numbers.size() > 1 && std::cmp_greater(plain.size(), segmentBytesMost / 4));
    if (!isFull)
        return false;
    const std::string packed = compressToKeep(plain, packLevel);
    forget();
    QM_TRY(unpack(packed, static_cast<std::int64_t>(plain.size())));
    if (m_segment != plain || m_places.size() != numbers.size())
        return Error { ErrorCode::Corrupt, "a packed part of the log is not what was packed; it is kept as it was" };
    m_first = numbers.front();
    QM_ASSIGN(sql::Statement * insert,
        m_connection.cached("INSERT INTO log_segment (first, last, count, bytes, texts) VALUES (?, ?, ?, ?, ?)"));
    insert->bind(0, numbers.front());
    insert->bind(1, numbers.back());
    insert->bind(2, static_cast<std::int64_t>(numbers.size()));
    insert->bind(3, static_cast<std::int64_t>(plain.size()));
    insert->bindBlob(4, packed);
    QM_TRY(insert->run());
    QM_ASSIGN(sql::Statement * remove, m_connection.cached("DELETE FROM change_set_body WHERE no = ?"));
    for (const std::int64_t no : numbers) {
        remove->bind(0, no);
        QM_TRY(remove->run());
    }
    return true;
}

Result<bool> packAndShrink(sql::Connection& connection, LogTexts& texts, const LogTexts::PackOptions& options)
{
    {
        QM_ASSIGN(auto transaction, sql::Transaction::begin(connection));
        texts.forget();
        QM_ASSIGN(const bool hasPacked, texts.pack(options));
        if (!hasPacked)
            return false;
        QM_TRY(transaction.commit());
    }
    texts.forget();
    // As a script: each of its steps gives back one page, and not every driver steps on where there are no columns.
    QM_TRY(connection.execute("PRAGMA incremental_vacuum(400);"));
    return true;
}

} // namespace qm
