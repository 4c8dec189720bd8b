// A snapshot that a new device loads, line by line (README.md): from a server that is broken, or not a friend.
#include "tests/fuzz/check.h"
#include "tests/fuzz/household.h"

#include "common/sync/sha256.h"
#include "common/sync/snapshot.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

using namespace qm;

namespace {

/// The household's own, whole; without its last line, which holds the checksum.
const std::vector<std::string>& trueLines(const fuzz::Household& household)
{
    static const std::vector<std::string> lines = [&] {
        fuzz::Server server(household.serverImage);
        const Json named = fuzz::must(parseJson(server.core->snapshot(1, "", 0).body), "a snapshot is named");
        const std::string version = *memberText(named, "ver");
        const std::int64_t parts = memberInteger(named, "parts").value_or(0);
        std::string all;
        for (int part = 1; part <= parts; ++part)
            all += fuzz::must(decompress(server.core->snapshot(1, version, part).body, 16 << 20), "a part");
        std::vector<std::string> split;
        for (std::size_t at = 0; at < all.size();) {
            const std::size_t end = all.find('\n', at);
            split.push_back(all.substr(at, end - at));
            at = end + 1;
        }
        fuzz::require(split.size() > 10 && split.back().starts_with("{\"k\":\"end\""), "a snapshot has lines");
        split.pop_back();
        return split;
    }();
    return lines;
}

/// The digest of the rows and records, as far as they can be read, where the snapshot names it: what stands in the
/// lines then is what the server wants to be true.
void nameTheDigest(std::vector<std::string>& lines)
{
    Digest digest;
    std::map<std::int64_t, Uuid> changes;
    Json* head = nullptr;
    std::vector<Json> all;
    for (const std::string& line : lines)
        all.push_back(parseJson(line) ? *parseJson(line) : Json());
    for (Json& line : all) {
        const std::string* kind = memberText(line, "k");
        if (!kind)
            continue;
        if (*kind == "head")
            head = &line;
        const std::string* id = memberText(line, "id");
        if (*kind == "change" && id && Uuid::parse(*id))
            changes[memberInteger(line, "rev").value_or(0)] = *Uuid::parse(*id);
        if (const auto row = *kind == "row" ? readRowLine(line) : Result<RowLine>(Error {})) {
            std::vector<Uuid> deletedBy;
            for (const Tombstone& stone : row->tombstones) {
                if (stone.live)
                    deletedBy.push_back(changes[stone.no]);
            }
            std::sort(deletedBy.begin(), deletedBy.end());
            digest.add(rowHash(row->image, deletedBy));
        }
        if (const auto conflict = *kind == "conflict" ? readConflictLine(line) : Result<Conflict>(Error {}))
            digest.add(conflictHash(*conflict));
        if (const auto parked = *kind == "parked" ? readParkedLine(line) : Result<Parked>(Error {}))
            digest.add(parkedHash(*parked));
    }
    if (!head)
        return;
    (*head)["digest"] = digest.bytes().hex();
    lines[std::size_t(head - all.data())] = canonicalJson(*head);
}

std::size_t numberIn(std::string_view text)
{
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// What the input makes of it.
std::vector<std::string> changedLines(const fuzz::Household& household, std::string_view input)
{
    const std::vector<std::string>& original = trueLines(household);
    std::vector<std::string> lines;
    std::size_t next = 0;
    while (!input.empty()) {
        const std::string_view step = input.substr(0, input.find('\n'));
        input.remove_prefix(std::min(step.size() + 1, input.size()));
        const std::string_view rest = step.substr(std::min<std::size_t>(1, step.size()));
        const char kind = step.empty() ? 'd' : step[0];
        if (kind == 'k') {
            for (std::size_t i = 0; i < numberIn(rest) && next < original.size(); ++i)
                lines.push_back(original[next++]);
        } else if (kind == 'd') {
            next = std::min(original.size(), next + std::max<std::size_t>(1, numberIn(rest)));
        } else if (kind == 'c' && next < original.size()) { // c123 text: in the next line, from there on
            std::string line = original[next++];
            const std::size_t blank = std::min(rest.find(' '), rest.size());
            const std::string_view text = rest.substr(std::min(blank + 1, rest.size()));
            const std::size_t at = std::min(numberIn(rest), line.size());
            lines.push_back(line.replace(at, std::min(text.size(), line.size() - at), text));
        } else {
            lines.push_back(household.spoken(rest));
        }
    }
    lines.insert(lines.end(), original.begin() + static_cast<std::ptrdiff_t>(next), original.end());
    return lines;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::Household& household = fuzz::Household::made();
    const std::string_view input = fuzz::textOf(data, size);
    std::string all;
    Sha256 checksum;
    std::vector<std::string> lines = changedLines(household, input);
    if (size % 2 == 0)
        nameTheDigest(lines);
    for (const std::string& line : lines) {
        all += line + "\n";
        checksum.add(line + "\n");
    }
    all += "{\"k\":\"end\",\"lines\":" + std::to_string(lines.size()) + ",\"sha256\":\"" + checksum.finish().hex()
        + "\"}\n";

    fuzz::Device device(household.newImage, {});
    Ledger& ledger = *device.ledger;
    fuzz::must(ledger.beginSnapshot(), "loading begins");
    const std::size_t cut = all.size() / (1 + size % 7);
    auto done = ledger.loadSnapshotPart(std::string_view(all).substr(0, cut));
    if (done)
        done = ledger.loadSnapshotPart(std::string_view(all).substr(cut));
    const auto version = done ? ledger.finishSnapshot() : Result<Version>(done.error());
    if (!version) {
        fuzz::show(version.error().detail);
        fuzz::require(!version.error().detail.empty(), "an error says what is wrong");
        ledger.abandonSnapshot();
        fuzz::require(fuzz::must(ledger.status(), "status").version.rev == 0, "a broken snapshot changes nothing");
        fuzz::require(fuzz::must(ledger.months(), "months").empty(), "a broken snapshot changes nothing");
        return 0;
    }
    const LedgerStatus status = fuzz::must(ledger.status(), "status");
    fuzz::require(fuzz::must(ledger.recomputeDigest(), "the digest").bytes() == status.digest,
        "the rows have the digest that the ledger names");
    fuzz::must(ledger.postings({}), "postings");
    fuzz::must(ledger.accounts(), "accounts");
    fuzz::must(ledger.templates(), "templates");
    for (const Month& month : fuzz::must(ledger.months(), "months"))
        fuzz::must(ledger.entries(month.id), "entries");
    fuzz::must(ledger.history({}, -1), "the history");
    fuzz::must(ledger.conflicts(true), "conflicts");
    fuzz::must(ledger.parkedChanges(true), "parked changes");
    fuzz::must(ledger.summaryByCategory({}, true), "a summary");
    if (const auto sound = verifyLedger(ledger.connection()); !sound) // a hostile server's rows may break rules
        fuzz::show(sound.error().detail);
    return 0;
}
