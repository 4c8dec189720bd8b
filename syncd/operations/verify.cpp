#include "syncd/operations/verify.h"

#include "syncd/operations/backup.h"
#include "syncd/store/sqlite_connection.h"

namespace qm::syncd {

namespace {

Result<> prove(VerifiedFile& file, Proof proof)
{
    QM_ASSIGN(const OpenFile open, openAny(file.path));
    file.kind = open.kind;
    file.schema = open.version;
    // One view of the file from here on, however much a server writes meanwhile; it ends with the connection.
    QM_TRY(open.connection->execute("BEGIN"));
    QM_TRY(sql::checkIntegrity(*open.connection));
    if (open.kind == FileKind::Registry)
        return {};
    QM_ASSIGN(file.ledger, ledgerIdIn(*open.connection));
    file.name = ledgerNameIn(*open.connection);
    QM_ASSIGN(file.verified, verifyLedger(*open.connection));
    if (proof == Proof::State || !file.verified.isLogComplete)
        return {};
    QM_ASSIGN(const auto scratch, openSqlite(":memory:", sql::OpenMode::ReadWriteCreate));
    QM_TRY(sql::migrate(*scratch, ":memory:", sql::ledgerSchema(), {}));
    return replayLog(*open.connection, *scratch);
}

} // namespace

VerifiedFile verifyFile(const std::string& path, Proof proof)
{
    VerifiedFile file;
    file.path = path;
    if (auto done = prove(file, proof); !done)
        file.error = done.error();
    return file;
}

Result<std::vector<VerifiedFile>> verifyBackup(const std::string& folder)
{
    QM_ASSIGN(const std::vector<BackupFile> backedUp, readManifest(folder));
    std::vector<VerifiedFile> files;
    for (const BackupFile& one : backedUp) {
        VerifiedFile file = verifyFile(one.path, Proof::Log);
        if (!file.error && file.ledger && file.verified.digest.hex() != one.digest)
            file.error = Error { ErrorCode::Mismatch, one.path + " has not the digest that the manifest names" };
        files.push_back(std::move(file));
    }
    return files;
}

Result<std::vector<VerifiedFile>> verifyAll(const Config& config)
{
    std::vector<VerifiedFile> files { verifyFile(config.registryPath) };
    QM_ASSIGN(const std::vector<LedgerFile> ledgers, ledgerFiles(config));
    for (const LedgerFile& ledger : ledgers) {
        VerifiedFile file = verifyFile(ledger.path, Proof::Log);
        if (!file.error && *file.ledger != ledger.id)
            file.error = Error { ErrorCode::Mismatch, ledger.path + " holds another ledger: " + file.ledger->text() };
        files.push_back(std::move(file));
    }
    return files;
}

} // namespace qm::syncd
