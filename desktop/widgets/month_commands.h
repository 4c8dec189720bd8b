#pragma once

class QWidget;

namespace qm::desktop {

class Workspace;

/// Opening, closing and reopening months, and adding entries to one from a template or another month. The actions
/// belong to `window`, their dialogs stand over it.
void addMonthCommands(Workspace& workspace, QWidget* window);

} // namespace qm::desktop
