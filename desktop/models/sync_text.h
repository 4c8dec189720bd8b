#pragma once

#include <QString>

#include "desktop/services/sync_state.h"

namespace qm::desktop {

/// How things stand with the server, in words.
struct SyncText {
    QString brief; ///< for the status bar: "Synced 12 s ago", "3 changes to send"
    QString headline; ///< a sentence
    QString rest; ///< what became of the data and what to do; may be empty
    QString detail; ///< English, names the thing; may be empty
    QString iconName;

    static SyncText of(const SyncState& state, const QDateTime& now);
    /// After how many seconds `brief` may read differently by itself; 0: never.
    static int secondsToNext(const SyncState& state, const QDateTime& now);
};

} // namespace qm::desktop
