#pragma once

#include <QByteArray>
#include <QMetaType>

#include "common/ledger/uuid.h"

#include <optional>

namespace qm::desktop {

/// What a cell of an editable table holds, so that one delegate edits the tables of all pages. Values of Qt::EditRole:
enum class CellKind {
    Fixed, ///< not edited
    Text, ///< QString
    Amount, ///< qlonglong, minor units; invalid: none
    Category, ///< QByteArray, the id; QString, a name that no category has
    DueDay, ///< int, 1 to 31; 0: none
    CategoryKind, ///< QString, as `expense`
};

/// Roles of such tables beside Qt's own.
enum CellRole {
    CellKindRole = Qt::UserRole + 100, ///< int of CellKind
    OutgoingRole, ///< bool: an unsigned amount goes out
    MutedRole, ///< bool: it does not count, or is only a hint
    SuggestionsRole, ///< QStringList for a text
    RowNameRole, ///< QString: under which what is typed in a cell of the row is kept; empty: it is not
};

inline QByteArray idBytes(const Uuid& id)
{
    return { reinterpret_cast<const char*>(id.bytes.data()), qsizetype(id.bytes.size()) };
}
inline std::optional<Uuid> idOf(const QByteArray& bytes)
{
    return bytes.size() == 16 ? std::optional(Uuid::fromBytes({ bytes.constData(), 16 })) : std::nullopt;
}

} // namespace qm::desktop
