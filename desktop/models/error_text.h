#pragma once

#include <QString>

#include "common/result.h"

namespace qm::desktop {

/// What happened, what became of the data, and what to do next: the one place where an Error becomes words in the
/// window. `headline` and `rest` are translated; `detail` names the thing, in English, and may be empty.
struct ErrorText {
    QString headline; ///< "The month is closed."
    QString rest; ///< "Nothing was changed. Reopen it to change something in it."
    QString detail;

    static ErrorText of(const Error& error);
    /// All of it, the detail in brackets.
    QString text() const;
};

} // namespace qm::desktop
