#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include "tests/desktop/cli/cli.h"

using namespace qm::test;

namespace {

/// The first object of a list whose member has this value.
QJsonObject find(const QJsonArray& list, const QString& key, const QString& value)
{
    for (const auto& item : list) {
        if (item.toObject()[key].toString() == value)
            return item.toObject();
    }
    return {};
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class CliTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everyCommandExplainsItselfWithAnExample_data();
    void everyCommandExplainsItselfWithAnExample();
    void printsOneDocumentWhereverJsonIsAskedFor();
    void makesAnExampleHousehold();
    void takesAmountsInEveryForm();
    void knowsCurrenciesOfEveryExponent();
    void takesNamesOrIds();
    void opensMonthsInEveryWay();
    void keepsATemplate();
    void editsEveryPartOfAPosting();
    void movesMoneyBetweenAccounts();
    void splitsAPurchase();
    void closesAndReopensAMonth();
    void deletesAnEntryAndSaysWhatBecomesOfItsPostings();
    void sumsByCategoryMonthAndAccount();
    void undoesAndRedoesAfterARestart();
    void tellsTheHistoryOfOneThing();
    void importsAStatementOnce();
    void importsAFileOfSeveralAccounts();
    void showsWhatAnImportWouldDo();
    void exportsInEveryFormat();
    void neverExportsOverTheLedger();
    void verifiesALedgerWithChangesThatWait();
    void alignsTablesByWhatIsSeen();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    Cli household(const QString& name = QStringLiteral("home.db")) const
    {
        Cli cli(path(name));
        if (!cli.initHousehold())
            qFatal("the household of the test cannot be made");
        return cli;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void CliTest::everyCommandExplainsItselfWithAnExample_data()
{
    QTest::addColumn<QString>("command");
    const QStringList commands { "init", "status", "verify", "account add", "account edit", "account list",
        "account archive", "category add", "category edit", "category list", "template add", "template edit",
        "template list", "template delete", "template entry add", "template entry edit", "template entry delete",
        "month open", "month add", "month close", "month reopen", "month list", "month show", "entry add", "entry edit",
        "entry delete", "entry list", "post", "posting edit", "posting delete", "posting list", "transfer", "split",
        "summary", "import", "export", "history", "undo", "redo", "conflicts", "parked", "resolve", "connect",
        "disconnect", "sync" };
    for (const QString& command : commands)
        QTest::newRow(qPrintable(command)) << command;
}

void CliTest::everyCommandExplainsItselfWithAnExample()
{
    QFETCH(QString, command);

    const Run help = runProgram(QStringLiteral(QM_CLI), command.split(' ') + QStringList { "--help" });

    QCOMPARE(help.code, 0);
    QVERIFY2(help.out.contains("\n  quartermaster-cli " + command.toUtf8()), help.out.constData());
}

void CliTest::printsOneDocumentWhereverJsonIsAskedFor()
{
    const Cli cli = household();
    const QString program = QStringLiteral(QM_CLI);

    const Run before = runProgram(program, { "--json", "--ledger", cli.ledger(), "account", "list" });
    const Run between = runProgram(program, { "account", "--json", "list", "--ledger", cli.ledger() });
    const Run after = runProgram(program, { "account", "list", "--ledger", cli.ledger(), "--json" });
    const Run failed = runProgram(program, { "month", "show", "2026-09", "--ledger", cli.ledger(), "--json" });

    QCOMPARE(before.code, 0);
    QCOMPARE(before.json()["accounts"].toArray().size(), 2);
    QCOMPARE(between.out, before.out);
    QCOMPARE(after.out, before.out);
    QCOMPARE(failed.code, 3);
    QCOMPARE(failed.json()["error"].toObject()["code"].toString(), QString("not_found"));
    QVERIFY(failed.err.contains("2026-09"));
    const QJsonObject checking = find(before.json()["accounts"].toArray(), "name", "Checking");
    QCOMPARE(checking["balance"].toString(), QString("1000.00"));
    QCOMPARE(checking["balance_minor"].toInt(), 100000);
    const Run version = runProgram(program, { "--version" });
    QCOMPARE(version.code, 0);
    QVERIFY(version.out.startsWith("quartermaster-cli "));
}

void CliTest::makesAnExampleHousehold()
{
    Cli cli(path(QStringLiteral("example.db")));

    QCOMPARE(cli.run({ "init", "--example" }).code, 0);

    QCOMPARE(cli.run({ "verify" }).code, 0);
    QVERIFY(cli.run({ "posting", "list" }).out.count('\n') > 1200);
    QCOMPARE(cli.run({ "init", "--example" }).code, 3); // never over one that is there
    QCOMPARE(cli.run({ "init", "--example", "--name", "Home" }).code, 2);
    QCOMPARE(cli.run({ "init" }).code, 2);
}

void CliTest::takesAmountsInEveryForm()
{
    const Cli cli = household();
    const QList<std::pair<QStringList, int>> forms { { { "--amount", "-23.45" }, -2345 },
        { { "--amount=-23.45" }, -2345 }, { { "--amount", "-.5" }, -50 }, { { "--amount", "12.50+3" }, 1550 },
        { { "--amount", "-12.50-3" }, -1550 }, { { "--amount", "+7" }, 700 },
        { { "--amount", "90071992547409.91" }, -1 } };

    for (const auto& [amount, minor] : forms) {
        const QJsonObject posted
            = cli.json(QStringList { "post", "--date", "2026-05-03", "--account", "Checking" } + amount)["posting"]
                  .toObject();
        if (minor != -1)
            QCOMPARE(posted["amount_minor"].toInt(), minor);
        else
            QCOMPARE(posted["amount_minor"].toInteger(), 9007199254740991);
    }
    const Run beyond
        = cli.run({ "post", "--date", "2026-05-03", "--account", "Checking", "--amount", "90071992547409.92" });
    QCOMPARE(beyond.code, 3);
}

void CliTest::knowsCurrenciesOfEveryExponent()
{
    const QList<std::tuple<QString, QString, qint64, QString>> currencies { { "JPY", "1234", 1234, "1234.5" },
        { "EUR", "12.34", 1234, "12.345" }, { "KWD", "1.234", 1234, "1.2345" } };
    for (const auto& [code, amount, minor, tooFine] : currencies) {
        const Cli cli(path(code + ".db"));
        QVERIFY(cli.init(code));
        const QJsonObject account = cli.json({ "account", "add", "Cash", "--opening", amount })["account"].toObject();
        QCOMPARE(account["opening"].toString(), amount);
        QCOMPARE(account["opening_minor"].toInteger(), minor);
        QCOMPARE(cli.run({ "account", "add", "Other", "--opening", tooFine }).code, 3);
    }
    QCOMPARE(Cli(path("x.db")).run({ "init", "--name", "X", "--currency", "XYZ" }).code, 3);
    QVERIFY(!QFile::exists(path("x.db")));
}

void CliTest::takesNamesOrIds()
{
    const Cli cli = household();
    const QString id = find(cli.list({ "account", "list" }, "accounts"), "name", "Savings")["id"].toString();

    for (const QString& name :
        { QString("Savings"), QString("savings"), id, id.right(12), id.left(18), id.toUpper() }) {
        const Run edited = cli.run({ "account", "edit", name, "--note", "for " + name });
        QVERIFY2(edited.code == 0, qPrintable(edited.text()));
    }
    const Run unknown = cli.run({ "account", "edit", "Savigns", "--note", "x" });
    QCOMPARE(unknown.code, 3);
    QVERIFY2(unknown.err.contains("did you mean \"Savings\"?"), unknown.err.constData());
    QVERIFY(cli.run({ "account", "add", "Savings" }).code == 0);
    const Run ambiguous = cli.run({ "account", "edit", "Savings", "--note", "x" });
    QCOMPARE(ambiguous.code, 3);
    QVERIFY2(ambiguous.err.contains(id.right(12).toUtf8()), ambiguous.err.constData());
    // An archived one no longer stands in the way of the name.
    QVERIFY(cli.run({ "account", "archive", id }).code == 0);
    QVERIFY(cli.run({ "account", "edit", "Savings", "--note", "x" }).code == 0);
}

void CliTest::opensMonthsInEveryWay()
{
    const Cli cli = household();
    QVERIFY(
        cli.run({ "post", "--entry", "Groceries", "--date", "2026-05-03", "--amount", "-150", "--account", "Checking" })
            .code
        == 0);

    QVERIFY(cli.run({ "month", "open", "2026-06", "--copy", "2026-05" }).code == 0);
    QVERIFY(cli.run({ "month", "open", "2026-07", "--copy", "2026-05", "--carry" }).code == 0);
    QVERIFY(cli.run({ "month", "open", "2026-08", "--blank" }).code == 0);
    QVERIFY(cli.run({ "month", "open", "2026-09" }).code == 0);
    const Run again = cli.run({ "month", "open", "2026-06", "--copy", "2026-05" });
    const QJsonObject added = cli.json({ "month", "add", "2026-06", "--copy", "2026-05" });

    QCOMPARE(again.code, 3);
    QCOMPARE(added["entries_added"].toInt(), 2);
    QCOMPARE(cli.list({ "entry", "list", "--month", "2026-06" }, "entries").size(), 4);
    const QJsonObject carried
        = find(cli.list({ "entry", "list", "--month", "2026-07" }, "entries"), "name", "Groceries");
    QCOMPARE(carried["planned"].toString(), QString("-650.00")); // -400 and the -250 that remained
    QCOMPARE(cli.list({ "entry", "list", "--month", "2026-08" }, "entries").size(), 0);
    QCOMPARE(cli.list({ "month", "list" }, "months").size(), 5);
    QCOMPARE(cli.run({ "month", "open", "2026-10", "--copy", "2026-05", "--blank" }).code, 2);
    QCOMPARE(cli.run({ "month", "open", "2026-13" }).code, 3);
}

void CliTest::keepsATemplate()
{
    const Cli cli = household();
    QVERIFY(cli.run({ "template", "add", "Usual" }).code == 0);
    QVERIFY(cli.run({ "template", "entry", "add", "--template", "Usual", "--name", "Rent", "--category", "Groceries",
                        "--planned", "-900", "--due-day", "31" })
                .code
        == 0);
    QVERIFY(cli.run({ "template", "entry", "edit", "Rent", "--planned=-920", "--name", "Flat" }).code == 0);

    QVERIFY(cli.run({ "month", "open", "2026-06", "--template", "Usual" }).code == 0);
    const QJsonObject entry = cli.list({ "entry", "list", "--month", "2026-06" }, "entries").first().toObject();
    QCOMPARE(entry["name"].toString(), QString("Flat"));
    QCOMPARE(entry["planned"].toString(), QString("-920.00"));
    QCOMPARE(entry["due"].toString(), QString("2026-06-30"));

    QVERIFY(cli.run({ "template", "edit", "Usual", "--name", "Often" }).code == 0);
    QVERIFY(cli.run({ "template", "entry", "delete", "Flat" }).code == 0);
    QCOMPARE(cli.list({ "template", "list" }, "templates").first().toObject()["entries"].toArray().size(), 0);
    QVERIFY(cli.run({ "template", "delete", "Often" }).code == 0);
    QCOMPARE(cli.list({ "template", "list" }, "templates").size(), 0);
    QCOMPARE(cli.list({ "entry", "list", "--month", "2026-06" }, "entries").size(), 1);
}

void CliTest::editsEveryPartOfAPosting()
{
    const Cli cli = household();
    QVERIFY(cli.run({ "month", "open", "2026-06", "--copy", "2026-05" }).code == 0);
    const QString id = cli.add({ "post", "--entry", "Groceries", "--date", "2026-05-03", "--amount", "-10", "--account",
        "Checking", "--payee", "Market" });

    const QJsonObject edited
        = cli.json({ "posting", "edit", id.right(12), "--date", "2026-06-02", "--entry", "Groceries", "--amount=-11.50",
            "--account", "Savings", "--payee", "Shop", "--memo", "two bags", "--cleared" })["posting"]
              .toObject();

    QCOMPARE(edited["date"].toString(), QString("2026-06-02"));
    QCOMPARE(edited["month"].toString(), QString("2026-06"));
    QCOMPARE(edited["entry"].toString(), QString("Groceries"));
    QCOMPARE(edited["amount"].toString(), QString("-11.50"));
    QCOMPARE(edited["account"].toString(), QString("Savings"));
    QCOMPARE(edited["payee"].toString(), QString("Shop"));
    QCOMPARE(edited["memo"].toString(), QString("two bags"));
    QVERIFY(edited["cleared"].toBool());
    // One command is one change set.
    QCOMPARE(cli.list({ "history", "--of", id, "--limit", "-1" }, "history").size(), 2);
    const QJsonObject bare
        = cli.json({ "posting", "edit", id, "--no-entry", "--payee", "", "--uncleared" })["posting"].toObject();
    QVERIFY(bare["entry"].isNull() && bare["payee"].isNull() && !bare["cleared"].toBool());
    // An entry of another month is refused, whatever its name.
    const QString entryOfMay
        = find(cli.list({ "entry", "list", "--month", "2026-05" }, "entries"), "name", "Groceries")["id"].toString();
    const Run outside = cli.run({ "posting", "edit", id, "--entry", entryOfMay });
    QCOMPARE(outside.code, 3);
    QVERIFY2(outside.err.contains("2026-05") && outside.err.contains("2026-06"), outside.err.constData());
    QCOMPARE(cli.run({ "posting", "edit", id }).code, 2);
    QVERIFY(cli.run({ "posting", "delete", id }).code == 0);
    QCOMPARE(cli.list({ "posting", "list" }, "postings").size(), 0);
    QCOMPARE(cli.run({ "posting", "delete", id }).code, 3);
}

void CliTest::movesMoneyBetweenAccounts()
{
    const Cli cli = household();

    QVERIFY(
        cli.run({ "transfer", "--from", "Checking", "--to", "Savings", "--amount", "100", "--date", "2026-05-03" }).code
        == 0);

    const QJsonArray accounts = cli.list({ "account", "list" }, "accounts");
    QCOMPARE(find(accounts, "name", "Checking")["balance"].toString(), QString("900.00"));
    QCOMPARE(find(accounts, "name", "Savings")["balance"].toString(), QString("100.00"));
    const QJsonObject summary = cli.json({ "summary" });
    QCOMPARE(summary["net"].toObject()["actual_minor"].toInt(), 0);
    QCOMPARE(
        cli.run({ "transfer", "--from", "Checking", "--to", "Checking", "--amount", "1", "--date", "2026-05-03" }).code,
        3);
    QCOMPARE(
        cli.run({ "transfer", "--from", "Checking", "--to", "Savings", "--amount=-1", "--date", "2026-05-03" }).code,
        3);
}

void CliTest::splitsAPurchase()
{
    const Cli cli = household();
    QVERIFY(cli.run({ "entry", "add", "--month", "2026-05", "--name", "a=b", "--category", "Groceries" }).code == 0);

    const QJsonObject split = cli.json({ "split", "--date", "2026-05-03", "--account", "Checking", "--payee", "Market",
        "Groceries=-20", "a=b=-5.30", "=-1" });

    const QJsonArray postings = split["postings"].toArray();
    QCOMPARE(postings.size(), 3);
    QCOMPARE(postings[1].toObject()["entry"].toString(), QString("a=b"));
    QVERIFY(postings[2].toObject()["entry"].isNull());
    QVERIFY(cli.run({ "posting", "edit", postings[0].toObject()["id"].toString(), "--date", "2026-05-04" }).code == 0);
    for (const auto& posting : cli.list({ "posting", "list" }, "postings"))
        QCOMPARE(posting.toObject()["date"].toString(), QString("2026-05-04"));
    QVERIFY(cli.run({ "posting", "delete", postings[0].toObject()["id"].toString() }).code == 0);
    QCOMPARE(cli.list({ "posting", "list" }, "postings").size(), 0);
    QCOMPARE(cli.run({ "split", "--date", "2026-05-03", "--account", "Checking", "Groceries=-20", "a=b=-5", "--amount",
                         "-26" })
                 .code,
        3);
    QCOMPARE(cli.run({ "split", "--date", "2026-05-03", "--account", "Checking", "Groceries" }).code, 2);
    QCOMPARE(cli.list({ "posting", "list" }, "postings").size(), 0);
}

void CliTest::closesAndReopensAMonth()
{
    const Cli cli = household();
    const QString id = cli.add({ "post", "--date", "2026-05-03", "--amount", "-10", "--account", "Checking" });
    QVERIFY(cli.run({ "month", "close", "2026-05" }).code == 0);

    const QList<QStringList> refused { { "post", "--date", "2026-05-04", "--amount", "-1", "--account", "Checking" },
        { "posting", "edit", id, "--amount", "-1" }, { "posting", "delete", id },
        { "entry", "add", "--month", "2026-05", "--name", "X", "--category", "Groceries" },
        { "entry", "edit", "Groceries", "--month", "2026-05", "--planned", "-1" },
        { "entry", "delete", "Groceries", "--month", "2026-05" }, { "month", "add", "2026-05", "--copy", "2026-05" },
        { "month", "close", "2026-05" } };
    for (const QStringList& command : refused) {
        const Run run = cli.run(command);
        QVERIFY2(run.code == 3, qPrintable(command.join(' ') + run.text()));
        QVERIFY(run.err.contains("Nothing was changed."));
    }
    QVERIFY(cli.run({ "month", "reopen", "2026-05" }).code == 0);
    QVERIFY(cli.run({ "posting", "edit", id, "--amount", "-1" }).code == 0);
}

void CliTest::deletesAnEntryAndSaysWhatBecomesOfItsPostings()
{
    const Cli cli = household();
    QVERIFY(
        cli.run({ "post", "--entry", "Groceries", "--date", "2026-05-03", "--amount", "-10", "--account", "Checking" })
            .code
        == 0);

    const Run refused = cli.run({ "entry", "delete", "Groceries", "--month", "2026-05" });
    QCOMPARE(refused.code, 3);
    QVERIFY2(refused.err.contains("--postings keep"), refused.err.constData());
    QVERIFY(cli.run({ "entry", "delete", "Groceries", "--month", "2026-05", "--postings", "keep" }).code == 0);
    QVERIFY(cli.list({ "posting", "list" }, "postings").first().toObject()["entry"].isNull());
    QVERIFY(cli.run({ "undo" }).code == 0);
    QVERIFY(cli.run({ "entry", "delete", "Groceries", "--month", "2026-05", "--postings", "delete" }).code == 0);
    QCOMPARE(cli.list({ "posting", "list" }, "postings").size(), 0);
    QCOMPARE(cli.run({ "entry", "delete", "Pay", "--month", "2026-05", "--postings", "burn" }).code, 2);
}

void CliTest::sumsByCategoryMonthAndAccount()
{
    const Cli cli = household();
    QVERIFY(cli.run({ "month", "open", "2026-06", "--copy", "2026-05" }).code == 0);
    QVERIFY(cli.run({ "post", "--entry", "Groceries", "--date", "2026-05-03", "--amount", "-10.10", "--account",
                        "Checking" })
                .code
        == 0);
    QVERIFY(cli.run({ "post", "--entry", "Groceries", "--date", "2026-06-03", "--amount", "-20.20", "--account",
                        "Checking" })
                .code
        == 0);
    QVERIFY(
        cli.run({ "post", "--entry", "Pay", "--date", "2026-06-03", "--amount", "2500", "--account", "Savings" }).code
        == 0);

    const QJsonObject all = cli.json({ "summary" });
    const QJsonObject june = cli.json({ "summary", "--month", "2026-06" });
    const QJsonObject byMonth = cli.json({ "summary", "--by", "month", "--from", "2026-05", "--to", "2026-06" });
    const QJsonObject byAccount = cli.json({ "summary", "--by", "account" });

    const QJsonObject groceries = find(all["summary"].toArray(), "category", "Groceries");
    QCOMPARE(groceries["planned"].toString(), QString("-800.00"));
    QCOMPARE(groceries["actual_minor"].toInt(), -3030);
    QCOMPARE(groceries["remaining"].toString(), QString("-769.70"));
    QCOMPARE(find(june["summary"].toArray(), "category", "Groceries")["actual"].toString(), QString("-20.20"));
    QCOMPARE(june["net"].toObject()["actual"].toString(), QString("2479.80"));
    QCOMPARE(find(byMonth["summary"].toArray(), "month", "2026-05")["expense"].toObject()["actual"].toString(),
        QString("-10.10"));
    QCOMPARE(find(byAccount["summary"].toArray(), "account", "Checking")["actual"].toString(), QString("-30.30"));
    QCOMPARE(cli.run({ "summary", "--from", "2026-06", "--to", "2026-05" }).code, 3);
    QCOMPARE(cli.run({ "summary", "--month", "2026-05", "--from", "2026-05" }).code, 2);
}

void CliTest::undoesAndRedoesAfterARestart()
{
    const Cli cli = household(); // every command is a program of its own
    const QString id = cli.add({ "post", "--date", "2026-05-03", "--amount", "-10", "--account", "Checking" });
    QVERIFY(cli.run({ "posting", "edit", id, "--amount", "-12" }).code == 0);
    const auto amount = [&] {
        return cli.list({ "posting", "list" }, "postings").first().toObject()["amount"].toString();
    };

    QVERIFY(cli.run({ "undo" }).code == 0);
    QCOMPARE(amount(), QString("-10.00"));
    QVERIFY(cli.run({ "undo" }).code == 0);
    QCOMPARE(cli.list({ "posting", "list" }, "postings").size(), 0);
    QVERIFY(cli.run({ "redo" }).code == 0);
    QVERIFY(cli.run({ "redo" }).code == 0);
    QCOMPARE(amount(), QString("-12.00"));
    QCOMPARE(cli.run({ "redo" }).code, 3);

    const QString change = find(cli.list({ "history" }, "history"), "act", "posting.edit")["id"].toString();
    QVERIFY(cli.run({ "undo", change.right(12) }).code == 0);
    QCOMPARE(amount(), QString("-10.00"));
    QCOMPARE(cli.run({ "undo", "ffffffffffff" }).code, 3);
}

void CliTest::tellsTheHistoryOfOneThing()
{
    const Cli cli = household();
    const QString id
        = cli.add({ "post", "--date", "2026-05-03", "--amount", "-10", "--account", "Checking", "--payee", "Market" });
    QVERIFY(cli.run({ "posting", "edit", id, "--amount", "-12" }).code == 0);
    QVERIFY(cli.run({ "account", "edit", "Savings", "--note", "x" }).code == 0);

    const QJsonArray items = cli.list({ "history", "--of", id }, "history");
    const Run words = cli.run({ "history", "--limit", "2" });

    QCOMPARE(items.size(), 2);
    const QJsonObject edit = items[0].toObject();
    QCOMPARE(edit["act"].toString(), QString("posting.edit"));
    QVERIFY(edit["revision"].isNull() && edit["own"].toBool());
    const QJsonObject change = edit["changes"].toArray().first().toObject();
    QCOMPARE(change["cell"].toString(), QString("amount"));
    QCOMPARE(change["from"].toString(), QString("-10.00"));
    QCOMPARE(change["from_minor"].toInt(), -1000);
    QCOMPARE(change["to"].toString(), QString("-12.00"));
    QCOMPARE(items[1].toObject()["changes"].toArray().first().toObject()["to"].toObject()["payee"].toString(),
        QString("Market"));
    QVERIFY2(words.out.contains("amount -10.00 -> -12.00"), words.out.constData());
    QCOMPARE(cli.list({ "history", "--limit", "1" }, "history").size(), 1);
}

void CliTest::importsAStatementOnce()
{
    const Cli cli = household();
    QVERIFY(write(path("may.csv"),
        "Date,Payee,Amount\n2026-05-03,Market,-10.50\n2026-05-03,Market,-10.50\n2026-06-01,Employer,2500.00\n"));

    const Run unnamed = cli.run({ "import", path("may.csv") });
    const QJsonObject first = cli.json({ "import", path("may.csv"), "--account", "Checking" });
    const QJsonObject second = cli.json({ "import", path("may.csv"), "--account", "Checking" });

    QCOMPARE(unnamed.code, 3);
    QVERIFY(unnamed.err.contains("--account"));
    QCOMPARE(first["added"].toInt(), 3);
    QCOMPARE(first["accounts"].toArray().first().toObject()["months_opened"].toArray().first().toString(),
        QString("2026-06"));
    QCOMPARE(second["added"].toInt(), 0);
    QCOMPARE(second["known"].toInt(), 3);
    QCOMPARE(cli.list({ "posting", "list" }, "postings").size(), 3);
    QVERIFY(cli.run({ "undo" }).code == 0);
    QCOMPARE(cli.list({ "posting", "list" }, "postings").size(), 0);
}

void CliTest::importsAFileOfSeveralAccounts()
{
    const Cli cli = household();
    const QString file = QStringLiteral(QM_SOURCE_DIR "/tests/data/statements/tidewater_two_accounts.ofx");
    const QString currency = QString::fromUtf8(read(file)).section("<CURDEF>", 1).left(3);
    const Cli own(path("own.db"));
    QVERIFY(own.init(currency));
    QVERIFY(own.run({ "account", "add", "A" }).code == 0);
    QVERIFY(own.run({ "account", "add", "B" }).code == 0);

    const Run missing = own.run({ "import", file, "--account", "A" });
    QCOMPARE(missing.code, 3);
    QVERIFY2(missing.err.contains("=NAME"), missing.err.constData());
    QStringList ids;
    for (const QString& part : QString::fromUtf8(read(file)).split("<ACCTID>").mid(1))
        ids << part.left(part.indexOf(QRegularExpression("[<\\s]")));
    QVERIFY(ids.size() >= 2);
    const QJsonObject both = own.json({ "import", file, "--account", ids[0] + "=A", "--account", ids[1] + "=B" });
    QCOMPARE(both["accounts"].toArray().size(), 2);
    QVERIFY(both["added"].toInt() > 0);
    // From now on the bank's own numbers say it.
    const QJsonObject again = own.json({ "import", file });
    QCOMPARE(again["added"].toInt(), 0);
    QCOMPARE(again["known"].toInt(), both["added"].toInt());
    if (currency != "EUR") {
        const Run other
            = cli.run({ "import", file, "--account", ids[0] + "=Checking", "--account", ids[1] + "=Savings" });
        QCOMPARE(other.code, 3);
        QVERIFY2(other.err.contains(currency.toUtf8()), other.err.constData());
    }
}

void CliTest::showsWhatAnImportWouldDo()
{
    const Cli cli = household();
    QVERIFY(
        write(path("may.csv"), "Buchungstag;Empfänger;Betrag\n03.05.2026;Bäcker;-1.234,50\n04.07.2026;Markt;-2,00\n"));
    const QJsonObject before = cli.json({ "status" });

    const QJsonObject shown = cli.json({ "import", path("may.csv"), "--account", "Checking", "--dry-run" });
    const Run words = cli.run({ "import", path("may.csv"), "--account", "Checking", "--dry-run" });

    QVERIFY(shown["dry_run"].toBool());
    const QJsonArray lines = shown["accounts"].toArray().first().toObject()["postings"].toArray();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0].toObject()["amount_minor"].toInt(), -123450);
    QCOMPARE(lines[0].toObject()["payee"].toString(), QString("Bäcker"));
    QVERIFY(lines[0].toObject()["new"].toBool());
    QVERIFY(words.out.contains("semicolon") && words.out.contains("opens 2026-07")
        && words.out.contains("Nothing was changed"));
    QCOMPARE(cli.json({ "status" })["pending"], before["pending"]);
    QCOMPARE(cli.list({ "month", "list" }, "months").size(), 1);
    // What is said is taken as it is said; columns count from 1, as in what was told.
    QVERIFY(write(path("odd.csv"), "x|-7.00|2026-05-09\n"));
    const QJsonObject said = cli.json(
        { "import", path("odd.csv"), "--account", "Checking", "--delimiter", "bar", "--no-header", "--date-order",
            "ymd", "--decimal", "point", "--columns", "payee=1,amount=2,date=3", "--encoding", "utf-8" });
    QCOMPARE(said["added"].toInt(), 1);
    QCOMPARE(cli.run({ "import", path("odd.csv"), "--account", "Checking", "--columns", "date=0" }).code, 2);
    // Lines of another currency beside the ledger's own are left out, and that is said.
    QVERIFY(write(path("two.csv"), "Date,Payee,Amount,Currency\n2026-05-11,A,-1.00,EUR\n2026-05-12,B,-2.00,USD\n"));
    const QJsonObject two = cli.json({ "import", path("two.csv"), "--account", "Checking" });
    QCOMPARE(two["added"].toInt(), 1);
    QVERIFY(QString::fromUtf8(QJsonDocument(two["notes"].toArray()).toJson()).contains("1 line in USD left out"));
    const Run later = cli.run({ "import", path("odd.csv"), "--account", "Checking", "--format", "camt053" });
    QCOMPARE(later.code, 2);
    QVERIFY2(later.err.contains("comes later"), later.err.constData());
}

void CliTest::exportsInEveryFormat()
{
    const Cli cli = household();
    QVERIFY(cli.run({ "post", "--entry", "Groceries", "--date", "2026-05-03", "--amount", "-10.50", "--account",
                        "Checking", "--payee", "Market" })
                .code
        == 0);

    QVERIFY(cli.run({ "export", path("out.csv") }).code == 0);
    QVERIFY(cli.run({ "export", path("out.json") }).code == 0);
    QVERIFY(cli.run({ "export", "--output", path("out.journal") }).code == 0);
    const Run piped = cli.run({ "export", "--format", "csv" });

    QVERIFY(read(path("out.csv")).contains("2026-05-03,Checking,Market,-10.50"));
    QCOMPARE(piped.out, read(path("out.csv")));
    QVERIFY(read(path("out.json")).contains("\"amount_minor\": -1050")
        || read(path("out.json")).contains("\"amount_minor\":-1050"));
    QVERIFY(read(path("out.journal")).contains("assets:Checking  -10.50 EUR"));
    const Run later = cli.run({ "export", path("out.qif"), "--format", "qif" });
    QCOMPARE(later.code, 3);
    QVERIFY(later.err.contains("comes later"));
    QVERIFY(!QFile::exists(path("out.qif")));
    QCOMPARE(cli.run({ "export", path("no/such/folder.csv") }).code, 1);
}

void CliTest::neverExportsOverTheLedger()
{
    const Cli cli = household();
    const QByteArray before = read(cli.ledger());

    const Run refused = cli.run({ "export", cli.ledger() });

    QCOMPARE(refused.code, 3);
    QCOMPARE(read(cli.ledger()), before);
}

void CliTest::verifiesALedgerWithChangesThatWait()
{
    const Cli cli = household();

    const QJsonObject verified = cli.json({ "verify" });

    QVERIFY(verified["verified"].toBool());
    QCOMPARE(verified["pending"], cli.json({ "status" })["pending"]);
    QVERIFY(verified["pending"].toInt() > 0);
}

void CliTest::alignsTablesByWhatIsSeen()
{
    const Cli cli(path("wide.db"));
    QVERIFY(cli.init());
    for (const char* name : { "plain", "日本銀行", "Zu\xcc\x88rich", "żółć" }) // the u with a combining diaeresis
        QVERIFY(cli.run({ "account", "add", QString::fromUtf8(name) }).code == 0);

    const QStringList lines = QString::fromUtf8(cli.run({ "account", "list" }).out).split('\n');

    // Where "checking" begins, in columns of a terminal.
    const auto columns = [](QString text) {
        text.remove(QChar(0x0308));
        return text.size() + text.count(QRegularExpression("[\u4e00-\u9fff]"));
    };
    QSet<qsizetype> begins;
    for (const QString& line : lines) {
        if (line.contains("checking"))
            begins.insert(columns(line.section("checking", 0, 0)));
    }
    QCOMPARE(begins.size(), 1);
}

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
