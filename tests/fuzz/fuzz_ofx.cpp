// A bank's file as OFX or QFX.
#include "tests/fuzz/check.h"
#include "tests/fuzz/statement_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Reading reading = fuzz::readingOf(fuzz::textOf(data, size));
    reading.options.format = qm::StatementFormat::Ofx;
    fuzz::checkStatement(reading);
    return 0;
}
