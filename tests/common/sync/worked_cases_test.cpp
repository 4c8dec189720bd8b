#include "household.h"

#include "common/environment.h"

#include <QTemporaryDir>

#include <algorithm>
#include <random>
#include <set>

using namespace qm;
using namespace household;

namespace {

/// The clock of every device, moved by hand, and chance that repeats itself.
class HandClock final : public Environment {
public:
    HandClock() { setEnvironment(this); }
    ~HandClock() override { setEnvironment(nullptr); }
    std::int64_t wallClockMs() override { return nowMs + wallOffMs; }
    std::int64_t bootClockMs() override { return nowMs - 1777000000000; }
    std::string bootId() override { return "boot " + std::to_string(boot); }
    std::string randomBytes(std::size_t count) override
    {
        std::string bytes(count, '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(m_random());
        return bytes;
    }

    std::int64_t nowMs = 1777825361000;
    std::int64_t wallOffMs = 0; ///< how wrong the wall clock of the device is that acts next
    int boot = 1;

private:
    std::mt19937_64 m_random { 38 };
};

/// Stands between a device and its server.
class Between final : public SyncPeer {
public:
    using Answer = std::function<Result<PeerReply>(const PeerRequest&)>;
    explicit Between(Answer answer) : m_answer(std::move(answer)) { }
    Result<PeerReply> exchange(const PeerRequest& request) override { return m_answer(request); }

private:
    Answer m_answer;
};

Between answering(const Answer& answer)
{
    return Between([answer](const PeerRequest&) -> Result<PeerReply> {
        return PeerReply { answer.status, answer.body, true, answer.retryAfterSeconds, {} };
    });
}

constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t yearMs = 365LL * 24 * 60 * minuteMs;

QString joined(std::vector<std::string> lines)
{
    std::sort(lines.begin(), lines.end());
    QStringList list;
    for (const std::string& line : lines)
        list.append(QString::fromStdString(line));
    return list.join("; ");
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

template <typename T>
bool failsWith(ErrorCode code, const Result<T>& result)
{
    return !result && result.error().code == code;
}

void copyFile(const std::string& from, const std::string& to)
{
    for (const char* end : { "", "-wal" }) {
        std::filesystem::remove(to + end);
        if (std::filesystem::exists(from + end))
            std::filesystem::copy_file(from + end, to + end);
    }
    std::filesystem::remove(to + "-shm");
}

} // namespace

/// Every row of SYNC.md 3.8, by its name: two devices, a and b, and their server. Where both orders of arrival matter,
/// both are run.
class WorkedCasesTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void editEditSameField_data();
    void editEditSameField();
    void sameValueTwice_data() { bothOrders(); }
    void sameValueTwice();
    void editEditDifferentFields_data() { bothOrders(); }
    void editEditDifferentFields();
    void amountVersusDateOfOnePosting_data() { bothOrders(); }
    void amountVersusDateOfOnePosting();
    void deleteEdit_data() { bothOrders(); }
    void deleteEdit();
    void deleteDelete_data() { bothOrders(); }
    void deleteDelete();
    void createCreateMonth_data() { bothOrders(); }
    void createCreateMonth();
    void sameTemplateCopiedForwardTwice_data() { bothOrders(); }
    void sameTemplateCopiedForwardTwice();
    void createVersusDeleteAndReCreateOfTheMonth_data() { bothOrders(); }
    void createVersusDeleteAndReCreateOfTheMonth();
    void postingIntoAMonthClosedElsewhere_data();
    void postingIntoAMonthClosedElsewhere();
    void closingAMonthThatGotAPostingMeanwhile();
    void entryDeletedWhileAPostingWasAdded_data() { bothOrders(); }
    void entryDeletedWhileAPostingWasAdded();
    void postingMovedToXWhileXWasDeletedOrWhileMovedToY_data() { bothOrders(); }
    void postingMovedToXWhileXWasDeletedOrWhileMovedToY();
    void splitOfAPostingVersusEditOfItsAmount_data() { bothOrders(); }
    void splitOfAPostingVersusEditOfItsAmount();
    void serverRestoredFromBackup();
    void restoredThenNewWritesReachedTheSameRevisionAgain();
    void twoRestoresTwoLiveServersAfterAMove();
    void serverRebuiltEmptySameLedgerId();
    void deviceHoldsOnlyASnapshotAndTheServerLostMore();
    void deviceRestoredFromOldBackup();
    void clonedDevice();
    void clientPowerLoss_data();
    void clientPowerLoss();
    void wrongClocks_data() { bothOrders(); }
    void wrongClocks();
    void undoOfASyncedChange();
    void hugeImport();
    void partialPush();
    void lostResponse();
    void crashBetweenServerCommitAndResponse();
    void crashBetweenClientReceiveAndCommit();
    void clientNewerThanServer();
    void serverOrLedgerNewerThanClient();
    void revokedDeviceWithPending();
    void diskFullAtServerOrClient_data();
    void diskFullAtServerOrClient();
    void malformedByOurOwnBug();

private:
    Device& a() { return (*m_home)[0]; }
    Device& b() { return (*m_home)[1]; }
    Household& home() { return *m_home; }
    void later(std::int64_t minutes)
    {
        m_clock.nowMs += minutes * minuteMs;
        m_home->server->nowMs = m_clock.nowMs;
    }

