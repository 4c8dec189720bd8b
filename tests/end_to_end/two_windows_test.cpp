#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include "tests/bench/proxy.h"
#include "tests/end_to_end/server.h"

using namespace qm::test;

namespace {

constexpr int patienceMs = 20'000;

/// A display of its own for the windows of this test.
class Display {
public:
    bool start()
    {
        // Xvfb chooses a free number and writes it to the descriptor given.
        m_process.setProgram(QStringLiteral("Xvfb"));
        m_process.setArguments({ QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
            QStringLiteral("0"), QStringLiteral("2600x1000x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp") });
        m_process.start();
        if (!m_process.waitForReadyRead(patienceMs))
            return false;
        m_name = QLatin1Char(':') + QString::fromLatin1(m_process.readLine()).trimmed();
        return true;
    }
    ~Display()
    {
        m_process.terminate();
        m_process.waitForFinished(patienceMs);
    }
    const QString& name() const { return m_name; }

private:
    QProcess m_process;
    QString m_name;
};

/// The program in a window of its own, driven from here.
class Window {
public:
    Window(const QString& ledger, const QString& dataDir, const QString& display)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISPLAY"), display);
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(QM_DRIVEN_WINDOW), { ledger, dataDir });
    }
    ~Window()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.closeWriteChannel(); // the driver quits
        if (!m_process.waitForFinished(patienceMs))
            m_process.kill();
    }

    QJsonObject ask(const QJsonObject& command)
    {
        m_process.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(patienceMs))
                return {};
        }
        return QJsonDocument::fromJson(m_process.readLine()).object();
    }
    bool keys(const char* keys) { return done({ { "do", "keys" }, { "keys", QLatin1String(keys) } }); }
    bool type(const char* text) { return done({ { "do", "type" }, { "text", QLatin1String(text) } }); }
    bool click(const char* name) { return done({ { "do", "click" }, { "name", QLatin1String(name) } }); }
    bool focus(const char* name) { return done({ { "do", "focus" }, { "name", QLatin1String(name) } }); }
    /// Plans another amount for an entry that has the name of its category, as a person does who knows the keys.
    bool plan(const char* entry, const char* amount)
    {
        const auto failed = [](const char* step) {
            qWarning("planning failed at %s", step);
            return false;
        };
        if (!keys("Ctrl+K"))
            return failed("Ctrl+K");
        if (!type(entry) || !QTest::qWaitFor([&] { return shows(QStringLiteral("Entries")); }, patienceMs)
            || !keys("Down") || !keys("Return"))
            return failed("the palette");
        if (!keys("F2") || !keys("Tab") || !keys("Tab"))
            return failed("the cells");
        return type(amount) && keys("Return") ? true : failed("the amount");
    }
    bool shows(const QString& text)
    {
        const QJsonArray texts = ask({ { "do", "texts" } }).value(QStringLiteral("texts")).toArray();
        return std::any_of(texts.begin(), texts.end(), [&](const auto& one) { return one.toString().contains(text); });
    }
    QString texts()
    {
        QStringList all;
        for (const auto& text : ask({ { "do", "texts" } }).value(QStringLiteral("texts")).toArray()) {
            if (!text.toString().isEmpty())
                all << text.toString();
        }
        return all.join(QStringLiteral(" | "));
    }
    /// As a lack of power would.
    void killAtOnce()
    {
        m_process.kill();
        m_process.waitForFinished(patienceMs);
    }

private:
    bool done(const QJsonObject& command) { return ask(command).value(QStringLiteral("done")).toBool(); }

    QProcess m_process;
};

} // namespace

/// Two desktops as two people have them: real windows on a display, a daemon behind a TLS proxy.
class TwoWindowsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(m_display.start(), "needs Xvfb: scripts/setup --test");
        m_server = std::make_unique<Server>(m_folder.filePath(QStringLiteral("server")), Server::Serves::Plain);
        QVERIFY(m_server->start());
        QVERIFY(startProxy());
        for (const QString& name : { QStringLiteral("first"), QStringLiteral("second") })
            QVERIFY(QDir(m_folder.path()).mkpath(name));
        m_firstCli = std::make_unique<Cli>(ledger("first"));
        m_secondCli = std::make_unique<Cli>(ledger("second"));
        QVERIFY(m_firstCli->initHousehold());
        QCOMPARE(m_firstCli->run(connection("First", m_server->code())).code, 0);
        QCOMPARE(m_firstCli->run({ "sync" }).code, 0);
        QCOMPARE(m_secondCli->run(connection("Second", m_server->code(QStringLiteral("Home")))).code, 0);
    }

    void anEditInOneAppearsInTheOther();
    void withoutTheNetworkBothGoOnAndAConflictIsSettledByAClick();
    void whatIsHalfTypedComesBackAfterAKill();

    void cleanupTestCase()
    {
        m_first.reset();
        m_second.reset();
        m_proxy.reset();
        if (m_server)
            QVERIFY(m_server->stop());
    }

