#include "common/formats/ofx_tokens.h"

#include "common/formats/statement_text.h"
#include "common/ledger/text.h"

#include <algorithm>
#include <array>

namespace qm {

namespace {

constexpr std::size_t nameBytesMax = 80;
constexpr std::size_t valueBytesMax = 65536;
constexpr std::string_view cdataStart = "<![CDATA[";

struct Entity {
    std::string_view name;
    std::string_view text;
};
constexpr std::array entities = { Entity { "amp", "&" }, Entity { "lt", "<" }, Entity { "gt", ">" },
    Entity { "quot", "\"" }, Entity { "apos", "'" }, Entity { "nbsp", " " } };

/// The character that `&name;` stands for, put into `out`; false where it is none.
bool appendEntity(std::string_view name, std::string& out)
{
    for (const auto& entity : entities) {
        if (entity.name == name) {
            out += entity.text;
            return true;
        }
    }
    if (name.size() < 2 || name.size() > 8 || name[0] != '#')
        return false;
    const bool hex = name[1] == 'x' || name[1] == 'X';
    char32_t code = 0;
    for (const char c : name.substr(hex ? 2 : 1)) {
        const int digit = c >= '0' && c <= '9' ? c - '0'
            : hex && c >= 'a' && c <= 'f'      ? c - 'a' + 10
            : hex && c >= 'A' && c <= 'F'      ? c - 'A' + 10
                                               : -1;
        if (digit < 0 || code > 0x10FFFF)
            return false;
        code = code * (hex ? 16 : 10) + static_cast<char32_t>(digit);
    }
    if (code < 0x20)
        return false;
    appendUtf8(out, code);
    return true;
}

std::string withoutEntities(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t mark = std::min(text.find('&', at), text.size());
        out += text.substr(at, mark - at);
        at = mark;
        if (at == text.size())
            break;
        const std::size_t end = text.substr(0, at + 12).find(';', at);
        if (end != std::string_view::npos && appendEntity(text.substr(at + 1, end - at - 1), out)) {
            at = end + 1;
        } else {
            out.push_back('&');
            ++at;
        }
    }
    return out;
}

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
        || c == '-' || c == ':';
}

} // namespace

bool OfxTokens::startsTag(std::size_t at) const
{
    if (at + 1 >= m_text.size())
        return true; // a lone '<' at the end: a tag that is cut off
    const char c = m_text[at + 1];
    const char after = c == '/' && at + 2 < m_text.size() ? m_text[at + 2] : c;
    return (after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z') || c == '?' || c == '!'
        || (c == '/' && after == '/');
}

void OfxTokens::moveTo(std::size_t at)
{
    const auto begin = m_text.begin() + static_cast<std::ptrdiff_t>(m_at);
    const auto end = m_text.begin() + static_cast<std::ptrdiff_t>(at);
    m_line += static_cast<int>(std::count(begin, end, '\n'));
    m_at = at;
}

Result<bool> OfxTokens::skipOther()
{
    const std::string_view rest = m_text.substr(m_at);
    if (!rest.starts_with("<?") && !rest.starts_with("<!"))
        return false;
    const std::string_view endMark = rest.starts_with("<!--") ? "-->" : rest.starts_with("<?") ? "?>" : ">";
    const std::size_t end = m_text.find(endMark, m_at);
    if (end == std::string_view::npos)
        return lineError(m_line, "the file ends within " + shown(cutText(rest, 30)) + ": it is cut off");
    moveTo(end + endMark.size());
    return true;
}

Result<std::string> OfxTokens::readValue()
{
    std::string value;
    for (;;) {
        std::size_t end = m_text.find('<', m_at);
        while (end != std::string_view::npos && !startsTag(end))
            end = m_text.find('<', end + 1);
        end = std::min(end, m_text.size());
        const std::size_t start = m_at;
        const bool blank = trimmed(m_text.substr(start, end - start)).empty();
        if (!blank && end - start + value.size() > valueBytesMax)
            return lineError(m_line, "a value of more than 65536 bytes");
        moveTo(end);
        if (!blank || !value.empty())
            value += withoutEntities(m_text.substr(start, end - start));
        if (m_text.substr(m_at).starts_with(cdataStart)) {
            const std::size_t close = m_text.find("]]>", m_at);
            if (close == std::string_view::npos || close - m_at > valueBytesMax)
                return lineError(m_line, "<![CDATA[ is opened here and not closed");
            value += m_text.substr(m_at + cdataStart.size(), close - m_at - cdataStart.size());
            moveTo(close + 3);
            continue;
        }
        if (!m_text.substr(m_at).starts_with("<!--"))
            return std::string(trimmed(value));
        QM_TRY(skipOther());
    }
}

Result<OfxToken> OfxTokens::next()
{
    if (m_closePending) {
        m_closePending = false;
        return OfxToken { OfxToken::Kind::Close, m_closeName, {}, m_line };
    }
    for (;;) {
        std::size_t tag = m_text.find('<', m_at);
        while (tag != std::string_view::npos && !startsTag(tag))
            tag = m_text.find('<', tag + 1);
        if (tag == std::string_view::npos) {
            moveTo(m_text.size());
            return OfxToken { OfxToken::Kind::End, {}, {}, m_line };
        }
        moveTo(tag);
        QM_ASSIGN(const bool skipped, skipOther());
        if (!skipped)
            break;
    }
    OfxToken token;
    token.line = m_line;
    std::size_t at = m_at + 1;
    token.kind = at < m_text.size() && m_text[at] == '/' ? OfxToken::Kind::Close : OfxToken::Kind::Open;
    if (token.kind == OfxToken::Kind::Close)
        ++at;
    const std::size_t nameStart = at;
    while (at < m_text.size() && at - nameStart <= nameBytesMax && isNameByte(m_text[at]))
        ++at;
    token.name = m_text.substr(nameStart, at - nameStart);
    std::transform(token.name.begin(), token.name.end(), token.name.begin(),
        [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (token.name.size() > nameBytesMax)
        return lineError(m_line, "a tag whose name has more than 80 characters");
    const std::size_t end = m_text.substr(0, at + 1000).find('>', at);
    if (end == std::string_view::npos || m_text.substr(at, end - at).find('<') != std::string_view::npos)
        return lineError(m_line, "the tag <" + token.name + " does not end: the file is cut off or damaged");
    moveTo(end + 1);
    if (token.kind == OfxToken::Kind::Close)
        return token;
    if (m_text[end - 1] == '/') {
        m_closePending = true;
        m_closeName = token.name;
        return token;
    }
    QM_ASSIGN(token.value, readValue());
    return token;
}

} // namespace qm
