#include "example_home.h"
#include "open_window.h"

#include "desktop/models/category_model.h"
#include "desktop/models/template_entry_model.h"
#include "desktop/widgets/categories_dialog.h"
#include "desktop/widgets/edit_table.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>

using namespace qm;
using namespace qm::desktop;

/// Templates and categories, edited in place.
class TemplatesPageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init()
    {
        m_home = std::make_unique<OpenWindow>(example_home::fill);
        m_home->workspace.setCurrentMonth({ 2026, 5 });
        m_home->showPage(PageId::Templates);
        m_table = page().findChild<EditTable*>();
    }
    void cleanup() { m_home.reset(); }

    void anEntryIsAddedByTypingIntoTheBlankRow()
    {
        m_table->setFocus();
        m_table->setCurrentIndex(m_table->model()->index(5, TemplateEntryModel::NameColumn));
        type(QStringLiteral("Garden"));
        press(Qt::Key_Tab);
        type(QStringLiteral("Home"));
        press(Qt::Key_Tab);
        press(Qt::Key_Tab);
        type(QStringLiteral("35"));
        press(Qt::Key_Return);

        QTRY_COMPARE(entries().size(), 6u);
        QCOMPARE(entries().back().name, std::string("Garden"));
        QCOMPARE(entries().back().planned, (Money { -35'00 }));
        QCOMPARE(m_table->model()->rowCount(), 7);
    }

    void aCategoryThatIsMissingIsMade()
    {
        auto* model = static_cast<TemplateEntryModel*>(m_table->model());
        model->setData(model->index(5, TemplateEntryModel::CategoryColumn), QStringLiteral("Garden"));
        m_home->settle();

        QCOMPARE(m_home->ledger.catalogue().categories.size(), 5u);
        QCOMPARE(model->index(5, TemplateEntryModel::CategoryColumn).data().toString(), QStringLiteral("Garden"));
    }

    void aCellIsChangedInPlace()
    {
        m_table->setFocus();
        m_table->setCurrentIndex(m_table->model()->index(1, TemplateEntryModel::DueColumn));
        type(QStringLiteral("32"));
        press(Qt::Key_Return);
        QCOMPARE(entries()[1].dueDay, std::optional(3)); // no such day
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
        type(QStringLiteral("31"));
        press(Qt::Key_Return);

        QTRY_COMPARE(entries()[1].dueDay, std::optional(31));
        QCOMPARE(m_home->ledger.catalogue().undoAct, std::string("template_entry.edit"));
    }

    void entriesMoveAndGo()
    {
        m_table->setFocus();
        m_table->setCurrentIndex(m_table->model()->index(1, 0));
        QTest::keyClick(m_table, Qt::Key_Up, Qt::AltModifier);
        m_home->settle();
        QCOMPARE(entries()[0].name, std::string("Rent"));
        QCOMPARE(m_table->currentIndex().row(), 0); // it goes along
        QTest::keyClick(m_table, Qt::Key_Delete);
        m_home->settle();

        QCOMPARE(entries().size(), 4u);
        m_home->workspace.command(QStringLiteral("edit.undo"))->trigger();
        m_home->settle();
        QCOMPARE(entries().size(), 5u);
    }

    void aTemplateIsMadeOfThisMonthAndNamed()
    {
        m_home->workspace.command(QStringLiteral("template.ofMonth"))->trigger();
        m_home->settle();
        type(QStringLiteral("Spring"));
        press(Qt::Key_Return);

        QTRY_COMPARE(m_home->ledger.catalogue().templates.back().name, std::string("Spring"));
        QCOMPARE(m_home->ledger.catalogue().templates.back().entries.size(), 5u);
    }

    void templatesAreDuplicatedAndDeleted()
    {
        m_home->workspace.command(QStringLiteral("template.duplicate"))->trigger();
        m_home->settle();
        QCOMPARE(m_home->ledger.catalogue().templates.size(), 2u);
        m_home->workspace.command(QStringLiteral("template.delete"))->trigger();
        m_home->settle();
        QCOMPARE(m_home->ledger.catalogue().templates.size(), 1u);
        m_home->workspace.command(QStringLiteral("template.delete"))->trigger();
        m_home->settle();

        QVERIFY(m_home->ledger.catalogue().templates.empty());
        QVERIFY(!m_home->workspace.command(QStringLiteral("template.use"))->isEnabled());
    }

    void anUnfinishedRowIsKept()
    {
        auto* model = static_cast<TemplateEntryModel*>(m_table->model());
        model->setData(model->index(5, TemplateEntryModel::NameColumn), QStringLiteral("Garden"));
        const std::string id = m_home->ledger.catalogue().templates.front().id.text();

        const QJsonObject draft = m_home->drafts.draft(QStringLiteral("template.entry/") + QString::fromStdString(id));

        QCOMPARE(draft.value(QStringLiteral("name")).toString(), QStringLiteral("Garden"));
    }

    void aRowThatTheLedgerRefusesComesBack()
    {
        auto* model = static_cast<TemplateEntryModel*>(m_table->model());
        m_table->setFocus();
        m_table->setCurrentIndex(model->index(5, TemplateEntryModel::NameColumn));
        type(QStringLiteral("Garden"));
        press(Qt::Key_Tab);
        type(QStringLiteral("Home"));
        press(Qt::Key_Tab);
        press(Qt::Key_Tab);
        type(QStringLiteral("35"));
        const QString away = m_home->path() + QStringLiteral(".away");
        QVERIFY(QFile::rename(m_home->path(), away)); // the file goes in the same moment
        press(Qt::Key_Return);

        QTRY_COMPARE(model->index(5, TemplateEntryModel::NameColumn).data().toString(), QStringLiteral("Garden"));
        QVERIFY(QFile::rename(away, m_home->path()));
        QCOMPARE(entries().size(), 5u);
        QVERIFY(!m_home->drafts
                     .draft(QStringLiteral("template.entry/")
                         + QString::fromStdString(m_home->ledger.catalogue().templates.front().id.text()))
                     .isEmpty());
    }

    void aHalfTypedCellComesBackAfterACrash()
    {
        m_table->setFocus();
        m_table->setCurrentIndex(m_table->model()->index(1, TemplateEntryModel::PlannedColumn));
        type(QStringLiteral("12+"));
        const QStringList names = m_home->drafts.unfinished(QStringLiteral("template.cell/"));
        QCOMPARE(names.size(), 1);
        const QJsonObject draft = m_home->drafts.draft(names.front());
        press(Qt::Key_Escape);
        QTRY_VERIFY(m_home->drafts.names(QStringLiteral("template.cell/")).isEmpty());

        m_home->drafts.put(names.front(), draft); // as a new start finds it
        press(Qt::Key_F2);

        const auto* const editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("12+"));
        press(Qt::Key_Escape);
    }

    void aHalfTypedNameStaysWithItsTemplate()
    {
        m_home->workspace.command(QStringLiteral("template.duplicate"))->trigger();
        m_home->settle();
        const Uuid other = m_home->ledger.catalogue().templates.front().id;
        type(QStringLiteral("Spring")); // into the name of the second one

        m_home->workspace.select(RowKey { Table::Template, other }); // as the palette does, without a click
        m_home->settle();

        QTRY_COMPARE(m_home->ledger.catalogue().templates.back().name, std::string("Spring"));
        QVERIFY(m_home->ledger.catalogue().templates.front().name != "Spring");
        QVERIFY(page().findChild<QLineEdit*>()->text() != QLatin1String("Spring"));
    }

    void categoriesAreNamedGroupedAndArchived()
    {
        m_home->workspace.command(QStringLiteral("edit.categories"))->trigger();
        m_home->settle();
        auto* table = m_home->window->findChild<CategoriesDialog*>()->findChild<EditTable*>();
        table->setFocus();
        table->setCurrentIndex(table->model()->index(4, 0));
        type(QStringLiteral("Garden"));
        press(Qt::Key_Return);
        QTRY_COMPARE(m_home->ledger.catalogue().categories.size(), 5u);

        table->setCurrentIndex(table->model()->index(4, 0));
        QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
        m_home->settle();
        QCOMPARE(m_home->ledger.catalogue().categories[3].name, std::string("Garden"));
        QTest::keyClick(table, Qt::Key_Delete);
        m_home->settle();
        QVERIFY(m_home->ledger.catalogue().categories.back().isArchived);
    }

    void aCategoryThatTheLedgerRefusesComesBack()
    {
        EditTable* table = showCategories();
        const QModelIndex blank = table->model()->index(4, CategoryModel::NameColumn);
        table->setCurrentIndex(blank);
        type(QStringLiteral("Garden"));
        press(Qt::Key_Tab);
        type(QStringLiteral("Home"));
        const QString away = m_home->path() + QStringLiteral(".away");
        QVERIFY(QFile::rename(m_home->path(), away)); // the file goes in the same moment
        press(Qt::Key_Return);

        QTRY_COMPARE(blank.data().toString(), QStringLiteral("Garden"));
        QVERIFY(QFile::rename(away, m_home->path()));
        QCOMPARE(m_home->ledger.catalogue().categories.size(), 4u);
        QCOMPARE(m_home->drafts.unfinished(QStringLiteral("category.")).size(), 1);
        m_home->window->findChild<CategoriesDialog*>()->close();
        m_home->settle();
        QVERIFY(m_home->drafts.unfinished(QStringLiteral("category.")).isEmpty()); // no start asks about it
        table = showCategories();
        QCOMPARE(table->model()->index(4, CategoryModel::NameColumn).data().toString(), QStringLiteral("Garden"));
        QCOMPARE(table->model()->index(4, CategoryModel::GroupColumn).data().toString(), QStringLiteral("Home"));
    }

    void aCellThatTheLedgerRefusesIsKept()
    {
        QSignalSpy notices(&m_home->workspace, &Workspace::noticed);
        const QModelIndex cell = m_table->model()->index(1, TemplateEntryModel::PlannedColumn);
        const QString before = cell.data().toString();
        m_table->setFocus();
        m_table->setCurrentIndex(cell);
        type(QStringLiteral("100+23"));
        const QString away = m_home->path() + QStringLiteral(".away");
        QVERIFY(QFile::rename(m_home->path(), away)); // the file goes in the same moment
        press(Qt::Key_Return);
        QTRY_COMPARE(notices.size(), 1);
        QVERIFY(notices.first().first().toString().startsWith(QStringLiteral("“100+23” was not taken over.")));
        QCOMPARE(cell.data().toString(), before);
        QVERIFY(QFile::rename(away, m_home->path()));

        m_home->showPage(PageId::Month);
        notices.first().at(3).value<std::function<void()>>()();
        m_home->settle();
        const auto* const editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("100+23"));
        press(Qt::Key_Return);

        QTRY_COMPARE(entries()[1].planned, (Money { -123'00 }));
        QTRY_VERIFY(m_home->drafts.names(QStringLiteral("template.cell/")).isEmpty());
    }

    void aCategoryCellThatTheLedgerRefusesIsKept()
    {
        EditTable* const table = showCategories();
        const QModelIndex cell = table->model()->index(1, CategoryModel::NameColumn);
        const QString before = cell.data().toString();
        table->setCurrentIndex(cell);
        type(QStringLiteral("Garden"));
        const QString away = m_home->path() + QStringLiteral(".away");
        QVERIFY(QFile::rename(m_home->path(), away)); // the file goes in the same moment
        press(Qt::Key_Return);
        QTRY_COMPARE(cell.data().toString(), before);
        QVERIFY(QFile::rename(away, m_home->path()));
        QCOMPARE(m_home->drafts.unfinished(QStringLiteral("category.")).size(), 1);

        table->setCurrentIndex(cell);
        press(Qt::Key_F2);
        press(Qt::Key_Return);

        QTRY_COMPARE(m_home->ledger.catalogue().categories[1].name, std::string("Garden"));
        QTRY_VERIFY(m_home->drafts.names(QStringLiteral("category.")).isEmpty());
    }

private:
    EditTable* showCategories()
    {
        m_home->workspace.command(QStringLiteral("edit.categories"))->trigger();
        m_home->settle();
        auto* const table = m_home->window->findChild<CategoriesDialog*>()->findChild<EditTable*>();
        table->setFocus();
        return table;
    }
    /// Key by key into what has the focus: the first one opens a cell's editor.
    static void type(const QString& text)
    {
        for (const QChar c : text)
            QTest::keyClick(QApplication::focusWidget(), c.toLatin1());
    }
    Page& page() { return m_home->window->page(PageId::Templates); }
    std::vector<TemplateEntry> entries() { return m_home->ledger.catalogue().templates.front().entries; }
    void press(Qt::Key key)
    {
        QTest::keyClick(QApplication::focusWidget(), key);
        m_home->settle();
    }

    std::unique_ptr<OpenWindow> m_home;
    EditTable* m_table = nullptr;
};

QTEST_MAIN(TemplatesPageTest)
#include "templates_page_test.moc"
