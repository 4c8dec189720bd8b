# Writes build_info.cpp anew when the revision has changed, and only then. Run at every build.
set(revision "${GIVEN}")
if(NOT revision)
  execute_process(COMMAND git -C ${SOURCE} describe --always --abbrev=40 --exclude=* --dirty
    OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT revision)
  set(revision unknown)
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#include "syncd/build_info.h"

namespace qm::syncd {

const char* buildVersion()
{
    return "@VERSION@";
}

const char* buildRevision()
{
    return "@revision@";
}

} // namespace qm::syncd
]])
