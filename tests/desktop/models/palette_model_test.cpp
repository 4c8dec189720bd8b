#include "desktop/models/palette_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace qm::desktop;

class PaletteModelTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_model = std::make_unique<PaletteModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void allWordsAreFoundInAnyOrder()
    {
        QVERIFY(
            PaletteModel::scoreOf(QStringLiteral("Open a month…"), QStringLiteral("Month"), QStringLiteral("mon op"))
            > 0);
        QCOMPARE(
            PaletteModel::scoreOf(QStringLiteral("Open a month…"), QStringLiteral("Month"), QStringLiteral("mon x")),
            0);
    }

    void caseAndAccentsDoNotMatter()
    {
        QVERIFY(PaletteModel::scoreOf(QStringLiteral("Café Möller"), {}, QStringLiteral("CAFE moller")) > 0);
        QVERIFY(PaletteModel::scoreOf(QStringLiteral("Cafe"), {}, QStringLiteral("café")) > 0);
    }

    void beginningsCountMost()
    {
        const auto score = [](const char* text) {
            return PaletteModel::scoreOf(QString::fromLatin1(text), {}, QStringLiteral("mark"));
        };
        QVERIFY(score("Market") > score("The market"));
        QVERIFY(score("The market") > score("Supermarket"));
        QVERIFY(score("Mark") > score("Market"));
        QVERIFY(score("Supermarket") > 0);
    }

    void initialsAreEnough()
    {
        QVERIFY(PaletteModel::scoreOf(QStringLiteral("Open a month"), {}, QStringLiteral("om")) > 0);
    }

    void resultsStandInSections()
    {
        m_model->setItems({ item(PaletteItem::Kind::Command, "Open a month", 0),
            item(PaletteItem::Kind::Payee, "Monoprix", 1), item(PaletteItem::Kind::Command, "Close the month", 2) });

        m_model->setQuery(QStringLiteral("mon"));

        QCOMPARE(texts(),
            (QStringList { QStringLiteral("Payees"), QStringLiteral("Monoprix"), QStringLiteral("Commands"),
                QStringLiteral("Open a month"), QStringLiteral("Close the month") }));
        QVERIFY(!(m_model->flags(m_model->index(0)) & Qt::ItemIsSelectable));
        QCOMPARE(m_model->index(1).data(PaletteModel::NumberRole).toInt(), 1);
        m_model->setQuery(QStringLiteral("nowhere"));
        QCOMPARE(m_model->rowCount(), 0);
    }

    void nothingTypedOffersCommandsAndPlaces()
    {
        m_model->setItems(
            { item(PaletteItem::Kind::Payee, "Market", 0), item(PaletteItem::Kind::Page, "Accounts", 1) });

        QCOMPARE(texts(), (QStringList { QStringLiteral("Pages"), QStringLiteral("Accounts") }));
    }

    void whatIsNotPossibleNowComesLast()
    {
        PaletteItem closed = item(PaletteItem::Kind::Command, "Reopen", 0);
        closed.isEnabled = false;
        m_model->setItems({ closed, item(PaletteItem::Kind::Command, "Set the reopening date", 1) });

        m_model->setQuery(QStringLiteral("reopen"));

        QCOMPARE(texts().last(), QStringLiteral("Reopen"));
        QVERIFY(!(m_model->flags(m_model->index(2)) & Qt::ItemIsEnabled));
    }

    void aLargeLedgerIsSearchedWhileTyping()
    {
        std::vector<PaletteItem> items;
        for (int i = 0; i < 20'000; ++i)
            items.push_back(item(PaletteItem::Kind::Payee, "Some payee with a name", i));
        m_model->setItems(std::move(items));
        m_tester.reset(); // it looks at every row

        QElapsedTimer timer;
        timer.start();
        m_model->setQuery(QStringLiteral("pay na"));

        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed()))); // a slow, shared machine
        QVERIFY(m_model->rowCount() > 1);
    }

private:
    static PaletteItem item(PaletteItem::Kind kind, const char* text, int number)
    {
        return { kind, QString::fromLatin1(text), {}, {}, true, number };
    }
    QStringList texts() const
    {
        QStringList texts;
        for (int row = 0; row < m_model->rowCount(); ++row)
            texts << m_model->index(row).data().toString();
        return texts;
    }

    std::unique_ptr<PaletteModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(PaletteModelTest)
#include "palette_model_test.moc"
