#include <QDate>
#include <QDir>
#include <QFileInfo>

#include "desktop/cli/commands.h"

#include "common/sql/durable_file.h"
#include "common/sync/server.h"
#include "desktop/cli/json_rows.h"
#include "desktop/cli/program.h"
#include "desktop/cli/sync_run.h"
#include "desktop/services/connection.h"
#include "desktop/services/example_household.h"
#include "desktop/store/qt_connection.h"

#include <CLI/CLI.hpp>

namespace qm::cli {

namespace {

struct InitArguments {
    std::optional<std::string> name;
    std::optional<std::string> currency;
    bool isExample = false;
};

/// The example household as of this computer's day, whole or not at all.
Result<> initExample(Program& program)
{
    const std::string path = program.ledgerPath();
    if (program.ledgerOption.empty())
        QDir().mkpath(QFileInfo(QString::fromStdString(path)).absolutePath());
    const QDate today = QDate::currentDate();
    const Date day { std::chrono::year(today.year()), std::chrono::month(static_cast<unsigned>(today.month())),
        std::chrono::day(static_cast<unsigned>(today.day())) };
    QM_TRY(desktop::makeExample(path, desktop::ExampleOptions::on(day, false)));
    const std::string name = desktop::exampleName(false);
    program.print({ { "name", name }, { "currency", "EUR" }, { "file", path } });
    program.say("Made the ledger \"" + name + "\" in EUR: " + path + "\n");
    return {};
}

Result<> init(Program& program, const InitArguments& arguments)
{
    if (arguments.isExample)
        return initExample(program);
    if (!arguments.name || !arguments.currency)
        return Error { ErrorCode::Usage,
            arguments.name ? "--currency is required, or --example" : "--name is required, or --example" };
    QM_ASSIGN(const Currency currency, Currency::parse(*arguments.currency));
    const std::string path = program.ledgerPath();
    const QFileInfo file(QString::fromStdString(path));
    if (file.exists())
        return Error { ErrorCode::Exists,
            path + " is there already and is never overwritten; choose another file with --ledger FILE" };
    if (program.ledgerOption.empty() && !QDir().mkpath(file.absolutePath()))
        return Error { ErrorCode::ReadOnly, "the folder " + file.absolutePath().toStdString() + " cannot be made" };
    // Made whole under another name, so that whatever fails leaves no half a ledger behind.
    const std::string temporary = path + ".new";
    const auto removeTemporary = [&temporary] {
        for (const char* suffix : { "", "-wal", "-shm" })
            QFile::remove(QString::fromStdString(temporary + suffix));
    };
    removeTemporary();
    const auto make = [&]() -> Result<OrderedJson> {
        QM_ASSIGN(auto connection,
            sql::openMigrated(
                temporary, sql::OpenMode::ReadWriteCreate, sql::ledgerSchema(), program.migrateOptions()));
        QM_ASSIGN(const auto ledger, Ledger::create(std::move(connection), *arguments.name, currency));
        return OrderedJson { { "id", ledger->id().text() }, { "name", *arguments.name }, { "currency", currency.code },
            { "file", path } };
    };
    const auto made = make();
    if (made) {
        if (const auto renamed = sql::renameDurably(temporary, path); !renamed) {
            removeTemporary();
            return renamed.error();
        }
    } else {
        removeTemporary();
        return made.error();
    }
    program.print(*made);
    program.say("Made the ledger \"" + *arguments.name + "\" in " + currency.code + ": " + path + "\n");
    return {};
}

Result<> status(Program& program)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const LedgerStatus status, ledger->status());
    QM_ASSIGN(const std::string server, desktop::connectedServer(*ledger));
    QM_ASSIGN(const std::string lastSync, desktop::metaOrEmpty(*ledger, "last_sync"));
    program.print({ { "ledger", status.id.text() }, { "name", status.name }, { "currency", status.currency.code },
        { "file", program.ledgerPath() }, { "revision", status.version.rev }, { "version", status.version.text() },
        { "digest", status.digest.hex() }, { "pending", status.pending }, { "conflicts", status.conflicts },
        { "parked", status.parked }, { "quarantined", status.quarantined }, { "log_complete", status.isLogComplete },
        { "device", status.device.text() }, { "server", textOrNull(server) }, { "last_sync", textOrNull(lastSync) } });
    std::string text = "Ledger    " + status.name + " (" + status.currency.code + "), " + program.ledgerPath() + "\n";
    text += "Revision  " + status.version.text() + "\nDigest    " + status.digest.hex() + "\n";
    text += "Server    " + (server.empty() ? std::string("not connected") : server) + "\n";
    text += "Synced    " + (lastSync.empty() ? std::string("never") : lastSync) + "\n";
    text += "To send   " + std::to_string(status.pending) + "\n";
    if (status.conflicts > 0)
        text += "Conflicts " + std::to_string(status.conflicts) + " (see \"conflicts\")\n";
    if (status.parked > 0)
        text += "Parked    " + std::to_string(status.parked) + " (see \"parked\")\n";
    if (status.quarantined > 0)
        text
            += "Set apart " + std::to_string(status.quarantined) + " that the server could not read (see \"parked\")\n";
    program.say(text);
    return {};
}

