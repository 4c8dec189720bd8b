// Devices that write to a running daemon until SIGTERM, for checks of what happens beside them:
//
//   qm-write-load PORT CODE...
//
// For each code one device with a ledger of its own: up to forty change sets a second, each sent at once. At the end
// it prints for each device how many there were and the ledger's digest. Exit 1 when one was refused.
#include "tests/syncd/support/test_device.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

using namespace qm;
using namespace qm::test;

namespace {

std::atomic<bool> isOver { false };
std::atomic<bool> hasFailed { false };

Result<> write(int port, const std::string& code, const std::string& name)
{
    QM_ASSIGN(TestDevice device, TestDevice::pair(port, code, name));
    QM_TRY(device.bringLedger(name));
    std::printf("%s begins\n", name.c_str());
    std::fflush(stdout);
    int count = 0;
    auto next = std::chrono::steady_clock::now();
    while (!isOver) {
        QM_TRY(device.post("Market " + std::to_string(count % 40), -100 - count % 5000));
        QM_TRY(device.sync());
        ++count;
        next += std::chrono::milliseconds(25);
        std::this_thread::sleep_until(next); // the pace, no waiting for anything
    }
    QM_ASSIGN(const auto status, device.ledger->status());
    std::printf("%d change sets by %s, digest %s\n", count, name.c_str(), status.digest.hex().c_str());
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGTERM, [](int) { isOver = true; });
    std::vector<std::thread> devices;
    for (int i = 2; i < argc; ++i)
        devices.emplace_back([port = std::atoi(argv[1]), code = std::string(argv[i]), i] {
            const std::string name = "Writer " + std::to_string(i - 1);
            if (auto done = write(port, code, name); !done) {
                std::fprintf(stderr, "%s: %s\n", name.c_str(), done.error().detail.c_str());
                hasFailed = true;
            }
        });
    for (std::thread& device : devices)
        device.join();
    return hasFailed ? 1 : 0;
}
