#pragma once

#include <string>
#include <string_view>

namespace qm {

/// The text as it is searched: capitals of Latin, Greek and Cyrillic letters become small ones; all else stays. Not for
/// order and not for display. Bytes that are not UTF-8 stay as they are.
std::string foldCase(std::string_view text);

} // namespace qm
