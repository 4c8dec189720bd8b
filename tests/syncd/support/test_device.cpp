#include "tests/syncd/support/test_device.h"

#include "common/sql/migrate.h"
#include "syncd/store/sqlite_connection.h"

namespace qm::test {

namespace {

Result<std::unique_ptr<sql::Connection>> memoryLedger()
{
    QM_ASSIGN(auto connection, syncd::openSqlite(":memory:", sql::OpenMode::ReadWriteCreate));
    QM_TRY(sql::migrate(*connection, ":memory:", sql::ledgerSchema(), {}));
    return connection;
}

} // namespace

Result<PeerReply> TestPeer::exchange(const PeerRequest& request)
{
    const std::string bytes = request.method == "POST" ? postRequest(request.target, request.body, m_token)
                                                       : getRequest(request.target, m_token);
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!m_socket)
            m_socket = std::make_unique<RawSocket>(m_port, m_tls);
        const bool isSent = m_socket->isConnected() && m_socket->send(bytes);
        const RawReply raw = isSent ? m_socket->reply(30'000) : RawReply {};
        if (raw.status == 0 || raw.header("connection") == "close")
            m_socket.reset();
        if (raw.status == 0)
            continue; // a kept connection may have been closed meanwhile
        PeerReply reply;
        reply.status = raw.status;
        reply.body = raw.body;
        reply.isJson = raw.header("content-type") == "application/json";
        if (!raw.header("retry-after").empty())
            reply.retryAfterSeconds = std::atoi(raw.header("retry-after").c_str());
        return reply;
    }
    return Error { ErrorCode::Offline, "the daemon does not answer" };
}

Result<TestDevice> TestDevice::pair(int port, const std::string& code, const std::string& name, RawSocket::Tls tls)
{
    TestPeer stranger(port, {}, tls);
    QM_ASSIGN(const Paired paired, qm::pair(stranger, code, name, "test"));
    TestDevice device;
    device.token = paired.token;
    device.id = paired.device;
    device.peer = std::make_unique<TestPeer>(port, paired.token, tls);
    return device;
}

Result<> TestDevice::bringLedger(const std::string& name)
{
    QM_ASSIGN(auto connection, memoryLedger());
    QM_ASSIGN(const Currency euro, Currency::parse("EUR"));
    QM_ASSIGN(ledger, Ledger::create(std::move(connection), name, euro));
    QM_TRY(ledger->setDevice(id));
    QM_ASSIGN(account, addAccount(*ledger, { .name = "Checking", .kind = "checking", .opening = {}, .note = {} }));
    QM_TRY(offerLedger(*peer, ledger->id(), name));
    QM_TRY(sync());
    return {};
}

Result<> TestDevice::joinLedger(const Uuid& ledgerId)
{
    QM_ASSIGN(auto connection, memoryLedger());
    QM_ASSIGN(ledger, Ledger::createCopy(std::move(connection), ledgerId, id));
    QM_TRY(sync());
    QM_ASSIGN(const std::vector<Account> accounts, ledger->accounts());
    if (!accounts.empty())
        account = accounts.front().id;
    return {};
}

Result<Uuid> TestDevice::post(const std::string& payee, std::int64_t amountMinor)
{
    PostingDraft draft;
    draft.date = "2026-05-03";
    draft.amount = { amountMinor };
    draft.account = account;
    draft.payee = payee;
    return addPosting(*ledger, draft, true);
}

Result<SyncReport> TestDevice::sync()
{
    return SyncClient(*ledger, *peer).sync();
}

Result<std::vector<Posting>> TestDevice::postings()
{
    return ledger->postings({});
}

} // namespace qm::test
