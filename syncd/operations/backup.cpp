#include "syncd/operations/backup.h"

#include "common/environment.h"
#include "common/sql/durable_file.h"
#include "common/sync/json.h"
#include "syncd/build_info.h"
#include "syncd/operations/rotation.h"
#include "syncd/store/sqlite_connection.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

namespace qm::syncd {

namespace fs = std::filesystem;

namespace {

constexpr int manifestFormat = 1;
constexpr std::size_t manifestBytesMax = 4 << 20;

/// Deletes a folder that did not become a backup.
class Unfinished {
public:
    explicit Unfinished(std::string folder) : m_folder(std::move(folder)) { }
    ~Unfinished()
    {
        std::error_code ignored;
        if (!m_folder.empty())
            fs::remove_all(sql::filePath(m_folder), ignored);
    }
    void keep() { m_folder.clear(); }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

private:
    std::string m_folder;
};

Result<nlohmann::ordered_json> describe(const VerifiedFile& file, const std::string& relative)
{
    QM_ASSIGN(const std::string sum, fileSha256(file.path));
    nlohmann::ordered_json json { { "file", relative },
        { "kind", *file.kind == FileKind::Registry ? "registry" : "ledger" },
        { "bytes", fs::file_size(sql::filePath(file.path)) }, { "sha256", sum }, { "schema", file.schema } };
    if (file.ledger) {
        json["id"] = file.ledger->text();
        json["name"] = file.name;
        json["revision"] = file.verified.head.rev;
        json["version"] = file.verified.head.text();
        json["digest"] = file.verified.digest.hex();
        json["rows"] = file.verified.rows;
    }
    return json;
}

Result<> writeText(const std::string& path, const std::string& text)
{
    std::ofstream file(sql::filePath(path), std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file)
        return Error { ErrorCode::Io, path + " cannot be written" };
    return sql::syncFile(path);
}

/// Removes these backups of `parent`; what cannot be removed is there for the next time.
std::vector<std::string> removeBackups(const std::string& parent, const std::vector<std::string>& names)
{
    std::vector<std::string> removed;
    for (const std::string& name : names) {
        std::error_code failed;
        // Without its manifest first, so that half of a backup is never taken for one.
        fs::remove(sql::filePath(parent + "/" + name + "/" + manifestName), failed);
        fs::remove_all(sql::filePath(parent + "/" + name), failed);
        if (!failed)
            removed.push_back(parent + "/" + name);
    }
    return removed;
}

/// What a backup that was killed has left behind.
void removeParts(const std::string& parent)
{
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(sql::filePath(parent), ignored)) {
        const auto age = fs::file_time_type::clock::now() - entry.last_write_time(ignored);
        if (entry.path().extension() == ".part" && backupTimeMs(entry.path().stem().string())
            && age > std::chrono::hours(24))
            fs::remove_all(entry.path(), ignored);
    }
}

std::string freeName(const std::string& parent)
{
    const std::string stamp = parent + "/" + utcStamp();
    std::string name = stamp;
    for (int count = 2; fs::exists(sql::filePath(name)) || fs::exists(sql::filePath(name + ".part")); ++count)
        name = stamp + "-" + std::to_string(count);
    return name;
}

} // namespace

Result<VerifiedFile> copyProven(const std::string& fromPath, const std::string& toPath)
{
    QM_ASSIGN(const OpenFile from, openAny(fromPath));
    QM_TRY(sql::snapshotTo(*from.connection, toPath, openSqlite));
    VerifiedFile copy = verifyFile(toPath);
    if (copy.error) {
        std::error_code ignored;
        fs::remove(sql::filePath(toPath), ignored);
        return Error { copy.error->code, "the copy of " + fromPath + " does not hold: " + copy.error->detail };
    }
    return copy;
}

