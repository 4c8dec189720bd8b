#include "tests/bench/device.h"

#include "tests/bench/fixture.h"

#include <fstream>

namespace qm::bench {

Result<Tls> makeTls(const std::string& dir)
{
    QM_TRY(makeCertificate(dir));
    Tls tls { dir + "/certificate.pem", dir + "/key.pem", {} };
    std::ifstream file(tls.certificate);
    tls.pem.assign(std::istreambuf_iterator<char>(file), {});
    return tls;
}

desktop::HttpsPeer::Options peerTo(std::uint16_t port, const Tls& tls)
{
    desktop::HttpsPeer::Options options;
    options.server.host = "127.0.0.1";
    options.server.port = port;
    options.caPem = tls.pem;
    return options;
}

Result<Device> bringLedger(const std::string& path, const Daemon& daemon, std::uint16_t port, const Tls& tls)
{
    Device device;
    QM_ASSIGN(device.ledger, openLedger(path));
    device.peer = std::make_unique<desktop::HttpsPeer>(peerTo(port, tls));
    QM_ASSIGN(const std::string code, daemon.invite({}));
    QM_ASSIGN(const Paired paired, pair(*device.peer, code, "First", "linux"));
    QM_TRY(device.ledger->setDevice(paired.device));
    device.token = paired.token;
    device.peer->setToken(paired.token);
    QM_TRY(offerLedger(*device.peer, device.ledger->id(), "Home"));
    return device;
}

Result<Device> joinLedger(const std::string& path, const std::string& code, std::uint16_t port, const Tls& tls)
{
    Device device;
    device.peer = std::make_unique<desktop::HttpsPeer>(peerTo(port, tls));
    QM_ASSIGN(const Paired paired, pair(*device.peer, code, "Second", "linux"));
    device.token = paired.token;
    device.peer->setToken(paired.token);
    QM_ASSIGN(auto connection, openLedgerFile(path));
    if (paired.ledgers.size() != 1)
        return Error { ErrorCode::Protocol, "the invitation is not to one ledger" };
    QM_ASSIGN(device.ledger, Ledger::createCopy(std::move(connection), paired.ledgers.front().id, paired.device));
    QM_TRY(device.sync());
    return device;
}

Result<> checkSame(Device& first, Device& second)
{
    QM_ASSIGN(const LedgerStatus one, first.ledger->status());
    QM_ASSIGN(const LedgerStatus other, second.ledger->status());
    if (one.digest != other.digest || one.version != other.version || one.pending != 0)
        return Error { ErrorCode::Mismatch, "the devices do not hold the same ledger" };
    return {};
}

} // namespace qm::bench
