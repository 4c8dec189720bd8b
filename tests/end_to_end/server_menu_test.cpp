#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QTreeView>

#include "desktop/widgets/connect_dialog.h"
#include "desktop/widgets/devices_dialog.h"
#include "desktop/widgets/invite_dialog.h"
#include "desktop/widgets/refusable_edit.h"
#include "desktop/widgets/salvage_dialog.h"
#include "desktop/widgets/sync_details.h"
#include "desktop/widgets/sync_status.h"
#include "tests/desktop/widgets/open_window.h"
#include "tests/end_to_end/server.h"

using namespace qm;
using namespace qm::desktop;
using qm::test::Server;

namespace {

constexpr int patienceMs = 20'000; ///< of a machine that does much else

QPushButton* buttonOf(QWidget* dialog, const QString& text)
{
    for (auto* const button : dialog->findChildren<QPushButton*>()) {
        if (button->text().remove(QLatin1Char('&')) == text)
            return button;
    }
    qFatal("no button %s", qPrintable(text));
}

/// What a dialog that should be gone says.
QList<QLabel*> dialogWords(OpenWindow& open)
{
    QList<QLabel*> shown;
    if (auto* const dialog = open.window->findChild<ConnectDialog*>()) {
        for (auto* const label : dialog->findChildren<QLabel*>()) {
            if (label->isVisible())
                shown << label;
        }
    }
    return shown;
}

} // namespace

/// The Server menu and the status bar, in two windows over one real daemon.
class ServerMenuTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void connectsFetchesAndKeepsBothTogether();
    void tellsThatTheServerIsAway();
    void invitesAndRemovesADevice();
    void disconnectsAfterAQuestion();
    void saysThatThereIsNothingToSalvage();

private:
    void connectWithLink(OpenWindow& open, const QString& link);
    void connectFirst();
    static void isSynced(OpenWindow& open)
    {
        const bool isIt
            = QTest::qWaitFor([&] { return status(open).startsWith(QStringLiteral("Synced")); }, patienceMs);
        const auto& error = open.sync.state().error;
        QVERIFY2(isIt, qPrintable(status(open) + (error ? QString::fromStdString(": " + error->detail) : QString())));
    }
    static QString status(OpenWindow& open) { return open.window->findChild<SyncStatus*>()->text(); }
    static void press(OpenWindow& open, const char* command)
    {
        QAction* const action = open.workspace.command(QLatin1String(command));
        QVERIFY(action->isEnabled());
        action->trigger();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<OpenWindow> m_first;
    Uuid m_account;
};

void ServerMenuTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<Server>(m_folder->path());
    QVERIFY2(!m_server->certificate().certificateFile.isEmpty(), "the tests need the openssl program");
    QVERIFY(m_server->start());
    m_first = std::make_unique<OpenWindow>([this](Ledger& ledger) {
        m_account = *addAccount(ledger, { "Checking", "checking", {}, "" });
        QVERIFY(openMonth(ledger, YearMonth { 2026, 5 }, MonthStart::Blank, {}, false));
    });
}

void ServerMenuTest::cleanup()
{
    m_first.reset();
    QVERIFY(m_server->stop());
    m_server.reset();
}

/// By keys alone.
void ServerMenuTest::connectWithLink(OpenWindow& open, const QString& link)
{
    press(open, "server.connect");
    auto* const dialog = open.window->findChild<ConnectDialog*>();
    QVERIFY(dialog);
    QGuiApplication::clipboard()->setText(link);
    auto* const address = dialog->findChild<RefusableEdit*>();
    address->setFocus();
    QTest::keyClick(address, Qt::Key_V, Qt::ControlModifier);
    auto* const consent = dialog->findChild<QCheckBox*>();
    consent->setFocus();
    QTest::keyClick(consent, Qt::Key_Space);
    QTest::keyClick(consent, Qt::Key_Return);
    const bool isGone = QTest::qWaitFor([&] { return !open.window->findChild<ConnectDialog*>(); }, patienceMs);
    QStringList words;
    for (const auto* const label : dialogWords(open))
        words << label->text();
    QVERIFY2(isGone, qPrintable(words.join(QLatin1Char('\n'))));
}

void ServerMenuTest::connectFirst()
{
    connectWithLink(*m_first, m_server->link());
    isSynced(*m_first);
}

void ServerMenuTest::connectsFetchesAndKeepsBothTogether()
{
    QCOMPARE(status(*m_first), QStringLiteral("Saved here"));
    QVERIFY(!m_first->workspace.command(QStringLiteral("server.sync"))->isEnabled());
    connectFirst();
    OpenWindow second;

    connectWithLink(second, m_server->link(QStringLiteral("Home")));
    QTRY_VERIFY_WITH_TIMEOUT(second.ledger.isOpen(), patienceMs);
    PostingDraft draft;
    draft.date = "2026-05-03";
    draft.amount = Money { -1250 };
    draft.account = m_account;
    draft.payee = "Bakery";
    m_first->act([&](Ledger& ledger) { return addPosting(ledger, draft); });

    QTRY_COMPARE_WITH_TIMEOUT(
        second.ask([](Ledger& ledger) { return ledger.postings({}); }).size(), std::size_t(1), patienceMs);
    isSynced(second);
    QCOMPARE(second.ledger.catalogue().ledgerName, QStringLiteral("Home"));
    QCOMPARE(second.path(), second.ledger.path());
}

