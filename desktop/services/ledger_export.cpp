#include <QFileInfo>
#include <QSaveFile>

#include "desktop/services/ledger_export.h"

#include "common/formats/write_csv.h"
#include "common/formats/write_hledger.h"
#include "common/formats/write_json.h"
#include "common/store/read_transaction.h"

#include <algorithm>
#include <array>

namespace qm::desktop {

namespace {

constexpr int percentOfReading = 70; ///< the rest is making the text and writing it

Result<> addNamedThings(Ledger& ledger, LedgerDocument& document)
{
    QM_ASSIGN(const std::vector<Account> accounts, ledger.accountsWithoutBalances());
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
    return {};
}

Result<> addMonth(Ledger& ledger, const Month& month, LedgerDocument& document)
{
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
    PostingFilter ofMonth;
    ofMonth.month = month.id;
    QM_ASSIGN(const std::vector<Posting> postings, ledger.postings(ofMonth));
    for (const Posting& posting : postings) {
        QM_ASSIGN(const Date date, parseDate(posting.date));
        document.postings.push_back({ posting.id, date, posting.entry, posting.account, posting.toAccount,
            posting.amount, posting.payee, posting.memo, posting.isCleared, posting.split, posting.bankRef });
    }
    return {};
}

Result<> refuseLedgerFiles(const QString& path, const QString& ledgerPath)
{
    const QString target = QFileInfo(path).canonicalFilePath();
    for (const char* const suffix : { "", "-wal", "-shm", ".token", ".drafts" }) {
        if (!target.isEmpty() && target == QFileInfo(ledgerPath + QLatin1String(suffix)).canonicalFilePath())
            return Error { ErrorCode::Rule,
                path.toStdString() + " belongs to the ledger itself; choose another name for the export" };
    }
    return {};
}

} // namespace

ExportFormat exportFormatOfFile(const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("json"))
        return ExportFormat::Json;
    if (ending == QLatin1String("journal") || ending == QLatin1String("hledger") || ending == QLatin1String("ledger"))
        return ExportFormat::Hledger;
    return ExportFormat::Csv;
}

Result<ExportFormat> exportFormatNamed(const std::string& name)
{
    for (const ExportFormat format : { ExportFormat::Csv, ExportFormat::Json, ExportFormat::Hledger }) {
        if (name == exportFormatName(format))
            return format;
    }
    constexpr std::array later { "ofx", "qif", "camt053", "beancount", "ledger", "gnucash", "xlsx", "ods", "pdf" };
    if (std::find(later.begin(), later.end(), name) != later.end())
        return Error { ErrorCode::Invalid, "writing " + name + " comes later; csv, json and hledger are there" };
    return Error { ErrorCode::Usage, "\"" + name.substr(0, 40) + "\" is not a format of exports: csv, json, hledger" };
}

const char* exportFormatName(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv: return "csv";
    case ExportFormat::Json: return "json";
    case ExportFormat::Hledger: break;
    }
    return "hledger";
}

Result<std::optional<LedgerDocument>> documentOf(Ledger& ledger, const ExportProgress& goOn)
{
    QM_ASSIGN(const auto moment, ReadTransaction::begin(ledger.connection()));
    LedgerDocument document;
    QM_ASSIGN(const LedgerStatus status, ledger.status());
    document.id = status.id;
    document.name = status.name;
    document.currency = status.currency;
    QM_TRY(addNamedThings(ledger, document));
    QM_ASSIGN(const std::vector<Month> months, ledger.months());
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (goOn && !goOn(static_cast<int>(i * percentOfReading / months.size())))
            return std::optional<LedgerDocument>();
        QM_TRY(addMonth(ledger, months[i], document));
    }
    return std::optional(std::move(document));
}

std::string exportText(const LedgerDocument& document, ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv: return writeCsv(document);
    case ExportFormat::Json: return writeJson(document);
    case ExportFormat::Hledger: break;
    }
    return writeHledger(document);
}

Result<> writeExport(const QString& path, const std::string& text, const QString& ledgerPath)
{
    QM_TRY(refuseLedgerFiles(path, ledgerPath));
    QSaveFile file(path);
    const auto size = static_cast<qint64>(text.size());
    if (file.open(QIODevice::WriteOnly) && file.write(text.data(), size) == size && file.commit())
        return {};
    const ErrorCode code = file.error() == QFileDevice::ResourceError                             ? ErrorCode::DiskFull
        : file.error() == QFileDevice::OpenError || file.error() == QFileDevice::PermissionsError ? ErrorCode::ReadOnly
                                                                                                  : ErrorCode::Io;
    return Error { code, path.toStdString() + " cannot be written: " + file.errorString().toStdString() };
}

Result<std::optional<Exported>> exportLedger(
    Ledger& ledger, const QString& ledgerPath, const QString& path, ExportFormat format, const ExportProgress& goOn)
{
    QM_TRY(refuseLedgerFiles(path, ledgerPath));
    QM_ASSIGN(const std::optional<LedgerDocument> document, documentOf(ledger, goOn));
    if (!document || (goOn && !goOn(percentOfReading)))
        return std::optional<Exported>();
    const std::string text = exportText(*document, format);
    if (goOn && !goOn(95))
        return std::optional<Exported>();
    QM_TRY(writeExport(path, text, ledgerPath));
    return std::optional(Exported { document->postings.size(), text.size() });
}

} // namespace qm::desktop
