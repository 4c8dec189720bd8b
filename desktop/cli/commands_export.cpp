#include <QFileInfo>
#include <QSaveFile>

#include "desktop/cli/commands.h"

#include "common/formats/write_csv.h"
#include "common/formats/write_hledger.h"
#include "common/formats/write_json.h"
#include "desktop/cli/program.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace qm::cli {

namespace {

struct ExportArguments {
    std::string file;
    std::string format;
};

Result<LedgerDocument> documentOf(Ledger& ledger)
{
    LedgerDocument document;
    QM_ASSIGN(const LedgerStatus status, ledger.status());
    document.id = status.id;
    document.name = status.name;
    document.currency = status.currency;
    QM_ASSIGN(const std::vector<Account> accounts, ledger.accounts());
    for (const Account& account : accounts)
        document.accounts.push_back(
            { account.id, account.name, account.kind, account.opening, account.isArchived, account.note });
    QM_ASSIGN(const std::vector<Category> categories, ledger.categories());
    for (const Category& category : categories)
        document.categories.push_back(
            { category.id, category.name, category.group, category.kind, category.isArchived });
    QM_ASSIGN(const std::vector<Template> templates, ledger.templates());
    for (const Template& templ : templates) {
        LedgerDocument::Template& out = document.templates.emplace_back();
        out = { templ.id, templ.name, templ.note, {} };
        for (const TemplateEntry& entry : templ.entries)
            out.entries.push_back({ entry.id, entry.name, entry.category, entry.planned, entry.dueDay });
    }
    QM_ASSIGN(const std::vector<Month> months, ledger.months());
    for (const Month& month : months) {
        LedgerDocument::Month& out = document.months.emplace_back();
        out = { month.id, month.ym, month.isClosed ? "closed" : "open", month.note, {} };
        QM_ASSIGN(const std::vector<Entry> entries, ledger.entries(month.id));
        for (const Entry& entry : entries) {
            LedgerDocument::Entry& line = out.entries.emplace_back();
            line = { entry.id, entry.name, entry.category, entry.planned, {}, entry.note };
            if (!entry.due.empty()) {
                QM_ASSIGN(line.due, parseDate(entry.due));
            }
        }
    }
    QM_ASSIGN(const std::vector<Posting> postings, ledger.postings({}));
    document.postings.reserve(postings.size());
    for (const Posting& posting : postings) {
        QM_ASSIGN(const Date date, parseDate(posting.date));
        document.postings.push_back({ posting.id, date, posting.entry, posting.account, posting.toAccount,
            posting.amount, posting.payee, posting.memo, posting.isCleared, posting.split, posting.bankRef });
    }
    return document;
}

/// The format asked for, else the one that the file's name ends in, else CSV.
Result<std::string> formatOf(const ExportArguments& arguments)
{
    const std::string ending = QFileInfo(QString::fromStdString(arguments.file)).suffix().toLower().toStdString();
    std::string format = arguments.format;
    if (format.empty())
        format = ending == "json"                                              ? "json"
            : ending == "journal" || ending == "hledger" || ending == "ledger" ? "hledger"
                                                                               : "csv";
    constexpr std::array later { "ofx", "qif", "camt053", "beancount", "ledger", "gnucash", "xlsx", "ods", "pdf" };
    if (format == "csv" || format == "json" || format == "hledger")
        return format;
    if (std::find(later.begin(), later.end(), format) != later.end())
        return Error { ErrorCode::Invalid, "writing " + format + " comes later; csv, json and hledger are there" };
    return Error { ErrorCode::Usage,
        "\"" + format.substr(0, 40) + "\" is not a format of exports: csv, json, hledger" };
}

Result<> refuseLedger(const std::string& file, const std::string& ledgerPath)
{
    const QString target = QFileInfo(QString::fromStdString(file)).canonicalFilePath();
    for (const char* suffix : { "", "-wal", "-shm", ".token" }) {
        if (!target.isEmpty() && target == QFileInfo(QString::fromStdString(ledgerPath + suffix)).canonicalFilePath())
            return Error { ErrorCode::Rule,
                file + " belongs to the ledger itself; choose another name for the export" };
    }
    return {};
}

Result<> writeFile(const std::string& path, const std::string& text)
{
    // Under another name first: whatever goes wrong, a file of that name stays whole.
    QSaveFile file(QString::fromStdString(path));
    const bool isWritten = file.open(QIODevice::WriteOnly)
        && file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size())
        && file.commit();
    if (isWritten)
        return {};
    const ErrorCode code = file.error() == QFileDevice::ResourceError                             ? ErrorCode::DiskFull
        : file.error() == QFileDevice::OpenError || file.error() == QFileDevice::PermissionsError ? ErrorCode::ReadOnly
                                                                                                  : ErrorCode::Io;
    return Error { code, path + " cannot be written: " + file.errorString().toStdString() };
}

Result<> exportLedger(Program& program, const ExportArguments& arguments)
{
    QM_ASSIGN(const std::string format, formatOf(arguments));
    QM_TRY(refuseLedger(arguments.file, program.ledgerPath()));
    QM_ASSIGN(Ledger* const ledger, program.ledger(Access::Read));
    QM_ASSIGN(const LedgerDocument document, documentOf(*ledger));
    const std::string text = format == "json" ? writeJson(document)
        : format == "hledger"                 ? writeHledger(document)
                                              : writeCsv(document);
    if (arguments.file.empty() || arguments.file == "-") {
        Program::write(text);
        return {};
    }
    QM_TRY(writeFile(arguments.file, text));
    program.print({ { "file", arguments.file }, { "format", format }, { "postings", document.postings.size() },
        { "bytes", text.size() } });
    program.say("Wrote " + std::to_string(document.postings.size()) + " postings to " + arguments.file + " (" + format
        + ").\n");
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