/// Damage found by a verification is its result, not an accident on the way.
Error asMismatch(const Error& error)
{
    return error.code == ErrorCode::Corrupt ? Error { ErrorCode::Mismatch, error.detail } : error;
}

/// With changes in the queue the rows hold more than the server has confirmed; they are taken back, compared, and put
/// where they were, which needs a file that can be written.
Result<std::string> verifyQueue(Program& program, const Verified& verified)
{
    const auto ledger = program.ledger(Access::Write);
    if (!ledger && ledger.error().code == ErrorCode::ReadOnly)
        return std::string("The file is read-only, so the sum of what the server has confirmed was not compared.\n");
    if (!ledger)
        return asMismatch(ledger.error());
    QM_ASSIGN(const LedgerStatus status, (*ledger)->status());
    const auto digest = (*ledger)->recomputeDigest();
    if (!digest)
        return asMismatch(digest.error());
    if (digest->bytes() != verified.digest)
        return Error { ErrorCode::Mismatch,
            "without the changes that wait to be sent, the rows do not have the digest that the ledger names ("
                + verified.digest.hex().substr(0, 16) + "…)" };
    if (const auto follows = (*ledger)->checkPredictions(); !follows)
        return asMismatch(follows.error());
    return counted(status.pending, "change waits", "changes wait") + " to be sent.\n";
}

/// What the server says of its own copy: the same version must have the same digest.
Result<std::string> verifyWithServer(Program& program, const Verified& verified)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const auto connection, desktop::loadConnection(*ledger, program.ledgerPath()));
    if (!connection)
        return Error { ErrorCode::Rule, "this ledger is not connected to a server" };
    desktop::HttpsPeer peer(connection->peerOptions());
    QM_ASSIGN(const PeerReply reply, peer.exchange({ "GET", "/v1/ledgers/" + ledger->id().text() + "/digest", {} }));
    const auto json = reply.isJson && reply.status == 200 ? parseJson(reply.body) : Result<Json>(Error {});
    const std::string* version = json ? memberText(*json, "ver") : nullptr;
    const std::string* digest = json ? memberText(*json, "digest") : nullptr;
    if (!version || !digest)
        return Error { ErrorCode::Protocol,
            "the server did not tell its digest (status " + std::to_string(reply.status) + ")" };
    if (*version != verified.head.text())
        return "The server is at " + *version + "; \"sync\" first to compare.\n";
    if (*digest != verified.digest.hex())
        return Error { ErrorCode::Mismatch,
            "the server's copy has another digest at " + *version + " (" + digest->substr(0, 16) + "…)" };
    return std::string("The server's copy has the same digest.\n");
}

