#pragma once

#include <QString>

#include <string_view>

namespace qm::desktop {

/// What an action was, for history and undo: `posting.add` is "Record a posting". An unknown act of a newer program is
/// shown as it is.
QString actText(std::string_view act);

} // namespace qm::desktop
