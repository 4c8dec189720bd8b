#include "example_home.h"
#include "open_window.h"

#include "desktop/models/palette_model.h"
#include "desktop/widgets/command_palette.h"
#include "desktop/widgets/open_month_dialog.h"
#include "desktop/widgets/preferences_dialog.h"
#include "desktop/widgets/shortcuts_dialog.h"
#include "desktop/widgets/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTreeWidget>

using namespace qm;
using namespace qm::desktop;

/// What every action of the window owes a person, and the ways to find one: menus, the palette, the list of shortcuts.
class CommandsTest : public QObject {
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

    void noTwoCommandsShareAShortcut()
    {
        QMap<QString, QString> taken;
        for (const QAction* const action : m_home->workspace.commands()) {
            for (const QKeySequence& keys : action->shortcuts()) {
                const QString text = keys.toString();
                QVERIFY2(!taken.contains(text),
                    qPrintable(QStringLiteral("%1: %2 and %3").arg(text, taken.value(text), action->objectName())));
                taken.insert(text, action->objectName());
            }
        }
    }

    void noTwoItemsOfAMenuShareAMnemonic()
    {
        QMap<QString, QString> ofBar;
        for (const QAction* const menu : m_home->window->menuBar()->actions()) {
            checkMnemonic(ofBar, menu);
            QMap<QString, QString> ofMenu;
            for (const QAction* const action : menu->menu()->actions())
                checkMnemonic(ofMenu, action);
        }
    }

    void everyCommandHasAMnemonic()
    {
        for (const QAction* const action : m_home->workspace.commands())
            QVERIFY2(!QKeySequence::mnemonic(action->text()).isEmpty(), qPrintable(action->objectName()));
    }

    void thePaletteRunsACommand()
    {
        CommandPalette* const palette = openPalette(QStringLiteral("shortc"));
        QCOMPARE(chosenText(palette), QStringLiteral("Shortcuts"));
        QTest::keyClick(field(palette), Qt::Key_Return);
        m_home->settle();

        QVERIFY(m_home->window->findChild<ShortcutsDialog*>());
        QVERIFY(!m_home->window->findChild<CommandPalette*>());
    }

