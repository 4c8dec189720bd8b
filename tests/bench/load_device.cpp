#include "tests/bench/load_device.h"

#include "common/environment.h"
#include "common/sync/json.h"

namespace qm::bench {

Result<Shared> shareLedger(const Ground& ground, const Daemon& daemon)
{
    QM_ASSIGN(const std::string code, daemon.invite({}));
    return shareLedger(ground, daemon.port(), code);
}

Result<Shared> shareLedger(const Ground& ground, std::uint16_t port, const std::string& code)
{
    Household small = ground.household;
    small.postings.clear();
    Shared shared;
    const std::string path = ground.dir + "/load.db";
    QM_ASSIGN(shared.ids, buildLedger(path, small, Content::All, 1000));
    QM_ASSIGN(auto ledger, openLedger(path));
    HttpClient stranger(port, {});
    QM_ASSIGN(const Paired paired, pair(stranger, code, "First", "linux"));
    QM_TRY(ledger->setDevice(paired.device));
    HttpClient peer(port, paired.token);
    QM_TRY(offerLedger(peer, ledger->id(), "Home"));
    SyncClient client(*ledger, peer);
    QM_ASSIGN(const SyncReport report, client.sync());
    shared.ledger = ledger->id();
    shared.head = report.version;
    shared.token = paired.token;
    return shared;
}

Result<Paired> pairLoadDevice(const Shared& shared, std::uint16_t port, int number)
{
    HttpClient owner(port, shared.token);
    QM_ASSIGN(const PeerReply invited,
        owner.exchange(
            { "POST", "/v1/invitations", "{\"ledger\":\"" + shared.ledger.text() + "\",\"right\":\"editor\"}" }));
    const auto json = parseJson(invited.body);
    const std::string* code = json ? memberText(*json, "code") : nullptr;
    if (!code)
        return Error { ErrorCode::Protocol, "no invitation: " + invited.body };
    HttpClient stranger(port, {});
    return pair(stranger, *code, "Load " + std::to_string(number), "linux");
}

void LoadDevice::prepare(const Ground& ground, const Shared& shared, int count)
{
    m_requests.clear();
    m_changes.clear();
    m_latencies.clear();
    const std::string& ym = ground.household.months.back();
    for (int i = 0; i < count; ++i) {
        ChangeSet change;
        change.id = Uuid::make();
        change.dev = m_device;
        change.n = ++m_n;
        change.prev = m_last;
        change.base = shared.head;
        change.at = instantText(wallClockMs());
        change.act = "posting.add";
        change.ops.push_back(postingOp(Uuid::make(), monthId(shared.ledger, ym), ym + "-20",
            shared.ids.entries.back()[static_cast<std::size_t>(i) % shared.ids.entries.back().size()], -1500 - i,
            shared.ids.accounts.front(), ground.household.payees[static_cast<std::size_t>(i) % 300], "", false));
        m_last = change.id;
        m_changes.push_back(change.id);
        const std::string body = "{\"head\":\"" + shared.head.text()
            + "\",\"items\":[{\"age\":0,\"bases\":[],\"clk\":\"mono\",\"cs\":" + encodeChangeSet(change)
            + "}],\"limit\":0}";
        m_requests.push_back(m_client.requestBytes({ "POST", "/v1/ledgers/" + shared.ledger.text() + "/sync", body }));
    }
}

bool LoadDevice::send(std::size_t index)
{
    const Stopwatch watch;
    auto reply = m_client.send(m_requests[index]);
    if (!reply || reply->status != 200 || reply->body.find("\"out\":\"applied\"") == std::string::npos) {
        m_error = reply ? "status " + std::to_string(reply->status) + " " + reply->body.substr(0, 300)
                        : reply.error().detail;
        return false;
    }
    m_latencies.push_back(watch.ms());
    return true;
}

void LoadDevice::sendAll()
{
    for (std::size_t i = 0; i < m_requests.size(); ++i)
        if (!send(i))
            return;
}

} // namespace qm::bench
