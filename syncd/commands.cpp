#include "syncd/commands.h"

#include "common/sql/durable_file.h"
#include "syncd/api.h"
#include "syncd/build_info.h"
#include "syncd/daemon.h"
#include "syncd/operations/backup.h"
#include "syncd/operations/healthcheck.h"
#include "syncd/operations/migrate_all.h"
#include "syncd/operations/restore.h"
#include "syncd/operations/verify.h"
#include "syncd/stop_signals.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>

namespace qm::syncd {

namespace {

enum Exit { Done = 0, Failed = 1, WrongUse = 2, RefusedExit = 3, NotVerified = 4, NewerData = 5 };

using OrderedJson = nlohmann::ordered_json;

/// What the command line asks for; each command reads its own part.
struct Options {
    bool json = false;
    bool migrates = false;
    bool isDryRun = false;
    std::string ledger;
    std::string right = "owner";
    std::string device;
    std::string name;
    std::string path;
    std::string out;
    int keep = 0;
    bool keepsAll = false;
};

int exitCode(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Invalid:
    case ErrorCode::Usage: return WrongUse;
    case ErrorCode::NotALedger:
    case ErrorCode::Refused:
    case ErrorCode::Rule:
    case ErrorCode::NotFound:
    case ErrorCode::Ambiguous:
    case ErrorCode::Exists: return RefusedExit;
    case ErrorCode::TooNew: return NewerData;
    case ErrorCode::Mismatch:
    case ErrorCode::Corrupt: return NotVerified;
    default: return Failed;
    }
}

void print(const std::string& text)
{
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout); // what takes long is followed as it goes
}

void printLine(const std::string& text)
{
    print(text + "\n");
}

void printJson(const OrderedJson& json)
{
    printLine(json.dump(2, ' ', false, OrderedJson::error_handler_t::replace));
}

std::string padded(std::string text, std::size_t width)
{
    if (text.size() < width)
        text.append(width - text.size(), ' ');
    return text;
}

Result<int> runServe(const Config& config, const Options& options)
{
    QM_TRY(serve(config, options.migrates));
    return Done;
}

Result<int> runMigrate(const Config& config, const Options& options)
{
    QM_TRY(config.checkForServing());
    holdStopSignals();
    QM_ASSIGN(const DataLock lock, DataLock::take(config));
    const auto damaged = [](const Error& error) {
        std::fprintf(stderr, "%s; it stays as it is, and keeps no other from being served: restore it from a backup\n",
            error.detail.c_str());
    };
    const auto tell = [](const PendingMigration& one) {
        printLine(one.path + ": version " + std::to_string(one.from) + " to " + std::to_string(one.to));
    };
    QM_ASSIGN(const std::vector<PendingMigration> pending, pendingMigrations(config, damaged));
    if (pending.empty())
        printLine("Everything is up to date.");
    if (options.isDryRun)
        std::for_each(pending.begin(), pending.end(), tell);
    if (options.isDryRun || pending.empty())
        return Done;
    QM_ASSIGN(const Migrated migrated, migrateAll(config, lock, pending, { tell, damaged }));
    if (migrated.isStopped)
        return Error { ErrorCode::Busy, migrated.text(pending.size()) };
    printLine("Done. The files as they were are kept in " + config.backupDir + ".");
    return Done;
}

Result<int> runHealthcheck(const Config& config, const Options&)
{
    QM_TRY(checkHealth(config));
    return Done;
}