    void thePaletteFindsThingsOfTheLedger_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("found");
        QTest::newRow("a month") << "apr 26"
                                 << "April 2026";
        QTest::newRow("a month by its number") << "2026-04"
                                               << "April 2026";
        QTest::newRow("an entry") << "groc"
                                  << "Groceries";
        QTest::newRow("a payee, without accents") << "moller cafe"
                                                  << "Café Möller";
        QTest::newRow("an account") << "check"
                                    << "Checking";
        QTest::newRow("a category") << "leis"
                                    << "Leisure";
        QTest::newRow("a template") << "usual"
                                    << "Usual month";
        QTest::newRow("a page") << "attention"
                                << "Attention";
    }
    void thePaletteFindsThingsOfTheLedger()
    {
        QFETCH(QString, typed);
        QFETCH(QString, found);
        CommandPalette* const palette = openPalette(typed);
        QCOMPARE(chosenText(palette), found);
    }

    void aMonthAndAPayeeAreGoneTo()
    {
        QSignalSpy month(&m_home->workspace, &Workspace::monthWanted);
        QSignalSpy postings(&m_home->workspace, &Workspace::postingsWanted);
        QTest::keyClick(field(openPalette(QStringLiteral("april"))), Qt::Key_Return);
        m_home->settle();
        QTest::keyClick(field(openPalette(QStringLiteral("landl"))), Qt::Key_Return);
        m_home->settle();

        QCOMPARE(month.size(), 1);
        QCOMPARE(month.first().first().value<YearMonth>(), (YearMonth { 2026, 4 }));
        QCOMPARE(postings.size(), 1);
        QCOMPARE(postings.first().first().value<PostingsWanted>().search, QStringLiteral("Landlord"));
    }

    void anEntryIsSelectedInItsMonth()
    {
        QSignalSpy selected(&m_home->workspace, &Workspace::selected);
        QTest::keyClick(field(openPalette(QStringLiteral("groceries"))), Qt::Key_Return);
        m_home->settle();

        const auto row = selected.last().first().value<std::optional<RowKey>>();
        QVERIFY(row);
        QCOMPARE(row->table, Table::Entry);
    }

    void escapeGivesTheFocusBack()
    {
        m_home->showPage(PageId::Templates);
        QWidget* const before = QApplication::focusWidget();
        QVERIFY(before);
        CommandPalette* const palette = openPalette(QStringLiteral("x"));
        QTest::keyClick(field(palette), Qt::Key_Escape);
        m_home->settle();

        QVERIFY(!m_home->window->findChild<CommandPalette*>());
        QTRY_COMPARE(QApplication::focusWidget(), before);
    }

    void whatIsNotPossibleIsNotRun()
    {
        CommandPalette* const palette = openPalette(QStringLiteral("reopen the"));
        QTest::keyClick(field(palette), Qt::Key_Return);
        m_home->settle();

        QVERIFY(m_home->window->findChild<CommandPalette*>());
    }

    void theListOfShortcutsIsSearched()
    {
        m_home->workspace.command(QStringLiteral("help.shortcuts"))->trigger();
        auto* dialog = m_home->window->findChild<ShortcutsDialog*>();
        QTest::keyClicks(dialog->focusWidget(), QStringLiteral("ctrl+m"));

        QStringList shown;
        for (QTreeWidgetItemIterator item(dialog->findChild<QTreeWidget*>()); *item; ++item) {
            if (!(*item)->isHidden() && (*item)->parent())
                shown << (*item)->text(0);
        }
        QCOMPARE(shown, QStringList(QStringLiteral("Open a month…")));
    }

    void theLedgerIsRenamedInThePreferences()
    {
        m_home->workspace.command(QStringLiteral("file.preferences"))->trigger();
        m_home->settle();
        auto* dialog = m_home->window->findChild<PreferencesDialog*>();
        QLineEdit* name = nullptr;
        for (QLineEdit* const edit : dialog->findChildren<QLineEdit*>())
            name = edit->text() == QStringLiteral("Home") ? edit : name;
        QVERIFY(name);
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("Our house"));
        QTest::keyClick(name, Qt::Key_Tab);
        m_home->settle();

        QCOMPARE(m_home->ledger.catalogue().ledgerName, QStringLiteral("Our house"));
    }

    void anOpenSheetFollowsTheTheme()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        m_home->workspace.command(QStringLiteral("month.open"))->trigger();
        m_home->settle();
        QPushButton* main = nullptr;
        for (QPushButton* const button : m_home->window->findChild<OpenMonthDialog*>()->findChildren<QPushButton*>())
            main = button->isDefault() ? button : main;
        QVERIFY(main);
        applyTheme(*qApp, ThemeChoice::Dark);
        m_home->settle();

        const QImage drawn = main->grab().toImage();
        QCOMPARE(drawn.pixelColor(drawn.width() / 2, drawn.height() - 5).name(), theme().accent.name());
        applyTheme(*qApp, ThemeChoice::Light);
    }

private:
    static void checkMnemonic(QMap<QString, QString>& taken, const QAction* action)
    {
        const QString key = QKeySequence::mnemonic(action->text()).toString();
        if (key.isEmpty())
            return;
        QVERIFY2(!taken.contains(key),
            qPrintable(QStringLiteral("%1: %2 and %3").arg(key, taken.value(key), action->text())));
        taken.insert(key, action->text());
    }
    CommandPalette* openPalette(const QString& typed)
    {
        m_home->workspace.command(QStringLiteral("edit.palette"))->trigger();
        m_home->settle();
        auto* palette = m_home->window->findChild<CommandPalette*>();
        QTest::keyClicks(field(palette), typed);
        m_home->settle();
        return palette;
    }
    static QLineEdit* field(CommandPalette* palette) { return palette->findChild<QLineEdit*>(); }
    static QString chosenText(CommandPalette* palette)
    {
        return palette->findChild<QListView*>()->currentIndex().data().toString();
    }

    std::unique_ptr<OpenWindow> m_home;
};

QTEST_MAIN(CommandsTest)
#include "commands_test.moc"
