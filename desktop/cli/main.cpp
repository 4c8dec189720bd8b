#include <QCoreApplication>

#include "desktop/cli/commands.h"
#include "desktop/cli/error_sentence.h"
#include "desktop/cli/program.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace {

constexpr const char* description
    = "Quartermaster keeps a household's book: it plans each month, records what is really spent, and looks\n"
      "back across months. Everything works without a network; \"sync\" exchanges changes with a server.";

constexpr const char* footer = R"(Examples:
  quartermaster-cli init --name Home --currency EUR
  quartermaster-cli account add Checking --opening 1200.00
  quartermaster-cli category add Groceries --group Food
  quartermaster-cli month open 2026-05
  quartermaster-cli entry add --month 2026-05 --name Groceries --category Groceries --planned -400
  quartermaster-cli post --entry Groceries --date 2026-05-03 --amount -23.45 --account Checking --payee Market
  quartermaster-cli summary --month 2026-05

Amounts: negative leaves the household, positive comes in; a point, at most the currency's decimals; sums such as
  12.50+3 are understood. Days are 2026-05-03, months 2026-05.
Names:   names or ids are both taken; an id may be cut down to its beginning or its end, as lists show it.
JSON:    --json prints one JSON document. Money is a decimal string, and beside it <name>_minor, an integer of minor
  units. A failure is {"error":{"code":...,"detail":...}}, and the sentence still goes to standard error.
Exit:    0 done, 1 failed, 2 wrong use of a command, 3 refused by a rule of the ledger, 4 verification failed,
  5 no connection (nothing is lost: changes stay queued).)";

int fail(const qm::cli::Program& program, const qm::Error& error)
{
    const std::string sentence = qm::cli::errorSentence(error);
    program.print({ { "error", { { "code", qm::cli::errorName(error.code) }, { "detail", sentence } } } });
    std::fflush(stdout);
    std::fprintf(stderr, "%s\n", sentence.c_str());
    return qm::cli::exitCode(error.code);
}

/// Whether everything printed has arrived: a full disk behind `> file` shows only here.
bool isOutputComplete()
{
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

/// The first word that is no option, where a command should stand.
std::string firstWord(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--ledger")
            ++i;
        else if (!word.starts_with('-'))
            return std::string(word);
    }
    return {};
}

/// What CLI11 has to say: help and version, or a wrong use.
int answer(const CLI::App& app, const CLI::ParseError& error, const std::string& word)
{
    if (error.get_exit_code() == 0)
        return app.exit(error);
    const CLI::App* subcommand = &app;
    std::string name;
    while (!subcommand->get_subcommands().empty()) {
        subcommand = subcommand->get_subcommands().front();
        name += " " + subcommand->get_name();
    }
    std::string what = error.what();
    if (subcommand == &app && !word.empty())
        what = "there is no command \"" + word + "\"";
    std::fprintf(stderr, "%s.\nNothing was changed. See \"quartermaster-cli%s --help\".\n",
        qm::cli::printable(what).c_str(), name.c_str());
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("quartermaster"));
    QCoreApplication::setApplicationVersion(QStringLiteral(QM_VERSION));
    const QCoreApplication application(argc, argv);

    qm::cli::Program program;
    CLI::App app(description, "quartermaster-cli");
    app.footer(footer);
    app.set_version_flag("--version", "quartermaster-cli " QM_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--ledger", program.ledgerOption,
           "The ledger's file (default: the desktop's own, " + program.ledgerPath() + ")")
        ->type_name("FILE")
        ->option_text("FILE");
    app.add_flag("--json", program.isJson, "Print one JSON document instead of words");
    qm::cli::addLedgerCommands(app, program);
    qm::cli::addAccountCommands(app, program);
    qm::cli::addTemplateCommands(app, program);
    qm::cli::addMonthCommands(app, program);
    qm::cli::addEntryCommands(app, program);
    qm::cli::addPostingCommands(app, program);
    qm::cli::addSummaryCommand(app, program);
    qm::cli::addImportCommand(app, program);
    qm::cli::addExportCommand(app, program);
    qm::cli::addHistoryCommands(app, program);
    qm::cli::addConflictCommands(app, program);
    qm::cli::addConnectCommands(app, program);
    qm::cli::addSyncCommand(app, program);
    qm::cli::addSalvageCommand(app, program);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return answer(app, error, firstWord(argc, argv));
    }
    const auto done = program.command();
    if (!done)
        return fail(program, done.error());
    if (!isOutputComplete())
        return fail(program, { qm::ErrorCode::Io, "what was to be printed could not be written completely" });
    return 0;
}
