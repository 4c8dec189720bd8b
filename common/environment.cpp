#include "common/environment.h"

#include <sys/random.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>

namespace qm {

namespace {

class OperatingSystem final : public Environment {
public:
    std::int64_t wallClockMs() override
    {
        using namespace std::chrono;
        return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    }

    std::int64_t bootClockMs() override
    {
        timespec now {};
        clock_gettime(CLOCK_BOOTTIME, &now);
        return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
    }

    std::string bootId() override
    {
        static const std::string id = [] {
            std::ifstream file("/proc/sys/kernel/random/boot_id");
            std::string text;
            std::getline(file, text);
            return text;
        }();
        return id;
    }

    std::string randomBytes(std::size_t count) override
    {
        std::string bytes(count, '\0');
        std::size_t filled = 0;
        while (filled < count) {
            const ssize_t got = getrandom(bytes.data() + filled, count - filled, 0);
            if (got > 0)
                filled += static_cast<std::size_t>(got);
            else if (errno != EINTR)
                std::abort(); // without randomness every id and token would be unsafe
        }
        return bytes;
    }
};

OperatingSystem operatingSystem;
Environment* current = &operatingSystem;
int currentNo = 0;

} // namespace

void setEnvironment(Environment* environment)
{
    current = environment ? environment : &operatingSystem;
    ++currentNo;
}

int environmentNo()
{
    return currentNo;
}

std::int64_t wallClockMs()
{
    return current->wallClockMs();
}

std::int64_t bootClockMs()
{
    return current->bootClockMs();
}

std::string bootId()
{
    return current->bootId();
}

std::string randomBytes(std::size_t count)
{
    return current->randomBytes(count);
}

} // namespace qm
