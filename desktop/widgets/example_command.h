#pragma once

#include "desktop/widgets/workspace.h"

namespace qm::desktop {

/// "Open the example household", in the File menu.
void addExampleCommand(Workspace& workspace, QObject* owner);

} // namespace qm::desktop
