#pragma once

#include <QJsonObject>

#include "common/formats/statement.h"
#include "common/store/actions.h"

#include <optional>
#include <vector>

namespace qm::desktop {

/// Where the lines of one account of the file go.
struct ImportTarget {
    Uuid account;
    std::optional<AccountDraft> newAccount; ///< made by the import, under the id `account`
};

/// What a person has changed of the preview of a bank's file, to be made again when the same file is read again.
struct ImportChoices {
    /// Lines one after another that were changed to the same.
    struct Lines {
        std::size_t first = 0;
        std::size_t last = 0;
        bool isChosen = false;
        std::optional<Uuid> entry;
    };
    struct Page {
        std::optional<ImportTarget> target; ///< none: the person has chosen none
        std::vector<Lines> lines;
    };
    std::optional<CsvShape> csv; ///< none: as detected
    std::vector<Page> pages; ///< in the order of the file

    bool isEmpty() const;
    QJsonObject toJson() const; ///< empty for empty ones
    /// What cannot be understood is left out.
    static ImportChoices of(const QJsonObject& json);
};

} // namespace qm::desktop
