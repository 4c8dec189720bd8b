#pragma once

#include <QJsonObject>
#include <QString>

#include "common/ledger/uuid.h"

#include <optional>

namespace qm::desktop {

/// What stands in the fields of a posting's editor, right or wrong, as it is handed from one editor to another and kept
/// as a draft.
struct TypedPosting {
    QString day;
    QString payee;
    QString amount;
    QString memo;
    std::optional<Uuid> entry;
    std::optional<Uuid> account;
    std::optional<Uuid> toAccount;
    QString entryText; ///< typed where an entry belongs, and the name of none
    QString accountText;
    bool isCleared = false;

    /// Nothing but a day, which is there by itself.
    bool isBlank() const;
    QJsonObject toJson() const; ///< without what is empty
    static TypedPosting of(const QJsonObject& json);

    friend bool operator==(const TypedPosting&, const TypedPosting&) = default;
};

/// An id in a draft: 36 characters, or empty for none.
QString idText(const std::optional<Uuid>& id);
std::optional<Uuid> idOfText(const QString& text);

} // namespace qm::desktop