private:
    QString ledger(const char* name) const
    {
        return m_folder.filePath(QStringLiteral("%1/ledger.db").arg(QLatin1String(name)));
    }
    QString dataDir(const char* name) const
    {
        return m_folder.filePath(QStringLiteral("%1/data").arg(QLatin1String(name)));
    }
    QStringList connection(const QString& device, const QString& code) const
    {
        return { "connect", "--server", QStringLiteral("https://127.0.0.1:%1").arg(m_port), "--ca",
            m_server->certificate().certificateFile, "--device", device, "--code", code };
    }
    bool startProxy();
    void openWindows();

    QTemporaryDir m_folder;
    Display m_display;
    std::unique_ptr<Server> m_server;
    std::optional<qm::bench::Proxy> m_proxy;
    std::uint16_t m_port = 0;
    std::unique_ptr<Cli> m_firstCli;
    std::unique_ptr<Cli> m_secondCli;
    std::unique_ptr<Window> m_first;
    std::unique_ptr<Window> m_second;
};

bool TwoWindowsTest::startProxy()
{
    const Certificate& certificate = m_server->certificate();
    auto started = qm::bench::Proxy::start(m_folder.path().toStdString(), std::uint16_t(m_server->port()),
        { certificate.certificateFile.toStdString(), certificate.keyFile.toStdString(), {} }, m_port);
    if (!started || !*started)
        return false; // needs caddy: scripts/setup --test
    m_proxy.emplace(**std::move(started));
    m_port = m_proxy->port();
    return true;
}

void TwoWindowsTest::openWindows()
{
    if (!m_first)
        m_first = std::make_unique<Window>(ledger("first"), dataDir("first"), m_display.name());
    if (!m_second)
        m_second = std::make_unique<Window>(ledger("second"), dataDir("second"), m_display.name());
    QTRY_VERIFY_WITH_TIMEOUT(m_first->shows(QStringLiteral("Groceries")), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_second->shows(QStringLiteral("Groceries")), patienceMs);
}

void TwoWindowsTest::anEditInOneAppearsInTheOther()
{
    openWindows();

    QVERIFY(m_first->keys("Ctrl+N"));
    QVERIFY(m_first->focus("Payee") && m_first->type("Night market"));
    QVERIFY(m_first->focus("Amount") && m_first->type("12+0.50"));
    QVERIFY(m_first->keys("Return"));

    QTRY_VERIFY2_WITH_TIMEOUT(
        m_second->shows(QStringLiteral("Night market")), qPrintable(m_first->texts()), patienceMs);
}

void TwoWindowsTest::withoutTheNetworkBothGoOnAndAConflictIsSettledByAClick()
{
    openWindows();
    m_proxy.reset();

    QVERIFY(m_first->plan("Groceries", "450"));
    QVERIFY(m_second->plan("Groceries", "480"));
    QTRY_VERIFY_WITH_TIMEOUT(m_first->shows(QStringLiteral("450.00")), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_second->shows(QStringLiteral("480.00")), patienceMs);
    QVERIFY(startProxy());

    QVERIFY(m_first->keys("F5") && m_second->keys("F5"));
    QTRY_VERIFY2_WITH_TIMEOUT(
        m_first->shows(QStringLiteral("Attention (1)")), qPrintable(m_first->texts()), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_second->shows(QStringLiteral("Attention (1)")), patienceMs);
    QVERIFY(m_second->keys("Ctrl+6"));
    // Not QTRY_VERIFY, which would click once more.
    QVERIFY2(QTest::qWaitFor([this] { return m_second->click("Take "); }, patienceMs), qPrintable(m_second->texts()));

    QTRY_VERIFY_WITH_TIMEOUT(!m_first->shows(QStringLiteral("Attention (1)")), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!m_second->shows(QStringLiteral("Attention (1)")), patienceMs);
    const auto planned = [](const Cli& cli) {
        return cli.list({ "entry", "list", "--month", "2026-05" }, QStringLiteral("entries"))
            .first()
            .toObject()[QStringLiteral("planned")]
            .toString();
    };
    QCOMPARE(planned(*m_firstCli), planned(*m_secondCli));
}

void TwoWindowsTest::whatIsHalfTypedComesBackAfterAKill()
{
    openWindows();
    QVERIFY(m_first->keys("Ctrl+1") && m_first->keys("Ctrl+N"));
    QVERIFY(m_first->focus("Payee") && m_first->type("Half a wo"));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(ledger("first") + QStringLiteral(".drafts")), patienceMs);

    m_first->killAtOnce();
    m_first.reset();
    openWindows();

    QTRY_VERIFY2_WITH_TIMEOUT(m_first->shows(QStringLiteral("Half a wo")), qPrintable(m_first->texts()), patienceMs);
    QVERIFY(m_first->shows(QStringLiteral("Night market"))); // and what was recorded is there
}

QTEST_GUILESS_MAIN(TwoWindowsTest)
#include "two_windows_test.moc"
