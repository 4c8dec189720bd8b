#include <QDir>
#include <QFileInfo>

#include "desktop/cli/commands.h"

#include "desktop/cli/error_sentence.h"
#include "desktop/cli/json_rows.h"
#include "desktop/cli/program.h"
#include "desktop/cli/sync_run.h"
#include "desktop/services/server_connect.h"
#include "desktop/services/sync_session.h"
#include "desktop/services/token_file.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace qm::cli {

namespace {

using desktop::HttpsPeer;
using desktop::Invitation;
using desktop::PairedDevice;
using desktop::ServerConnection;

struct ConnectArguments {
    std::string link;
    std::string server;
    std::string code;
    std::string device;
    std::string join;
    std::string caFile;
};

Result<Invitation> invitationOf(const ConnectArguments& arguments)
{
    if (!arguments.link.empty())
        return Invitation::parse(arguments.link);
    if (arguments.server.empty() || arguments.code.empty())
        return Error { ErrorCode::Usage, "give the invitation's link, or --server URL and --code CODE" };
    QM_ASSIGN(desktop::ServerAddress server, desktop::ServerAddress::parse(arguments.server));
    return Invitation { std::move(server), arguments.code, std::nullopt };
}

/// An invitation holds once, so what can be known to fail without the server is looked at before it is used.
Result<> checkFile(Program& program, const ConnectArguments& arguments, bool hasFile)
{
    if (!hasFile) {
        const QFileInfo file(QString::fromStdString(program.ledgerPath()));
        if (program.ledgerOption.empty() && !QDir().mkpath(file.absolutePath()))
            return Error { ErrorCode::ReadOnly, "the folder " + file.absolutePath().toStdString() + " cannot be made" };
        return desktop::checkNewFile(program.ledgerPath());
    }
    if (!arguments.join.empty()) {
        return Error { ErrorCode::Rule,
            program.ledgerPath() + " holds a ledger already; to join a server's, name a new file with --ledger FILE" };
    }
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    return desktop::checkNotConnected(*ledger);
}

Result<PairedLedger> ledgerToJoin(const std::vector<PairedLedger>& ledgers, const std::string& join)
{
    if (ledgers.empty())
        return Error { ErrorCode::NotFound,
            "the server has no ledger for this device; make one with init and connect that" };
    if (join.empty() && ledgers.size() == 1)
        return ledgers.front();
    std::vector<Named> all;
    std::string list;
    for (const PairedLedger& one : ledgers) {
        all.push_back({ one.id, one.name, one.right });
        list += (list.empty() ? "" : ", ") + one.name;
    }
    if (join.empty())
        return Error { ErrorCode::Ambiguous,
            "this device may see several ledgers: " + list + "; say which with --join, with a new invitation" };
    QM_ASSIGN(const Uuid id, findNamed("ledger", join, all));
    return *std::find_if(ledgers.begin(), ledgers.end(), [&](const PairedLedger& one) { return one.id == id; });
}

std::string tokenStatement(const Program& program)
{
    return "This device's token is kept in " + desktop::TokenFile(program.ledgerPath()).path()
        + ", a file that only you can read: whoever reads it can read and change the ledger at the server.\n";
}

Result<> connectOwn(Program& program, HttpsPeer& peer, const PairedDevice& device)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_TRY(desktop::connectOwnLedger(*ledger, program.ledgerPath(), peer, device));
    QM_ASSIGN(const LedgerStatus status, ledger->status());
    const ServerConnection& connection = device.connection;
    program.print({ { "server", connection.server.text() }, { "device", device.paired.device.text() },
        { "ledger", status.id.text() }, { "name", status.name }, { "joined", false } });
    program.say("Connected \"" + status.name + "\" to " + connection.server.text() + " as " + connection.deviceName
        + ". " + std::to_string(status.pending) + " changes wait to be sent; \"sync\" sends them.\n"
        + tokenStatement(program));
    return {};
}

