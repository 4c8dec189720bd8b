#pragma once

namespace qm::syncd {

/// The whole command line. Returns the exit code: 0 done, 1 failed, 2 usage or configuration, 3 refused, 4 verification
/// failed, 5 data that are newer than this program.
int runCommandLine(int argc, char** argv);

} // namespace qm::syncd
