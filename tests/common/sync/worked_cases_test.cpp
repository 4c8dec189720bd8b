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

[[maybe_unused]] Between answering(const Answer& answer)
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

[[maybe_unused]] void copyFile(const std::string& from, const std::string& to)
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

QTEST_GUILESS_MAIN(WorkedCasesTest)
#include "worked_cases_test.moc"
