#include "syncd/commands.h"
#include "syncd/daemon.h"

int main(int argc, char** argv)
{
    qm::syncd::prepareProcess();
    return qm::syncd::runCommandLine(argc, argv);
}
