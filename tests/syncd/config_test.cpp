#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "syncd/config.h"

#include <map>

using namespace qm::syncd;

namespace {

using Variables = std::map<std::string, std::string>;

qm::Result<Config> read(const Variables& variables)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : variables)
        names.push_back(name);
    return readConfig(
        [&](const std::string& name) {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        },
        names);
}

} // namespace

class ConfigTest final : public QObject {
    Q_OBJECT
private slots:
    void init();
    void hasDefaults();
    void readsDatabaseUrls_data();
    void readsDatabaseUrls();
    void serveWantsAnAbsolutePath();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void readsTheTwinAndStripsOneLineEnd();
    void refusesAVariableTogetherWithItsTwin();
    void emptyCountsAsNotSet();
    void takesAPemHandedOutAsAFile();
    void printsNoSecret();
    void noticesMisspeltVariables();

private:
    std::string file(const char* name, const QByteArray& content);
    std::unique_ptr<QTemporaryDir> m_dir;
};

void ConfigTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

std::string ConfigTest::file(const char* name, const QByteArray& content)
{
    QFile out(m_dir->filePath(QLatin1String(name)));
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
        qFatal("cannot write %s", name);
    return out.fileName().toStdString();
}

void ConfigTest::hasDefaults()
{
    const auto config = read({});

    QVERIFY(config);
    QCOMPARE(config->registryPath, std::string("/data/quartermaster.db"));
    QCOMPARE(config->ledgersDir(), std::string("/data/ledgers"));
    QCOMPARE(config->backupDir, std::string("/data/backups"));
    QCOMPARE(config->listen.text(), std::string("0.0.0.0:8000"));
    QVERIFY(config->publicUrl.empty());
    QVERIFY(config->trustedProxies.empty());
    QVERIFY(!config->metricsListen);
    QVERIFY(config->logLevel == LogLevel::Info);
    QVERIFY(config->checkForServing());
}

void ConfigTest::readsDatabaseUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("path"); // empty: refused
    QTest::addColumn<bool>("isRelative");

    QTest::newRow("four slashes") << "sqlite:////data/quartermaster.db"
                                  << "/data/quartermaster.db" << false;
    QTest::newRow("three slashes") << "sqlite:///data/quartermaster.db"
                                   << "data/quartermaster.db" << true;
    QTest::newRow("two slashes") << "sqlite://data/quartermaster.db"
                                 << "" << false;
    QTest::newRow("an escape") << "sqlite:////my%20data/q.db"
                               << "/my data/q.db" << false;
    QTest::newRow("a blank") << "sqlite:////my data/q.db"
                             << "/my data/q.db" << false;
    QTest::newRow("half an escape") << "sqlite:////data/q%2"
                                    << "" << false;
    QTest::newRow("an escaped NUL") << "sqlite:////data/q%00.db"
                                    << "" << false;
    QTest::newRow("options") << "sqlite:////data/q.db?mode=ro"
                             << "" << false;
    QTest::newRow("in memory") << "sqlite:///:memory:"
                               << "" << false;
    QTest::newRow("no file") << "sqlite:////data/"
                             << "" << false;
    QTest::newRow("nothing") << "sqlite:///"
                             << "" << false;
    QTest::newRow("a path") << "/data/quartermaster.db"
                            << "" << false;
    QTest::newRow("PostgreSQL") << "postgresql://host/db"
                                << "" << false;
}

void ConfigTest::readsDatabaseUrls()
{
    QFETCH(const QString, url);
    QFETCH(const QString, path);

    const auto database = parseDatabaseUrl(url.toStdString());

    QCOMPARE(database.has_value(), !path.isEmpty());
    if (!database)
        return;
    QCOMPARE(database->path, path.toStdString());
    QTEST(database->isRelative, "isRelative");
}

void ConfigTest::serveWantsAnAbsolutePath()
{
    const auto config = read({ { "QUARTERMASTER_DB_URL", "sqlite:///data/quartermaster.db" } });

    QVERIFY(config);
    const auto checked = config->checkForServing();
    QVERIFY(!checked);
    QVERIFY(checked.error().detail.find("four: sqlite:////data/quartermaster.db") != std::string::npos);
}

void ConfigTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");

    QTest::newRow("database") << "QUARTERMASTER_DB_URL"
                              << "mysql://x";
    QTest::newRow("PostgreSQL") << "QUARTERMASTER_DB_URL"
                                << "postgresql://x/y";
    QTest::newRow("address") << "QUARTERMASTER_LISTEN"
                             << "8000";
    QTest::newRow("public URL without scheme") << "QUARTERMASTER_PUBLIC_URL"
                                               << "money.example.org";
    QTest::newRow("public URL with a user") << "QUARTERMASTER_PUBLIC_URL"
                                            << "https://a:b@money.example.org";
    QTest::newRow("public URL with a query") << "QUARTERMASTER_PUBLIC_URL"
                                             << "https://money.example.org/?a=b";
    QTest::newRow("public URL without a host") << "QUARTERMASTER_PUBLIC_URL"
                                               << "https:///x";
    QTest::newRow("proxies") << "QUARTERMASTER_TRUSTED_PROXIES"
                             << "traefik";
    QTest::newRow("level") << "QUARTERMASTER_LOG_LEVEL"
                           << "verbose";
    QTest::newRow("metrics") << "QUARTERMASTER_METRICS_LISTEN"
                             << "yes";
    QTest::newRow("two lines") << "QUARTERMASTER_LISTEN"
                               << "0.0.0.0:1\n0.0.0.0:2";
    QTest::newRow("not UTF-8") << "QUARTERMASTER_BACKUP_DIR" << QString::fromLatin1("\xC3\x28");
}

