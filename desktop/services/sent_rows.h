#pragma once

#include <QJsonObject>
#include <QString>

namespace qm::desktop {

class DraftStore;

/// Rows that left the blank row of a list for the ledger, kept as one draft of that name until the ledger has them, so
/// that the blank row is free at once. The window's thread.
void keepSent(DraftStore& drafts, const QString& name, const QJsonObject& row);
/// The ledger has one that looks like this.
void settleSent(DraftStore& drafts, const QString& name, const QJsonObject& row);
/// Takes the oldest one out, back to where it was typed; empty: there is none.
QJsonObject takeSent(DraftStore& drafts, const QString& name);

} // namespace qm::desktop
