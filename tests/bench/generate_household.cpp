// Writes a made-up household of N postings over five years: as CSV to import, or as JSON for other programs.
#include "tests/bench/household.h"

#include <charconv>
#include <cstdio>
#include <cstring>

namespace {

bool number(const char* text, std::uint32_t& value)
{
    const char* end = text + std::strlen(text);
    const auto [stop, error] = std::from_chars(text, end, value);
    return error == std::errc() && stop == end;
}

} // namespace

int main(int argc, char** argv)
{
    std::uint32_t count = 0;
    std::uint32_t seed = 42;
    const bool asCsv = argc > 1 && std::strcmp(argv[1], "csv") == 0;
    const bool asJson = argc > 1 && std::strcmp(argv[1], "json") == 0;
    if ((!asCsv && !asJson) || argc < 3 || argc > 4 || !number(argv[2], count)
        || (argc == 4 && !number(argv[3], seed))) {
        std::fputs("usage: generate_household csv|json COUNT [SEED] > FILE\n", stderr);
        return 2;
    }
    const qm::bench::Household household = qm::bench::makeHousehold(count, seed);
    const std::string text = asCsv ? householdCsv(household) : householdJson(household);
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (!written)
        std::perror("generate_household");
    return written ? 0 : 1;
}
