#include "open_window.h"

#include "desktop/services/open_example.h"

using namespace qm;
using namespace qm::desktop;

class ExampleCommandTest final : public QObject {
    Q_OBJECT

private slots:
    void theExampleIsMadeOnceAndOpenedAgain()
    {
        OpenWindow open;
        QVERIFY(!open.ledger.isOpen());

        open.workspace.command(QStringLiteral("file.example"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(open.ledger.isOpen(), 20000);
        open.settle();

        QCOMPARE(open.ledger.path(), examplePath(open.preferences.folders()));
        QCOMPARE(open.ledger.catalogue().months.size(), 24u);
        QCOMPARE(open.window->currentPage(), PageId::Month);

        // What is changed in it is there when it is opened again.
        open.act([](Ledger& ledger) { return addCategory(ledger, { "Boat", "", "expense" }); });
        const std::size_t categories = open.ledger.catalogue().categories.size();
        QSignalSpy opened(&open.ledger, &LedgerService::opened);
        open.workspace.command(QStringLiteral("file.example"))->trigger();
        QTRY_COMPARE(opened.size(), 1);
        open.settle();

        QCOMPARE(open.ledger.catalogue().categories.size(), categories);
    }
};

QTEST_MAIN(ExampleCommandTest)
#include "example_command_test.moc"