Result<> connectCopy(Program& program, HttpsPeer& peer, const PairedDevice& device, const std::string& join)
{
    const auto chosen = ledgerToJoin(device.paired.ledgers, join);
    if (!chosen) { // the invitation is used up; the device that it made is of no use
        desktop::giveUpDevice(peer, device);
        return Error { chosen.error().code, chosen.error().detail + " (the invitation is used up: ask for a new one)" };
    }
    QM_TRY(desktop::makeLedgerCopy(program.ledgerPath(), *chosen, device));
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    const ServerConnection& connection = device.connection;
    program.say("Connected to " + connection.server.text() + " as " + connection.deviceName + "; fetching \""
        + chosen->name + "\".\n" + tokenStatement(program));
    desktop::SyncSession session(*ledger, program.ledgerPath(), connection, connection.peerOptions());
    QM_ASSIGN(const SyncReport report, session.sync());
    OrderedJson json { { "server", connection.server.text() }, { "device", device.paired.device.text() },
        { "ledger", chosen->id.text() }, { "name", chosen->name }, { "joined", true } };
    putReport(json, report);
    program.print(json);
    program.say(reportText(report));
    return {};
}

Result<> connect(Program& program, const ConnectArguments& arguments)
{
    QM_ASSIGN(const Invitation invitation, invitationOf(arguments));
    ServerConnection connection;
    connection.server = invitation.server;
    connection.key = invitation.key;
    QM_ASSIGN(connection.caPem, desktop::readCaFile(arguments.caFile));
    connection.deviceName = arguments.device.empty() ? desktop::usualDeviceName() : arguments.device;
    const bool hasFile = QFileInfo::exists(QString::fromStdString(program.ledgerPath()));
    QM_TRY(checkFile(program, arguments, hasFile));

    HttpsPeer peer(connection.peerOptions());
    QM_ASSIGN(const PairedDevice device, desktop::pairDevice(peer, invitation.code, connection));
    return hasFile ? connectOwn(program, peer, device) : connectCopy(program, peer, device, arguments.join);
}

Result<> disconnect(Program& program)
{
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Write));
    QM_ASSIGN(const std::string server, desktop::connectedServer(*ledger));
    if (server.empty())
        return Error { ErrorCode::Rule, "this ledger is not connected to a server" };
    QM_TRY(desktop::forgetConnection(*ledger, program.ledgerPath()));
    QM_ASSIGN(const LedgerStatus status, ledger->status());
    program.print({ { "server", server }, { "pending", status.pending } });
    program.say("Disconnected from " + server + "; the token is deleted here. " + std::to_string(status.pending)
        + " changes that wait stay in this file. On the server, \"quartermaster-syncd device revoke\" ends this "
          "device's access.\n");
    return {};
}

} // namespace

void addConnectCommands(CLI::App& app, Program& program)
{
    auto arguments = std::make_shared<ConnectArguments>();
    auto* command
        = app.add_subcommand("connect", "Connect this ledger to a server, or fetch a server's ledger into a new file");
    auto* link = command->add_option("link", arguments->link, "The invitation's link, quartermaster://pair?…");
    command->add_option("--server", arguments->server, "The server's address, as https://box.lan:8443")->excludes(link);
    command->add_option("--code", arguments->code, "The invitation's code, as BCDF-GHJK")->excludes(link);
    command->add_option(
        "--device", arguments->device, "What the household calls this device (default: the computer's name)");
    command->add_option(
        "--join", arguments->join, "Fetch this ledger of the server, by name or id, into the new file --ledger");
    command->add_option("--ca", arguments->caFile, "A certificate (PEM) to trust beside the system's authorities");
    command->footer(R"(Examples:
  quartermaster-cli connect "quartermaster://pair?server=https://box.lan:8443&code=BCDF-GHJK&key=sha256:…"
  quartermaster-cli connect --server https://box.lan:8443 --code BCDF-GHJK --ca box.pem --device "Kitchen laptop"
  quartermaster-cli connect --server https://box.lan:8443 --code BCDF-GHJK --join Home --ledger home.db

An invitation comes from "quartermaster-syncd invite" on the server; it holds for one device and ten minutes. A ledger
that is in the file goes to the server (with the next "sync"); when there is no file yet, the server's ledger is
fetched. With the link's key exactly that server is accepted; without it its certificate must verify. The device's
token is kept in a file of its own beside the ledger that only you can read (0600).)");
    program.run(command, [&program, arguments] { return connect(program, *arguments); });

    auto* end = app.add_subcommand("disconnect", "Forget the server and the token; the ledger stays as it is");
    end->footer("Example:\n  quartermaster-cli disconnect");
    program.run(end, [&program] { return disconnect(program); });
}

} // namespace qm::cli