void ConfigTest::saysWhatIsWrong()
{
    QFETCH(const QString, variable);
    QFETCH(const QString, value);
    const bool isLatin = QLatin1String(QTest::currentDataTag()) == QLatin1String("not UTF-8");

    const auto config
        = read({ { variable.toStdString(), isLatin ? value.toLatin1().toStdString() : value.toStdString() } });

    QVERIFY(!config);
    QCOMPARE(config.error().code, qm::ErrorCode::Invalid);
    QVERIFY2(config.error().detail.starts_with(variable.toStdString() + ": "), config.error().detail.c_str());
    QVERIFY(config.error().detail.find('\n') == std::string::npos);
}

void ConfigTest::readsTheTwinAndStripsOneLineEnd()
{
    const std::string path = file("listen", "127.0.0.1:81\n");

    const auto config = read({ { "QUARTERMASTER_LISTEN_FILE", path } });
    const auto twice = read({ { "QUARTERMASTER_LISTEN_FILE", file("twice", "127.0.0.1:81\n\n") } });
    const auto missing = read({ { "QUARTERMASTER_LISTEN_FILE", path + ".not" } });
    const auto empty = read({ { "QUARTERMASTER_LISTEN_FILE", file("empty", "") } });

    QVERIFY(config);
    QCOMPARE(config->listen.port, 81);
    QVERIFY(!twice);
    QVERIFY(!missing);
    QVERIFY(missing.error().detail.starts_with("QUARTERMASTER_LISTEN_FILE: "));
    QVERIFY(!empty);
}

void ConfigTest::refusesAVariableTogetherWithItsTwin()
{
    const std::string path = file("listen", "127.0.0.1:81\n");

    const auto both = read({ { "QUARTERMASTER_LISTEN", "127.0.0.1:82" }, { "QUARTERMASTER_LISTEN_FILE", path } });
    const auto oneIsEmpty = read({ { "QUARTERMASTER_LISTEN", "" }, { "QUARTERMASTER_LISTEN_FILE", path } });

    QVERIFY(!both);
    QVERIFY(both.error().detail.find("QUARTERMASTER_LISTEN_FILE") != std::string::npos);
    QVERIFY(oneIsEmpty);
    QCOMPARE(oneIsEmpty->listen.port, 81);
}

void ConfigTest::emptyCountsAsNotSet()
{
    // As compose.yml hands on what .env does not say.
    const auto config = read({ { "QUARTERMASTER_METRICS_LISTEN", "" }, { "QUARTERMASTER_LOG_LEVEL", "" },
        { "QUARTERMASTER_WAITING_MAX", "" }, { "QUARTERMASTER_DB_URL", "" }, { "QUARTERMASTER_TLS_CERT", "" },
        { "QUARTERMASTER_LISTEN_FILE", "" } });

    QVERIFY(config);
    QCOMPARE(config->text(), read({})->text());
}

void ConfigTest::takesAPemHandedOutAsAFile()
{
    const std::string cert = file("cert.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    const std::string key = file("key.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

    const auto asFiles = read({ { "QUARTERMASTER_TLS_CERT_FILE", cert }, { "QUARTERMASTER_TLS_KEY_FILE", key } });
    const auto asPaths = read({ { "QUARTERMASTER_TLS_CERT", cert }, { "QUARTERMASTER_TLS_KEY", key } });
    const auto alone = read({ { "QUARTERMASTER_TLS_CERT", cert } });
    const auto missing = read({ { "QUARTERMASTER_TLS_CERT", cert }, { "QUARTERMASTER_TLS_KEY", key + ".not" } });

    QVERIFY(asFiles);
    QCOMPARE(asFiles->tlsKeyPath, key);
    QVERIFY(asPaths);
    QCOMPARE(asPaths->tlsCertPath, cert);
    QVERIFY(!alone);
    QVERIFY(alone.error().detail.starts_with("QUARTERMASTER_TLS_KEY: "));
    QVERIFY(!missing);
}

void ConfigTest::printsNoSecret()
{
    const std::string cert = file("cert.pem", "x");
    const std::string key = file("very-secret-key.pem", "x");

    const auto config = read({ { "QUARTERMASTER_TLS_CERT", cert }, { "QUARTERMASTER_TLS_KEY", key },
        { "QUARTERMASTER_PUBLIC_URL", "https://a.example/" } });

    QVERIFY(config);
    const std::string text = config->text();
    QVERIFY(text.find("very-secret") == std::string::npos);
    QVERIFY(text.find("QUARTERMASTER_TLS_KEY=(set)\n") != std::string::npos);
    QVERIFY(text.find("QUARTERMASTER_PUBLIC_URL=https://a.example\n") != std::string::npos);
    QVERIFY(text.find("QUARTERMASTER_DB_URL=sqlite:////data/quartermaster.db\n") != std::string::npos);
}

void ConfigTest::noticesMisspeltVariables()
{
    const auto config = read({ { "QUARTERMASTER_LISTN", "x" }, { "QUARTERMASTER_TAG", "latest" }, { "HOME", "/" } });

    QVERIFY(config);
    QCOMPARE(config->unknown, std::vector<std::string> { "QUARTERMASTER_LISTN" });
}

QTEST_GUILESS_MAIN(ConfigTest)
#include "config_test.moc"
