// What devices send to a server: bodies of sync and recover, and what stands in the query of the other requests, one
// request a line (README.md). The server holds the household's ledger.
#include "tests/fuzz/check.h"
#include "tests/fuzz/filled.h"
#include "tests/fuzz/household.h"

#include "common/ledger/text.h"
#include "common/sync/client.h"

using namespace qm;

namespace {

constexpr int requestsMax = 20;

class Conversation {
public:
    Conversation() : m_household(fuzz::Household::made()), m_server(m_household.serverImage) { }

    void take(std::string_view input)
    {
        for (int count = 0; !input.empty() && count < requestsMax; ++count) {
            if (input[0] == 'z') { // a body as it travels, to the end of the input
                if (const auto body = decompress(input.substr(1), 1 << 20))
                    check(m_server.answer({ "POST", "/v1/ledgers/x/sync", *body }, m_household.anna));
                return;
            }
            const std::size_t end = std::min(input.find('\n'), input.size());
            take(input[0], m_household.spoken(input.substr(1, end > 0 ? end - 1 : 0)));
            input.remove_prefix(std::min(end + 1, input.size()));
        }
    }

    /// However the requests were: the ledger is sound, and a device that was away takes all of it.
    void finish(bool withNewCopy)
    {
        m_server.verify();
        if (fuzz::must(m_server.core->head(), "the server has a head").version == m_household.head)
            return;
        catchUp(m_household.annaImage, m_household.anna);
        if (withNewCopy)
            catchUp(m_household.newImage, m_household.ben);
    }

private:
    void take(char kind, std::string text)
    {
        switch (kind) {
        case 's': return post("sync", fuzz::filledSync(text, m_household, m_annaNext), m_household.anna);
        case 'S': return post("sync", std::move(text), m_household.anna);
        case 'r': return post("recover", fuzz::filledEntries(text, m_household, {}), m_household.anna);
        case 'e': return post("recover", fuzz::filledEntries(text, m_household, {}), m_household.ben);
        case 'R': return post("recover", std::move(text), m_household.anna);
        case 'l': return check(m_server.core->log(text, 3));
        case 'n': return check(m_server.core->snapshot(1, text, 1));
        case 'd': return check(m_server.core->digest(text));
        case 'b': return m_server.restore(m_household.serverBackup);
        default: return;
        }
    }

    void post(const std::string& what, std::string body, const Caller& caller)
    {
        if (body.size() <= decodedBytesMax)
            check(m_server.answer({ "POST", "/v1/ledgers/x/" + what, std::move(body) }, caller));
    }

    static void check(const Answer& answer)
    {
        fuzz::show(answer.contentType == "application/json" ? answer.body : answer.contentType);
        fuzz::require(answer.status != 500 && answer.status != 503 && answer.status != 507,
            "a request is no fault of the server's: " + answer.body);
        if (answer.contentType == "application/json")
            fuzz::require(parseJson(answer.body).has_value(), "an answer is JSON: " + answer.body);
    }

    void catchUp(const std::string& image, const Caller& caller)
    {
        fuzz::Device device(image, {});
        fuzz::LocalPeer peer(m_server, caller);
        const SyncReport report
            = fuzz::must(SyncClient(*device.ledger, peer).sync(), "a device that was away takes all of it");
        fuzz::require(report.repaired.empty(), "a device comes to the same rows");
        fuzz::require(report.digest == fuzz::must(m_server.core->head(), "the server has a head").digest,
            "a device comes to the same digest");
        fuzz::require(fuzz::must(device.ledger->recomputeDigest(), "a device's digest").bytes() == report.digest,
            "a device's rows have its digest");
        fuzz::must(verifyLedger(device.ledger->connection()), "the device's ledger is sound");
    }

    const fuzz::Household& m_household;
    fuzz::Server m_server;
    std::int64_t m_annaNext = m_household.annaNext;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Conversation conversation;
    conversation.take(fuzz::textOf(data, size));
    conversation.finish(size % 2 == 0); // takes long, so not each time
    return 0;
}
