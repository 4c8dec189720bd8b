// The change set as it comes from another device (SYNC.md 3.3), and the JSON below it.
#include "tests/fuzz/check.h"

#include "common/sync/change_set.h"

using namespace qm;

namespace {

/// What decodes is written so that it decodes to the same again, by both writers.
void checkChangeSet(std::string_view text)
{
    const auto decoded = decodeChangeSet(text);
    if (!decoded)
        return;
    const DecodedChangeSet again = fuzz::must(decodeChangeSet(decoded->canonical), "the canonical form decodes");
    fuzz::require(again.canonical == decoded->canonical, "the canonical form is its own canonical form");

    const std::string encoded = encodeChangeSet(decoded->change);
    fuzz::require(encoded == encodeChangeSet(again.change), "the canonical form means the same");
    const DecodedChangeSet third = fuzz::must(decodeChangeSet(encoded), "what was encoded decodes");
    fuzz::require(third.canonical == encoded, "what is encoded is canonical");
    fuzz::require(encodeChangeSet(third.change) == encoded, "what was encoded means the same");
}

/// The bodies of the exchange are cut into slices before they are parsed: both ways must see the same.
void checkSlices(std::string_view text)
{
    const auto whole = parseJson(text);
    if (!whole)
        return;
    fuzz::require(fuzz::must(parseJson(canonicalJson(*whole)), "canonical JSON parses") == *whole,
        "canonical JSON is the same value");
    if (whole->is_array()) {
        const auto slices = fuzz::must(sliceArray(text), "an array that parses can be sliced");
        fuzz::require(slices.size() == whole->size(), "as many slices as elements");
        for (std::size_t i = 0; i < slices.size(); ++i)
            fuzz::require(fuzz::must(parseJson(slices[i]), "a slice parses") == (*whole)[i], "a slice is its element");
    }
    if (whole->is_object()) {
        const auto slices = sliceObject(text);
        if (!slices)
            return; // keys with escapes, and very many keys, are refused
        fuzz::require(slices->size() == whole->size(), "as many slices as members");
        for (const auto& [key, slice] : *slices) {
            const Json* found = member(*whole, key);
            fuzz::require(found && fuzz::must(parseJson(slice), "a slice parses") == *found, "a slice is its member");
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    checkChangeSet(text);
    checkSlices(text);
    return 0;
}
