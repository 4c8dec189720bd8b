#pragma once

#include "common/result.h"

#include <string>
#include <string_view>

namespace qm {

/// One tag of an OFX file and the text up to the next tag.
struct OfxToken {
    enum class Kind { Open, Close, End };
    Kind kind = Kind::End;
    std::string name; ///< in capitals, without attributes
    std::string value; ///< trimmed, entities resolved; empty for an aggregate
    int line = 0; ///< where the tag stands, from 1
};

/// Cuts OFX, SGML or XML, into tags. What comes before the first tag, processing instructions and comments are passed
/// over; a `<` that begins no tag is text, as is an `&` that begins no entity. Takes linear time.
class OfxTokens {
public:
    explicit OfxTokens(std::string_view text) : m_text(text) { }
    /// Invalid, naming the line: a tag that does not end, a name or value beyond all bounds.
    Result<OfxToken> next();

private:
    bool startsTag(std::size_t at) const;
    void moveTo(std::size_t at);
    /// Passes over `<!-- -->`, `<? ?>` and `<!DOCTYPE >`; false where none is.
    Result<bool> skipOther();
    Result<std::string> readValue();

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1;
    bool m_closePending = false; ///< `<NAME/>` gives two tokens
    std::string m_closeName;
};

} // namespace qm