Result<BackupReport> backUp(const Config& config, const std::string& parent, const Rotation& rotation)
{
    BackupReport report;
    QM_TRY(makeFolder(parent));
    removeParts(parent);
    report.folder = freeName(parent);
    const std::string part = report.folder + ".part";
    QM_TRY(makeFolder(part + "/ledgers"));
    Unfinished unfinished(part);

    auto described = nlohmann::ordered_json::array();
    const auto take = [&](const std::string& from, const std::string& relative) -> Result<> {
        QM_ASSIGN(VerifiedFile copy, copyProven(from, part + "/" + relative));
        QM_ASSIGN(nlohmann::ordered_json json, describe(copy, relative));
        described.push_back(std::move(json));
        copy.path = report.folder + "/" + relative;
        report.files.push_back(std::move(copy));
        return {};
    };
    // The registry first: a ledger that comes to be meanwhile is then in neither, or in the ledgers only, which heals.
    QM_TRY(take(config.registryPath, "registry.db"));
    QM_ASSIGN(const std::vector<LedgerFile> ledgers, ledgerFiles(config));
    auto damaged = nlohmann::ordered_json::array();
    for (const LedgerFile& ledger : ledgers) {
        const std::string relative = "ledgers/" + ledger.id.text() + ".db";
        const auto taken = take(ledger.path, relative);
        if (!taken && taken.error().code == ErrorCode::DiskFull)
            return taken.error();
        if (taken)
            continue;
        std::error_code ignored;
        fs::remove(sql::filePath(part + "/" + relative), ignored);
        report.damaged.push_back(taken.error());
        damaged.push_back({ { "file", relative }, { "error", taken.error().detail } });
    }

    nlohmann::ordered_json manifest { { "format", manifestFormat }, { "made_at", instantText(wallClockMs()) },
        { "version", buildVersion() }, { "built_from", buildRevision() }, { "files", std::move(described) } };
    if (!damaged.empty())
        manifest["damaged"] = std::move(damaged);
    QM_TRY(writeText(part + "/" + manifestName,
        manifest.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n"));
    QM_TRY(sql::syncFolder(part + "/ledgers"));
    QM_TRY(sql::syncFolder(part));
    QM_TRY(sql::renameDurably(part, report.folder));
    unfinished.keep();
    if (rotation.isOff || !report.damaged.empty())
        return report;
    const std::vector<std::string> names = backupNames(parent);
    report.removed = removeBackups(
        parent, rotation.keep > 0 ? beyondNewest(names, rotation.keep) : outdatedBackups(names, wallClockMs()));
    for (std::string& path : removeOldUpgradeSnapshots(parent))
        report.removed.push_back(std::move(path));
    return report;
}

Result<std::vector<BackupFile>> readManifest(const std::string& folder)
{
    const std::string path = folder + "/" + manifestName;
    std::ifstream stream(sql::filePath(path), std::ios::binary);
    if (!stream)
        return Error { ErrorCode::NotFound, folder + " is not a backup: it has no " + manifestName };
    std::string text(manifestBytesMax, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    QM_ASSIGN(const Json manifest, parseJson(text));
    const Json* files = member(manifest, "files");
    if (memberInteger(manifest, "format") != manifestFormat || !files || !files->is_array())
        return Error { ErrorCode::Invalid, path + " is not a manifest that this version knows" };
    std::vector<BackupFile> found;
    for (const Json& json : *files) {
        const std::string* relative = memberText(json, "file");
        const std::string* kind = memberText(json, "kind");
        const std::string* sum = memberText(json, "sha256");
        const std::string* id = memberText(json, "id");
        if (!relative || !kind || !sum)
            return Error { ErrorCode::Invalid, path + ": an entry is not complete" };
        BackupFile file;
        file.kind = *kind == "registry" ? FileKind::Registry : FileKind::Ledger;
        if (file.kind == FileKind::Ledger) {
            QM_ASSIGN(file.ledger, Uuid::parse(id ? *id : std::string()));
            const std::string* digest = memberText(json, "digest");
            file.digest = digest ? *digest : std::string();
        }
        // The name follows from what it is; whatever path a manifest gives is not followed.
        const std::string expected
            = file.kind == FileKind::Registry ? "registry.db" : "ledgers/" + file.ledger->text() + ".db";
        if (*relative != expected)
            return Error { ErrorCode::Invalid, path + ": \"" + *relative + "\" is not where such a file lies" };
        file.path = folder + "/" + expected;
        QM_ASSIGN(const std::string actual, fileSha256(file.path));
        if (actual != *sum)
            return Error { ErrorCode::Mismatch,
                file.path + " is not the file that was backed up: its SHA-256 differs" };
        found.push_back(std::move(file));
    }
    return found;
}

} // namespace qm::syncd
