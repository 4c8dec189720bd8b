#include "open_window.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>

#include "desktop/widgets/connect_dialog.h"
#include "desktop/widgets/refusable_edit.h"
#include "tests/desktop/services/certificate.h"
#include "tests/desktop/services/test_server.h"

using namespace qm;
using namespace qm::desktop;
using qm::test::TestServer;

namespace {

constexpr const char* instance = "9ad00000-0000-4000-8000-000000000001";
constexpr const char* device = "5b1e0000-0000-4000-8000-000000000002";
constexpr const char* ledger = "e2c40000-0000-4000-8000-000000000003";

QByteArray pairedWith(const QByteArray& ledgers)
{
    return QByteArray(R"({"device":{"uuid":")") + device + R"(","no":1},"token":"qmd1.a.b","ledgers":[)" + ledgers
        + R"(],"server":{"instance":")" + instance + R"(","now":1}})";
}

QByteArray home()
{
    return QByteArray(R"({"id":")") + ledger + R"(","name":"Home","right":"owner"})";
}

/// The dialog as a person has it in hand.
class Hand {
public:
    explicit Hand(OpenWindow& open) : m_open(open) { }

    ConnectDialog* dialog() const { return m_open.window->findChild<ConnectDialog*>(); }
    void press() const
    {
        m_open.workspace.command(QStringLiteral("server.connect"))->trigger();
        if (!QTest::qWaitForWindowActive(dialog()))
            qFatal("the dialog does not come to the front");
    }
    RefusableEdit* field(const QString& name) const
    {
        for (auto* const edit : dialog()->findChildren<RefusableEdit*>()) {
            if (edit->accessibleName() == name)
                return edit;
        }
        qFatal("no field %s", qPrintable(name));
    }
    RefusableEdit* address() const { return field(QStringLiteral("Server's address")); }
    RefusableEdit* code() const { return field(QStringLiteral("Code")); }
    void fill(const QString& url) const
    {
        address()->setFocus();
        address()->selectAll();
        QTest::keyClicks(address(), url);
        QTest::keyClick(dialog()->focusWidget(), Qt::Key_Tab);
        if (code()->text().isEmpty())
            QTest::keyClicks(code(), QStringLiteral("bcdfghjk"));
        auto* consent = dialog()->findChild<QCheckBox*>();
        if (!consent->isChecked()) {
            consent->setFocus();
            QTest::keyClick(consent, Qt::Key_Space);
        }
    }
    void enter() const { QTest::keyClick(code(), Qt::Key_Return); }
    bool isIdle() const { return dialog()->findChild<QDialogButtonBox*>()->buttons().constFirst()->isEnabled(); }
    /// Every sentence that is marked as a fault now.
    QString faults() const
    {
        QString all;
        for (auto* const edit : dialog()->findChildren<RefusableEdit*>()) {
            if (edit->isMarked())
                all += edit->accessibleName() + QStringLiteral(": ") + edit->fault() + QLatin1Char('\n');
        }
        return all;
    }
    bool shows(const QString& words) const
    {
        for (const auto* const label : dialog()->findChildren<QLabel*>()) {
            if (label->isVisibleTo(dialog()) && label->text().contains(words))
                return true;
        }
        return false;
    }

private:
    OpenWindow& m_open;
};

} // namespace

class ConnectDialogTest : public QObject {
    Q_OBJECT

private slots:
    void aCodeIsShownAsItIsWritten();
    void aLinkFillsEverything();
    void aPartOfALinkIsSaidToBeOne();
    void whatIsMissingIsMarkedBeforeAnythingIsSent();
    void anUnknownNameMarksTheAddress();
    void aServerThatIsNotThereMarksTheAddress();
    void aSelfMadeCertificateAsksForItsFile();
    void anotherProgramMarksTheAddress();
    void aUsedCodeMarksTheCode();
    void nothingTypedIsLostAndItCanBeTriedAgain();
    void itCanBeStoppedWhileTheServerIsSilent();
    void withoutALedgerThereIsOnlyFetching();
    void anInvitationToAnotherLedgerAsksWhatToDo();
};

void ConnectDialogTest::aCodeIsShownAsItIsWritten()
{
    OpenWindow open;
    const Hand hand(open);
    hand.press();

    QTest::keyClicks(hand.code(), QStringLiteral("bcdfgh jk"));

    QCOMPARE(hand.code()->text(), QStringLiteral("BCDF-GHJK"));
    QTest::keyClick(hand.code(), Qt::Key_Home);
    QTest::keyClick(hand.code(), Qt::Key_Delete);
    QCOMPARE(hand.code()->text(), QStringLiteral("CDFG-HJK"));
    QTest::keyClick(hand.code(), Qt::Key_B);
    QCOMPARE(hand.code()->text(), QStringLiteral("BCDF-GHJK"));
    QCOMPARE(hand.code()->cursorPosition(), 1);
}

void ConnectDialogTest::aLinkFillsEverything()
{
    OpenWindow open;
    const Hand hand(open);
    hand.press();

    hand.code()->setFocus();
    QGuiApplication::clipboard()->setText(
        QStringLiteral(" quartermaster://pair?server=https://box.lan:8443&code=BCDF-GHJK&key=sha256:")
        + QString(64, QLatin1Char('a')) + QLatin1Char('\n'));
    QTest::keyClick(hand.code(), Qt::Key_V, Qt::ControlModifier);

    QCOMPARE(hand.address()->text(), QStringLiteral("https://box.lan:8443"));
    QCOMPARE(hand.code()->text(), QStringLiteral("BCDF-GHJK"));
    QVERIFY(!hand.field(QStringLiteral("This device's name"))->text().isEmpty());
    QVERIFY(hand.shows(QStringLiteral("exactly that server")));
}

void ConnectDialogTest::aPartOfALinkIsSaidToBeOne()
{
    OpenWindow open;
    const Hand hand(open);

    ConnectDialog::openWithLink(open.workspace, open.window.get(), QStringLiteral("quartermaster://pair?server=x"));

    QVERIFY(hand.shows(QStringLiteral("Copy all of it")));
}

void ConnectDialogTest::whatIsMissingIsMarkedBeforeAnythingIsSent()
{
    OpenWindow open;
    const Hand hand(open);
    hand.press();

    hand.enter();
    QVERIFY2(hand.faults().contains(QStringLiteral("address is missing")), qPrintable(hand.faults()));
    QCOMPARE(hand.dialog()->focusWidget(), hand.address());
    QTest::keyClicks(hand.address(), QStringLiteral("http://box.lan"));
    hand.enter();
    QVERIFY2(hand.faults().contains(QStringLiteral("no server's address")), qPrintable(hand.faults()));
    hand.address()->selectAll();
    QTest::keyClicks(hand.address(), QStringLiteral("127.0.0.1:9"));
    hand.enter();
    QVERIFY2(hand.faults().contains(QStringLiteral("eight letters")), qPrintable(hand.faults()));
    QTest::keyClicks(hand.code(), QStringLiteral("BCDFGHJK"));
    hand.enter();
    QVERIFY(hand.shows(QStringLiteral("Without its token")));
    QVERIFY(hand.isIdle());
}

void ConnectDialogTest::anUnknownNameMarksTheAddress()
{
    OpenWindow open;
    const Hand hand(open);
    hand.press();
    hand.fill(QStringLiteral("https://no-such-box.invalid"));

    hand.enter();

    QTRY_VERIFY_WITH_TIMEOUT(hand.isIdle(), 15'000);
    QVERIFY2(hand.faults().startsWith(QStringLiteral("Server's address: ")), qPrintable(hand.faults()));
}

void ConnectDialogTest::aServerThatIsNotThereMarksTheAddress()
{
    OpenWindow open;
    const Hand hand(open);
    hand.press();
    int port = 0;
    {
        const TestServer gone([](const TestServer::Request&) { return TestServer::Reply {}; });
        port = gone.port();
    }
    hand.fill(QStringLiteral("https://127.0.0.1:%1").arg(port));

    hand.enter();

    QTRY_VERIFY(hand.isIdle());
    QVERIFY2(
        hand.faults().contains(QStringLiteral("Nothing answers at 127.0.0.1:%1").arg(port)), qPrintable(hand.faults()));
    QCOMPARE(hand.dialog()->focusWidget(), hand.address());
}

void ConnectDialogTest::aSelfMadeCertificateAsksForItsFile()
{
    const QTemporaryDir folder;
    const auto certificate = qm::test::makeCertificate(folder.path(), QStringLiteral("server"));
    QVERIFY2(!certificate.certificateFile.isEmpty(), "the tests need the openssl program");
    const TestServer server(
        [](const TestServer::Request&) { return TestServer::Reply { TestServer::json(pairedWith(home())) }; },
        certificate.certificateFile, certificate.keyFile);
    OpenWindow open;
    const Hand hand(open);
    hand.press();
    hand.fill(QStringLiteral("https://127.0.0.1:%1").arg(server.port()));

    hand.enter();

    QTRY_VERIFY(hand.isIdle());
    QVERIFY2(hand.faults().contains(QStringLiteral("vouches for the certificate")), qPrintable(hand.faults()));
    auto* const file = hand.field(QStringLiteral("Certificate's file (PEM)"));
    QVERIFY(file->isVisible() && hand.dialog()->focusWidget() == file);
    QVERIFY(server.requests().isEmpty()); // the code went to nobody
    QTest::keyClicks(file, folder.filePath(QStringLiteral("nothing.pem")));
    hand.enter();
    QVERIFY2(hand.faults().contains(QStringLiteral("no such file")), qPrintable(hand.faults()));
    file->selectAll();
    QTest::keyClicks(file, certificate.keyFile);
    hand.enter();
    QVERIFY2(hand.faults().contains(QStringLiteral("cannot be used")), qPrintable(hand.faults()));
    file->selectAll();
    QTest::keyClicks(file, certificate.certificateFile);
    hand.enter();
    QTRY_VERIFY(!server.requests().isEmpty());
    QTRY_VERIFY(hand.isIdle());
}

void ConnectDialogTest::anotherProgramMarksTheAddress()
{
    const TestServer server([](const TestServer::Request&) {
        return TestServer::Reply { TestServer::http(200, "Content-Type: text/html\r\n", "<h1>Please sign in</h1>") };
    });
    OpenWindow open;
    const Hand hand(open);
    hand.press();
    hand.fill(QStringLiteral("http://127.0.0.1:%1").arg(server.port()));

    hand.enter();

    QTRY_VERIFY(hand.isIdle());
    QVERIFY2(hand.faults().contains(QStringLiteral("not a Quartermaster server")), qPrintable(hand.faults()));
}

void ConnectDialogTest::aUsedCodeMarksTheCode()
{
    const TestServer server([](const TestServer::Request&) {
        return TestServer::Reply { TestServer::http(
            403, "Content-Type: application/json\r\n", R"({"error":"code_refused","detail":"no"})") };
    });
    OpenWindow open;
    const Hand hand(open);
    hand.press();
    hand.fill(QStringLiteral("http://127.0.0.1:%1").arg(server.port()));

    hand.enter();

    QTRY_VERIFY(hand.isIdle());
    QVERIFY2(hand.faults().startsWith(QStringLiteral("Code: The server does not accept this invitation.")),
        qPrintable(hand.faults()));
    QCOMPARE(hand.dialog()->focusWidget(), hand.code());
    QTest::keyClick(hand.code(), Qt::Key_X);
    QVERIFY(hand.faults().isEmpty() || hand.faults().contains(QStringLiteral("eight letters")));
}

void ConnectDialogTest::nothingTypedIsLostAndItCanBeTriedAgain()
{
    std::atomic<int> asked = 0;
    const TestServer server([&](const TestServer::Request&) {
        return ++asked == 1 ? TestServer::Reply { TestServer::http(503, "Retry-After: 1\r\n", "") }
                            : TestServer::Reply { TestServer::http(
                                403, "Content-Type: application/json\r\n", R"({"error":"code_refused"})") };
    });
    OpenWindow open;
    const Hand hand(open);
    hand.press();
    const QString url = QStringLiteral("http://127.0.0.1:%1").arg(server.port());
    hand.fill(url);

    hand.enter();
    QTRY_VERIFY(hand.isIdle());
    QVERIFY(hand.shows(QStringLiteral("The server is busy.")));
    QCOMPARE(hand.address()->text(), url);
    QCOMPARE(hand.code()->text(), QStringLiteral("BCDF-GHJK"));
    hand.enter();

    QTRY_COMPARE(asked.load(), 2);
    QTRY_VERIFY(hand.isIdle());
    QCOMPARE(hand.code()->text(), QStringLiteral("BCDF-GHJK"));
}

void ConnectDialogTest::itCanBeStoppedWhileTheServerIsSilent()
{
    const TestServer server([](const TestServer::Request&) { return TestServer::Reply { {}, false, 1500 }; });
    OpenWindow open;
    const Hand hand(open);
    hand.press();
    hand.fill(QStringLiteral("http://127.0.0.1:%1").arg(server.port()));
    hand.enter();
    QTRY_VERIFY(!server.requests().isEmpty());

    QElapsedTimer timer;
    timer.start();
    QTest::keyClick(hand.dialog(), Qt::Key_Escape);

    QTRY_VERIFY(!hand.dialog());
    QVERIFY(timer.elapsed() < 1000);
}

void ConnectDialogTest::withoutALedgerThereIsOnlyFetching()
{
    const TestServer server(
        [](const TestServer::Request&) { return TestServer::Reply { TestServer::json(pairedWith({})) }; });
    OpenWindow open;
    const Hand hand(open);
    hand.press();
    for (const auto* const choice : hand.dialog()->findChildren<QRadioButton*>())
        QVERIFY(!choice->isVisible());
    hand.fill(QStringLiteral("http://127.0.0.1:%1").arg(server.port()));

    hand.enter();

    QTRY_VERIFY(hand.isIdle());
    QVERIFY(hand.shows(QStringLiteral("no ledger for this device")));
    QTRY_COMPARE(server.requests().size(), 2); // the device that is of no use is given up
    QVERIFY(server.requests().last().head.contains("/revoke"));
}

void ConnectDialogTest::anInvitationToAnotherLedgerAsksWhatToDo()
{
    const TestServer server(
        [](const TestServer::Request&) { return TestServer::Reply { TestServer::json(pairedWith(home())) }; });
    OpenWindow open([](Ledger&) {});
    const Hand hand(open);
    QTRY_COMPARE(open.sync.state().path, open.ledger.path());
    hand.press();
    QVERIFY(hand.dialog()->findChildren<QRadioButton*>().constFirst()->isChecked());
    hand.fill(QStringLiteral("http://127.0.0.1:%1").arg(server.port()));

    hand.enter();

    auto* const list = hand.dialog()->findChild<QListWidget*>();
    QTRY_VERIFY(list->isVisible());
    QCOMPARE(list->count(), 2);
    QCOMPARE(list->item(0)->text(), QStringLiteral("Fetch “Home” into a new file here"));
    QVERIFY(list->item(1)->text().contains(QStringLiteral("Send “Home”")));
    QTest::keyClick(hand.dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!hand.dialog());
    QTRY_COMPARE(server.requests().size(), 2);
    QVERIFY(server.requests().last().head.contains("/revoke"));
}

QTEST_MAIN(ConnectDialogTest)
#include "connect_dialog_test.moc"
