#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace qm::desktop {

class Workspace;

/// Starting, opening, closing and copying ledgers. The actions belong to `window`, their dialogs stand over it.
void addFileCommands(Workspace& workspace, QWidget* window);

/// Opens that file in the place of the open ledger; a failure becomes a notice, and what is open stays.
void openLedger(Workspace& workspace, const QString& path);

/// What openLedger() asks first, and tells when nothing came of it. One for the workspace, which lives longer.
struct LedgerGate {
    /// False: somebody else has it, which was said.
    std::function<bool(const QString& path)> mayOpen;
    std::function<void()> failed;
};
void setLedgerGate(Workspace& workspace, const LedgerGate& gate);

/// Asks for a name and writes what is open there; nothing is ever overwritten.
enum class AfterCopy { StayHere, GoOnInCopy };
void saveCopy(Workspace& workspace, QWidget* window, AfterCopy after);

} // namespace qm::desktop
