#include "desktop/services/ledger_export.h"

#include "desktop/cli/commands.h"
#include "desktop/cli/program.h"

#include <CLI/CLI.hpp>

namespace qm::cli {

namespace {

struct ExportArguments {
    std::string file;
    std::string format;
};

/// The format asked for, else the one that the file's name ends in, else CSV.
Result<desktop::ExportFormat> formatOf(const ExportArguments& arguments)
{
    if (arguments.format.empty())
        return desktop::exportFormatOfFile(QString::fromStdString(arguments.file));
    return desktop::exportFormatNamed(arguments.format);
}

Result<> exportLedger(Program& program, const ExportArguments& arguments)
{
    QM_ASSIGN(const desktop::ExportFormat format, formatOf(arguments));
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    if (arguments.file.empty() || arguments.file == "-") {
        QM_ASSIGN(const std::optional<LedgerDocument> document, desktop::documentOf(*ledger));
        Program::write(desktop::exportText(*document, format));
        return {};
    }
    QM_ASSIGN(const std::optional<desktop::Exported> exported,
        desktop::exportLedger(
            *ledger, QString::fromStdString(program.ledgerPath()), QString::fromStdString(arguments.file), format));
    const std::string name = desktop::exportFormatName(format);
    program.print({ { "file", arguments.file }, { "format", name }, { "postings", exported->postings },
        { "bytes", exported->bytes } });
    program.say(
        "Wrote " + std::to_string(exported->postings) + " postings to " + arguments.file + " (" + name + ").\n");
    return {};
}

} // namespace

void addExportCommand(CLI::App& app, Program& program)
{
    auto* command = app.add_subcommand("export", "Write the ledger in an open format");
    auto arguments = std::make_shared<ExportArguments>();
    command->add_option(
        "-o,--output,file", arguments->file, "Where to (default: standard output); replaced all or nothing");
    command->add_option("--format", arguments->format,
        "csv (postings), json (everything), hledger (a journal); by default from the file's name, else csv");
    command->footer("Examples:\n  quartermaster-cli export home.journal\n  quartermaster-cli export --format json > "
                    "home.json\n\nOther formats come later.");
    program.run(command, [&program, arguments] { return exportLedger(program, *arguments); });
}

} // namespace qm::cli
