#pragma once

#include "desktop/widgets/page.h"

namespace qm::desktop {

/// Print and Save as PDF, of the page that is shown; of the month chosen last where that page has nothing to print.
/// `window`: where previews belong.
void addPrintCommands(Workspace& workspace, QWidget* window, std::function<Page&()> currentPage);

} // namespace qm::desktop