Result<int> runInvite(const Config& config, const Options& options)
{
    const auto right = parseRight(options.right);
    if (!right)
        return Error { ErrorCode::Usage, "--right is owner, editor or viewer" };
    QM_ASSIGN(const auto registry, openRegistry(config));
    std::optional<KnownLedger> ledger;
    if (!options.ledger.empty()) {
        auto found = registry->findLedger(options.ledger);
        if (found)
            ledger = *found;
        else if (found.error().code != ErrorCode::NotFound)
            return found.error();
        else
            std::fprintf(
                stderr, "There is no ledger \"%s\" here yet: the device brings its own.\n", options.ledger.c_str());
    }
    QM_ASSIGN(const std::string key, serverKey(config));
    QM_ASSIGN(const std::string code,
        registry->invite(ledger ? std::optional(ledger->id) : std::nullopt, *right, std::nullopt));
    const InvitationText text = invitationText(code, serverUrl(config), key);
    if (options.json) {
        OrderedJson json { { "code", text.code },
            { "link", text.link.empty() ? OrderedJson() : OrderedJson(text.link) },
            { "expires_in", Registry::invitationMs / 1000 } };
        if (ledger)
            json["ledger"] = { { "id", ledger->id.text() }, { "name", ledger->name }, { "right", rightName(*right) } };
        printJson(json);
        return Done;
    }
    printLine("Code: " + text.code);
    if (!text.link.empty())
        printLine("Link: " + text.link);
    printLine(ledger ? "For one device, as " + std::string(rightName(*right)) + " of " + ledger->name + "."
                     : "For one device, which brings a ledger of its own.");
    printLine("Good for ten minutes, once, and for five tries.");
    return Done;
}

Result<int> runDeviceList(const Config& config, const Options& options)
{
    QM_ASSIGN(const auto registry, openRegistry(config));
    QM_ASSIGN(const std::vector<Device> devices, registry->devices());
    auto list = OrderedJson::array();
    for (const Device& device : devices) {
        QM_ASSIGN(const std::vector<Grant> grants, registry->ledgersOf(device.no));
        auto ledgers = OrderedJson::array();
        std::string text;
        for (const Grant& grant : grants) {
            ledgers.push_back({ { "id", grant.ledger.id.text() }, { "name", grant.ledger.name },
                { "right", rightName(grant.right) } });
            text += (text.empty() ? "" : ", ") + grant.ledger.name + " (" + std::string(rightName(grant.right)) + ")";
        }
        list.push_back({ { "uuid", device.uuid.text() }, { "no", device.no }, { "name", device.name },
            { "platform", device.platform }, { "app", device.app }, { "level", device.level },
            { "created_at", instantText(device.createdAtMs) }, { "seen_at", instantText(device.seenAtMs) },
            { "revoked_at", device.revokedAtMs ? OrderedJson(instantText(*device.revokedAtMs)) : OrderedJson() },
            { "ledgers", std::move(ledgers) } });
        if (!options.json)
            printLine(padded(std::to_string(device.no), 4) + padded(device.name, 24) + " " + padded(device.platform, 10)
                + " "
                + (device.revokedAtMs ? "revoked " + instantText(*device.revokedAtMs)
                                      : "seen " + instantText(device.seenAtMs))
                + "  " + text);
    }
    if (options.json)
        printJson({ { "devices", std::move(list) } });
    else if (devices.empty())
        printLine("No device is paired yet: quartermaster-syncd invite");
    return Done;
}

Result<int> runDeviceRevoke(const Config& config, const Options& options)
{
    QM_ASSIGN(const auto registry, openRegistry(config));
    QM_ASSIGN(const Device device, registry->findDevice(options.device));
    QM_TRY(registry->revoke(device.no));
    printLine(device.name + " has no access any more. What it has not sent stays on it.");
    return Done;
}

Result<int> runDeviceRename(const Config& config, const Options& options)
{
    QM_ASSIGN(const auto registry, openRegistry(config));
    QM_ASSIGN(const Device device, registry->findDevice(options.device));
    QM_TRY(registry->rename(device.no, options.name));
    printLine(device.name + " is called " + options.name + " now.");
    return Done;
}

Result<int> runLedgerList(const Config& config, const Options& options)
{
    QM_ASSIGN(const auto registry, openRegistry(config));
    QM_ASSIGN(const std::vector<KnownLedger> ledgers, registry->ledgers());
    auto list = OrderedJson::array();
    for (const KnownLedger& ledger : ledgers) {
        OrderedJson json { { "id", ledger.id.text() }, { "name", ledger.name },
            { "created_at", instantText(ledger.createdAtMs) } };
        std::string state = "nothing was sent yet";
        std::error_code failed;
        const std::string path = config.ledgerPath(ledger.id.text());
        const auto bytes = std::filesystem::file_size(sql::filePath(path), failed);
        if (!failed) {
            auto file = openAny(path);
            const auto head
                = file ? sql::queryText(*file->connection, "SELECT v FROM meta WHERE k = 'head'") : file.error();
            const std::string revision = head ? head->substr(0, head->find(' ')) : "?";
            json["bytes"] = bytes;
            json["revision"] = head ? OrderedJson(std::atoll(revision.c_str())) : OrderedJson();
            state = "revision " + revision + ", " + std::to_string(bytes / 1024) + " KiB";
        }
        list.push_back(std::move(json));
        if (!options.json)
            printLine(ledger.id.text() + "  " + padded(ledger.name, 24) + " " + state);
    }
    if (options.json)
        printJson({ { "ledgers", std::move(list) } });
    else if (ledgers.empty())
        printLine("No ledger is here yet. The first device brings one: quartermaster-syncd invite");
    return Done;
}

