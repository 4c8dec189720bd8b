#pragma once

#include "common/result.h"
#include "common/sync/sha256.h"

#include <string>
#include <string_view>

namespace qm::syncd {

/// What a device proves itself with: `qmd1.<selector>.<verifier>`. The selector (96 random bits) finds the device, the
/// verifier (256) proves it; the registry keeps SHA-256 of the verifier only, which is enough for a random value.
struct Token {
    std::string selector; ///< 16 characters
    std::string verifier; ///< 43 characters
    std::string text() const { return "qmd1." + selector + "." + verifier; }
    Hash hash() const { return sha256(verifier); }

    static Token make();
    /// Errors: Invalid, whatever is wrong.
    static Result<Token> parse(std::string_view text);
};

/// The eight letters of an invitation. No vowels, so that no word appears, and no letter or digit looks like another.
inline constexpr std::string_view codeAlphabet = "BCDFGHJKLMNPQRSTVWXZ";
inline constexpr std::size_t codeLength = 8;
/// A new one, each letter equally likely.
std::string makeCode();
/// As people type it, `bcdf-ghjk`, to its eight letters. Errors: Invalid.
Result<std::string> parseCode(std::string_view typed);
/// As it is shown: `BCDF-GHJK`.
std::string shownCode(std::string_view code);

} // namespace qm::syncd
