#pragma once

#include "desktop/app/program_window.h"

namespace qm::desktop {

/// Renders every page of the example household, light and dark, as PNG files into StartArguments::screenshotDir. The
/// exit code.
int renderScreenshots(QApplication& application, const StartArguments& arguments);

} // namespace qm::desktop