void ServerMenuTest::tellsThatTheServerIsAway()
{
    connectFirst();
    QVERIFY(m_server->stop());
    m_first->act([&](Ledger& ledger) { return addAccount(ledger, { "Cash", "cash", {}, "" }); });

    QTRY_VERIFY_WITH_TIMEOUT(status(*m_first).startsWith(QStringLiteral("Offline, 1 change")), patienceMs);
    auto* const button = m_first->window->findChild<SyncStatus*>();
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    auto* const details = m_first->window->findChild<SyncDetails*>();
    QVERIFY(details && details->isVisible());
    QStringList words;
    for (const auto* const label : details->findChildren<QLabel*>())
        words << label->text();
    QVERIFY2(words.contains(QStringLiteral("The server cannot be reached.")), qPrintable(words.join(u' ')));
    QVERIFY(words.contains(m_server->url()));
    QVERIFY(m_server->start());
    QTest::mouseClick(buttonOf(details, QStringLiteral("Sync now")), Qt::LeftButton);
    QVERIFY(!details->isVisible());
    isSynced(*m_first);
}

void ServerMenuTest::invitesAndRemovesADevice()
{
    connectFirst();
    press(*m_first, "server.invite");
    auto* const invite = m_first->window->findChild<InviteDialog*>();
    QVERIFY(invite);
    QTest::keyClick(invite, Qt::Key_Return);
    QTRY_VERIFY(invite->findChild<QLineEdit*>()->isVisible());
    QTest::mouseClick(buttonOf(invite, QStringLiteral("Copy link")), Qt::LeftButton);
    const QString link = QGuiApplication::clipboard()->text();
    QVERIFY2(link.startsWith(QStringLiteral("quartermaster://pair?server=")), qPrintable(link));
    invite->close();
    OpenWindow second;
    connectWithLink(second, link);
    QTRY_VERIFY_WITH_TIMEOUT(second.ledger.isOpen(), patienceMs);

    press(*m_first, "server.devices");
    auto* const devices = m_first->window->findChild<DevicesDialog*>();
    QVERIFY(devices);
    auto* const view = devices->findChild<QTreeView*>();
    QTRY_COMPARE(view->model()->rowCount(), 2);
    QVERIFY(!buttonOf(devices, QStringLiteral("End access…"))->isEnabled()); // not this one's own
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_F2);
    auto* const name = view->findChild<QLineEdit*>();
    QVERIFY(name);
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Netbook"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(view->model()->index(1, 0).data().toString(), QStringLiteral("Netbook"));
    QTest::mouseClick(buttonOf(devices, QStringLiteral("End access…")), Qt::LeftButton);
    QTest::mouseClick(buttonOf(devices, QStringLiteral("End its access")), Qt::LeftButton);

    QTRY_COMPARE(view->model()->index(1, 2).data().toString(), QStringLiteral("Access has ended"));
    second.sync.syncNow();
    QTRY_COMPARE_WITH_TIMEOUT(status(second), QStringLiteral("Needs attention"), patienceMs);
    // A new invitation lets it in again, and what waited goes out.
    second.act([](Ledger& ledger) { return addAccount(ledger, { "Cash", "cash", {}, "" }); });
    devices->close();
    connectWithLink(second, m_server->link(QStringLiteral("Home")));
    isSynced(second);
    QTRY_COMPARE_WITH_TIMEOUT(
        m_first->ask([](Ledger& ledger) { return ledger.accounts(); }).size(), std::size_t(2), patienceMs);
}

void ServerMenuTest::disconnectsAfterAQuestion()
{
    connectFirst();

    press(*m_first, "server.disconnect");
    auto* question = m_first->window->findChild<QMessageBox*>();
    QVERIFY(question);
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(!m_first->window->findChild<QMessageBox*>());
    QVERIFY(status(*m_first).startsWith(QStringLiteral("Synced")));
    press(*m_first, "server.disconnect");
    question = m_first->window->findChild<QMessageBox*>();
    QTest::mouseClick(buttonOf(question, QStringLiteral("Disconnect")), Qt::LeftButton);

    QTRY_COMPARE_WITH_TIMEOUT(status(*m_first), QStringLiteral("Saved here"), patienceMs);
    QVERIFY(!QFile::exists(m_first->path() + QStringLiteral(".token")));
}

void ServerMenuTest::saysThatThereIsNothingToSalvage()
{
    connectFirst();

    press(*m_first, "server.salvage");
    auto* const dialog = m_first->window->findChild<SalvageDialog*>();
    QVERIFY(dialog);

    const auto* const words = dialog->findChild<QLabel*>();
    QTRY_VERIFY_WITH_TIMEOUT(words->text().contains(QStringLiteral("nothing to bring back")), patienceMs);
    QVERIFY(!buttonOf(dialog, QStringLiteral("Bring it back"))->isEnabled());
}

QTEST_MAIN(ServerMenuTest)
#include "server_menu_test.moc"
