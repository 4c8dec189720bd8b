#include "desktop/widgets/details_panel.h"
#include "open_window.h"

#include "desktop/widgets/lineage_chart.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using namespace qm;
using namespace qm::desktop;

namespace {

template <typename T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
    return *std::move(result);
}

/// A window wide enough for the panel, over two months of a small household.
struct Opened {
    Opened() : window([this](Ledger& ledger) { fill(ledger); }), panel(*window.window->findChild<DetailsPanel*>())
    {
        window.window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.window.get()))
            qFatal("the window is not active");
        window.workspace.setCurrentMonth({ 2026, 6 });
        window.showPage(PageId::Month);
        window.workspace.select({});
        window.settle();
    }

    void fill(Ledger& ledger)
    {
        checking = must(addAccount(ledger, { "Checking", "checking", { 1000'00 }, "" }));
        const Uuid food = must(addCategory(ledger, { "Food", "Living", "expense" }));
        may = must(openMonth(ledger, { 2026, 5 }, MonthStart::Blank, {}, false));
        const Uuid first = must(addEntry(ledger, may, { "Groceries", food, { -400'00 }, "2026-05-31", "" }));
        const Uuid other = must(addEntry(ledger, may, { "Household", food, { -50'00 }, "", "" }));
        must(addPosting(ledger, { "2026-05-03", { -23'45 }, checking, first, {}, "Market", "", false }));
        june = must(openMonth(ledger, { 2026, 6 }, MonthStart::Copied, may, false));
        for (const Entry& entry : must(ledger.entries(june))) {
            if (entry.name == "Groceries")
                groceries = entry.id;
        }
        const PostingDraft shared { "2026-05-09", { -30'00 }, checking, {}, {}, "Store", "", false };
        const std::vector<SplitPart> parts { { first, { -20'00 }, "" }, { other, { -10'00 }, "" } };
        split = must(addSplit(ledger, shared, parts)).front();
    }

    void select(const RowKey& row)
    {
        window.workspace.select(row);
        window.settle();
    }
    QStringList texts() const
    {
        QStringList all;
        for (QLabel* const label : panel.findChildren<QLabel*>())
            all << label->text();
        return all;
    }
    QString field(const QString& label) const
    {
        const QStringList all = texts();
        const auto at = all.indexOf(label);
        return at < 0 || at + 1 >= all.size() ? QString() : all.at(at + 1);
    }

    Uuid checking, may, june, groceries, split;
    OpenWindow window;
    DetailsPanel& panel;
};

} // namespace

class DetailsPanelTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void itFollowsTheSelection()
    {
        Opened opened;
        QVERIFY(opened.panel.isVisible());

        opened.select({ Table::Entry, opened.groceries });
        QVERIFY(opened.texts().contains(QStringLiteral("Groceries")));
        QCOMPARE(opened.field(QStringLiteral("Planned amount")), QStringLiteral("−400.00"));
        QCOMPARE(opened.field(QStringLiteral("Category")), QStringLiteral("Food"));

        opened.select({ Table::Account, opened.checking });
        QVERIFY(opened.texts().contains(QStringLiteral("Checking")));
        QCOMPARE(opened.field(QStringLiteral("Opening balance")), QStringLiteral("1,000.00"));
    }

    void withNothingSelectedItShowsTheMonth()
    {
        Opened opened;

        QVERIFY(opened.texts().contains(QStringLiteral("June 2026")));
        QCOMPARE(opened.field(QStringLiteral("State")), QStringLiteral("open"));

        opened.window.act([&](Ledger& ledger) { return closeMonth(ledger, opened.june); });
        QCOMPARE(opened.field(QStringLiteral("State")), QStringLiteral("closed"));
        QVERIFY(opened.field(QStringLiteral("Closed by")).startsWith(QStringLiteral("This device")));
    }

    void theLineOfAnEntryIsDrawnAndSaid()
    {
        Opened opened;
        opened.select({ Table::Entry, opened.groceries });

        const auto* const chart = opened.panel.findChild<LineageChart*>();

        QVERIFY(chart);
        QVERIFY2(chart->accessibleDescription().contains(QStringLiteral("May 2026: planned −400.00, actual −43.45")),
            qPrintable(chart->accessibleDescription()));
    }

    void aSplitNamesItsOtherParts()
    {
        Opened opened;

        opened.select({ Table::Posting, opened.split });

        QCOMPARE(opened.field(QStringLiteral("Split with")), QStringLiteral("−10.00, Household"));
        QCOMPARE(opened.field(QStringLiteral("Account")), QStringLiteral("Checking"));
    }

    void aNoteIsSavedWhenItIsLeft()
    {
        Opened opened;
        opened.select({ Table::Entry, opened.groceries });
        auto* const note = opened.panel.findChild<QPlainTextEdit*>();
        note->setFocus();
        QTest::keyClicks(note, QStringLiteral("Less sweets"));

        QTest::keyClick(note, Qt::Key_Tab);
        opened.window.settle();

        const auto entries = opened.window.ask([&](Ledger& ledger) { return ledger.entries(opened.june); });
        QVERIFY(std::any_of(
            entries.begin(), entries.end(), [](const Entry& entry) { return entry.note == "Less sweets"; }));
    }

    void aNoteThatIsBeingTypedComesBack()
    {
        Opened opened;
        opened.select({ Table::Entry, opened.groceries });
        auto* const note = opened.panel.findChild<QPlainTextEdit*>();
        note->setFocus();
        QTest::keyClicks(note, QStringLiteral("Half a th"));
        opened.window.drafts.flush();

        DraftStore again;
        again.setLedger(opened.window.path());
        const QString name = QStringLiteral("note/%1").arg(QString::fromStdString(opened.groceries.text()));
        QCOMPARE(again.draft(name).value(QStringLiteral("text")).toString(), QStringLiteral("Half a th"));
    }

    void aChangeIsUndoneFromHere()
    {
        Opened opened;
        CellValue planned;
        planned.columns[0] = std::int64_t { -450'00 };
        opened.window.act([&](Ledger& ledger) {
            return editRow(
                ledger, { Table::Entry, opened.groceries }, { { cellNamed(Table::Entry, "planned"), planned } });
        });
        opened.select({ Table::Entry, opened.groceries });
        QCOMPARE(opened.field(QStringLiteral("Planned amount")), QStringLiteral("−450.00"));

        QTest::mouseClick(opened.panel.findChild<QToolButton*>(), Qt::LeftButton);
        opened.window.settle();

        QCOMPARE(opened.field(QStringLiteral("Planned amount")), QStringLiteral("−400.00"));
    }

    void aClosedMonthIsOnlyRead()
    {
        Opened opened;
        opened.window.act([&](Ledger& ledger) { return closeMonth(ledger, opened.june); });

        opened.select({ Table::Entry, opened.groceries });

        QVERIFY(opened.panel.findChild<QPlainTextEdit*>()->isReadOnly());
    }

    void aKeyFoldsItAwayForGood()
    {
        Opened opened;
        QTest::keyClick(opened.window.window.get(), Qt::Key_F4);
        QVERIFY(!opened.panel.isVisible());
        QCOMPARE(opened.window.preferences.value(QStringLiteral("details/shown")).toBool(), false);

        QTest::keyClick(opened.window.window.get(), Qt::Key_F4);
        QVERIFY(opened.panel.isVisible());
    }

    void aNarrowWindowStartsWithoutIt()
    {
        Opened opened;

        opened.window.window->resize(1024, 700);
        opened.window.settle();
        QVERIFY(!opened.panel.isVisible());

        QTest::keyClick(opened.window.window.get(), Qt::Key_F4);
        opened.window.settle();
        QVERIFY(opened.panel.isVisible());
        QVERIFY(opened.texts().contains(QStringLiteral("June 2026")));
    }
};

QTEST_MAIN(DetailsPanelTest)
#include "details_panel_test.moc"