/// Every row computed again from the log alone, and looked at after every revision.
Result<> verifyLog(const Program& program, sql::Connection& file)
{
    QM_ASSIGN(const auto scratch, desktop::openQtSql(":memory:", sql::OpenMode::ReadWriteCreate));
    QM_TRY(sql::migrate(*scratch, ":memory:", sql::ledgerSchema(), program.migrateOptions()));
    return replayLog(file, *scratch);
}

Result<> verify(Program& program, bool withServer)
{
    auto connection = sql::openMigrated(
        program.ledgerPath(), sql::OpenMode::ReadOnly, sql::ledgerSchema(), program.migrateOptions());
    if (!connection)
        return asMismatch(connection.error());
    if (const auto whole = sql::checkIntegrity(**connection); !whole)
        return asMismatch(whole.error());
    const auto verified = verifyLedger(**connection);
    if (!verified)
        return asMismatch(verified.error());
    if (verified->isLogComplete) {
        if (const auto replayed = verifyLog(program, **connection); !replayed)
            return asMismatch(replayed.error());
    }
    QM_ASSIGN(const std::int64_t waiting,
        sql::queryInteger(**connection, "SELECT count(*) FROM change_set WHERE rev IS NULL"));
    connection->reset();
    std::string more;
    if (waiting > 0) {
        QM_ASSIGN(more, verifyQueue(program, *verified));
    }
    std::string compared;
    if (withServer) {
        QM_ASSIGN(compared, verifyWithServer(program, *verified));
    }
    program.print({ { "verified", true }, { "revisions", verified->revisions }, { "pending", waiting },
        { "version", verified->head.text() }, { "digest", verified->digest.hex() },
        { "log_complete", verified->isLogComplete } });
    program.say("Verified every page, row and rule, the sums, and the chain of " + std::to_string(verified->revisions)
        + " revisions" + (verified->isLogComplete ? ", and computed every row anew from the log.\n" : ".\n") + "Digest "
        + verified->digest.hex() + " at " + verified->head.text() + "\n" + more + compared);
    if (!verified->isLogComplete)
        program.say("The log of this copy begins with a snapshot; what was before it is fetched by \"sync\".\n");
    return {};
}

} // namespace

void addLedgerCommands(CLI::App& app, Program& program)
{
    auto* initCommand = app.add_subcommand("init", "Make a new ledger in a new file");
    auto initArguments = std::make_shared<InitArguments>();
    auto* name = initCommand->add_option("--name", initArguments->name, "What the household calls it");
    auto* currency
        = initCommand->add_option("--currency", initArguments->currency, "ISO 4217 code of its one currency, as EUR");
    initCommand
        ->add_flag("--example", initArguments->isExample, "An example household of two years up to today, in EUR")
        ->excludes(name)
        ->excludes(currency);
    initCommand->footer("Examples:\n  quartermaster-cli init --name Home --currency EUR --ledger home.db\n"
                        "  quartermaster-cli init --example --ledger example.db\n\nA file that is there is never "
                        "overwritten.");
    program.run(initCommand, [&program, initArguments] { return init(program, *initArguments); });

    auto* statusCommand = app.add_subcommand("status", "How things stand: revision, digest, what waits to be sent");
    statusCommand->footer("Two copies with the same version and digest hold the same ledger.\n\nExample:\n  "
                          "quartermaster-cli status --json");
    program.run(statusCommand, [&program] { return status(program); });

    auto* verifyCommand = app.add_subcommand("verify", "Prove that the file is whole: pages, rules, log, digests");
    verifyCommand->footer("Changes nothing. Exits 4 and says what is wrong, and where, when the proof "
                          "fails.\n\nExample:\n  quartermaster-cli verify --ledger home.db\n"
                          "  quartermaster-cli verify --server");
    auto withServer = std::make_shared<bool>(false);
    verifyCommand->add_flag("--server", *withServer, "Compare with the server's copy, too");
    program.run(verifyCommand, [&program, withServer] { return verify(program, *withServer); });
}

} // namespace qm::cli
