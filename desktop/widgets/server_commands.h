#pragma once

class QWidget;

namespace qm::desktop {

class Workspace;

/// The actions of the Server menu. `window`: over which their dialogs open.
void addServerCommands(Workspace& workspace, QWidget* window);

} // namespace qm::desktop
