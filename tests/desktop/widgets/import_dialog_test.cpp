#include "open_window.h"

#include "desktop/models/display_text.h"
#include "desktop/models/import_model.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/csv_form.h"
#include "desktop/widgets/import_dialog.h"
#include "desktop/widgets/import_table.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTabWidget>
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

QString statement(const char* name)
{
    return QStringLiteral(QM_SOURCE_DIR "/tests/data/statements/") + QLatin1String(name);
}

/// A household with May 2026 open, and the dialog over a file.
struct Import {
    Import()
        : open([this](Ledger& ledger) {
            checking = must(addAccount(ledger, { "Giro", "checking", {}, "" }));
            savings = must(addAccount(ledger, { "Savings", "savings", {}, "" }));
            const Uuid food = must(addCategory(ledger, { "Food", "", "expense" }));
            may = must(openMonth(ledger, { 2026, 5 }, MonthStart::Blank, {}, false));
            groceries = must(addEntry(ledger, may, { "Groceries", food, { -400'00 }, "", "" }));
            must(addEntry(ledger, may, { "Rent", food, { -980'00 }, "", "" }));
        })
    {
    }
    ImportDialog& show(const QString& path)
    {
        // As a file manager drops it on the window.
        QMimeData data;
        data.setUrls({ QUrl::fromLocalFile(path) });
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(open.window.get(), &enter);
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(open.window.get(), &drop);
        dialog = open.window->findChild<ImportDialog*>();
        rest();
        return *dialog;
    }
    /// Until the session has done what it was asked for.
    void rest()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!dialog || dialog->session().work() == ImportSession::Work::None, 20000);
        open.settle();
    }
    ImportTable& table(int page = 0)
    {
        auto* tabs = dialog->findChild<QTabWidget*>();
        tabs->setCurrentIndex(page);
        return *tabs->widget(page)->findChild<ImportTable*>();
    }
    ChoiceBox& account(int page = 0)
    {
        return *dialog->findChild<QTabWidget*>()->widget(page)->findChild<ChoiceBox*>();
    }
    void chooseAccount(const QString& name, int page = 0)
    {
        dialog->findChild<QTabWidget*>()->setCurrentIndex(page);
        QLineEdit* const field = account(page).lineEdit();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, name);
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClick(field, Qt::Key_Tab);
        rest();
    }
    QPushButton& button(const char* text)
    {
        for (QPushButton* const button : dialog->findChildren<QPushButton*>()) {
            if (button->text().remove(QLatin1Char('&')).startsWith(QLatin1String(text)))
                return *button;
        }
        qFatal("there is no button %s", text);
    }
    QString text(int row, ImportModel::Column column, int page = 0)
    {
        return table(page).model()->index(row, column).data().toString();
    }
    bool isTicked(int row, int page = 0)
    {
        return table(page).model()->index(row, 0).data(ImportModel::ChosenRole).toBool();
    }
    void import()
    {
        QVERIFY(button("Import").isEnabled());
        dialog->activateWindow(); // a list of names that closes leaves no window active without a display
        open.settle();
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        rest();
        QVERIFY2(!dialog, dialog ? qPrintable(fault()) : "");
    }
    QString fault()
    {
        for (const QLabel* const label : dialog->findChildren<QLabel*>()) {
            if (label->accessibleName() == QLatin1String("What is wrong with the file"))
                return label->text();
        }
        return {};
    }
    std::vector<Posting> postings()
    {
        return open.ask([](Ledger& ledger) { return ledger.postings({}); });
    }
    std::int64_t changeSets()
    {
        return open.ask([](Ledger& ledger) -> Result<std::int64_t> {
            QM_ASSIGN(const auto history, ledger.history({}, 1000));
            return static_cast<std::int64_t>(history.size());
        });
    }
    void undo()
    {
        open.workspace.command(QStringLiteral("edit.undo"))->trigger();
        open.settle();
        open.settle();
    }

    Uuid checking, savings, may, groceries;
    OpenWindow open;
    QPointer<ImportDialog> dialog;
};

QString writeFile(const QTemporaryDir& folder, const char* name, const QByteArray& bytes)
{
    QFile file(folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", name);
    return file.fileName();
}

} // namespace

class ImportDialogTest final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void aFileOfTwoAccountsIsOneStep()
    {
        Import import;
        import.show(statement("tidewater_two_accounts.ofx"));
        QCOMPARE(import.dialog->findChild<QTabWidget*>()->count(), 2);
        QVERIFY(!import.button("Import").isEnabled()); // which account is which is not known yet

        import.chooseAccount(QStringLiteral("Giro"), 0);
        import.chooseAccount(QStringLiteral("Savings"), 1);
        const auto before = import.changeSets();
        import.import();

        const auto postings = import.postings();
        QCOMPARE(postings.size(), 6u);
        QCOMPARE(std::count_if(postings.begin(), postings.end(),
                     [&](const Posting& posting) { return posting.account == import.savings; }),
            2);
        QCOMPARE(import.changeSets(), before + 1);
        import.undo();
        QVERIFY(import.postings().empty());

        // The accounts are remembered by the bank's numbers.
        import.open.workspace.command(QStringLiteral("edit.redo"))->trigger();
        import.open.settle();
        import.show(statement("tidewater_two_accounts.ofx"));
        QCOMPARE(import.account(1).chosen(), std::optional(import.savings));
        QCOMPARE(import.text(0, ImportModel::StateColumn), QStringLiteral("Imported before"));
        QVERIFY(!import.isTicked(0));
        QVERIFY(!import.button("Import").isEnabled());
    }

    void entriesAreProposedAndChangedByKeys()
    {
        Import import;
        import.open.act([&](Ledger& ledger) -> Result<> {
            PostingDraft draft { "2026-05-01", { -10'00 }, import.checking, import.groceries, {}, "Market Hall", "", false };
        QM_TRY(addPosting(ledger, draft));
        return {};
    });
    import.show(statement("tidewater_two_accounts.ofx"));
    import.chooseAccount(QStringLiteral("Giro"), 0);
    import.chooseAccount(QStringLiteral("Savings"), 1);
    ImportTable& table = import.table(0);
    QCOMPARE(import.text(1, ImportModel::PayeeColumn), QStringLiteral("Market Hall"));
    QCOMPARE(import.text(1, ImportModel::EntryColumn), QStringLiteral("Groceries"));
    QCOMPARE(import.text(0, ImportModel::EntryColumn), QStringLiteral("no entry yet"));

    table.setFocus();
    table.selectRow(0);
    QTest::keyClick(&table, Qt::Key_Return);
    auto* const editor = table.findChild<ChoiceBox*>();
    QVERIFY(editor);
    QTest::keyClicks(editor->lineEdit(), QStringLiteral("rent"));
    QTest::keyClick(editor->lineEdit(), Qt::Key_Return);
    import.open.settle();
    QCOMPARE(import.text(0, ImportModel::EntryColumn), QStringLiteral("Rent"));
    QVERIFY(import.dialog); // Enter in a line does not import

    table.selectRow(3);
    QTest::keyClick(&table, Qt::Key_Space);
    QVERIFY(!import.isTicked(3));
    import.import();

    const auto postings = import.postings();
    QCOMPARE(postings.size(), 6u);
    for (const Posting& posting : postings) {
        QVERIFY(posting.payee != "Own savings" || posting.account == import.savings);
        if (posting.payee == "Market Hall")
            QCOMPARE(posting.entry, std::optional(import.groceries));
        if (posting.payee == "Lindenhof Estates")
            QVERIFY(posting.entry.has_value());
    }
}

    void manyLinesGetOneEntry()
{
    Import import;
    import.show(statement("tal_semicolon_utf8_bom.csv"));
    ImportTable& table = import.table();
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_A, Qt::ControlModifier);
    import.open.settle();

    auto* const model = static_cast<ImportModel*>(table.model());
    QCOMPARE(model->entryNames(table.selectedRows()), (QStringList { "Groceries", "Rent" }));
    for (QComboBox* const box : import.dialog->findChildren<QComboBox*>()) {
        if (box->accessibleName() == QLatin1String("Entry for the selected lines")) {
            box->setFocus();
            QTest::keyClick(box, Qt::Key_G); // Groceries
        }
    }
    import.open.settle();

    for (int row = 0; row < model->rowCount(); ++row)
        QCOMPARE(import.text(row, ImportModel::EntryColumn), QStringLiteral("Groceries"));
}

void aPostingTypedByHandLeavesItsLineOut()
{
    Import import;
        import.open.act([&](Ledger& ledger) -> Result<> {
            PostingDraft draft { "2026-05-03", { -61'48 }, import.checking, {}, {}, "Market", "", false };
        QM_TRY(addPosting(ledger, draft));
        return {};
});
import.show(statement("tidewater_two_accounts.ofx"));
import.chooseAccount(QStringLiteral("Giro"), 0);
import.chooseAccount(QStringLiteral("Savings"), 1);

QVERIFY(!import.isTicked(1));
QCOMPARE(import.text(1, ImportModel::StateColumn),
    QStringLiteral("Maybe there: %1, Market").arg(dayText(QDate(2026, 5, 3))));
import.import();
QCOMPARE(import.postings().size(), 6u); // one typed, five imported
}

void aClosedMonthIsLocked()
{
    Import import;
        import.open.act([&](Ledger& ledger) { return closeMonth(ledger, import.may);
});
import.show(statement("tal_semicolon_utf8_bom.csv"));

ImportTable& table = import.table();
QCOMPARE(import.text(0, ImportModel::StateColumn), QStringLiteral("May 2026 is closed"));
table.setFocus();
table.selectRow(0);
QTest::keyClick(&table, Qt::Key_Space);
QVERIFY(!import.isTicked(0));
QVERIFY(!import.button("Import").isEnabled());

// Reopened beside it, the lines can be imported; what is chosen follows.
        import.open.act([&](Ledger& ledger) { return reopenMonth(ledger, import.may);
        });
        import.rest();
        QVERIFY(import.isTicked(0));
        QVERIFY(import.button("Import").isEnabled());
        }

        void nothingIsWrittenBeforeThePersonAgrees()
        {
            Import import;
            const auto before = import.changeSets();
            import.show(statement("tal_semicolon_utf8_bom.csv"));
            import.chooseAccount(QStringLiteral("Savings"));

            QTest::keyClick(import.dialog, Qt::Key_Escape);
            import.open.settle();

            QVERIFY(!import.dialog);
            QCOMPARE(import.changeSets(), before);
            QVERIFY(import.postings().empty());
        }

        void monthsThatAreOpenedAreListed()
        {
            Import import;
            import.show(statement("tidewater_card.qfx"));
            import.chooseAccount(QStringLiteral("Giro"));

            const auto labels = import.dialog->findChildren<QLabel*>();
            const bool isListed = std::any_of(labels.begin(), labels.end(),
                [](const QLabel* label) { return label->text().contains(QStringLiteral("Opens ")); });
            const auto model = static_cast<ImportModel*>(import.table().model());
            QCOMPARE(isListed, !model->counts().opens.empty());
        }

        void aTableIsCorrectedAndReadAgain()
        {
            Import import;
            const QString path = writeFile(import.open.folder, "odd.csv",
                "When,Who,What,How much\n2026-05-03,Market,Bread,5.00\n2026-05-04,Ada,Lunch,7.50\n");
            import.show(path);
            QCOMPARE(import.text(0, ImportModel::AmountColumn),
                QLocale().negativeSign().isEmpty() ? QString() : QStringLiteral("5.00"));

            for (QToolButton* const fold : import.dialog->findChildren<QToolButton*>()) {
                if (fold->isCheckable())
                    QTest::keyClick(fold, Qt::Key_Space);
            }
            auto* const form = import.dialog->findChild<CsvForm*>();
            QVERIFY(form->isVisible());
            for (QCheckBox* const box : form->findChildren<QCheckBox*>()) {
                if (box->text().startsWith(QStringLiteral("Turn all signs"))) {
                    QTest::keyClick(box, Qt::Key_Space);
                    break; // what is read again may take other boxes away
                }
            }
            import.rest();

            QVERIFY(import.text(0, ImportModel::AmountColumn).endsWith(QStringLiteral("5.00")));
            QVERIFY(import.text(0, ImportModel::AmountColumn).size() == 5); // a minus in front
            QVERIFY(form->isVisible());
            import.import();
            QCOMPARE(import.postings().front().amount, (Money { -5'00 }));
        }

        void pagesReadAgainAreShownBeforeTheWorkEnds()
        {
            Import import;
            import.show(writeFile(import.open.folder, "odd.csv", "Date,Payee,Amount\n2026-05-03,Market,-5.00\n"));
            ImportSession& session = import.dialog->session();
            const auto before = session.preview();
            const ImportPage* shown = nullptr;
            QObject::connect(&session, &ImportSession::workChanged, import.dialog, [&] {
                if (session.work() == ImportSession::Work::None)
                    shown = static_cast<ImportModel*>(import.table().model())->page();
            });

            session.read(session.path(), session.options());
            import.rest();

            QVERIFY(session.preview() != before);
            QCOMPARE(shown, &session.preview()->pages[0]);
        }

        void anotherColumnIsRead()
        {
            Import import;
            const QString path = writeFile(import.open.folder, "swapped.csv",
                "Date,Payee,Memo,Amount\n2026-05-03,Bread,Market,-5.00\n2026-05-04,Lunch,Ada,-7.50\n");
            import.show(path);
            QCOMPARE(import.text(0, ImportModel::PayeeColumn), QStringLiteral("Bread"));

            auto* const form = import.dialog->findChild<CsvForm*>();
            for (const auto& [label, key] : { std::pair { "Column of payees", "3" }, { "Column of memos", "2" } }) {
                for (QLabel* const words : form->findChildren<QLabel*>()) {
                    if (words->text() == QLatin1String(label)) {
                        QTest::keyClicks(words->buddy(), QLatin1String(key));
                        break; // what is read again may take other labels away
                    }
                }
            }
            import.rest();

            QCOMPARE(import.text(0, ImportModel::PayeeColumn), QStringLiteral("Market"));
            QCOMPARE(import.text(0, ImportModel::MemoColumn), QStringLiteral("Bread"));
        }

        void aBadFileSaysTheLine()
        {
            Import import;
            const QString path = writeFile(import.open.folder, "bad.csv",
                "Date,Payee,Amount\n2026-05-03,Market,-5.00\n2026-05-04,Ada,-5.00\n2026-05-33,Ada,-7.50\n");
            import.show(path);

            const auto labels = import.dialog->findChildren<QLabel*>();
            const bool isSaid = std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->text().contains(QStringLiteral("line 4"));
            });
            QVERIFY(isSaid);
            QVERIFY(!import.button("Import").isEnabled());
        }

        void aNewAccountIsMadeByTheImport()
        {
            Import import;
            import.show(statement("tal_semicolon_utf8_bom.csv"));
            import.chooseAccount(QStringLiteral("A new acc"));
            QCOMPARE(import.open.ledger.catalogue().accounts.size(), 2u);
            import.import();

            QCOMPARE(import.open.ledger.catalogue().accounts.size(), 3u);
            import.undo();
            QCOMPARE(import.open.ledger.catalogue().accounts.size(), 2u);
            QVERIFY(import.postings().empty());
        }

        void whatWasChosenComesBackAfterACrash()
        {
            Import import;
            const QString path = writeFile(import.open.folder, "swapped.csv",
                "Date,Payee,Memo,Amount\n2026-05-03,Bread,Market,-5.00\n2026-05-04,Lunch,Ada,-7.50\n");
            import.show(path);
            QVERIFY(import.open.drafts.names(QStringLiteral("import/")).isEmpty()); // nothing is changed yet
            CsvShape shape = import.dialog->session().preview()->csv;
            std::swap(shape.columns.payee, shape.columns.memo);
            shape.headerLine = 0;
            emit import.dialog->findChild<CsvForm*>()->corrected(shape);
            import.rest();
            import.chooseAccount(QStringLiteral("Savings"));
            auto* model = static_cast<ImportModel*>(import.table().model());
            model->setEntryNamed({ 0 }, QStringLiteral("Rent"));
            model->setChosen({ 1 }, false);
            const QStringList names = import.open.drafts.unfinished(QStringLiteral("import/"));
            QCOMPARE(names.size(), 1);

            delete import.dialog; // as a crash leaves it
            ImportDialog* const again
                = ImportDialog::ofDraft(import.open.workspace, names.front(), import.open.window.get());
            QVERIFY(again);
            again->show();
            import.dialog = again;
            import.rest();

            QCOMPARE(import.text(0, ImportModel::PayeeColumn), QStringLiteral("Market"));
            QCOMPARE(import.account().chosen(), std::optional(import.savings));
            QCOMPARE(import.text(0, ImportModel::EntryColumn), QStringLiteral("Rent"));
            QVERIFY(import.isTicked(0));
            QVERIFY(!import.isTicked(1));
            QCOMPARE(import.open.drafts.unfinished(QStringLiteral("import/")), names);
            import.import();
            QCOMPARE(import.postings().size(), 1u);
            QCOMPARE(import.postings().front().account, import.savings);
            QVERIFY(import.open.drafts.names(QStringLiteral("import/")).isEmpty());
        }

        void aCancelledImportIsOfferedAgain()
        {
            Import import;
            const QString path = writeFile(import.open.folder, "card.csv",
                "Date,Payee,Memo,Amount\n2026-05-03,Bread,Market,-5.00\n2026-05-04,Lunch,Ada,-7.50\n");
            import.show(path);
            import.chooseAccount(QStringLiteral("A new acc"));
            for (QLineEdit* const field : import.dialog->findChildren<QLineEdit*>()) {
                if (field->accessibleName() == QLatin1String("Name of the new account")) {
                    field->selectAll();
                    QTest::keyClicks(field, QStringLiteral("Purse"));
                    QTest::keyClick(field, Qt::Key_Return);
                }
            }
            import.rest();
            ImportTable& table = import.table();
            table.setFocus();
            table.selectRow(1);
            QTest::keyClick(&table, Qt::Key_Space);
            import.dialog->reject();
            import.open.settle();
            QVERIFY(import.open.drafts.unfinished(QStringLiteral("import/")).isEmpty()); // no start asks about it
            QCOMPARE(import.open.drafts.names(QStringLiteral("import/")).size(), 1);

            import.show(path);
            QVERIFY(import.isTicked(1));
            QVERIFY(import.button("Go on with it").isVisible());
            import.button("Go on with it").click();
            import.rest();

            QVERIFY(!import.isTicked(1));
            QVERIFY(!import.button("Go on with it").isVisible());
            import.import();
            QCOMPARE(import.open.ledger.catalogue().accounts.size(), 3u);
            QCOMPARE(import.open.ledger.catalogue().accounts.back().name, std::string("Purse"));
            QCOMPARE(import.postings().size(), 1u);
        }

        void anotherFileOfThatNameIsNotMistaken()
        {
            Import import;
            const char* const head = "Date,Payee,Memo,Amount\n2026-05-03,Bread,Market,-5.00\n";
            const QString path = writeFile(import.open.folder, "card.csv", head);
            import.show(path);
            static_cast<ImportModel*>(import.table().model())->setChosen({ 0 }, false);
            const QStringList names = import.open.drafts.unfinished(QStringLiteral("import/"));
            QCOMPARE(names.size(), 1);
            delete import.dialog; // as a crash leaves it
            writeFile(import.open.folder, "card.csv", QByteArray(head) + "2026-05-04,Lunch,Ada,-7.50\n");

            QVERIFY(!ImportDialog::ofDraft(import.open.workspace, names.front(), import.open.window.get()));
            QVERIFY(import.open.drafts.unfinished(QStringLiteral("import/")).isEmpty());
            import.show(path);
            QVERIFY(import.isTicked(0));
        }

        void theModelHolds()
        {
            Import import;
            import.show(statement("tal_semicolon_utf8_bom.csv"));
            ImportModel model;
            const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

            model.setPage(import.dialog->session().preview(), 0, *Currency::parse("EUR"));
            model.setChosen({ 0, 1 }, false);
            QVERIFY(model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole));
            model.setEntryNamed({ 0 }, QStringLiteral("Rent"));
            model.setAccess(ImportModel::Access::None);
            QVERIFY(!model.index(0, 0).data().isValid());
            model.setAccess(ImportModel::Access::Change);

            QCOMPARE(model.counts().chosen, model.rowCount() - 1);
            model.setPage(nullptr, 0, *Currency::parse("EUR"));
            QCOMPARE(model.rowCount(), 0);
        }

        void aHundredThousandLinesNeverStopTheWindow()
        {
            Import import;
            QByteArray bytes("Date,Payee,Memo,Amount\n");
            for (int i = 0; i < 100'000; ++i) {
                const QDate day = QDate(2016, 1, 1).addDays(i / 28);
                bytes += day.toString(Qt::ISODate).toLatin1() + ",Shop " + QByteArray::number(i % 400) + ",,-"
                    + QByteArray::number(i % 90 + 1) + ".25\n";
            }
            const QString path = writeFile(import.open.folder, "large.csv", bytes);
            QElapsedTimer heart;
            qint64 longest = 0;
            QTimer beat;
            connect(&beat, &QTimer::timeout, this, [&] { longest = std::max(longest, heart.restart()); });
            beat.start(1);
            heart.start();

            auto* const dialog = new ImportDialog(import.open.workspace, path, import.open.window.get());
            dialog->show();
            import.dialog = dialog;
            heart.restart();
            QTRY_VERIFY_WITH_TIMEOUT(dialog->session().work() == ImportSession::Work::None, 60000);
            for (int i = 0; i < 20; ++i)
                QCoreApplication::processEvents();

            QCOMPARE(import.table().model()->rowCount(), 100'000);
            qInfo("the longest the window stood still: %lld ms", static_cast<long long>(longest));
            QVERIFY2(longest < 150, qPrintable(QString::number(longest))); // a debug build on a busy machine
        }
        }
        ;

        QTEST_MAIN(ImportDialogTest)
#include "import_dialog_test.moc"
