#include "desktop/widgets/attention_page.h"
#include "open_window.h"
#include "tests/common/sync/household.h"

#include "desktop/widgets/attention_card.h"
#include "desktop/widgets/attention_list.h"
#include "desktop/widgets/notice_bar.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>

using namespace qm;
using namespace qm::desktop;
using household::cells;
using household::Household;
using household::must;

namespace {

/// What two devices did without hearing of each other.
using Quarrel = std::function<void(Household& house, Ledger& here, Ledger& there)>;

/// The first of two devices, after both have synced what they did, with its attention page.
struct Opened {
    explicit Opened(const Quarrel& quarrel)
    {
        {
            Household house(folder.path().toStdString());
            must(house[0].sync());
            house.join("Kitchen");
            quarrel(house, *house[0].ledger, *house[1].ledger);
            house.settle();
            may = house.may;
            groceries = house.groceries;
        }
        auto opening = window.ledger.open(folder.filePath(QStringLiteral("first.db")));
        OpenWindow::waitFor(opening);
        must(opening.takeResult());
        window.settle();
        window.window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.window.get()))
            qFatal("the window is not active");
        page = &static_cast<AttentionPage&>(window.window->page(PageId::Attention));
        tester = std::make_unique<QAbstractItemModelTester>(
            &page->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        window.showPage(PageId::Attention);
        card = page->findChild<AttentionCard*>();
    }

    QStringList texts() const
    {
        QStringList all;
        for (QLabel* const label : card->findChildren<QLabel*>())
            all << label->text();
        return all;
    }
    QPushButton* button(const QString& text) const
    {
        for (QPushButton* const one : card->findChildren<QPushButton*>()) {
            if (one->isVisible() && one->text().remove(QLatin1Char('&')) == text)
                return one;
        }
        return nullptr;
    }
    void click(const QString& text)
    {
        QPushButton* const found = button(text);
        if (!found)
            qFatal("there is no button %s", qPrintable(text));
        QTest::mouseClick(found, Qt::LeftButton);
        window.settle();
    }
    std::optional<Entry> entry()
    {
        for (const Entry& one : window.ask([this](Ledger& ledger) { return ledger.entries(may); })) {
            if (one.id == groceries)
                return one;
        }
        return std::nullopt;
    }
    int open()
    {
        return int(window.ask([](Ledger& ledger) { return ledger.conflicts(); }).size()
            + window.ask([](Ledger& ledger) { return ledger.parkedChanges(); }).size());
    }

    QTemporaryDir folder;
    OpenWindow window;
    Uuid may, groceries;
    AttentionPage* page = nullptr;
    std::unique_ptr<QAbstractItemModelTester> tester;
    AttentionCard* card = nullptr;
};