    static void bothOrders()
    {
        QTest::addColumn<bool>("aFirst");
        QTest::newRow("a arrives first") << true;
        QTest::newRow("b arrives first") << false;
    }
    /// What was done on both devices reaches the server, in the order of the data row, and then everyone.
    void arrive()
    {
        QFETCH(bool, aFirst);
        remember();
        must((aFirst ? a() : b()).sync());
        later(1);
        must((aFirst ? b() : a()).sync());
        later(1);
    }
    void remember()
    {
        for (Device& device : m_home->devices) {
            for (const Ledger::Waiting& item : must(device.ledger->waiting(0, 100'000, std::size_t(1) << 30)))
                m_typed.insert(item.id);
        }
    }
    /// Everyone syncs. Then all digests agree, on every device the whole log proves itself and holds every change that
    /// was ever seen to wait, and nothing is left over.
    bool agree()
    {
        remember();
        m_home->settle();
        bool isFine = m_home->areEqual();
        for (Device& device : m_home->devices) {
            fillLog(device);
            must(verifyLedger(device.ledger->connection()));
            must(device.ledger->checkPredictions());
            isFine = isFine && must(device.ledger->limboCount()) == 0;
            for (const Uuid& change : m_typed)
                isFine = isFine && must(device.ledger->history(change, 1)).front().rev.has_value();
        }
        return isFine;
    }
    static void fillLog(Device& device)
    {
        SyncClient client(*device.ledger, *device.peer);
        while (!must(client.backfillPage())) { }
    }

    std::string path(const std::string& file) { return m_folder->filePath(file.c_str()).toStdString(); }
    std::int64_t headRev() { return must(m_home->server->core->head()).version.rev; }
    static std::int64_t pending(Device& device) { return must(device.ledger->status()).pending; }
    static Result<SyncReport> syncThrough(Device& device, Between peer)
    {
        return SyncClient(*device.ledger, peer).sync();
    }
    /// As pairing anew does.
    static Uuid giveIdentity(Device& device)
    {
        const Uuid fresh = Uuid::make();
        must(device.ledger->setDevice(fresh));
        device.peer->caller().device = fresh;
        return fresh;
    }
    static std::vector<Uuid> waitingIds(Device& device)
    {
        std::vector<Uuid> ids;
        for (const Ledger::Waiting& item : must(device.ledger->waiting(0, 1000, std::size_t(1) << 30)))
            ids.push_back(item.id);
        return ids;
    }
    /// The device's file is replaced by another.
    static void putBack(Device& device, const std::string& file)
    {
        device.ledger.reset();
        copyFile(file, device.path);
        device.ledger = must(Ledger::open(openFile(device.path)));
    }
    /// What a sync sends.
    std::string syncBody(Device& device)
    {
        std::string body = "{\"head\":\"" + must(device.ledger->status()).version.text() + "\",\"items\":[";
        for (const Ledger::Waiting& item : must(device.ledger->waiting(0, 1000, std::size_t(1) << 30)))
            body
                += (body.back() == '[' ? "{\"age\":0,\"clk\":\"mono\",\"cs\":" : ",{\"age\":0,\"clk\":\"mono\",\"cs\":")
                + item.intent + "}";
        return body + "]}";
    }

    /// What every device says; when they do not say the same, who says what.
    template <typename Say>
    QString everywhere(Say say)
    {
        const QString first = say(a());
        QString all = first;
        for (Device& device : m_home->devices) {
            if (const QString text = say(device); text != first)
                all += " <> " + QString::fromStdString(device.name) + ": " + text;
        }
        return all;
    }
    QString postings()
    {
        return everywhere([](Device& device) { return postingsOf(device); });
    }
    /// `Market -2340 2026-05-03 Groceries` of each posting.
    static QString postingsOf(Device& device)
    {
        std::vector<std::string> lines;
        for (const Posting& posting : must(device.ledger->postings({}))) {
            std::string entry;
            if (posting.entry)
                entry = " " + *asText(device.ledger->row({ Table::Entry, *posting.entry })->columns[col::entry::name]);
            lines.push_back(posting.payee + " " + std::to_string(posting.amount.minor) + " " + posting.date + entry);
        }
        return joined(lines);
    }
    /// `Groceries -40000` of each entry of a month.
    QString entries(const Uuid& month)
    {
        return everywhere([&](Device& device) {
            std::vector<std::string> lines;
            for (const Entry& entry : must(device.ledger->entries(month)))
                lines.push_back(entry.name + " " + std::to_string(entry.planned.minor));
            return joined(lines);
        });
    }
    QString months()
    {
        return everywhere([](Device& device) {
            std::vector<std::string> lines;
            for (const Month& month : must(device.ledger->months()))
                lines.push_back(month.ym.text() + (month.isClosed ? " closed" : " open"));
            return joined(lines);
        });
    }
    /// `field entry planned: lost -42000, shown -45000, was -40000` of each open conflict, with names for ids.
    QString conflicts()
    {
        return everywhere([](Device& device) {
            std::vector<std::string> lines;
            for (const Conflict& conflict : must(device.ledger->conflicts())) {
                std::string line = std::string(conflictKindName(conflict.kind)) + " " + info(conflict.row.table).name;
                if (!conflict.cell.empty())
                    line += " " + conflict.cell + ": lost " + conflict.loserValue + ", shown " + conflict.winnerValue
                        + ", was " + (conflict.baseValue.empty() ? "null" : conflict.baseValue);
                lines.push_back(line);
            }
            QString text = joined(lines);
            for (const Month& month : must(device.ledger->months())) {
                text.replace(month.id.text().c_str(), month.ym.text().c_str());
                for (const Entry& entry : must(device.ledger->entries(month.id)))
                    text.replace(entry.id.text().c_str(), entry.name.c_str());
            }
            return text.remove('"');
        });
    }
    /// `month_closed posting.add` of each parked change.
    QString parked()
    {
        return everywhere([](Device& device) {
            std::vector<std::string> lines;
            for (const Parked& item : must(device.ledger->parkedChanges()))
                lines.push_back(item.why + " " + must(device.ledger->history(item.change, 1)).front().act);
            return joined(lines);
        });
    }
    Uuid onlyParked()
    {
        const auto items = must(a().ledger->parkedChanges());
        require(items.size() == 1, "one change is parked");
        return items.front().change;
    }
    Uuid onlyConflict()
    {
        const auto items = must(a().ledger->conflicts());
        require(items.size() == 1, "there is one conflict");
        return items.front().id;
    }

    Uuid post(Device& device, const std::string& payee, std::int64_t amount = -100, const std::string& day = "05-03")
    {
        const auto entry = day.starts_with("05") ? std::optional(m_home->groceries) : std::nullopt;
        return must(
            addPosting(*device.ledger, { "2026-" + day, { amount }, m_home->checking, entry, {}, payee, "", false }));
    }
    void plan(Device& device, std::int64_t planned)
    {
        must(editRow(*device.ledger, { Table::Entry, m_home->groceries }, cells(Table::Entry, "planned", planned)));
    }
    void nameGroceries(Device& device, const std::string& name)
    {
        must(editRow(*device.ledger, { Table::Entry, m_home->groceries }, cells(Table::Entry, "name", name)));
    }
    static void setAmount(Device& device, const Uuid& posting, std::int64_t amount)
    {
        must(editRow(*device.ledger, { Table::Posting, posting }, cells(Table::Posting, "amount", amount)));
    }
    Uuid entryInMay(const std::string& name)
    {
        return must(addEntry(*a().ledger, m_home->may, { name, m_home->food, { -3000 }, "", "" }));
    }

    HandClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Household> m_home;
    std::set<Uuid> m_typed;
};

void WorkedCasesTest::init()
{
    m_clock.wallOffMs = 0;
    m_clock.boot = 1;
    m_typed.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_home = std::make_unique<Household>(m_folder->path().toStdString());
    later(60);
    must(a().sync());
    fillLog(m_home->join("b"));
    m_home->settle();
    later(60);
}

void WorkedCasesTest::cleanup()
{
    m_home.reset();
    m_folder.reset();
}

void WorkedCasesTest::editEditSameField_data()
{
    QTest::addColumn<bool>("aFirst");
    QTest::addColumn<int>("choice");
    QTest::addColumn<QString>("settled");
    for (const bool aFirst : { true, false }) {
        const char* order = aFirst ? "a arrives first, " : "b arrives first, ";
        QTest::addRow("%s%s", order, "keep 450") << aFirst << int(Settle::Shown) << "Groceries -45000; Salary 250000";
        QTest::addRow("%s%s", order, "use 420") << aFirst << int(Settle::Lost) << "Groceries -42000; Salary 250000";
        QTest::addRow("%s%s", order, "both") << aFirst << int(Settle::Both) << "Groceries -47000; Salary 250000";
    }
}

void WorkedCasesTest::editEditSameField()
{
    plan(a(), -42000); // at 19:00
    later(5);
    plan(b(), -45000); // at 19:05
    later(5);

    arrive();

    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Groceries -45000; Salary 250000"));
    QCOMPARE(conflicts(), QString("field entry planned: lost -42000, shown -45000, was -40000"));
    QFETCH(int, choice);
    QFETCH(QString, settled);
    must(settleConflict(*a().ledger, onlyConflict(), Settle(choice)));
    QVERIFY(agree());
    QCOMPARE(entries(home().may), settled);
    QCOMPARE(conflicts(), QString());
}

void WorkedCasesTest::sameValueTwice()
{
    plan(a(), -42000);
    later(5);
    plan(b(), -42000);

    arrive();

    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Groceries -42000; Salary 250000"));
    QCOMPARE(conflicts(), QString());
    QCOMPARE(parked(), QString());
}

void WorkedCasesTest::editEditDifferentFields()
{
    plan(a(), -42000);
    nameGroceries(b(), "Food shopping");

    arrive();

    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Food shopping -42000; Salary 250000"));
    QCOMPARE(conflicts(), QString());
    const auto edits = everywhere([&](Device& device) {
        std::vector<std::string> lines;
        for (const HistoryItem& item : must(device.ledger->history(home().groceries, 2))) {
            for (const HistoryItem::Change& change : item.changes)
                lines.push_back(item.deviceName + " " + change.cell + " " + change.from + " to " + change.to);
        }
        return joined(lines);
    });
    QCOMPARE(edits, QString("b name \"Groceries\" to \"Food shopping\"; first planned -40000 to -42000"));
}

void WorkedCasesTest::amountVersusDateOfOnePosting()
{
    const Uuid posting = post(a(), "Market");
    home().settle();
    setAmount(a(), posting, -250);
    must(movePosting(*b().ledger, posting, "2026-05-09", home().groceries));

    arrive();

    QVERIFY(agree());
    QCOMPARE(postings(), QString("Market -250 2026-05-09 Groceries"));
    QCOMPARE(conflicts(), QString());
}

void WorkedCasesTest::deleteEdit()
{
    for (int i = 0; i < 12; ++i)
        post(a(), "Market", -100 - i);
    home().settle();
    const QString twelve = postings();
    QCOMPARE(twelve.count("Market"), 12);
    must(deleteEntry(*a().ledger, home().groceries, EntryPostings::Delete));
    QCOMPARE(postingsOf(a()), QString());
    nameGroceries(b(), "Food");

    arrive();

    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Food -40000; Salary 250000"));
    QCOMPARE(postings(), QString(twelve).replace("Groceries", "Food"));
    QFETCH(bool, aFirst);
    QCOMPARE(conflicts().section(' ', 0, 0), QString(aFirst ? "delete_undone" : "delete_blocked"));
    must(settleConflict(*a().ledger, onlyConflict(), Settle::Lost)); // delete anyway
    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Salary 250000"));
    QCOMPARE(postings(), QString());
    QCOMPARE(conflicts(), QString());
}

void WorkedCasesTest::deleteDelete()
{
    const Uuid market = post(a(), "Market");
    post(a(), "Bakery");
    home().settle();
    must(deleteEntry(*a().ledger, home().groceries, EntryPostings::Delete));
    must(deletePosting(*b().ledger, market));

    arrive();

    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Salary 250000"));
    QCOMPARE(postings(), QString());
    QCOMPARE(conflicts(), QString());
    QCOMPARE(parked(), QString());
    // Either deletion holds on its own.
    must(a().ledger->undo());
    QVERIFY(agree());
    QCOMPARE(postings(), QString("Bakery -100 2026-05-03 Groceries"));
    must(b().ledger->undo());
    QVERIFY(agree());
    QCOMPARE(postings(), QString("Bakery -100 2026-05-03 Groceries; Market -100 2026-05-03 Groceries"));
}

void WorkedCasesTest::createCreateMonth()
{
    const Uuid june = must(openMonth(*a().ledger, { 2026, 6 }, MonthStart::FromTemplate, home().templ, false));
    QCOMPARE(must(openMonth(*b().ledger, { 2026, 6 }, MonthStart::FromTemplate, home().templ, false)), june);

    arrive();

    QVERIFY(agree());
    QCOMPARE(months(), QString("2026-05 open; 2026-06 open"));
    QCOMPARE(entries(june), QString("Groceries -40000; Salary 250000"));
    QCOMPARE(conflicts(), QString());

    // One of them changed the template before.
    const auto lines = must(a().ledger->templates()).front().entries;
    const auto line = std::find_if(lines.begin(), lines.end(), [](const auto& one) { return one.name == "Groceries"; });
    must(editRow(*a().ledger, { Table::TemplateEntry, line->id }, cells(Table::TemplateEntry, "planned", -41000)));
    const Uuid july = must(openMonth(*a().ledger, { 2026, 7 }, MonthStart::FromTemplate, home().templ, false));
    later(5);
    must(openMonth(*b().ledger, { 2026, 7 }, MonthStart::FromTemplate, home().templ, false));

    arrive();

    QVERIFY(agree());
    QCOMPARE(entries(july), QString("Groceries -40000; Salary 250000"));
    QCOMPARE(conflicts(), QString("field entry planned: lost -41000, shown -40000, was null"));
}

void WorkedCasesTest::sameTemplateCopiedForwardTwice()
{
    // A double click: the second time the first copy is there to be seen.
    const Uuid june = must(openMonth(*a().ledger, { 2026, 6 }, MonthStart::Copied, home().may, false));
    must(addToMonth(*a().ledger, june, MonthStart::Copied, home().may, false));
    QVERIFY(agree());
    QCOMPARE(entries(june), QString("Groceries -40000; Groceries -40000; Salary 250000; Salary 250000"));

    // On two devices at the same time it is one copy, from the template or from the month that was made of it.
    must(addToMonth(*a().ledger, home().may, MonthStart::FromTemplate, home().templ, false));
    must(addToMonth(*b().ledger, home().may, MonthStart::Copied, home().may, false));
    // What both enter by hand is two, however alike.
    must(addEntry(*a().ledger, home().may, { "Club", home().food, { -3000 }, "", "" }));
    must(addEntry(*b().ledger, home().may, { "Club", home().food, { -3000 }, "", "" }));

    arrive();

    QVERIFY(agree());
    QCOMPARE(entries(home().may),
        QString("Club -3000; Club -3000; Groceries -40000; Groceries -40000; Salary 250000; Salary 250000"));
    QCOMPARE(conflicts(), QString());
    for (Device& device : home().devices) {
        const auto hints = must(device.ledger->possibleDuplicates(home().may));
        QCOMPARE(hints.size(), 1u);
        QCOMPARE(device.ledger->row({ Table::Entry, hints[0].first })->columns[col::entry::name],
            Scalar(std::string("Club")));
    }
    // One that was entered by somebody who saw the other is meant.
    must(addEntry(*a().ledger, june, { "Club", home().food, { -3000 }, "", "" }));
    QVERIFY(agree());
    must(addEntry(*b().ledger, june, { "Club", home().food, { -3000 }, "", "" }));
    QVERIFY(agree());
    QCOMPARE(must(b().ledger->possibleDuplicates(june)).size(), 0u);
}

void WorkedCasesTest::createVersusDeleteAndReCreateOfTheMonth()
{
    must(openMonth(*a().ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
    home().settle();
    must(a().ledger->undo());
    QCOMPARE(must(a().ledger->months()).size(), 1u);
    must(openMonth(*a().ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
    post(b(), "Market", -100, "06-03");

    arrive();

    QVERIFY(agree());
    QCOMPARE(months(), QString("2026-05 open; 2026-06 open"));
    QCOMPARE(postings(), QString("Market -100 2026-06-03"));
    QFETCH(bool, aFirst);
    QCOMPARE(conflicts(), QString(aFirst ? "delete_undone month" : "delete_blocked month"));
}

void WorkedCasesTest::postingIntoAMonthClosedElsewhere_data()
{
    QTest::addColumn<QString>("choice");
    QTest::newRow("reopen, post, close again") << "reopen";
    QTest::newRow("post to the open month") << "move";
    QTest::newRow("discard") << "discard";
}

void WorkedCasesTest::postingIntoAMonthClosedElsewhere()
{
    const Uuid june = must(openMonth(*a().ledger, { 2026, 6 }, MonthStart::Copied, home().may, false));
    home().settle();
    must(closeMonth(*a().ledger, home().may));
    must(a().sync());
    post(b(), "Market", -2340);

    QVERIFY(agree());

    QCOMPARE(postings(), QString());
    QCOMPARE(parked(), QString("month_closed posting.add"));
    const HistoryItem closing = must(b().ledger->history(home().may, 1)).front(); // who and when
    QCOMPARE(closing.act, std::string("month.close"));
    QCOMPARE(closing.deviceName, std::string("first"));
    const Uuid change = onlyParked();
    QFETCH(QString, choice);
    if (choice == "reopen") {
        must(reopenForParked(*a().ledger, change));
        QVERIFY(agree());
        QCOMPARE(postings(), QString("Market -2340 2026-05-03 Groceries"));
        QCOMPARE(months(), QString("2026-05 closed; 2026-06 open"));
        std::vector<std::string> steps;
        const HistoryItem amendment = must(b().ledger->history(home().may, 1)).front();
        for (const HistoryItem::Change& step : amendment.changes)
            steps.push_back(step.op);
        QCOMPARE(steps, (std::vector<std::string> { "reopen", "close" }));
    } else if (choice == "move") {
        must(moveParked(*a().ledger, change, june));
        QVERIFY(agree());
        QCOMPARE(postings(), QString("Market -2340 2026-06-03 Groceries"));
    } else {
        must(settleParked(*a().ledger, change, false));
        QVERIFY(agree());
        QCOMPARE(postings(), QString());
        const auto logged = must(b().ledger->history(change, 1)).front();
        QVERIFY(std::any_of(logged.changes.begin(), logged.changes.end(),
            [](const HistoryItem::Change& cell) { return contains(cell.to, "Market"); }));
    }
    QCOMPARE(parked(), QString());
    QVERIFY(must(a().ledger->months()).front().isClosed);
}

void WorkedCasesTest::closingAMonthThatGotAPostingMeanwhile()
{
    post(b(), "Market");
    must(b().sync());
    must(closeMonth(*a().ledger, home().may));

    QVERIFY(agree());

    QCOMPARE(months(), QString("2026-05 open"));
    QCOMPARE(parked(), QString("month_changed month.close"));
    QCOMPARE(postings(), QString("Market -100 2026-05-03 Groceries")); // the difference
    must(settleParked(*a().ledger, onlyParked(), true)); // close anyway
    QVERIFY(agree());
    QCOMPARE(months(), QString("2026-05 closed"));
    QCOMPARE(parked(), QString());
    QCOMPARE(postings(), QString("Market -100 2026-05-03 Groceries"));
}

void WorkedCasesTest::entryDeletedWhileAPostingWasAdded()
{
    must(deleteEntry(*a().ledger, home().groceries, EntryPostings::Refuse));
    post(b(), "Market");

    arrive();

    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Groceries -40000; Salary 250000"));
    QCOMPARE(postings(), QString("Market -100 2026-05-03 Groceries"));
    QFETCH(bool, aFirst);
    QCOMPARE(conflicts(), QString(aFirst ? "delete_undone entry" : "delete_blocked entry"));
    QCOMPARE(parked(), QString());
}

void WorkedCasesTest::postingMovedToXWhileXWasDeletedOrWhileMovedToY()
{
    const Uuid x = entryInMay("X");
    const Uuid y = entryInMay("Y");
    const Uuid posting = post(a(), "Market");
    home().settle();
    must(deleteEntry(*a().ledger, x, EntryPostings::Refuse));
    must(movePosting(*b().ledger, posting, "2026-05-03", x));

    arrive();

    QVERIFY(agree());
    QCOMPARE(postings(), QString("Market -100 2026-05-03 X"));
    QFETCH(bool, aFirst);
    QCOMPARE(conflicts(), QString(aFirst ? "delete_undone entry" : "delete_blocked entry"));
    must(settleConflict(*b().ledger, onlyConflict(), Settle::Shown));
    home().settle();

    must(movePosting(*a().ledger, posting, "2026-05-03", home().groceries));
    later(5);
    must(movePosting(*b().ledger, posting, "2026-05-03", y));

    arrive();

    QVERIFY(agree());
    QCOMPARE(postings(), QString("Market -100 2026-05-03 Y"));
    QCOMPARE(conflicts(),
        QString("field posting slot: lost [2026-05,2026-05-03,Groceries], shown [2026-05,2026-05-03,Y], "
                "was [2026-05,2026-05-03,X]"));
}

void WorkedCasesTest::splitOfAPostingVersusEditOfItsAmount()
{
    const Uuid posting = post(a(), "Market", -1000);
    home().settle();
    // The posting becomes two, all at once.
    const RowImage whole = *a().ledger->row({ Table::Posting, posting });
    std::vector<Op> ops(3);
    ops[0].kind = Op::Kind::Delete;
    ops[0].group = { whole.key };
    const Uuid split = Uuid::make();
    for (const std::size_t part : { std::size_t(1), std::size_t(2) }) {
        ops[part].image.key = { Table::Posting, Uuid::make() };
        ops[part].image.columns = whole.columns;
        ops[part].image.columns[col::posting::amount] = std::int64_t(part == 1 ? -300 : -700);
        ops[part].image.columns[col::posting::split] = split;
    }
    const Uuid splitting = must(a().ledger->act("posting.split", ops, true)).changeSets.front();
    later(5);
    setAmount(b(), posting, -1200);

    arrive();

    QVERIFY(agree());
    QFETCH(bool, aFirst);
    const QString parts = "Market -300 2026-05-03 Groceries; Market -700 2026-05-03 Groceries";
    QCOMPARE(conflicts(), QString());
    if (aFirst) {
        QCOMPARE(postings(), parts);
        QCOMPARE(parked(), QString("indivisible posting.edit"));
        // Restore the original.
        must(b().ledger->undo(splitting));
        must(settleParked(*b().ledger, onlyParked(), true));
        QVERIFY(agree());
        QCOMPARE(postings(), QString("Market -1200 2026-05-03 Groceries"));
    } else {
        QCOMPARE(postings(), QString("Market -1200 2026-05-03 Groceries"));
        QCOMPARE(parked(), QString("indivisible posting.split"));
        must(settleParked(*b().ledger, onlyParked(), true));
        QVERIFY(agree());
        QCOMPARE(postings(), parts);
    }
    QCOMPARE(parked(), QString());
}

void WorkedCasesTest::serverRestoredFromBackup()
{
    home().server->backup("monday");
    const Uuid edited = post(a(), "Tuesday");
    post(b(), "Wednesday");
    home().settle();
    setAmount(a(), edited, -250);
    home().settle();
    const std::string digest = a().digest();
    const std::int64_t rev = headRev();
    setAmount(b(), edited, -300); // waits, made on top of what gets lost

    home().server->restore("monday");
    QVERIFY(headRev() < rev);
    const SyncReport first = must(a().sync());
    QCOMPARE(a().digest(), digest);
    QCOMPARE(headRev(), rev + 1); // and a record of it
    const SyncReport second = must(b().sync());

    QVERIFY(agree());
    QCOMPARE(first.notes.size(), 1u);
    QVERIFY(contains(first.notes[0], "3 changes were brought back"));
    QCOMPARE(second.notes.size(), 1u);
    QVERIFY(contains(second.notes[0], "another device had already"));
    QCOMPARE(postings(), QString("Tuesday -300 2026-05-03 Groceries; Wednesday -100 2026-05-03 Groceries"));
    QCOMPARE(conflicts(), QString());
}

void WorkedCasesTest::restoredThenNewWritesReachedTheSameRevisionAgain()
{
    home().server->backup("monday");
    post(a(), "Lost 1");
    post(a(), "Lost 2");
    remember();
    must(a().sync());
    home().server->restore("monday");
    post(b(), "New 1");
    post(b(), "New 2");
    remember();
    must(b().sync());
    QCOMPARE(headRev(), must(a().ledger->status()).version.rev);
    QVERIFY(must(home().server->core->head()).version != must(a().ledger->status()).version);

    QVERIFY(agree());

    QCOMPARE(postings(),
        QString("Lost 1 -100 2026-05-03 Groceries; Lost 2 -100 2026-05-03 Groceries; "
                "New 1 -100 2026-05-03 Groceries; New 2 -100 2026-05-03 Groceries"));
}

void WorkedCasesTest::twoRestoresTwoLiveServersAfterAMove()
{
    const auto goTo = [](Device& device, Server& server) {
        device.peer = std::make_unique<InProcessPeer>(server, device.peer->caller());
    };
    home().server->backup("monday");
    std::filesystem::create_directory(path("moved"));
    std::filesystem::copy_file(path("monday"), path("moved/server.db"));
    auto other = std::make_unique<Server>(path("moved"), home().ledgerId);
    other->nowMs = m_clock.nowMs;

    post(a(), "Old");
    remember();
    must(a().sync());
    goTo(b(), *other);
    post(b(), "New");
    remember();
    must(b().sync());
    goTo(b(), *home().server);
    post(b(), "Between");
    remember();
    must(b().sync());
    goTo(b(), *other);
    must(b().sync());
    home().server->restore("monday");
    post(a(), "Old again");
    remember();
    must(a().sync());
    goTo(a(), *other);
    std::swap(home().server, other);

    QVERIFY(agree());
    QCOMPARE(postings(),
        QString("Between -100 2026-05-03 Groceries; New -100 2026-05-03 Groceries; "
                "Old -100 2026-05-03 Groceries; Old again -100 2026-05-03 Groceries"));
    goTo(b(), *other); // the old one is told everything, too
    must(b().sync());
    QCOMPARE(must(other->core->head()).digest, must(home().server->core->head()).digest);
    goTo(b(), *home().server);
    QVERIFY(agree());
}

void WorkedCasesTest::serverRebuiltEmptySameLedgerId()
{
    post(b(), "Market");
    home().settle();
    const std::string digest = a().digest();
    const std::int64_t rev = headRev();

    home().server->loseEverything();
    QCOMPARE(headRev(), 0);
    const SyncReport report = must(a().sync());

    QVERIFY(agree());
    QCOMPARE(report.notes.size(), 1u);
    QVERIFY(contains(report.notes[0], std::to_string(rev) + " changes were brought back"));
    QCOMPARE(a().digest(), digest);
    QCOMPARE(postings(), QString("Market -100 2026-05-03 Groceries"));
}

void WorkedCasesTest::deviceHoldsOnlyASnapshotAndTheServerLostMore()
{
    const Uuid early = post(a(), "Early");
    const Uuid gone = post(a(), "Gone");
    home().settle();
    home().server->backup("monday");
    setAmount(a(), early, -250);
    must(deletePosting(*a().ledger, gone));
    post(a(), "Late");
    home().settle();
    std::filesystem::remove_all(path("snapshots")); // else it is given that of b, and the log
    home().join("c"); // from a snapshot that is newer than the backup
    home().server->restore("monday");
    home().devices.erase(home().devices.begin(), home().devices.begin() + 2); // only that device is left
    m_typed.clear();
    Device& device = home()[0];
    post(device, "Waiting");
    const QString shown = postings();
    QVERIFY(failsWith(ErrorCode::Mismatch, device.sync()));

    copyFile(device.path, path("before.db"));
    const auto before = must(Ledger::open(openFile(path("before.db"))));
    const Ledger::Salvaged salvaged = must(SyncClient(*device.ledger, *device.peer).salvage(*before));

    QCOMPARE(salvaged.made, 1);
    QCOMPARE(salvaged.changed, 1);
    QCOMPARE(salvaged.deleted, 1);
    QCOMPARE(pending(device), 2); // to be looked at before it is sent
    QVERIFY(agree());
    QCOMPARE(postings(), shown);
    QCOMPARE(shown,
        QString("Early -250 2026-05-03 Groceries; Late -100 2026-05-03 Groceries; "
                "Waiting -100 2026-05-03 Groceries"));
    QCOMPARE(conflicts(), QString());
    QCOMPARE(parked(), QString());
}

void WorkedCasesTest::deviceRestoredFromOldBackup()
{
    post(a(), "Pending");
    copyFile(a().path, path("old.db"));
    post(a(), "After the copy");
    QVERIFY(agree());
    const QString both = "After the copy -100 2026-05-03 Groceries; Pending -100 2026-05-03 Groceries";
    QCOMPARE(postings(), both);

    putBack(a(), path("old.db"));
    QCOMPARE(postingsOf(a()), QString("Pending -100 2026-05-03 Groceries"));
    const std::int64_t rev = headRev();
    QVERIFY(agree()); // its own later change comes back, and what waits in it is known
    QCOMPARE(headRev(), rev);
    QCOMPARE(postings(), both);

    putBack(a(), path("old.db"));
    post(a(), "On the old copy"); // under a number that was used
    const auto ids = waitingIds(a());
    QVERIFY(failsWith(ErrorCode::Forked, a().sync()));
    QCOMPARE(waitingIds(a()), ids);
    const Uuid fresh = giveIdentity(a());
    QCOMPARE(waitingIds(a()), ids);
    QVERIFY(agree());
    QCOMPARE(headRev(), rev + 1);
    QCOMPARE(postings(), QString(both).replace("; ", "; On the old copy -100 2026-05-03 Groceries; "));
    QCOMPARE(must(b().ledger->history(ids.back(), 1)).front().device, fresh);
}

void WorkedCasesTest::clonedDevice()
{
    copyFile(a().path, path("clone.db"));
    Device clone { "clone", path("clone.db"), must(Ledger::open(openFile(path("clone.db")))), nullptr };
    clone.peer = std::make_unique<InProcessPeer>(*home().server, a().peer->caller());
    home().devices.push_back(std::move(clone));
    post(a(), "Original");
    post(home()[2], "Clone");
    remember();
    must(a().sync());

    QVERIFY(failsWith(ErrorCode::Forked, home()[2].sync()));
    QCOMPARE(pending(home()[2]), 1);
    const Uuid fresh = giveIdentity(home()[2]);
    QVERIFY(agree());
    QCOMPARE(postings(), QString("Clone -100 2026-05-03 Groceries; Original -100 2026-05-03 Groceries"));
    QVERIFY(a().id() != fresh);
    post(a(), "Original again"); // both go on
    post(home()[2], "Clone again");
    QVERIFY(agree());
    QCOMPARE(postings().count("again"), 2);
}

void WorkedCasesTest::clientPowerLoss_data()
{
    QTest::addColumn<bool>("hasLostSynced");
    QTest::addColumn<QString>("found");
    QTest::newRow("the last action was not written whole") << false << "Kept -100 2026-05-03 Groceries; ";
    QTest::newRow("what was sent is lost as well") << true << "";
}

void WorkedCasesTest::clientPowerLoss()
{
    const auto journalBytes = [&] { return std::filesystem::file_size(a().path + "-wal"); };
    a().reopen();
    must(a().ledger->setMeta("note", "before"));
    const auto before = journalBytes();
    post(a(), "Sent");
    must(a().sync());
    post(a(), "Kept");
    const auto kept = journalBytes();
    post(a(), "Torn");
    copyFile(a().path, path("cut.db"));
    QFETCH(bool, hasLostSynced);
    std::filesystem::resize_file(path("cut.db-wal"), hasLostSynced ? before : (kept + journalBytes()) / 2);

    putBack(a(), path("cut.db"));

    QFETCH(QString, found);
    QCOMPARE(postingsOf(a()), hasLostSynced ? QString() : found + "Sent -100 2026-05-03 Groceries");
    must(verifyLedger(a().ledger->connection()));
    QVERIFY(agree()); // without another identity: no number was used twice
    QCOMPARE(postings(), found + "Sent -100 2026-05-03 Groceries");
    post(a(), "Typed again");
    QVERIFY(agree());
    QCOMPARE(postings(), found + "Sent -100 2026-05-03 Groceries; Typed again -100 2026-05-03 Groceries");
    // Ledgers are opened so that an action is on the disk before it is shown as done.
    const auto file = must(syncd::openSqlite(path("cut.db"), sql::OpenMode::ReadWrite));
    QCOMPARE(must(sql::queryInteger(*file, "PRAGMA synchronous")), 2); // FULL
}

void WorkedCasesTest::wrongClocks()
{
    const std::string newest = "SELECT max(eff) FROM change_set";
    // A clock of the year 2035: how long ago it was is known all the same.
    m_clock.wallOffMs = 9 * yearMs;
    plan(a(), -42000);
    QCOMPARE(must(a().ledger->waiting(0, 1, 1 << 20)).front().clock, std::string("mono"));
    m_clock.wallOffMs = 0;
    later(5);
    plan(b(), -45000);
    arrive();
    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Groceries -45000; Salary 250000"));
    QCOMPARE(conflicts(), QString("field entry planned: lost -42000, shown -45000, was -40000"));
    QVERIFY(must(sql::queryInteger(b().ledger->connection(), newest)) <= home().server->nowMs);
    must(settleConflict(*a().ledger, onlyConflict(), Settle::Shown));
    home().settle();

    // After a start of the machine it is not known: it counts from its arrival, and what it wins over is kept.
    m_clock.wallOffMs = 9 * yearMs;
    plan(a(), -1000);
    m_clock.wallOffMs = 0;
    ++m_clock.boot;
    QCOMPARE(must(a().ledger->waiting(0, 1, 1 << 20)).front().clock, std::string("suspect"));
    later(5);
    plan(b(), -2000);
    later(5);
    arrive();
    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Groceries -1000; Salary 250000"));
    QCOMPARE(conflicts(), QString("field entry planned: lost -2000, shown -1000, was -45000"));
    QVERIFY(must(sql::queryInteger(b().ledger->connection(), newest)) <= home().server->nowMs);

    // A clock that is a day slow: what it has seen is earlier all the same, and else it can only lose, visibly.
    const auto planSlowly = [&](Device& device, std::int64_t planned) {
        m_clock.wallOffMs = -24 * 60 * minuteMs;
        plan(device, planned);
        m_clock.wallOffMs = 0;
        ++m_clock.boot;
    };
    must(settleConflict(*a().ledger, onlyConflict(), Settle::Shown));
    home().settle();
    planSlowly(b(), -3000);
    QCOMPARE(must(b().ledger->waiting(0, 1, 1 << 20)).front().clock, std::string("wall"));
    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Groceries -3000; Salary 250000"));
    QCOMPARE(conflicts(), QString());
    plan(b(), -4000);
    later(5);
    planSlowly(a(), -5000);
    arrive();
    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Groceries -4000; Salary 250000"));
    QCOMPARE(conflicts(), QString("field entry planned: lost -5000, shown -4000, was -3000"));

    // A sync never stops because of a clock.
    post(b(), "Market");
    m_clock.wallOffMs = 61 * minuteMs;
    const SyncReport report = must(syncThrough(b(), Between([&](const PeerRequest& request) {
        auto reply = b().peer->exchange(request);
        reply->serverNowMs = home().server->nowMs;
        return reply;
    })));
    QCOMPARE(report.notes.size(), 1u);
    QCOMPARE(report.notes[0], std::string("This computer's clock is 61 minutes ahead of the server's."));
    QVERIFY(agree());
    QCOMPARE(postings(), QString("Market -100 2026-05-03 Groceries"));
}

void WorkedCasesTest::undoOfASyncedChange()
{
    CellEdits edits = cells(Table::Entry, "planned", -42000);
    edits.push_back(cells(Table::Entry, "name", std::string("Food"))[0]);
    must(editRow(*a().ledger, { Table::Entry, home().groceries }, edits));
    home().settle();
    nameGroceries(b(), "Eating");
    home().settle();

    QVERIFY(must(a().ledger->undo()).isSkipped);
    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Eating -40000; Salary 250000"));
    QCOMPARE(conflicts(), QString("undo_skipped entry name: lost Groceries, shown Eating, was Eating"));
    must(settleConflict(*a().ledger, onlyConflict(), Settle::Shown));
    home().settle();

    // What nobody has heard of when it is undone is left alone by the server, and listed.
    plan(a(), -43000);
    home().settle();
    plan(b(), -44000);
    must(b().sync());
    QVERIFY(!must(a().ledger->undo()).isSkipped);
    QVERIFY(agree());
    QCOMPARE(entries(home().may), QString("Eating -44000; Salary 250000"));
    QCOMPARE(conflicts(), QString("undo_skipped entry planned: lost -40000, shown -44000, was -43000"));

    // An import: rows that somebody has edited stay.
    std::vector<ImportLine> lines;
    for (unsigned day = 1; day <= 3; ++day)
        lines.push_back({ Date(std::chrono::year(2026), std::chrono::May, std::chrono::day(day)), { -100 }, "Line", "",
            "bank " + std::to_string(day), true });
    QCOMPARE(must(importLines(*a().ledger, home().checking, lines, false, false)).added, 3);
    home().settle();
    const auto imported = must(b().ledger->postings({}));
    QCOMPARE(imported.size(), 3u);
    setAmount(b(), imported[1].id, -150);
    home().settle();
    QVERIFY(must(a().ledger->undo()).isSkipped);
    QVERIFY(agree());
    QCOMPARE(postings(), QString("Line -150 2026-05-02"));
}

void WorkedCasesTest::hugeImport()
{
    constexpr std::int64_t count = 2100;
    static_assert(count > 2 * std::int64_t(opsMax));
    std::vector<ImportLine> lines;
    for (std::int64_t i = 0; i < count; ++i)
        lines.push_back({ Date(std::chrono::year(2026), std::chrono::May, std::chrono::day(unsigned(1 + i % 31))),
            { -1 - i }, "Line", "", "bank " + std::to_string(i), true });
    const auto postingCount = [](Device& device) { return std::int64_t(must(device.ledger->postings({})).size()); };

    QCOMPARE(must(importLines(*a().ledger, home().checking, lines, false, false)).added, count);
    QCOMPARE(pending(a()), 3);
    const auto items = must(a().ledger->history({}, 3));
    QVERIFY(items[0].batch && items[0].batch == items[1].batch && items[0].batch == items[2].batch);
    must(a().sync());

    // A device that has a part of it has whole change sets.
    const Answer page = home().server->core->log(must(b().ledger->status()).version.text(), 1);
    const auto members = must(sliceObject(page.body));
    const auto entries
        = std::find_if(members.begin(), members.end(), [](const auto& one) { return one.first == "entries"; });
    must(b().ledger->pull(must(readLogEntries(entries->second))));
    QCOMPARE(postingCount(b()), std::int64_t(opsMax));

    QVERIFY(agree());
    QCOMPARE(postingCount(b()), count);
    QCOMPARE(must(importLines(*b().ledger, home().checking, lines, false, false)).known, count); // never twice
    QVERIFY(!must(a().ledger->undo()).isSkipped); // all of it
    QVERIFY(agree());
    QCOMPARE(postingCount(a()), 0);
    QCOMPARE(postingCount(b()), 0);
    must(a().ledger->redo());
    QVERIFY(agree());
    QCOMPARE(postingCount(b()), count);
}

void WorkedCasesTest::partialPush()
{
    post(a(), "Market");
    post(a(), "Bakery");
    const std::string body = syncBody(a());
    const std::string target = "/v1/ledgers/" + home().ledgerId.text() + "/sync";
    const std::int64_t rev = headRev();

    for (std::size_t bytes = 0; bytes < body.size(); bytes += 7)
        QCOMPARE(must(a().peer->exchange({ "POST", target, body.substr(0, bytes) })).status, 400);
    QCOMPARE(headRev(), rev);
    QCOMPARE(pending(a()), 2);

    QCOMPARE(must(a().peer->exchange({ "POST", target, body })).status, 200); // the same again, whole
    QCOMPARE(headRev(), rev + 2);
    QVERIFY(agree());
    QCOMPARE(postings(), QString("Bakery -100 2026-05-03 Groceries; Market -100 2026-05-03 Groceries"));
}

void WorkedCasesTest::lostResponse()
{
    must(openMonth(*a().ledger, { 2026, 6 }, MonthStart::Blank, {}, false));
    home().settle();
    plan(b(), -45000);
    must(closeMonth(*b().ledger, must(b().ledger->months())[1].id));
    must(b().sync());
    plan(a(), -42000);
    post(a(), "Market");
    post(a(), "Late", -100, "06-03");
    a().peer->losesReply = true;
    QVERIFY(failsWith(ErrorCode::Offline, a().sync()));
    a().peer->losesReply = false;
    const std::int64_t rev = headRev();
    QCOMPARE(pending(a()), 3);

    std::string heard;
    must(syncThrough(a(), Between([&](const PeerRequest& request) {
        auto reply = a().peer->exchange(request);
        heard += reply->body;
        return reply;
    })));

    QVERIFY(contains(heard, R"("out":"known","was":"conflict")"));
    QVERIFY(contains(heard, R"("out":"known","was":"applied")"));
    QVERIFY(contains(heard, R"("out":"known","was":"parked","why":"month_closed")"));
    QCOMPARE(headRev(), rev);
    QVERIFY(agree());
    QCOMPARE(postings(), QString("Market -100 2026-05-03 Groceries"));
    QCOMPARE(parked(), QString("month_closed posting.add"));
    QCOMPARE(must(a().ledger->conflicts()).size(), 1u);
}

void WorkedCasesTest::crashBetweenServerCommitAndResponse()
{
    post(a(), "Market");
    a().peer->losesReply = true;
    QVERIFY(!a().sync());
    a().peer->losesReply = false;
    const std::int64_t rev = headRev();
    copyFile(path("server.db"), path("crashed.db")); // as it lies there, with its journal
    home().server->core.reset();
    copyFile(path("crashed.db"), path("server.db"));
    home().server->open();
    QCOMPARE(headRev(), rev);

    QVERIFY(agree());

    QCOMPARE(headRev(), rev);
    QCOMPARE(postings(), QString("Market -100 2026-05-03 Groceries"));
}

void WorkedCasesTest::crashBetweenClientReceiveAndCommit()
{
    post(b(), "Bakery");
    must(b().sync());
    post(a(), "Market");
    copyFile(a().path, path("crashed.db"));
    must(a().sync());
    const std::int64_t rev = headRev();
    putBack(a(), path("crashed.db")); // nothing of the answer was kept
    QCOMPARE(pending(a()), 1);
    QCOMPARE(postingsOf(a()), QString("Market -100 2026-05-03 Groceries"));

    QVERIFY(agree());

    QCOMPARE(headRev(), rev);
    QCOMPARE(postings(), QString("Bakery -100 2026-05-03 Groceries; Market -100 2026-05-03 Groceries"));
}

void WorkedCasesTest::clientNewerThanServer()
{
    const auto setLevel = [&](int from, int to) {
        const std::string level = "'\"level\":";
        must(a().ledger->connection().execute("UPDATE change_set_body SET intent = CAST(replace(CAST(intent AS TEXT), "
            + level + std::to_string(from) + ",', " + level + std::to_string(to)
            + ",') AS BLOB) WHERE no = (SELECT max(no) FROM change_set)"));
    };
    post(a(), "Market");
    QVERIFY(contains(must(a().ledger->waiting(0, 1, 1 << 20)).front().intent, "\"level\":1,")); // the server's level
    setLevel(levelNow, levelNow + 1); // as a program that does not keep to that
    const std::int64_t rev = headRev();

    const auto refused = a().sync();

    QVERIFY(failsWith(ErrorCode::TooNew, refused));
    QVERIFY(contains(refused.error().detail, "Update the server"));
    QVERIFY(contains(refused.error().detail, "kept"));
    QCOMPARE(headRev(), rev);
    QCOMPARE(pending(a()), 1);
    QCOMPARE(must(a().ledger->status()).quarantined, 0);
    setLevel(levelNow + 1, levelNow);
    QVERIFY(agree());
    QCOMPARE(postings(), QString("Market -100 2026-05-03 Groceries"));
}

void WorkedCasesTest::serverOrLedgerNewerThanClient()
{
    // A cell that is unknown here, by a newer program on a newer server: kept, digested, handed on.
    Device& newer = home().join("newer");
    must(editRow(*newer.ledger, { Table::Entry, home().groceries }, cells(Table::Entry, "note", std::string("green"))));
    std::string intent = must(newer.ledger->waiting(0, 1, 1 << 20)).front().intent;
    intent.replace(intent.find("\"note\""), 6, "\"colour\"");
    intent.replace(intent.find("\"level\":1"), 9, "\"level\":2");
    PushItem item;
    item.decoded = must(decodeChangeSet(intent));
    SyncRequest request;
    request.head = must(newer.ledger->status()).version;
    request.items.push_back(std::move(item));
    SyncJob job { newer.peer->caller(), std::move(request), {}, {}, 0, 0 };
    SyncJob* jobs[] = { &job };
    home().server->core->run(jobs);
    QCOMPARE(job.answer.status, 200);
    home().devices.pop_back();
    plan(a(), -42000);
    QVERIFY(agree());
    home().join("c");
    const auto colours = everywhere([&](Device& device) {
        const auto row = device.ledger->row({ Table::Entry, home().groceries });
        return joined({ row->extra.at("colour"), std::to_string(*asInteger(row->columns[col::entry::planned])) });
    });
    QCOMPARE(colours, QString("\"green\"; -42000"));
    QVERIFY(agree());

    // An entry of an unknown kind: the device stops right before it, goes on writing and sending, and catches up once
    // it is updated.
    const Version before = must(b().ledger->status()).version;
    post(a(), "First");
    post(a(), "Special");
    post(a(), "After");
    remember();
    must(a().sync());
    const std::string special = "\"rev\":" + std::to_string(before.rev + 2) + ",\"kind\":";
    const auto old = [&](const PeerRequest& asked) {
        auto reply = b().peer->exchange(asked);
        if (const auto at = reply->body.find(special); at != std::string::npos)
            reply->body.replace(at + special.size(), 1, "9");
        return reply;
    };
    for (const char* payee : { "Mine", "Mine too" }) {
        post(b(), payee);
        const std::int64_t rev = headRev();
        const auto stopped = syncThrough(b(), Between(old));
        QVERIFY(failsWith(ErrorCode::TooNew, stopped));
        QVERIFY(contains(stopped.error().detail, "Update it"));
        QCOMPARE(must(b().ledger->status()).version.rev, before.rev + 1);
        QCOMPARE(headRev(), rev + 1); // it was sent
    }
    QCOMPARE(pending(b()), 2);
    QCOMPARE(postingsOf(b()),
        QString("First -100 2026-05-03 Groceries; Mine -100 2026-05-03 Groceries; "
                "Mine too -100 2026-05-03 Groceries"));
    // A server that takes nothing from so old a program: it waits.
    post(b(), "Waits");
    const auto refused = syncThrough(b(), answering(failure(426, "client_too_old")));
    QVERIFY(failsWith(ErrorCode::TooNew, refused));
    QVERIFY(contains(refused.error().detail, "too old for the server. Update it"));
    QCOMPARE(pending(b()), 3);

    QVERIFY(agree());
    QCOMPARE(postings(),
        QString("After -100 2026-05-03 Groceries; First -100 2026-05-03 Groceries; Mine -100 2026-05-03 Groceries; "
                "Mine too -100 2026-05-03 Groceries; Special -100 2026-05-03 Groceries; "
                "Waits -100 2026-05-03 Groceries"));
}

void WorkedCasesTest::revokedDeviceWithPending()
{
    post(a(), "Market");
    post(a(), "Bakery");
    const auto ids = waitingIds(a());
    const QString shown = postingsOf(a());

    const auto refused = syncThrough(a(), answering(failure(401, "device_revoked")));

    QVERIFY(failsWith(ErrorCode::Refused, refused));
    QVERIFY(contains(refused.error().detail, "revoked"));
    QVERIFY(contains(refused.error().detail, "kept"));
    QCOMPARE(waitingIds(a()), ids);
    QCOMPARE(postingsOf(a()), shown);
    const Uuid revoked = a().id();
    const Uuid fresh = giveIdentity(a());
    QCOMPARE(waitingIds(a()), ids);
    QVERIFY(agree());
    QCOMPARE(postings(), shown);
    for (const Uuid& change : ids)
        QCOMPARE(must(b().ledger->history(change, 1)).front().device, fresh);
    QVERIFY(fresh != revoked);
}

void WorkedCasesTest::diskFullAtServerOrClient_data()
{
    QTest::addColumn<bool>("isAtServer");
    QTest::newRow("server") << true;
    QTest::newRow("client") << false;
}

void WorkedCasesTest::diskFullAtServerOrClient()
{
    const auto fill = [](sql::Connection& file) { must(file.execute("PRAGMA max_page_count = 1")); }; // as it is now
    const auto makeRoom = [](sql::Connection& file) { must(file.execute("PRAGMA max_page_count = 1000000")); };
    const auto postMuch = [&](Device& device, int count) -> Result<> {
        for (int i = 0; i < count; ++i) {
            PostingDraft draft { "2026-05-03", { -100 }, home().checking, home().groceries, {}, "Long", {}, false };
            draft.memo = std::string(4000, 'm');
            if (auto done = addPosting(*device.ledger, draft); !done)
                return done.error();
        }
        return {};
    };
    QFETCH(bool, isAtServer);
    if (isAtServer) {
        home().server->core.reset();
        auto writer = openFile(path("server.db"));
        sql::Connection& file = *writer;
        LedgerServer::Options options;
        options.snapshotDir = path("snapshots");
        options.nowMs = [this] { return m_clock.nowMs; };
        home().server->core
            = must(LedgerServer::open(std::move(writer), openFile(path("server.db")), home().ledgerId, options));
        fill(file);
        must(postMuch(a(), 20));
        const Version version = must(home().server->core->head()).version;

        const auto refused = a().sync();

        QVERIFY(failsWith(ErrorCode::DiskFull, refused));
        QVERIFY(contains(refused.error().detail, "kept"));
        QCOMPARE(pending(a()), 20);
        QCOMPARE(must(home().server->core->head()).version, version);
        QCOMPARE(home().server->core->version(), version);
        makeRoom(file);
        QVERIFY(agree());
        QCOMPARE(postings().count("Long"), 20);
        return;
    }
    fill(a().ledger->connection());
    const auto refused = postMuch(a(), 200);
    QVERIFY(failsWith(ErrorCode::DiskFull, refused));
    const auto written = pending(a());
    const QString shown = postingsOf(a());
    QVERIFY(written < 200);
    QCOMPARE(shown.count("Long"), written);
    must(a().ledger->checkPredictions());
    // Nor is a half of what others did taken in.
    must(postMuch(b(), 20));
    remember();
    must(b().sync());
    QVERIFY(failsWith(ErrorCode::DiskFull, a().sync()));
    QCOMPARE(postingsOf(a()), shown);
    must(a().ledger->checkPredictions());
    makeRoom(a().ledger->connection());
    QVERIFY(agree());
    QCOMPARE(postings().count("Long"), written + 20);
}

void WorkedCasesTest::malformedByOurOwnBug()
{
    const Uuid entry = entryInMay("Broken");
    const Uuid broken = waitingIds(a()).front();
    must(addPosting(*a().ledger, { "2026-05-04", { -20 }, home().checking, entry, {}, "Stands on it", "", false }));
    post(a(), "Fine");

    const SyncReport report = must(syncThrough(a(), Between([&](const PeerRequest& request) -> Result<PeerReply> {
        if (contains(request.body, "\"id\":\"" + broken.text() + "\""))
            return PeerReply { 400,
                R"({"error":"malformed","item":0,"detail":"no such cell","id":")" + broken.text() + "\"}", true, {},
                {} };
        return a().peer->exchange(request);
    })));

    QCOMPARE(report.notes.size(), 1u);
    QVERIFY(contains(report.notes[0], "could not read one change (no such cell)"));
    QCOMPARE(report.waiting, 0);
    QCOMPARE(must(a().ledger->status()).quarantined, 1);
    const auto kept = must(sql::queryText(a().ledger->connection(), "SELECT CAST(intent AS TEXT) FROM quarantine"));
    QVERIFY(contains(kept, "\"Broken\"") && contains(kept, "-3000"));
    QVERIFY(agree());
    QCOMPARE(postings(), QString("Fine -100 2026-05-03 Groceries"));
    QCOMPARE(parked(), QString("depends posting.add"));
    QCOMPARE(entries(home().may), QString("Groceries -40000; Salary 250000"));
}

QTEST_GUILESS_MAIN(WorkedCasesTest)
#include "worked_cases_test.moc"
