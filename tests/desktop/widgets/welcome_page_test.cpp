#include "open_window.h"

#include "desktop/widgets/file_commands.h"
#include "desktop/widgets/choice_card.h"
#include "desktop/widgets/new_ledger_dialog.h"
#include "desktop/widgets/open_month_dialog.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

using namespace qm;
using namespace qm::desktop;

/// The first minute: from the welcome page to a month with entries.
class WelcomePageTest : public QObject {
    Q_OBJECT

private slots:
    void aLedgerThatSomebodyElseHasIsNotOpened()
    {
        OpenWindow home([](Ledger&) {});
        const QString own = home.path();
        QString asked;
        setLedgerGate(home.workspace,
            { [&asked](const QString& path) {
                 asked = path;
                 return false;
             },
                {} });

        openLedger(home.workspace, QStringLiteral("/elsewhere.db"));
        home.settle();

        QCOMPARE(asked, QStringLiteral("/elsewhere.db"));
        QVERIFY(home.ledger.isOpen());
        QCOMPARE(home.ledger.path(), own);
    }

    void aCopyOverwritesNothingAndIsGoneOnWith()
    {
        OpenWindow home([](Ledger&) {});
        const QString own = home.path();
        const QString there = home.folder.filePath(QStringLiteral("there.db"));
        QVERIFY(QFile::copy(own, there));
        const auto save = [&](const QString& path) {
            saveCopy(home.workspace, home.window.get(), AfterCopy::GoOnInCopy);
            auto* const dialog = home.window->findChild<QFileDialog*>();
            QVERIFY(dialog->testOption(QFileDialog::DontConfirmOverwrite)); // it does not ask what it would refuse
            emit dialog->fileSelected(path);
            delete dialog;
            home.settle();
        };
        save(there);
        QCOMPARE(home.ledger.path(), own);
        save(home.folder.filePath(QStringLiteral("copy.db")));
        QTRY_COMPARE(home.ledger.path(), home.folder.filePath(QStringLiteral("copy.db")));
    }

    void initTestCase() { QLocale::setDefault(QLocale(QLocale::German, QLocale::Switzerland)); }

    void aLedgerIsStartedByNameAndCurrencyAlone()
    {
        OpenWindow home;
        press(home, QApplication::focusWidget(), Qt::Key_Return); // the first card has the focus
        auto* dialog = home.window->findChild<NewLedgerDialog*>();
        QVERIFY(dialog);
        QVERIFY(dialog->findChild<QComboBox*>()->currentText().startsWith(QStringLiteral("CHF"))); // as the locale says
        QTest::keyClicks(dialog->focusWidget(), QStringLiteral("Our house"));
        press(home, dialog->focusWidget(), Qt::Key_Return);

        QTRY_VERIFY(home.ledger.isOpen());
        QCOMPARE(home.ledger.catalogue().ledgerName, QStringLiteral("Our house"));
        QCOMPARE(home.ledger.currency().code, std::string("CHF"));
        QTRY_VERIFY(home.window->findChild<OpenMonthDialog*>()); // the first month is offered
        auto* month = home.window->findChild<OpenMonthDialog*>();
        home.settle();
        press(home, month->focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(home.ledger.catalogue().months.size(), 1u);
        QVERIFY(!home.ledger.catalogue().accounts.empty());
    }

    void aCurrencyIsFoundByItsName()
    {
        OpenWindow home;
        home.workspace.command(QStringLiteral("file.new"))->trigger();
        auto* dialog = home.window->findChild<NewLedgerDialog*>();
        auto* currency = dialog->findChild<QComboBox*>();
        QVERIFY(currency->findText(QStringLiteral("JPY"), Qt::MatchStartsWith) >= 0);
        QCOMPARE(currency->count(), int(Currency::codes().size()));

        currency->lineEdit()->setText(QStringLiteral("kwd"));
        press(home, dialog->focusWidget(), Qt::Key_Return);

        QTRY_VERIFY(home.ledger.isOpen());
        QCOMPARE(home.ledger.currency().exponent, 3);
    }

    void anUnknownCurrencyIsSaid()
    {
        OpenWindow home;
        home.workspace.command(QStringLiteral("file.new"))->trigger();
        auto* dialog = home.window->findChild<NewLedgerDialog*>();

        dialog->findChild<QComboBox*>()->lineEdit()->setText(QStringLiteral("Taler"));

        for (const QPushButton* const button : dialog->findChildren<QPushButton*>())
            QVERIFY(!button->isDefault() || !button->isEnabled());
    }

    void aRecentLedgerIsOneKeyAway()
    {
        OpenWindow home;
        makeLedger(home);
        home.workspace.command(QStringLiteral("file.close"))->trigger();
        home.settle();
        QTRY_VERIFY(!home.ledger.isOpen());
        QCOMPARE(home.window->currentPage(), PageId::Welcome);
        QVERIFY(!home.workspace.command(QStringLiteral("file.saveCopy"))->isEnabled());

        press(home, QApplication::focusWidget(), Qt::Key_Return);

        QTRY_VERIFY(home.ledger.isOpen());
    }

    void aCopyIsSavedAndNothingIsOverwritten()
    {
        OpenWindow home;
        makeLedger(home);
        const QString copy = home.folder.filePath(QStringLiteral("copy.db"));
        for (int i = 0; i < 2; ++i) {
            home.workspace.command(QStringLiteral("file.saveCopy"))->trigger();
            auto* dialog = home.window->findChild<QFileDialog*>();
            QVERIFY(dialog);
            emit dialog->fileSelected(copy);
            dialog->close();
            home.settle();
            QTRY_VERIFY(QFileInfo::exists(copy));
            const QDateTime written = QFileInfo(copy).lastModified();
            home.settle();
            QCOMPARE(QFileInfo(copy).lastModified(), written);
        }
    }

    void cardsLeadToOtherParts()
    {
        OpenWindow home;
        auto cards = home.window->findChildren<ChoiceCard*>();
        QCOMPARE(cards.size(), 3);
        for (ChoiceCard* const card : cards)
            QVERIFY(!card->accessibleDescription().isEmpty());
    }

private:
    static void press(OpenWindow& home, QWidget* widget, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QVERIFY(widget);
        QTest::keyClick(widget, key, modifiers);
        home.settle();
    }
    static void makeLedger(OpenWindow& home)
    {
        auto made = home.ledger.create(home.path(), QStringLiteral("Home"), *Currency::parse("EUR"));
        OpenWindow::waitFor(made);
        home.settle();
    }
};

QTEST_MAIN(WelcomePageTest)
#include "welcome_page_test.moc"
