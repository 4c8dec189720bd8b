#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

#include "desktop/services/server_connect.h"

#include "common/sql/durable_file.h"
#include "common/sql/migrate.h"
#include "common/sync/devices.h"
#include "desktop/services/token_file.h"
#include "desktop/store/qt_connection.h"

#include <algorithm>

namespace qm::desktop {

const PairedLedger* PairedDevice::ledger(const Uuid& id) const
{
    const auto found = std::find_if(
        paired.ledgers.begin(), paired.ledgers.end(), [&](const PairedLedger& one) { return one.id == id; });
    return found == paired.ledgers.end() ? nullptr : &*found;
}

std::string usualDeviceName()
{
    return QSysInfo::machineHostName().toStdString();
}

Result<std::string> readCaFile(const std::string& path)
{
    if (path.empty())
        return std::string();
    constexpr qint64 most = 1 << 20;
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return Error { ErrorCode::NotFound, path + " cannot be read: " + file.errorString().toStdString() };
    const std::string pem = file.read(most).toStdString();
    if (const auto checked = checkCaPem(pem); !checked)
        return Error { ErrorCode::Invalid, path + ": " + checked.error().detail };
    return pem;
}

Result<> checkNewFile(const std::string& path)
{
    const QFileInfo file(QString::fromStdString(path));
    const QFileInfo folder(file.absolutePath());
    if (file.exists())
        return Error { ErrorCode::Exists, "there is a file " + path + " already" };
    if (!folder.isDir())
        return Error { ErrorCode::NotFound, "the folder of " + path + " does not exist" };
    if (!folder.isWritable())
        return Error { ErrorCode::ReadOnly, "the folder of " + path + " cannot be written" };
    return {};
}

Result<> checkNotConnected(Ledger& ledger)
{
    QM_ASSIGN(const std::string server, connectedServer(ledger));
    if (!server.empty())
        return Error { ErrorCode::Rule,
            "this ledger is connected to " + server + " already; \"disconnect\" ends that" };
    return {};
}

Result<PairedDevice> pairDevice(HttpsPeer& peer, const std::string& code, ServerConnection connection)
{
    auto paired = pair(peer, code, connection.deviceName, QSysInfo::kernelType().toStdString());
    // The server is there and says no: that is a refusal, not a lack of connection.
    if (!paired && paired.error().code == ErrorCode::Refused && peer.hasAnswered())
        return Error { ErrorCode::Rule, paired.error().detail };
    if (!paired)
        return paired.error();
    connection.token = paired->token;
    connection.instance = paired->serverInstance;
    peer.setToken(paired->token);
    return PairedDevice { *std::move(paired), std::move(connection) };
}

void giveUpDevice(HttpsPeer& peer, const PairedDevice& device)
{
    (void)revokeDevice(peer, device.paired.device);
}

Result<bool> connectOwnLedger(
    Ledger& ledger, const std::string& ledgerPath, HttpsPeer& peer, const PairedDevice& device)
{
    QM_ASSIGN(const LedgerStatus status, ledger.status());
    const PairedLedger* const known = device.ledger(status.id);
    if (!known)
        QM_TRY(offerLedger(peer, status.id, status.name));
    QM_TRY(ledger.setMeta("right", known ? known->right : "owner"));
    QM_TRY(ledger.setDevice(device.paired.device));
    QM_TRY(saveConnection(ledger, ledgerPath, device.connection));
    return known != nullptr;
}

void removeLedgerFile(const std::string& path)
{
    for (const char* suffix : { "", "-wal", "-shm" })
        QFile::remove(QString::fromStdString(path + suffix));
    (void)TokenFile(path).remove();
}

Result<> makeLedgerCopy(const std::string& path, const PairedLedger& chosen, const PairedDevice& device)
{
    if (QFileInfo::exists(QString::fromStdString(path)))
        return Error { ErrorCode::Exists, "there is a file " + path + " already" };
    const auto make = [&]() -> Result<> {
        const std::string folder = sql::filePath(path).parent_path().string();
        QM_ASSIGN(auto file,
            sql::openMigrated(path, sql::OpenMode::ReadWriteCreate, sql::ledgerSchema(),
                { folder.empty() ? "." : folder, openQtSql }));
        QM_ASSIGN(const auto copy, Ledger::createCopy(std::move(file), chosen.id, device.paired.device));
        QM_TRY(copy->setMeta("right", chosen.right));
        return saveConnection(*copy, path, device.connection);
    };
    auto made = make();
    if (!made)
        removeLedgerFile(path); // it was not there before
    return made;
}

} // namespace qm::desktop
