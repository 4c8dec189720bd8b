#include <QtTest>

#include "common/formats/statement.h"
#include "common/formats/write_csv.h"
#include "common/formats/write_hledger.h"
#include "common/formats/write_json.h"

#include <nlohmann/json.hpp>

#include <map>
#include <random>

using namespace qm;

namespace {

Date day(std::string_view text)
{
    return *parseDate(text);
}

/// Builds a document with as few words as a test needs.
class Household {
public:
    explicit Household(const char* currency)
    {
        document.id = Uuid::make();
        document.name = "Home";
        document.currency = *Currency::parse(currency);
    }

    Uuid account(const std::string& name, std::int64_t opening = 0, const char* kind = "checking")
    {
        document.accounts.push_back({ Uuid::make(), name, kind, { opening }, false, "" });
        return document.accounts.back().id;
    }

    Uuid category(const std::string& name, const std::string& group, const char* kind = "expense")
    {
        document.categories.push_back({ Uuid::make(), name, group, kind, false });
        return document.categories.back().id;
    }

    Uuid entry(const YearMonth& month, const Uuid& category, const std::string& name, std::int64_t planned = 0)
    {
        auto found = std::find_if(
            document.months.begin(), document.months.end(), [&](const auto& m) { return m.ym == month; });
        if (found == document.months.end())
            found = document.months.insert(document.months.end(), { Uuid::make(), month, "open", "", {} });
        found->entries.push_back({ Uuid::make(), name, category, { planned }, std::nullopt, "" });
        return found->entries.back().id;
    }

    LedgerDocument::Posting& posting(const char* date, const Uuid& account, std::int64_t amount,
        const std::string& payee = {}, std::optional<Uuid> entry = {}, std::optional<Uuid> to = {})
    {
        document.postings.push_back(
            { Uuid::make(), day(date), entry, account, to, { amount }, payee, "", false, {}, "" });
        return document.postings.back();
    }

    /// What every account holds, in the order of the document.
    std::vector<std::int64_t> balances() const
    {
        std::vector<std::int64_t> sums;
        for (const auto& account : document.accounts) {
            std::int64_t sum = account.opening.minor;
            for (const auto& posting : document.postings) {
                sum += posting.account == account.id ? posting.amount.minor : 0;
                sum -= posting.toAccount == account.id ? posting.amount.minor : 0;
            }
            sums.push_back(sum);
        }
        return sums;
    }

    LedgerDocument document;
};

/// Names and texts that mean something to hledger.
const std::vector<std::string> nastyTexts
    = { "two  spaces", "semi;colon", "; comment", "co:lon", ":", "::", "1234 digits", "2026-01-01", "* star", "! bang",
          "(code) text", "(open", "[brackets]", "= equals", "~ tilde", "tab\tand\nline", "  ends  ", "date:2026-99-99",
          "date2:nonsense", "a | b", "|", "@ 5 EUR", "100.00 EUR", "\"quotes\"", "include other.journal", "account x",
          "comment", "end comment", "no\u00A0\u00A0break", "\u205F\u205Fspace", "Müller & Söhne", "家計簿",
          "\xF0\x9F\x8D\x95", "%", "#", "-", "expenses:unassigned", "unassigned", "opening", "type: A",
          "P 2026-01-01 EUR 1 USD", "Y2020", "\\", "{}", "P", "\u202Ertl", std::string(200, 'x') };

struct Ran {
    int exitCode = -1;
    QString out;
    QString err;
};

Ran hledger(const QString& file, const QStringList& arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LC_ALL", "C.UTF-8"); // hledger reads files in the locale's encoding
    process.setProcessEnvironment(environment);
    process.start("hledger", QStringList { "-f", file } + arguments);
    process.waitForFinished(60'000);
    return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError()) };
}

/// One row of RFC 4180.
QStringList csvRow(const QString& line)
{
    QStringList fields;
    QString field;
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"')
            field += line[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            fields << std::exchange(field, {});
        else
            field += c;
    }
    return fields << field;
}

/// hledger's balance of every account, as text.
std::map<QString, QString> hledgerBalances(const QString& file)
{
    std::map<QString, QString> balances;
    const Ran ran = hledger(file, { "balance", "-O", "csv", "--flat", "-E", "-N", "--no-elide" });
    if (ran.exitCode != 0)
        qFatal("hledger balance: %s", qPrintable(ran.err));
    for (const auto& line : ran.out.split('\n', Qt::SkipEmptyParts).mid(1)) {
        const auto fields = csvRow(line);
        balances[fields.value(0)] = fields.value(1);
    }
    return balances;
}

