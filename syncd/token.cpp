#include "syncd/token.h"

#include "common/environment.h"
#include "common/ledger/uuid.h"

#include <algorithm>

namespace qm::syncd {

namespace {

constexpr std::size_t selectorBytes = 12;
constexpr std::size_t verifierBytes = 32;
constexpr std::size_t selectorLength = 16; // in base64url without padding
constexpr std::size_t verifierLength = 43;

bool isBase64Url(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

} // namespace

Token Token::make()
{
    return { toBase64Url(randomBytes(selectorBytes)), toBase64Url(randomBytes(verifierBytes)) };
}

Result<Token> Token::parse(std::string_view text)
{
    constexpr std::string_view prefix = "qmd1.";
    const Error failed { ErrorCode::Invalid, "not a device's token" };
    if (text.size() != prefix.size() + selectorLength + 1 + verifierLength || !text.starts_with(prefix))
        return failed;
    const std::string_view selector = text.substr(prefix.size(), selectorLength);
    const std::string_view verifier = text.substr(prefix.size() + selectorLength + 1);
    if (text[prefix.size() + selectorLength] != '.' || !isBase64Url(selector) || !isBase64Url(verifier))
        return failed;
    return Token { std::string(selector), std::string(verifier) };
}

std::string makeCode()
{
    // 240 is the largest multiple of 20 in a byte: what lies above would make the first letters likelier.
    constexpr std::size_t fairBelow = 256 / codeAlphabet.size() * codeAlphabet.size();
    std::string code;
    while (code.size() < codeLength)
        for (const char byte : randomBytes(codeLength))
            if (const auto value = static_cast<unsigned char>(byte); value < fairBelow && code.size() < codeLength)
                code += codeAlphabet[value % codeAlphabet.size()];
    return code;
}

Result<std::string> parseCode(std::string_view typed)
{
    const Error failed { ErrorCode::Invalid, "a code is eight letters such as BCDF-GHJK" };
    std::string code;
    for (char c : typed) {
        if (c == '-' || c == ' ')
            continue;
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
        if (codeAlphabet.find(c) == std::string_view::npos || code.size() == codeLength)
            return failed;
        code += c;
    }
    if (code.size() != codeLength)
        return failed;
    return code;
}

std::string shownCode(std::string_view code)
{
    return std::string(code.substr(0, 4)) + "-" + std::string(code.substr(4));
}

} // namespace qm::syncd