Result<int> runLedgerExport(const Config& config, const Options& options)
{
    QM_ASSIGN(const auto registry, openRegistry(config));
    QM_ASSIGN(const KnownLedger ledger, registry->findLedger(options.ledger));
    const std::string out = options.out.empty() ? ledger.id.text() + "-" + utcStamp() + ".db" : options.out;
    QM_ASSIGN(const VerifiedFile copy, copyProven(config.ledgerPath(ledger.id.text()), out));
    printLine(
        out + ": " + ledger.name + ", version " + copy.verified.head.text() + ", digest " + copy.verified.digest.hex());
    return Done;
}

Result<int> runBackup(const Config& config, const Options& options)
{
    QM_ASSIGN(const BackupReport report,
        backUp(config, options.out.empty() ? config.backupDir : options.out, { options.keep, options.keepsAll }));
    for (const VerifiedFile& file : report.files)
        if (file.ledger)
            printLine(file.name + ": version " + file.verified.head.text() + ", digest " + file.verified.digest.hex());
    for (const std::string& removed : report.removed)
        printLine("Removed the older " + removed);
    printLine("Proven and kept in " + report.folder);
    for (const Error& error : report.damaged)
        std::fprintf(stderr,
            "%s; it is not in this backup, all others are, and no older backup was removed: see quartermaster-syncd "
            "verify, then restore that ledger\n",
            error.detail.c_str());
    return report.damaged.empty() ? Done : NotVerified;
}

Result<int> runRestore(const Config& config, const Options& options)
{
    QM_ASSIGN(const DataLock lock, DataLock::take(config));
    QM_ASSIGN(const std::vector<RestoredFile> files, restore(config, lock, options.path));
    for (const RestoredFile& file : files) {
        printLine("Restored " + file.path
            + (file.from.ledger ? ": version " + file.from.verified.head.text() : std::string()));
        if (!file.kept.empty())
            printLine("  what was there is kept as " + file.kept);
    }
    printLine("Devices bring back what they have had since then when they next connect.");
    return Done;
}

Result<int> runVerify(const Config& config, const Options& options)
{
    std::vector<VerifiedFile> files;
    if (options.path.empty()) {
        QM_ASSIGN(files, verifyAll(config));
    } else if (std::filesystem::is_directory(sql::filePath(options.path))) {
        QM_ASSIGN(files, verifyBackup(options.path));
    } else {
        files.push_back(verifyFile(options.path, Proof::Log));
    }
    int worst = Done;
    auto list = OrderedJson::array();
    for (const VerifiedFile& file : files) {
        OrderedJson json { { "file", file.path }, { "ok", !file.error } };
        std::string line = file.path + ": ";
        if (file.error) {
            worst = file.error->code == ErrorCode::TooNew && worst != NotVerified ? NewerData : NotVerified;
            json["error"] = file.error->detail;
            line += "NOT WELL: " + file.error->detail;
        } else {
            json["kind"] = *file.kind == FileKind::Registry ? "registry" : "ledger";
            json["schema"] = file.schema;
            line += "well";
        }
        if (file.ledger && !file.error) {
            json["id"] = file.ledger->text();
            json["name"] = file.name;
            json["revisions"] = file.verified.revisions;
            json["rows"] = file.verified.rows;
            json["version"] = file.verified.head.text();
            json["digest"] = file.verified.digest.hex();
            line += ", " + file.name + ", version " + file.verified.head.text() + ", "
                + std::to_string(file.verified.rows) + " rows, digest " + file.verified.digest.hex();
        }
        list.push_back(std::move(json));
        if (!options.json)
            printLine(line);
    }
    if (options.json)
        printJson({ { "ok", worst == Done }, { "files", std::move(list) } });
    return worst;
}