void compareWithHledger(const Household& household)
{
    if (QStandardPaths::findExecutable("hledger").isEmpty())
        QSKIP("skipped: hledger is not installed");
    QTemporaryDir folder;
    const QString path = folder.filePath("ledger.journal");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const std::string journal = writeHledger(household.document);
    QCOMPARE(file.write(journal.data(), static_cast<qint64>(journal.size())), static_cast<qint64>(journal.size()));
    file.close();

    const Ran checked = hledger(path, { "check", "--strict", "ordereddates" });
    QVERIFY2(checked.exitCode == 0, qPrintable(checked.err));

    const auto theirs = hledgerBalances(path);
    const auto names = hledgerAccountNames(household.document);
    const auto ours = household.balances();
    QCOMPARE(names.size(), ours.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto found = theirs.find(QString::fromStdString(names[i]));
        const QString text = found == theirs.end() ? "0" : found->second;
        const QString wanted = ours[i] == 0 ? QString("0")
                                            : QString::fromStdString(moneyText({ ours[i] }, household.document.currency)
                                                + " " + household.document.currency.code);
        QVERIFY2(text == wanted, qPrintable(QString::fromStdString(names[i]) + ": " + text + " instead of " + wanted));
    }
}

Household familyOf(const char* currency)
{
    Household home(currency);
    const auto checking = home.account("Checking", 1'234'56);
    const auto savings = home.account("Savings", 10'000'00, "savings");
    const auto card = home.account("Card", -321'09, "card");
    home.account("Cash", 0, "cash");
    const YearMonth may { 2026, 5 };
    const auto food = home.entry(may, home.category("Groceries", "Food"), "Groceries", -400'00);
    const auto salary = home.entry(may, home.category("Salary", "Work", "income"), "Salary", 2'500'00);
    const auto saved = home.entry(may, home.category("Reserve", "", "saving"), "Reserve", -100'00);
    home.posting("2026-05-29", checking, 2'450'00, "Meridian", salary).cleared = true;
    auto& shop = home.posting("2026-05-02", card, -23'45, "Market; Hall", food);
    shop.memo = "apples | pears\nand \"cheese\"";
    home.posting("2026-05-03", checking, -12'50, "Kiosk");
    home.posting("2026-05-04", checking, 5'00, "Found");
    home.posting("2026-05-31", checking, -100'00, "", saved, savings);
    home.posting("2026-05-31", checking, -321'09, "", {}, card);
    const Uuid split = Uuid::make();
    home.posting("2026-05-05", checking, -20'00, "Store", food).split = split;
    home.posting("2026-05-05", checking, -5'30, "Store").split = split;
    return home;
}

} // namespace

class ExportTest : public QObject {
    Q_OBJECT

private slots:
    void writesTheJournalOfASmallLedger();
    void hledgerAgreesOnAFamily_data();
    void hledgerAgreesOnAFamily();
    void hledgerReadsNastyNamesAndTexts();
    void hledgerAgreesOnRandomLedgers();
    void hledgerReadsAnEmptyLedger();
    void givesEveryAccountANameOfItsOwn();
    void writesPostingsAsCsv();
    void csvReadsBackAsAStatement();
    void jsonHasTheWholeLedgerWithExactMoney();
};

void ExportTest::writesTheJournalOfASmallLedger()
{
    Household home("EUR");
    const auto checking = home.account("My  Bank: checking", 100'00);
    const auto food = home.entry({ 2026, 5 }, home.category("Groceries", "Food"), "Groceries");
    auto& shop = home.posting("2026-05-02", checking, -23'45, "Market", food);
    shop.memo = "apples; pears";
    shop.cleared = true;
    const auto id = [](const Uuid& uuid) { return uuid.text(); };

    const std::string journal = writeHledger(home.document);

    const std::string expected = "; Home, written by Quartermaster\n; qm-ledger: " + id(home.document.id)
        + "\n\ndecimal-mark .\ncommodity 1000.00 EUR\n\n"
          "account assets  ; type: A\naccount liabilities  ; type: L\naccount equity  ; type: E\n"
          "account income  ; type: R\naccount expenses  ; type: X\n"
          "account equity:opening\naccount income:unassigned\naccount expenses:unassigned\n"
          "account assets:My Bank- checking  ; qm-id: "
        + id(checking) + "\naccount expenses:Food:Groceries  ; qm-id: " + id(home.document.categories[0].id)
        + "\n\n2026-04-30 * Opening balance\n    assets:My Bank- checking  100.00 EUR\n    equity:opening  -100.00 "
          "EUR\n\n"
          "2026-05-02 * Market | apples, pears\n    ; qm-id: "
        + id(home.document.postings[0].id) + "\n    ; qm-entry: " + id(food)
        + "\n    assets:My Bank- checking  -23.45 EUR\n    expenses:Food:Groceries  23.45 EUR\n\n";
    QCOMPARE(QString::fromStdString(journal), QString::fromStdString(expected));
}

void ExportTest::hledgerAgreesOnAFamily_data()
{
    QTest::addColumn<QString>("currency");
    for (const char* code : { "EUR", "JPY", "KWD" })
        QTest::newRow(code) << QString(code);
}

void ExportTest::hledgerAgreesOnAFamily()
{
    QFETCH(QString, currency);
    compareWithHledger(familyOf(qPrintable(currency)));
}

void ExportTest::hledgerReadsNastyNamesAndTexts()
{
    Household home("EUR");
    const auto other = home.account("Other");
    std::int64_t amount = 1;
    for (const auto& text : nastyTexts) {
        ++amount;
        const auto account = home.account(text, amount, amount % 3 == 0 ? "card" : "checking");
        const auto entry
            = home.entry({ 2026, 5 }, home.category(text, text, amount % 2 == 0 ? "income" : "expense"), text);
        for (const bool cleared : { false, true }) {
            auto& posting = home.posting("2026-05-03", account, -(amount++), text, entry);
            posting.memo = text;
            posting.cleared = cleared;
            auto& memoOnly = home.posting("2026-05-04", account, amount++, "", {}, other);
            memoOnly.memo = text;
            memoOnly.cleared = cleared;
        }
    }

    compareWithHledger(home);
}

void ExportTest::hledgerAgreesOnRandomLedgers()
{
    const auto seed = static_cast<unsigned>(qEnvironmentVariableIntValue("QM_SEED"));
    std::mt19937_64 random(seed);
    for (const char* code : { "EUR", "JPY", "KWD" }) {
        Household home(code);
        std::vector<Uuid> accounts;
        accounts.reserve(8);
        std::vector<Uuid> entries;
        const auto amount = [&] { return static_cast<std::int64_t>(random() % 200'001) - 100'000; };
        for (int i = 0; i < 8; ++i)
            accounts.push_back(home.account("Account " + std::to_string(i), amount() * 1'000));
        for (int i = 0; i < 10; ++i) {
            const auto category
                = home.category("C" + std::to_string(i), i % 2 ? "Group" : "", i % 3 ? "expense" : "income");
            entries.push_back(home.entry({ 2026, 5 }, category, "Entry"));
        }
        for (int i = 0; i < 400; ++i) {
            const std::size_t from = random() % accounts.size();
            const std::string date = "2026-05-" + std::to_string(10 + random() % 20);
            auto& posting = home.posting(date.c_str(), accounts[from], amount(), "Payee");
            if (random() % 2)
                posting.entry = entries[random() % entries.size()];
            if (random() % 4 == 0)
                posting.toAccount = accounts[(from + 1) % accounts.size()];
        }
        // One as large as a ledger takes.
        home.posting("2026-05-01", home.account("Rich"), moneyMax, "Lottery");

        compareWithHledger(home);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QString("QM_SEED=%1").arg(seed)));
    }
}

void ExportTest::hledgerReadsAnEmptyLedger()
{
    compareWithHledger(Household("EUR"));
    Household opened("EUR");
    opened.account("Checking", 5'00); // nothing happened yet, but money is there
    compareWithHledger(opened);
}

void ExportTest::givesEveryAccountANameOfItsOwn()
{
    Household home("EUR");
    home.account("a:b");
    home.account("a-b");
    home.account("a-b 2");
    home.account("a  -b");
    home.account("Visa", 0, "card");
    home.account("Visa");

    const auto names = hledgerAccountNames(home.document);

    const std::vector<std::string> expected
        = { "assets:a-b", "assets:a-b 2", "assets:a-b 2 2", "assets:a -b", "liabilities:Visa", "assets:Visa" };
    QVERIFY(names == expected);
}

void ExportTest::writesPostingsAsCsv()
{
    Household home("KWD");
    const auto checking = home.account("Checking, joint");
    const auto savings = home.account("Savings");
    const auto food = home.entry({ 2026, 5 }, home.category("Groceries", "Food"), "Weekly \"shop\"");
    auto& shop = home.posting("2026-05-02", checking, -23'456, "=SUM(A1)", food);
    shop.memo = "two\nlines";
    shop.cleared = true;
    home.posting("2026-05-01", checking, -100'000, " spaced ", {}, savings);

    const std::string csv = writeCsv(home.document);

    QCOMPARE(QString::fromStdString(csv),
        QString::fromStdString(
            "date,account,payee,amount,memo,month,entry,category,to_account,cleared,split,currency,id\r\n"
            "2026-05-01,\"Checking, joint\",\" spaced \",-100.000,,2026-05,,,Savings,false,,KWD,"
            + home.document.postings[1].id.text()
            + "\r\n2026-05-02,\"Checking, joint\",=SUM(A1),-23.456,\"two\nlines\",2026-05,\"Weekly "
              "\"\"shop\"\"\",Groceries,,true,,KWD,"
            + home.document.postings[0].id.text() + "\r\n"));
}

void ExportTest::csvReadsBackAsAStatement()
{
    const Household home = familyOf("EUR");

    const auto statement = readStatement(writeCsv(home.document), "ledger.csv", home.document.currency);

    QVERIFY2(statement, statement ? "" : statement.error().detail.c_str());
    std::map<std::string, LedgerDocument::Posting> postings;
    for (const auto& posting : home.document.postings)
        postings.emplace(posting.id.text(), posting);
    std::size_t read = 0;
    for (const auto& account : statement->accounts) {
        for (const auto& line : account.lines) {
            const auto& posting = postings.at(line.bankId);
            QVERIFY(line.date == posting.date);
            QVERIFY(line.amount == posting.amount);
            QCOMPARE(line.payee, posting.payee);
            ++read;
        }
    }
    QCOMPARE(read, home.document.postings.size());
}

void ExportTest::jsonHasTheWholeLedgerWithExactMoney()
{
    Household home = familyOf("EUR");
    home.document.accounts[0].opening = { moneyMax };
    home.document.accounts[0].note = "quote \" and \\ and \x01";
    home.document.months[0].entries[0].due = day("2026-05-31");
    home.document.templates.push_back(
        { Uuid::make(), "Usual", "", { { Uuid::make(), "Rent", home.document.categories[0].id, { -5 }, 31 } } });

    const auto json = nlohmann::json::parse(writeJson(home.document));

    QCOMPARE(json.at("format").get<std::string>(), "quartermaster-ledger");
    QCOMPARE(json.at("ledger").at("currency").get<std::string>(), "EUR");
    QCOMPARE(json.at("accounts").size(), home.document.accounts.size());
    QCOMPARE(json.at("accounts").at(0).at("opening").get<std::string>(), "90071992547409.91");
    QVERIFY(json.at("accounts").at(0).at("opening_minor").is_number_integer());
    QCOMPARE(json.at("accounts").at(0).at("opening_minor").get<std::int64_t>(), moneyMax);
    QCOMPARE(json.at("accounts").at(0).at("note").get<std::string>(), home.document.accounts[0].note);
    QCOMPARE(json.at("categories").at(2).at("group").is_null(), true);
    QCOMPARE(json.at("templates").at(0).at("entries").at(0).at("planned").get<std::string>(), "-0.05");
    QCOMPARE(json.at("templates").at(0).at("entries").at(0).at("due_day").get<int>(), 31);
    QCOMPARE(json.at("months").at(0).at("month").get<std::string>(), "2026-05");
    QCOMPARE(json.at("months").at(0).at("entries").at(0).at("due").get<std::string>(), "2026-05-31");
    QCOMPARE(json.at("postings").size(), home.document.postings.size());
    const auto& first = json.at("postings").at(0);
    QCOMPARE(first.at("date").get<std::string>(), "2026-05-02");
    QCOMPARE(first.at("amount").get<std::string>(), "-23.45");
    QCOMPARE(first.at("amount_minor").get<std::int64_t>(), -2345);
    QCOMPARE(first.at("entry").get<std::string>(), "Groceries");
    QCOMPARE(first.at("account").get<std::string>(), "Card");
    QVERIFY(first.at("to_account").is_null());
    QCOMPARE(first.at("memo").get<std::string>(), "apples | pears\nand \"cheese\"");
}

QTEST_GUILESS_MAIN(ExportTest)
#include "export_test.moc"
