#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include "common/result.h"

#include <optional>

namespace qm::desktop {

/// How things stand with the server, for the status bar.
struct SyncState {
    enum class Kind {
        NotConnected, ///< the ledger is only here
        Connected, ///< everything is sent, and news arrive as they happen
        Syncing,
        Waiting, ///< changes wait to be sent
        Offline, ///< not reached; tried again by itself
        Trouble, ///< somebody must do something: `error`
    };
    QString path; ///< of the ledger that it is about
    Kind kind = Kind::NotConnected;
    QString server; ///< its address
    QString deviceName;
    QDateTime lastSync; ///< when this copy was last known to be the server's; invalid: never
    qint64 pending = 0; ///< changes that wait to be sent
    int percent = -1; ///< of an exchange that takes longer; -1: not known
    QDateTime nextTry; ///< when offline
    std::optional<Error> error; ///< when offline or in trouble: of the last try
    QStringList notes; ///< of the last exchanges that had any, sentences for a person (English)

    bool isConnected() const { return !server.isEmpty(); }
    /// The server lets this device in no more, or its token is gone: only a new invitation helps.
    bool isAccessLost() const
    {
        return kind == Kind::Trouble && error
            && (error->code == ErrorCode::Refused || error->code == ErrorCode::NotFound);
    }
};

} // namespace qm::desktop