Result<int> runSchemaVersion(const Config&, const Options& options)
{
    const int ledger = sql::ledgerSchema().newest();
    const int registry = sql::registrySchema().newest();
    if (options.json)
        printJson({ { "ledger", ledger }, { "registry", registry } });
    else
        print("ledger " + std::to_string(ledger) + "\nregistry " + std::to_string(registry) + "\n");
    return Done;
}

Result<int> runConfig(const Config& config, const Options&)
{
    print(config.text());
    for (const std::string& name : config.unknown)
        std::fprintf(stderr, "%s is not a variable of this program\n", name.c_str());
    QM_TRY(config.checkForServing());
    return Done;
}

Result<int> runVersion(const Options& options)
{
    if (options.json)
        printJson({ { "version", buildVersion() }, { "revision", buildRevision() } });
    else
        printLine(std::string("quartermaster-syncd ") + buildVersion() + " (" + buildRevision() + ")");
    return Done;
}

using Command = Result<int> (*)(const Config&, const Options&);

/// The command that was chosen; it runs once everything is parsed.
struct Chosen {
    Command command = nullptr;
    bool isVersion = false;
};

void addDeviceCommands(CLI::App& app, Options& options, Chosen& chosen)
{
    CLI::App* device = app.add_subcommand("device", "Devices that are paired: list, revoke, rename");
    device->require_subcommand(1);
    CLI::App* list = device->add_subcommand("list", "Every device, its ledgers, and when it was last seen");
    list->add_flag("--json", options.json, "For machines");
    list->callback([&] { chosen.command = runDeviceList; });
    CLI::App* revoke = device->add_subcommand("revoke", "Ends a device's access at once");
    revoke->add_option("DEVICE", options.device, "Its name, number or id")->required();
    revoke->callback([&] { chosen.command = runDeviceRevoke; });
    CLI::App* rename = device->add_subcommand("rename", "Gives a device another name");
    rename->add_option("DEVICE", options.device, "Its name, number or id")->required();
    rename->add_option("NAME", options.name, "The new name")->required();
    rename->callback([&] { chosen.command = runDeviceRename; });
}

void addLedgerCommands(CLI::App& app, Options& options, Chosen& chosen)
{
    CLI::App* ledger = app.add_subcommand("ledger", "Ledgers kept here: list, export");
    ledger->require_subcommand(1);
    CLI::App* list = ledger->add_subcommand("list", "Every ledger, its revision and its size");
    list->add_flag("--json", options.json, "For machines");
    list->callback([&] { chosen.command = runLedgerList; });
    CLI::App* exported
        = ledger->add_subcommand("export", "A proven copy of one ledger's file, also while the server runs");
    exported->add_option("LEDGER", options.ledger, "Its name or id")->required();
    exported->add_option("--out", options.out, "File to write; must not be there yet");
    exported->callback([&] { chosen.command = runLedgerExport; });
}

void addFileCommands(CLI::App& app, Options& options, Chosen& chosen)
{
    CLI::App* backup = app.add_subcommand(
        "backup", "Copies everything, proves the copies, and writes a manifest; also while the server runs");
    backup->add_option("--out", options.out, "Folder for backups (default: QUARTERMASTER_BACKUP_DIR)");
    CLI::Option* keep = backup->add_option("--keep", options.keep,
        "How many backups stay, the new one among them (default: of 7 days, 4 weeks and 12 months)");
    keep->check(CLI::Range(1, 100000));
    backup->add_flag("--keep-all", options.keepsAll, "No older backup is deleted")->excludes(keep);
    backup->callback([&] { chosen.command = runBackup; });
    CLI::App* restore = app.add_subcommand(
        "restore", "Puts a backup in the place of what is here, which is kept; the server must be stopped");
    restore->add_option("FROM", options.path, "A backup's folder, or one file of it, or a file of ledger export")
        ->required();
    restore->callback([&] { chosen.command = runRestore; });
    CLI::App* verify = app.add_subcommand(
        "verify", "Proves every page, row, digest and the chain of every log; also while the server runs");
    verify->add_option("FROM", options.path, "One file, or a backup's folder; without it all of the data folder");
    verify->add_flag("--json", options.json, "For machines");
    verify->callback([&] { chosen.command = runVerify; });
}

