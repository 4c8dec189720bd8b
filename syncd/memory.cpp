#include "syncd/memory.h"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>

namespace qm::syncd {

void giveMemoryBack()
{
    malloc_trim(0);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> maps(std::fopen("/proc/self/maps", "re"), &std::fclose);
    char line[512];
    while (maps && std::fgets(line, sizeof line, maps.get())) {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        char access[5] = {};
        // Text only, which nothing writes to: of data even read-only pages hold what the loader has put there.
        if (std::sscanf(line, "%lx-%lx %4s", &begin, &end, access) == 3 && std::strcmp(access, "r-xp") == 0
            && std::strchr(line, '/'))
            madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
    }
}

} // namespace qm::syncd
