#include "household.h"

#include "common/sync/peer.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace qm;
using namespace household;

namespace {

QString golden(const char* name)
{
    return QStringLiteral(QM_SOURCE_DIR "/tests/golden/") + QLatin1String(name);
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    require(file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size(), "cannot write " + path.toStdString());
}

/// Every table of the schema has rows in it: conflicts, something parked, deleted and waiting, and the log.
void makeLedger(const std::string& folder, const std::string& out)
{
    Household home(folder);
    must(home[0].sync());
    home.join("second");
    const Uuid market = must(addPosting(
        *home[0].ledger, { "2026-05-03", { -2340 }, home.checking, home.groceries, {}, "Market", "fish", true }));
    must(addPosting(*home[1].ledger, { "2026-05-04", { -20000 }, home.checking, {}, home.savings, "", "", false }));
    const SplitPart parts[] = { { home.groceries, { -100 }, "" }, { {}, { -200 }, "rest" } };
    must(addSplit(*home[1].ledger, { "2026-05-09", {}, home.checking, {}, {}, "Corner shop", "", false }, parts));
    home.settle();
    must(editRow(*home[0].ledger, { Table::Entry, home.groceries }, cells(Table::Entry, "planned", -42000)));
    must(editRow(*home[1].ledger, { Table::Entry, home.groceries }, cells(Table::Entry, "planned", -45000)));
    must(deletePosting(*home[0].ledger, market));
    home.settle();
    must(openMonth(*home[0].ledger, { 2026, 6 }, MonthStart::Copied, home.may, true));
    must(closeMonth(*home[0].ledger, home.may));
    must(home[0].sync());
    must(addPosting(*home[1].ledger, { "2026-05-28", { -999 }, home.checking, {}, {}, "Late", "", false }));
    home.settle();
    must(addAccount(*home[0].ledger, { "Cash", "cash", { 5000 }, "waits to be sent" }));
    QFile::remove(QString::fromStdString(out));
    auto copy = must(home[0].ledger->connection().prepare("VACUUM INTO ?"));
    copy->bindText(0, out);
    must(copy->run());
}

/// What a person would see in it, and what proves it.
QByteArray describe(Ledger& ledger)
{
    const LedgerStatus status = must(ledger.status());
    QByteArray text;
    const auto line = [&](const char* name, const std::string& value) {
        text += name;
        text += ": " + QByteArray::fromStdString(value) + "\n";
    };
    line("version", status.version.text());
    line("digest", status.digest.hex());
    line("recomputed digest", must(ledger.recomputeDigest()).bytes().hex());
    line("waiting, conflicts, parked",
        std::to_string(status.pending) + ", " + std::to_string(status.conflicts) + ", "
            + std::to_string(status.parked));
    line("verified revisions", std::to_string(must(verifyLedger(ledger.connection())).revisions));
    for (const Account& account : must(ledger.accounts()))
        line("account", account.name + " " + std::to_string(account.balance.minor));
    for (const Month& month : must(ledger.months())) {
        line("month", month.ym.text() + (month.isClosed ? " closed" : " open"));
        for (const Entry& entry : must(ledger.entries(month.id)))
            line("entry",
                entry.name + " " + std::to_string(entry.planned.minor) + " " + std::to_string(entry.actual.minor) + " "
                    + entry.due);
    }
    for (const Posting& posting : must(ledger.postings({})))
        line("posting",
            posting.date + " " + std::to_string(posting.amount.minor) + " " + posting.payee + " " + posting.memo);
    for (const HistoryItem& item : must(ledger.history({}, -1)))
        line("history", item.act + " " + item.outcome + " " + std::to_string(item.changes.size()));
    return text;
}

} // namespace

/// A ledger file of every released schema still opens, is brought up to date, and shows and proves what it did.
class GoldenLedgerTest : public QObject {
    Q_OBJECT
private slots:
    void opensAndProvesALedgerOfSchema1();
};

void GoldenLedgerTest::opensAndProvesALedgerOfSchema1()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger.db"));
    const QString packed = golden("ledger_schema_1.db.zst");
    const QString expected = golden("ledger_schema_1.txt");
    if (qEnvironmentVariableIntValue("QM_UPDATE_GOLDEN") == 1 && sql::ledgerSchema().newest() == 1) {
        makeLedger(folder.path().toStdString(), path.toStdString());
        write(packed, QByteArray::fromStdString(compress(contentOf(path).toStdString(), 19)));
        auto made = must(Ledger::open(openFile(path.toStdString())));
        write(expected, describe(*made));
        made.reset();
        QFile::remove(path);
    }
    write(path, QByteArray::fromStdString(must(decompress(contentOf(packed).toStdString(), 64 << 20))));

    auto ledger = must(Ledger::open(openFile(path.toStdString())));

    QCOMPARE(describe(*ledger), contentOf(expected));
    // And it can be worked with.
    must(ledger->undo());
    QCOMPARE(must(ledger->status()).pending, 2);
}

QTEST_GUILESS_MAIN(GoldenLedgerTest)
#include "golden_ledger_test.moc"