void addCommands(CLI::App& app, Options& options, Chosen& chosen)
{
    CLI::App* serve = app.add_subcommand("serve", "Serves until SIGTERM; logs JSON lines to stdout");
    serve->add_flag("--migrate", options.migrates, "Bring older files up to date first, each after a proven snapshot");
    serve->callback([&] { chosen.command = runServe; });
    CLI::App* migrate = app.add_subcommand("migrate", "Brings older files up to date, each after a proven snapshot");
    migrate->add_flag("--dry-run", options.isDryRun, "Only say what would be done");
    migrate->callback([&] { chosen.command = runMigrate; });
    app.add_subcommand("healthcheck", "Asks the running server for /healthz; 0 when it is well")->callback([&] {
        chosen.command = runHealthcheck;
    });
    CLI::App* invite
        = app.add_subcommand("invite", "Makes a code with which one device can be paired within ten minutes");
    invite->add_option(
        "--ledger", options.ledger, "The ledger it gets, by name or id; without it the device brings its own");
    invite->add_option("--right", options.right, "owner, editor or viewer")->capture_default_str();
    invite->add_flag("--json", options.json, "For machines: code, link");
    invite->callback([&] { chosen.command = runInvite; });
    addDeviceCommands(app, options, chosen);
    addLedgerCommands(app, options, chosen);
    addFileCommands(app, options, chosen);
    CLI::App* schema = app.add_subcommand("schema-version", "The versions of files that this program writes");
    schema->add_flag("--json", options.json, "For machines");
    schema->callback([&] { chosen.command = runSchemaVersion; });
    app.add_subcommand("config", "What the environment says, without secrets")->callback([&] {
        chosen.command = runConfig;
    });
    CLI::App* version = app.add_subcommand("version", "This program's version and what it was built from");
    version->add_flag("--json", options.json, "For machines");
    version->callback([&] { chosen.isVersion = true; });
}

constexpr const char* footer
    = R"(Exit: 0 done, 1 failed, 2 usage or configuration, 3 refused, 4 verification failed, 5 newer data.

Environment (each also as NAME_FILE, the path of a file with the value):
  QUARTERMASTER_DB_URL           sqlite:////data/quartermaster.db   the registry; ledgers/ lies beside it
  QUARTERMASTER_LISTEN           0.0.0.0:8000
  QUARTERMASTER_PUBLIC_URL       none; what links of invitations name
  QUARTERMASTER_TRUSTED_PROXIES  none; ranges, local or all: whose X-Forwarded-For is believed
  QUARTERMASTER_TLS_CERT, _KEY   none; PEM files, to serve HTTPS without a proxy
  QUARTERMASTER_BACKUP_DIR       backups/ beside the registry
  QUARTERMASTER_METRICS_LISTEN   off; an address of its own for Prometheus
  QUARTERMASTER_WAITING_MAX      64; devices that hear of a change at once
  QUARTERMASTER_LOG_LEVEL        info; debug, warn, error)";

} // namespace

int runCommandLine(int argc, char** argv)
{
    Options options;
    Chosen chosen;
    CLI::App app { "Keeps the canonical copy of a household's ledgers and lets its devices exchange changes.",
        "quartermaster-syncd" };
    app.footer(footer);
    app.require_subcommand(1);
    app.set_version_flag("--version", std::string(buildVersion()));
    addCommands(app, options, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? Done : WrongUse;
    }

    const auto run = [&]() -> Result<int> {
        if (chosen.isVersion) // also where the environment is wrong
            return runVersion(options);
        QM_ASSIGN(const Config config, readConfig());
        return chosen.command(config, options);
    };
    const Result<int> code = run();
    if (code)
        return *code;
    std::fprintf(stderr, "quartermaster-syncd: %s\n", code.error().detail.c_str());
    return exitCode(code.error());
}

} // namespace qm::syncd
