#include "example_home.h"
#include "open_window.h"

#include "common/store/month_closing.h"
#include "desktop/models/month_plan_model.h"
#include "desktop/widgets/close_month_dialog.h"
#include "desktop/widgets/edit_table.h"
#include "desktop/widgets/open_month_dialog.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QWheelEvent>

using namespace qm;
using namespace qm::desktop;

/// Months are opened, closed and reopened with the keyboard alone.
class OpenMonthTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init()
    {
        m_home = std::make_unique<OpenWindow>(example_home::fill);
        m_home->workspace.setCurrentMonth({ 2026, 5 });
        m_home->settle();
    }
    void cleanup() { m_home.reset(); }

    void twoKeysOpenTheSuggestedMonth()
    {
        press(m_home->window.get(), Qt::Key_M, Qt::ControlModifier);
        auto* dialog = sheet<OpenMonthDialog>();
        QVERIFY(dialog);
        press(dialog->focusWidget(), Qt::Key_Return, Qt::ControlModifier);

        const YearMonth today { QDate::currentDate().year(), unsigned(QDate::currentDate().month()) };
        const YearMonth wanted = today == YearMonth { 2026, 5 } ? today.next() : today;
        QTRY_VERIFY(m_home->ledger.catalogue().month(wanted));
        QCOMPARE(m_home->workspace.currentMonth(), std::optional(wanted));
        QCOMPARE(m_home->ledger.catalogue().undoAct, std::string("month.open"));
    }

    void whatIsTypedInThePreviewIsMade()
    {
        OpenMonthDialog* const dialog = openFromTemplate();
        auto* table = dialog->findChild<EditTable*>();
        const QAbstractItemModel& lines = *table->model();
        table->setFocus();
        table->setCurrentIndex(lines.index(2, MonthPlanModel::PlannedColumn)); // Groceries

        type(QStringLiteral("425+0.5"));
        press(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(table->currentIndex().row(), 3); // down, as on paper
        table->setCurrentIndex(lines.index(4, MonthPlanModel::NameColumn));
        press(table, Qt::Key_Space); // Eating out stays out
        press(table, Qt::Key_Return, Qt::ControlModifier);

        QTRY_COMPARE(m_home->ledger.catalogue().months.size(), 3u);
        const auto entries = entriesOf(m_home->ledger.catalogue().months.back().id);
        QCOMPARE(entries.size(), 4u);
        QCOMPARE(example_home::entryNamed(entries, "Groceries")->planned, (Money { -425'50 }));
        QVERIFY(!example_home::entryNamed(entries, "Eating out"));
    }

    void anotherStartAsksBeforeItDropsWhatWasTyped()
    {
        OpenMonthDialog* const dialog = openFromTemplate();
        auto* table = dialog->findChild<EditTable*>();
        changeGroceries(dialog);
        const QString typed = plannedOfGroceries(dialog);
        auto* const source = dialog->findChildren<QComboBox*>().at(1);
        const int before = source->currentIndex();

        source->setCurrentIndex(before == 0 ? 1 : 0);
        m_home->settle();
        QCOMPARE(plannedOfGroceries(dialog), typed);
        button(dialog, QStringLiteral("Keep my changes"))->click();
        m_home->settle();
        QCOMPARE(source->currentIndex(), before);
        QCOMPARE(plannedOfGroceries(dialog), typed);

        QWheelEvent wheel(QPointF(5, 5), source->mapToGlobal(QPointF(5, 5)), {}, { 0, -120 }, Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(source, &wheel);
        QCOMPARE(source->currentIndex(), before);

        source->setCurrentIndex(before == 0 ? 1 : 0);
        button(dialog, QStringLiteral("Start over with it"))->click();
        m_home->settle();
        QVERIFY(table->model()->rowCount() < 3 || plannedOfGroceries(dialog) != typed);
    }

    void aHalfEditedPreviewIsKeptAndOffered()
    {
        OpenMonthDialog* dialog = openFromTemplate();
        changeGroceries(dialog);
        const QString typed = plannedOfGroceries(dialog);
        delete dialog; // as a crash would
        const QString name = QStringLiteral("openMonth/new");
        QCOMPARE(m_home->drafts.unfinished(QStringLiteral("openMonth/")), QStringList { name });

        dialog = OpenMonthDialog::ofDraft(m_home->workspace, name, m_home->window.get()); // what a new start offers
        dialog->open();
        m_home->settle();
        QCOMPARE(plannedOfGroceries(dialog), typed);

        dialog->reject(); // and Escape keeps it as well
        m_home->settle();
        QVERIFY(!m_home->drafts.draft(name).isEmpty());
        m_home->workspace.command(QStringLiteral("month.open"))->trigger();
        m_home->settle();
        dialog = sheet<OpenMonthDialog>();
        button(dialog, QStringLiteral("Go on with it"))->click();
        m_home->settle();
        QCOMPARE(plannedOfGroceries(dialog), typed);
        press(dialog->findChild<EditTable*>(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_home->ledger.catalogue().months.size(), 3u);
        QVERIFY(m_home->drafts.draft(name).isEmpty());
    }

    void aHalfTypedReasonComesBack()
    {
        m_home->workspace.setCurrentMonth({ 2026, 4 });
        m_home->workspace.command(QStringLiteral("month.reopen"))->trigger();
        m_home->settle();
        auto* dialog = sheet<ReopenMonthDialog>();
        type(QStringLiteral("a receipt"));
        delete dialog; // as a crash would

        m_home->workspace.command(QStringLiteral("month.reopen"))->trigger();

        QCOMPARE(sheet<ReopenMonthDialog>()->findChild<QLineEdit*>()->text(), QStringLiteral("a receipt"));
    }

    void anAmountThatIsWrongIsNotTaken()
    {
        OpenMonthDialog* const dialog = openFromTemplate();
        auto* table = dialog->findChild<EditTable*>();
        table->setFocus();
        table->setCurrentIndex(table->model()->index(2, MonthPlanModel::PlannedColumn));

        type(QStringLiteral("12x"));
        press(QApplication::focusWidget(), Qt::Key_Return);

        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("12x"));
        press(editor, Qt::Key_Escape);
        QCOMPARE(table->currentIndex().data().toString(), QStringLiteral("400.00"));
        QVERIFY(dialog->isVisible());
    }

    void carryingOverIsSeenBeforeItHappens()
    {
        m_home->workspace.command(QStringLiteral("month.open"))->trigger();
        m_home->settle();
        auto* dialog = sheet<OpenMonthDialog>();
        auto* table = dialog->findChild<EditTable*>();
        table->setFocus();
        table->setCurrentIndex(table->model()->index(2, MonthPlanModel::CarryColumn));
        press(table, Qt::Key_Space);

        QCOMPARE(table->model()->index(2, MonthPlanModel::PlannedColumn).data().toString(), QStringLiteral("650.00"));
        press(table, Qt::Key_Return, Qt::ControlModifier);

        QTRY_COMPARE(m_home->ledger.catalogue().months.size(), 3u);
        const auto entries = entriesOf(m_home->ledger.catalogue().months.back().id);
        QCOMPARE(example_home::entryNamed(entries, "Groceries")->planned, (Money { -650'00 }));
    }

    void addingATemplateTicksOnlyWhatIsMissing()
    {
        m_home->act([](Ledger& ledger) -> Result<> {
            const auto may = example_home::must(ledger.months()).back().id;
            const auto entries = example_home::must(ledger.entries(may));
            return deleteEntry(
                ledger, example_home::entryNamed(entries, "Phone and internet")->id, EntryPostings::Refuse);
        });
        m_home->workspace.command(QStringLiteral("month.addTemplate"))->trigger();
        m_home->settle();
        auto* dialog = sheet<OpenMonthDialog>();
        auto* model = dialog->findChild<MonthPlanModel*>();

        QCOMPARE(model->thereAlready(), 4);
        QCOMPARE(model->chosen().size(), 1u);
        press(dialog->focusWidget(), Qt::Key_Return, Qt::ControlModifier);

        QTRY_COMPARE(m_home->ledger.catalogue().undoAct, std::string("month.add_template"));
        QCOMPARE(entriesOf(m_home->ledger.catalogue().months.back().id).size(), 5u);
    }

    void closingShowsWhatIsLeftOpen()
    {
        press(m_home->window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = sheet<CloseMonthDialog>();
        QVERIFY(dialog);
        QString shown;
        for (const QLabel* const label : dialog->findChildren<QLabel*>())
            shown += label->text() + QLatin1Char('\n');

        QVERIFY2(shown.contains(QStringLiteral("no entry yet")), qPrintable(shown));
        QVERIFY2(shown.contains(QStringLiteral("not cleared")), qPrintable(shown));
        QVERIFY2(shown.contains(QStringLiteral("Phone and internet")), qPrintable(shown));
        press(dialog->focusWidget(), Qt::Key_Return);

        QTRY_VERIFY(m_home->ledger.catalogue().month(YearMonth { 2026, 5 })->isClosed);
        QVERIFY(!m_home->workspace.command(QStringLiteral("month.close"))->isEnabled());
        QVERIFY(m_home->workspace.command(QStringLiteral("month.reopen"))->isEnabled());
    }

    void whatIsLeftOpenLeadsToIt()
    {
        QSignalSpy wanted(&m_home->workspace, &Workspace::postingsWanted);
        m_home->workspace.command(QStringLiteral("month.close"))->trigger();
        m_home->settle();

        for (QPushButton* const button : sheet<CloseMonthDialog>()->findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Show them")) {
                button->click();
                break;
            }
        }

        QCOMPARE(wanted.size(), 1);
        QVERIFY(wanted.first().first().value<PostingsWanted>().onlyWithoutEntry);
        QVERIFY(!m_home->ledger.catalogue().month(YearMonth { 2026, 5 })->isClosed);
    }

    void reopeningAsksWhyAndKeepsIt()
    {
        m_home->workspace.setCurrentMonth({ 2026, 4 });
        press(m_home->window.get(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = sheet<ReopenMonthDialog>();
        QVERIFY(dialog);
        press(dialog->focusWidget(), Qt::Key_Return);
        QVERIFY(dialog->isVisible()); // not without a reason
        type(QStringLiteral("a receipt was missing"));
        press(dialog->focusWidget(), Qt::Key_Return);

        QTRY_VERIFY(!m_home->ledger.catalogue().month(YearMonth { 2026, 4 })->isClosed);
        const std::string note = m_home->ledger.catalogue().month(YearMonth { 2026, 4 })->note;
        QVERIFY(note.find("a receipt was missing") != std::string::npos);
        const auto history = m_home->ask([](Ledger& ledger) { return ledger.history({}, 1); });
        QCOMPARE(history.front().act, std::string("month.reopen"));
    }

private:
    /// Key by key into what has the focus: the first one opens a cell's editor.
    static void type(const QString& text)
    {
        for (const QChar c : text)
            QTest::keyClick(QApplication::focusWidget(), c.toLatin1());
    }
    static QPushButton* button(QWidget* dialog, const QString& text)
    {
        for (QPushButton* const one : dialog->findChildren<QPushButton*>()) {
            if (one->text() == text && one->isVisible())
                return one;
        }
        qFatal("there is no button %s", qPrintable(text));
    }
    void changeGroceries(OpenMonthDialog* dialog)
    {
        auto* table = dialog->findChild<EditTable*>();
        table->setFocus();
        table->setCurrentIndex(table->model()->index(2, MonthPlanModel::PlannedColumn));
        type(QStringLiteral("425+0.5"));
        press(QApplication::focusWidget(), Qt::Key_Return);
    }
    static QString plannedOfGroceries(OpenMonthDialog* dialog)
    {
        const QAbstractItemModel* const lines = dialog->findChild<EditTable*>()->model();
        return lines->index(2, MonthPlanModel::PlannedColumn).data().toString();
    }
    template <typename Dialog>
    Dialog* sheet()
    {
        return m_home->window->findChild<Dialog*>();
    }
    void press(QWidget* widget, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(widget, key, modifiers);
        m_home->settle();
    }
    std::vector<Entry> entriesOf(const Uuid& month)
    {
        return m_home->ask([month](Ledger& ledger) { return ledger.entries(month); });
    }
    OpenMonthDialog* openFromTemplate()
    {
        m_home->workspace.command(QStringLiteral("month.open"))->trigger();
        auto* dialog = sheet<OpenMonthDialog>();
        dialog->chooseSource(MonthStart::FromTemplate, m_home->ledger.catalogue().templates.front().id);
        m_home->settle();
        return dialog;
    }

    std::unique_ptr<OpenWindow> m_home;
};

QTEST_MAIN(OpenMonthTest)
#include "open_month_test.moc"
