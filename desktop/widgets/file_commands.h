#pragma once

#include <QString>

class QWidget;

namespace qm::desktop {

class Workspace;

/// Starting, opening, closing and copying ledgers. The actions belong to `window`, their dialogs stand over it.
void addFileCommands(Workspace& workspace, QWidget* window);

/// Opens that file in the place of the open ledger; a failure becomes a notice, and what is open stays.
void openLedger(Workspace& workspace, const QString& path);

} // namespace qm::desktop
