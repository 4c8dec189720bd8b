#pragma once

class QWidget;

namespace qm::desktop {

class Workspace;

/// Preferences, categories, the command palette, shortcuts and about: what belongs to no page. The actions belong to
/// `window`, their dialogs stand over it.
void addProgramCommands(Workspace& workspace, QWidget* window);

} // namespace qm::desktop
