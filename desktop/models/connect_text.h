#pragma once

#include <QString>

#include "desktop/services/https_peer.h"

namespace qm::desktop {

/// Why connecting to a server has failed, in translated words: what happened, and what to do. Nothing of the ledger is
/// changed by any of it.
struct ConnectText {
    /// The field of the dialog that it concerns.
    enum class Field { Address, Code, DeviceName, Certificate, Whole };
    Field field = Field::Whole;
    QString headline;
    QString rest;
    QString detail; ///< English, names the thing; may be empty

    /// `host`: as in the address. `trouble` as the peer says.
    static ConnectText of(const Error& error, HttpsPeer::Trouble trouble, const QString& host);
};

} // namespace qm::desktop