void planDifferently(Household& house, Ledger& here, Ledger& there)
{
    must(editRow(here, { Table::Entry, house.groceries }, cells(Table::Entry, "planned", std::int64_t { -420'00 })));
    house.server->nowMs += 60'000;
    must(editRow(there, { Table::Entry, house.groceries }, cells(Table::Entry, "planned", std::int64_t { -450'00 })));
}

void deleteAndUse(Household& house, Ledger& here, Ledger& there)
{
    must(deleteEntry(here, house.groceries, EntryPostings::Refuse));
    must(editRow(there, { Table::Entry, house.groceries }, cells(Table::Entry, "name", std::string("Food shops"))));
}

void postIntoAClosedMonth(Household& house, Ledger& here, Ledger& there)
{
    must(openMonth(there, { 2026, 6 }, MonthStart::Copied, house.may, false));
    must(closeMonth(there, house.may));
    must(house[1].sync());
    must(addPosting(here, { "2026-05-03", { -23'45 }, house.checking, house.groceries, {}, "Market", "", false }));
}

} // namespace

class AttentionPageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aConflictShowsBothValuesAndWhy()
    {
        Opened opened(planDifferently);

        const QStringList texts = opened.texts();

        QVERIFY(texts.contains(QStringLiteral("Groceries")));
        QVERIFY(texts.contains(QStringLiteral("−420.00")));
        QVERIFY(texts.contains(QStringLiteral("−450.00")));
        QVERIFY(texts.contains(QStringLiteral("Before both: −400.00")));
        QVERIFY(texts.contains(QStringLiteral("This device")));
        QCOMPARE(opened.page->model().rowCount(), 1);
    }

    void eachWayOutIsOneClick_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<qint64>("planned");
        // Which of the two is shown is the server's to say; both ways are there.
        QTest::newRow("keep or take the own") << QStringLiteral("−420.00") << qint64 { -420'00 };
        QTest::newRow("keep or take the other") << QStringLiteral("−450.00") << qint64 { -450'00 };
        QTest::newRow("both") << QStringLiteral("Both: −470.00") << qint64 { -470'00 };
    }
    void eachWayOutIsOneClick()
    {
        QFETCH(QString, button);
        QFETCH(qint64, planned);
        Opened opened(planDifferently);

        for (const QString& text :
            { QStringLiteral("Keep %1").arg(button), QStringLiteral("Take %1").arg(button), button }) {
            if (opened.button(text)) {
                opened.click(text);
                break;
            }
        }

        QCOMPARE(qint64(opened.entry()->planned.minor), planned);
        QCOMPARE(opened.open(), 0);
    }

    void anotherValueIsTyped()
    {
        Opened opened(planDifferently);

        QTest::keyClicks(opened.card->findChild<QLineEdit*>(), QStringLiteral("-400-35"));
        opened.click(QStringLiteral("Use it"));

        QCOMPARE(opened.entry()->planned.minor, -435'00);
        QCOMPARE(opened.open(), 0);
    }

    void aHalfTypedValueOutlastsNewsAndACrash()
    {
        Opened opened(planDifferently);
        auto* edit = opened.card->findChild<QLineEdit*>();
        edit->setFocus();
        QTest::keyClicks(edit, QStringLiteral("-43"));

        opened.window.act([](Ledger& ledger) { return addCategory(ledger, { "Garden", "", "expense" }); });

        const auto* const now = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(now && opened.card->isAncestorOf(now));
        QCOMPARE(now->text(), QStringLiteral("-43"));
        AttentionCard again(opened.window.workspace); // of the next start
        again.setWords(*opened.card->words(), false);
        QCOMPARE(again.findChild<QLineEdit*>()->text(), QStringLiteral("-43"));
    }

    void whatIsNoAmountIsNotTaken()
    {
        Opened opened(planDifferently);

        QTest::keyClicks(opened.card->findChild<QLineEdit*>(), QStringLiteral("abc"));
        opened.click(QStringLiteral("Use it"));

        QCOMPARE(opened.open(), 1);
    }

    void aSettledCardFoldsAndCanBeUndone()
    {
        Opened opened(planDifferently);
        opened.click(QStringLiteral("Both: −470.00"));
        QVERIFY(opened.texts().contains(QStringLiteral("Settled: −470.00.")));
        QVERIFY(!opened.button(QStringLiteral("Both: −470.00")));

        opened.click(QStringLiteral("Undo"));

        QCOMPARE(opened.open(), 1);
        QVERIFY(opened.button(QStringLiteral("Both: −470.00")));
        QVERIFY(opened.entry()->planned.minor != -470'00);
    }

    void settledOnesStayReadable()
    {
        Opened opened(planDifferently);
        opened.click(QStringLiteral("Both: −470.00"));

        opened.page->findChild<QTabBar*>()->setCurrentIndex(1);
        opened.window.settle();

        QCOMPARE(opened.page->model().rowCount(), 1);
        QVERIFY(opened.texts().contains(QStringLiteral("Settled: −470.00.")));
        opened.page->findChild<QTabBar*>()->setCurrentIndex(0);
        opened.window.settle();
        QCOMPARE(opened.page->model().rowCount(), 0);
    }

    void aStoppedDeletionIsKeptOrDoneAfterAll_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("keep") << QStringLiteral("Keep it") << true;
        QTest::newRow("delete") << QStringLiteral("Delete after all") << false;
    }
    void aStoppedDeletionIsKeptOrDoneAfterAll()
    {
        QFETCH(QString, button);
        QFETCH(bool, isThere);
        Opened opened(deleteAndUse);
        QVERIFY(opened.entry());

        opened.click(button);

        QCOMPARE(opened.entry().has_value(), isThere);
        QCOMPARE(opened.open(), 0);
    }

    void aPostingForAClosedMonthHasThreeWays_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("date");
        QTest::newRow("reopen") << QStringLiteral("Reopen May 2026 for it") << QStringLiteral("2026-05-03");
        QTest::newRow("move") << QStringLiteral("Record in") << QStringLiteral("2026-06-03");
        QTest::newRow("discard") << QStringLiteral("Discard") << QString();
    }
    void aPostingForAClosedMonthHasThreeWays()
    {
        QFETCH(QString, button);
        QFETCH(QString, date);
        Opened opened(postIntoAClosedMonth);
        QCOMPARE(opened.open(), 1);
        QVERIFY(!opened.texts().filter(QStringLiteral("May 2026 was closed by")).isEmpty());

        opened.click(button);

        const auto postings = opened.window.ask([](Ledger& ledger) { return ledger.postings({}); });
        QCOMPARE(postings.empty() ? QString() : QString::fromStdString(postings.front().date), date);
        QCOMPARE(opened.open(), 0);
        QVERIFY(opened.window.ledger.catalogue().month(YearMonth { 2026, 5 })->isClosed);
    }

    void aThousandConflictsAreOneCard()
    {
        Opened opened([](Household& house, Ledger& here, Ledger& there) {
            for (int i = 0; i < 1000; ++i)
                household::post(house[0], house, "Payee " + std::to_string(i));
            house.settle();
            for (Ledger* const ledger : { &here, &there }) {
                for (const Posting& posting : must(ledger->postings({}))) {
                    must(editRow(*ledger, { Table::Posting, posting.id },
                        cells(Table::Posting, "memo", std::string(ledger == &here ? "here" : "there"))));
                }
            }
        });

        QCOMPARE(opened.page->model().rowCount(), 1000);
        QVERIFY(opened.page->findChildren<QWidget*>().size() < 120);
        const QString first = opened.texts().at(1);

        opened.page->findChild<AttentionList*>()->setFocus();
        QTest::keyClick(opened.page->findChild<AttentionList*>(), Qt::Key_Down);
        opened.window.settle();
        QVERIFY(opened.texts().at(1) != first);
        QTest::keyClick(opened.page->findChild<AttentionList*>(), Qt::Key_Return);
        QVERIFY(QApplication::focusWidget()->inherits("QPushButton"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        opened.window.settle();
        QCOMPARE(opened.open(), 999);
        QVERIFY(opened.button(QStringLiteral("Next")));
        opened.click(QStringLiteral("Next"));
        QVERIFY(opened.button(QStringLiteral("Take here")) || opened.button(QStringLiteral("Take there")));
    }

    void whatIsSetApartShowsItsText()
    {
        Opened opened([](Household& house, Ledger& here, Ledger&) {
            household::post(house[0], house, "Market");
            must(here.quarantine(must(here.history({}, 1)).front().id, "not a change"));
        });

        QCOMPARE(opened.page->model().rowCount(), 1);
        QVERIFY(opened.card->findChild<QPlainTextEdit*>()->toPlainText().contains(QStringLiteral("posting.add")));
        QVERIFY(opened.button(QStringLiteral("Export…")));
    }

    void entriesAddedTwiceAreKeptOrDeleted()
    {
        const auto addBoth = [](Household& house, Ledger& here, Ledger& there) {
            for (Ledger* const ledger : { &here, &there })
                must(addEntry(*ledger, house.may, { "Gift", house.food, { -50'00 }, "", "" }));
        };
        Opened kept(addBoth);
        QCOMPARE(kept.page->model().rowCount(), 1);
        kept.click(QStringLiteral("Keep both"));
        QCOMPARE(kept.page->model().rowCount(), 0);

        Opened deleted(addBoth);
        deleted.click(QStringLiteral("Delete the other"));
        QCOMPARE(deleted.page->model().rowCount(), 0);
        const auto entries = deleted.window.ask([&](Ledger& ledger) { return ledger.entries(deleted.may); });
        QCOMPARE(std::count_if(entries.begin(), entries.end(), [](const Entry& one) { return one.name == "Gift"; }), 1);
    }

    void withoutAnythingThePageIsCalm()
    {
        Opened opened([](Household&, Ledger&, Ledger&) {});

        QStringList texts;
        for (QLabel* const label : opened.page->findChildren<QLabel*>()) {
            if (label->isVisible())
                texts << label->text();
        }
        QVERIFY(texts.contains(QStringLiteral("Nothing needs your attention")));
    }

    void newOnesAreSaidQuietly()
    {
        Opened opened(planDifferently);
        opened.window.showPage(PageId::Month);
        NoticeBar* const notices = opened.window.window->findChild<NoticeBar*>();
        QVERIFY(!notices->isVisible()); // what was there before is not news

        opened.window.act([&](Ledger& ledger) -> Result<> {
            must(editRow(
                ledger, { Table::Entry, opened.groceries }, cells(Table::Entry, "planned", std::int64_t { -1 })));
            return ledger.quarantine(must(ledger.history({}, 1)).front().id, "not a change");
        });

        QTRY_VERIFY(notices->isVisible());
        QVERIFY(!QApplication::activeModalWidget());
    }
};

QTEST_MAIN(AttentionPageTest)
#include "attention_page_test.moc"
