#include "desktop/models/category_model.h"
#include "desktop/models/cell_kind.h"
#include "desktop/models/template_entry_model.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QtTest>

using namespace qm;
using namespace qm::desktop;

namespace {

constexpr auto tester = QAbstractItemModelTester::FailureReportingMode::QtTest;

Uuid id(std::int64_t number)
{
    return DerivedId("test").add(number).uuid();
}

std::shared_ptr<Catalogue> catalogueOf(const std::vector<Category>& categories)
{
    auto catalogue = std::make_shared<Catalogue>();
    catalogue->currency = { "EUR", 2 };
    catalogue->categories = categories;
    return catalogue;
}

Template templateOf(const std::vector<std::pair<std::int64_t, const char*>>& entries)
{
    Template templ { id(100), "Usual", "", {} };
    for (const auto& [number, name] : entries)
        templ.entries.push_back({ id(number), templ.id, name, id(1), { -100 }, {} });
    return templ;
}

} // namespace

/// Tables that are edited in place and have a blank row at their end.
class EditableModelsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theBlankRowBecomesAnEntryWhenItIsWhole()
    {
        TemplateEntryModel model;
        QAbstractItemModelTester check(&model, tester);
        model.setTemplate(templateOf({}), catalogueOf({}));
        QSignalSpy typed(&model, &TemplateEntryModel::entryTyped);

        QCOMPARE(model.rowCount(), 1);
        model.setData(model.index(0, TemplateEntryModel::NameColumn), QStringLiteral(" Rent "));
        QVERIFY(!model.finishBlankRow());
        QCOMPARE(model.missingColumn(), int(TemplateEntryModel::CategoryColumn));
        model.setData(model.index(0, TemplateEntryModel::CategoryColumn), idBytes(id(1)));
        model.setData(model.index(0, TemplateEntryModel::PlannedColumn), qlonglong(-900'00));
        model.setData(model.index(0, TemplateEntryModel::DueColumn), 31);
        QVERIFY(model.finishBlankRow());

        QCOMPARE(typed.size(), 1);
        const auto draft = typed.first().first().value<TemplateEntryDraft>();
        QCOMPARE(draft.name, std::string("Rent"));
        QCOMPARE(draft.planned, (Money { -900'00 }));
        QCOMPARE(draft.dueDay, std::optional(31));
        QVERIFY(model.isBlankRowEmpty());
    }

    void whatStandsInTheBlankRowCanBeKept()
    {
        TemplateEntryModel model;
        model.setTemplate(templateOf({}), catalogueOf({}));
        model.setData(model.index(0, TemplateEntryModel::NameColumn), QStringLiteral("Rent"));
        model.setData(model.index(0, TemplateEntryModel::PlannedColumn), qlonglong(-900'00));
        const QJsonObject draft = model.blankRowDraft();

        TemplateEntryModel other;
        other.setTemplate(templateOf({}), catalogueOf({}));
        other.setBlankRowDraft(draft);

        QCOMPARE(other.index(0, 0).data().toString(), QStringLiteral("Rent"));
        QCOMPARE(other.index(0, TemplateEntryModel::PlannedColumn).data(Qt::EditRole).toLongLong(), -900'00);
    }

    void anEditTellsTheCell()
    {
        TemplateEntryModel model;
        QAbstractItemModelTester check(&model, tester);
        model.setTemplate(templateOf({ { 1, "Rent" } }), catalogueOf({}));
        QSignalSpy edited(&model, &TemplateEntryModel::edited);

        QVERIFY(model.setData(model.index(0, TemplateEntryModel::PlannedColumn), qlonglong(-200)));
        QVERIFY(!model.setData(model.index(0, TemplateEntryModel::PlannedColumn), qlonglong(-200)));
        QVERIFY(!model.setData(model.index(0, TemplateEntryModel::NameColumn), QStringLiteral(" ")));

        QCOMPARE(edited.size(), 1);
        QCOMPARE(model.index(0, TemplateEntryModel::PlannedColumn).data().toString(), QStringLiteral("2.00"));
    }

    void aNewCategoryIsAskedFor()
    {
        TemplateEntryModel model;
        model.setTemplate(templateOf({}), catalogueOf({}));
        QSignalSpy typed(&model, &TemplateEntryModel::categoryTyped);

        model.setData(model.index(0, TemplateEntryModel::CategoryColumn), QStringLiteral("Garden"));

        QCOMPARE(typed.size(), 1);
        QCOMPARE(typed.first().at(1).toString(), QStringLiteral("Garden"));
    }

    void rowsKeepTheirPlaceWhenTheLedgerChanges()
    {
        TemplateEntryModel model;
        QAbstractItemModelTester check(&model, tester);
        model.setTemplate(templateOf({ { 1, "A" }, { 2, "B" }, { 3, "C" } }), catalogueOf({}));
        const QPersistentModelIndex held = model.index(2, 1);
        const QPersistentModelIndex blank = model.index(3, 0);

        model.setTemplate(templateOf({ { 3, "C" }, { 4, "D" }, { 1, "A" } }), catalogueOf({}));

        QCOMPARE(held.row(), 0);
        QCOMPARE(held.column(), 1);
        QCOMPARE(blank.row(), 3);
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("D"));
        QCOMPARE(model.order(), (std::vector<Uuid> { id(3), id(4), id(1) }));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void categoriesAreEditedInPlace()
    {
        CategoryModel model;
        QAbstractItemModelTester check(&model, tester);
        QSignalSpy edited(&model, &CategoryModel::edited);
        model.setCatalogue(catalogueOf({ { id(1), "Food", "Living", "expense", false } }));
        model.setUses({ { id(1), 7 } });

        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, CategoryModel::UsesColumn).data().toString(), QStringLiteral("7 entries"));
        QVERIFY(model.setData(model.index(0, CategoryModel::KindColumn), QStringLiteral("saving")));
        QVERIFY(model.setData(model.index(0, CategoryModel::ArchivedColumn), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(model.setData(model.index(0, CategoryModel::GroupColumn), QString()));
        QVERIFY(!model.setData(model.index(0, CategoryModel::NameColumn), QString()));

        QCOMPARE(edited.size(), 3);
        QCOMPARE(model.index(0, CategoryModel::KindColumn).data().toString(), QStringLiteral("Saving"));
    }

    void theBlankRowBecomesACategory()
    {
        CategoryModel model;
        QAbstractItemModelTester check(&model, tester);
        model.setCatalogue(catalogueOf({}));
        QSignalSpy typed(&model, &CategoryModel::categoryTyped);

        QVERIFY(!model.finishBlankRow());
        model.setData(model.index(0, CategoryModel::NameColumn), QStringLiteral("Pay"));
        model.setData(model.index(0, CategoryModel::KindColumn), QStringLiteral("income"));
        QVERIFY(model.finishBlankRow());

        QCOMPARE(typed.first().first().value<CategoryDraft>().kind, std::string("income"));
        QVERIFY(model.isBlankRowEmpty());
        model.setCatalogue(catalogueOf({ { id(1), "Pay", "", "income", false } }));
        QCOMPARE(model.rowCount(), 2);
    }
};

QTEST_GUILESS_MAIN(EditableModelsTest)
#include "editable_models_test.moc"
