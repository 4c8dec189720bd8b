#pragma once

#include <string>

class QApplication;

namespace qm::desktop {

/// What the command line said. UTF-8.
struct StartArguments {
    std::string link;
    std::string ledger;
    std::string dataDir;
    std::string profile;
    std::string language;
    std::string screenshotDir;
    std::string screenshotSize; ///< `1440x900`
};

/// Opens the window and runs until it is closed. The exit code.
int runProgram(QApplication& application, const StartArguments& arguments);

} // namespace qm::desktop
