// What a server answers to a device, one answer a line (README.md): a server that is broken, or not a friend.
#include "tests/fuzz/check.h"
#include "tests/fuzz/filled.h"
#include "tests/fuzz/household.h"

#include "common/sync/client.h"

#include <algorithm>
#include <set>

using namespace qm;

namespace {

constexpr int requestsMax = 200;
constexpr int sameRequestMax = 20;

class HostilePeer final : public SyncPeer {
public:
    HostilePeer(const fuzz::Household& household, std::string_view lines)
        : m_household(household)
        , m_lines(lines)
        , m_server(household.serverImage)
    {
    }

    Result<PeerReply> exchange(const PeerRequest& request) override
    {
        fuzz::show(request.target + " " + request.body);
        const std::string text = request.target + request.body;
        m_same = text == m_last ? m_same + 1 : 0;
        m_last = text;
        fuzz::require(m_same < sameRequestMax, "a device does not ask the same for ever: " + request.target);
        if (++m_requests > requestsMax || m_lines.empty())
            return Error { ErrorCode::Offline, "gone" };
        std::string_view line = m_lines.substr(0, m_lines.find('\n'));
        if (line.starts_with('*')) // from here on always this
            line.remove_prefix(1);
        else
            m_lines.remove_prefix(std::min(line.size() + 1, m_lines.size()));
        PeerReply reply = answer(line, request);
        fuzz::show(std::to_string(reply.status) + " " + reply.body);
        return reply;
    }

private:
    PeerReply answer(std::string_view line, const PeerRequest& request)
    {
        const char kind = line.empty() ? '?' : line[0];
        const std::string text = m_household.spoken(line.substr(std::min<std::size_t>(1, line.size())));
        PeerReply reply { 200, text, true, {}, 1777825361000 };
        switch (kind) {
        case 'h': return *fuzz::LocalPeer(m_server, m_household.ben).exchange(request);
        case 'o': reply.body = fuzz::filledEntries(text, m_household, versionIn(request)); break;
        case 'O': break;
        case 'z': reply = { 200, compress(text), false, {}, {} }; break;
        case 'x': reply.isJson = false; break;
        case 'm': reply.status = 400; break;
        case 'f': reply.status = 403; break;
        case 'u': reply.status = 409; break;
        case 'l': reply.status = 413; break;
        case 't': reply = { 503, text, true, 5, {} }; break;
        default: reply.status = 500; break;
        }
        return reply;
    }

    /// What the device says it has, or asks to go on from.
    static std::string versionIn(const PeerRequest& request)
    {
        const bool isPost = request.method == "POST";
        const std::string_view mark = isPost ? "{\"head\":\"" : "after=";
        const std::string& text = isPost ? request.body : request.target;
        const std::size_t at = text.find(mark);
        if (at == std::string::npos)
            return {};
        const std::size_t from = at + mark.size();
        return text.substr(from, text.find_first_of("&\"", from) - from);
    }

    const fuzz::Household& m_household;
    std::string_view m_lines;
    fuzz::Server m_server;
    std::string m_last;
    int m_same = 0;
    int m_requests = 0;
};

/// Every change set that this copy has, wherever it stands: in the log, in the queue, aside.
std::set<Uuid> changeSets(Ledger& ledger)
{
    std::set<Uuid> ids;
    auto select = fuzz::must(ledger.connection().prepare("SELECT id FROM change_set UNION SELECT cs FROM limbo"
                                                         " UNION SELECT cs FROM quarantine"),
        "change sets are read");
    while (fuzz::must(select->step(), "change sets are read"))
        ids.insert(Uuid::fromBytes(select->blob(0)));
    return ids;
}

/// What is there of this copy's own that has not been sent.
std::vector<Ledger::Waiting> waiting(Ledger& ledger)
{
    return fuzz::must(ledger.waiting(0, itemsMax, bodyBytesMax), "what waits is read");
}

void checkKept(Ledger& ledger, const std::vector<Ledger::Waiting>& before)
{
    const std::set<Uuid> kept = changeSets(ledger);
    const std::vector<Ledger::Waiting> after = waiting(ledger);
    for (const Ledger::Waiting& change : before) {
        fuzz::require(kept.contains(change.id), "nothing that was typed is lost");
        for (const Ledger::Waiting& still : after)
            fuzz::require(still.id != change.id || still.intent == change.intent, "what waits stays as it was made");
    }
}

/// A person goes on with the ledger, whatever the server said.
void use(Ledger& ledger)
{
    fuzz::must(ledger.accounts(), "accounts");
    fuzz::must(ledger.templates(), "templates");
    for (const Month& month : fuzz::must(ledger.months(), "months"))
        fuzz::must(ledger.entries(month.id), "entries");
    fuzz::must(ledger.postings({}), "postings");
    fuzz::must(ledger.summaryByCategory({}, true), "a summary");
    fuzz::must(ledger.history({}, -1), "the history");
    fuzz::must(ledger.conflicts(true), "conflicts");
    fuzz::must(ledger.parkedChanges(true), "parked changes");
    const LedgerStatus status = fuzz::must(ledger.status(), "status");
    fuzz::require(fuzz::must(ledger.recomputeDigest(), "the digest").bytes() == status.digest,
        "the rows have the digest that the ledger names");
    fuzz::must(verifyLedger(ledger.connection()), "the ledger is sound");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::Household& household = fuzz::Household::made();
    const std::string_view input = fuzz::textOf(data, size);
    const char who = input.empty() ? '?' : input[0];
    fuzz::Device device(who == 'a' ? household.annaImage : who == 'n' ? household.newImage : household.benImage, {});
    const std::vector<Ledger::Waiting> typed = waiting(*device.ledger);

    HostilePeer peer(household, input.substr(std::min(size, input.find('\n')) + (input.find('\n') < size ? 1 : 0)));
    SyncClient client(*device.ledger, peer);
    for (int times = 0; times < 2; ++times) {
        if (const auto report = client.sync(); !report)
            fuzz::show(report.error().detail);
    }
    if (const auto filled = client.backfillPage(); !filled)
        fuzz::show(filled.error().detail);

    checkKept(*device.ledger, typed);
    use(*device.ledger);
    return 0;
}
