#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include "common/store/posting_edits.h"
#include "tests/syncd/support/daemon_process.h"
#include "tests/syncd/support/test_device.h"

#include <algorithm>
#include <cmath>

using namespace qm;
using namespace qm::test;

namespace {

/// What an answer to /metrics holds, taken apart by the rules of Prometheus' text format.
struct Exposition {
    QMap<QString, QString> types; ///< of each metric
    QMap<QString, double> samples; ///< by name and labels as they stand
    QStringList faults;
};

/// A histogram's samples have endings of their own.
QString familyOf(const QString& sample, const QMap<QString, QString>& types)
{
    for (const char* ending : { "_bucket", "_sum", "_count" }) {
        const QString base = sample.chopped(sample.endsWith(QLatin1String(ending)) ? qstrlen(ending) : 0);
        if (types.value(base) == QLatin1String("histogram"))
            return base;
    }
    return sample;
}

Exposition parse(const QString& text)
{
    static const QRegularExpression help(QStringLiteral("^# HELP ([a-z_]+) (.+\\.)$"));
    static const QRegularExpression type(QStringLiteral("^# TYPE ([a-z_]+) (counter|gauge|histogram)$"));
    static const QRegularExpression sample(
        QStringLiteral("^([a-z_]+)((?:\\{[a-z]+=\"[^\"\\\\]*\"(?:,[a-z]+=\"[^\"\\\\]*\")*\\})?) ([0-9.]+)$"));
    Exposition found;
    QString current;
    QString helped;
    if (!text.endsWith(QLatin1Char('\n')))
        found.faults += QStringLiteral("the last line does not end");
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (const auto match = help.match(line); match.hasMatch()) {
            helped = match.captured(1);
        } else if (const auto kind = type.match(line); kind.hasMatch()) {
            current = kind.captured(1);
            if (helped != current || found.types.contains(current))
                found.faults += QStringLiteral("HELP and TYPE once, in this order: ") + line;
            if ((kind.captured(2) == QLatin1String("counter")) != current.endsWith(QLatin1String("_total")))
                found.faults += QStringLiteral("counters, and only they, end in _total: ") + line;
            found.types[current] = kind.captured(2);
        } else if (const auto value = sample.match(line); value.hasMatch()) {
            if (familyOf(value.captured(1), found.types) != current)
                found.faults += QStringLiteral("not below its own TYPE: ") + line;
            const QString key = value.captured(1) + value.captured(2);
            if (found.samples.contains(key))
                found.faults += QStringLiteral("twice: ") + line;
            found.samples[key] = value.captured(3).toDouble();
        } else {
            found.faults += QStringLiteral("no line of this format: ") + line;
        }
    }
    return found;
}

void checkHistogram(Exposition& found, const QString& name)
{
    QMap<QString, QList<QPair<double, double>>> buckets; // by route
    static const QRegularExpression labels(QStringLiteral("_bucket\\{route=\"(.*)\",le=\"(.*)\"\\}$"));
    for (auto i = found.samples.begin(); i != found.samples.end(); ++i)
        if (const auto match = labels.match(i.key()); i.key().startsWith(name) && match.hasMatch())
            buckets[match.captured(1)].append(
                { match.captured(2) == QLatin1String("+Inf") ? 1e99 : match.captured(2).toDouble(), i.value() });
    if (buckets.isEmpty())
        found.faults += name + QStringLiteral(" has no bucket");
    for (auto i = buckets.begin(); i != buckets.end(); ++i) {
        std::sort(i->begin(), i->end());
        for (qsizetype at = 1; at < i->size(); ++at)
            if ((*i)[at].second < (*i)[at - 1].second)
                found.faults += i.key() + QStringLiteral(": a bucket holds less than the one below");
        if (i->last().first < 1e99
            || i->last().second != found.samples.value(name + QStringLiteral("_count{route=\"%1\"}").arg(i.key()), -1))
            found.faults += i.key() + QStringLiteral(": +Inf is not the count");
        if (!found.samples.contains(name + QStringLiteral("_sum{route=\"%1\"}").arg(i.key())))
            found.faults += i.key() + QStringLiteral(": no sum");
    }
}

QString contentOf(const char* relative)
{
    QFile file(QStringLiteral(QM_SOURCE_DIR "/") + QLatin1String(relative));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

/// What Prometheus gets from the real daemon, and what stands in the dashboard, the rules and the page about it.
class MetricsTest final : public QObject {
    Q_OBJECT
private slots:
    void init();
    void theFormatIsPrometheus();
    void changesConflictsAndDevicesAreCounted();
    void filesAndBackupsAreMeasured();
    void aBurstIsCounted();
    void everyMetricNamedElsewhereIsExported_data();
    void everyMetricNamedElsewhereIsExported();
    void everyMetricIsExplainedInThePage();

private:
    Exposition metrics() const { return parse(QString::fromStdString(ask(m_port, getRequest("/metrics")).body)); }
    double value(const char* name) const { return metrics().samples.value(QLatin1String(name), -1); }
    std::unique_ptr<DaemonProcess> m_daemon;
    int m_port = 0;
    TestDevice m_device;
};

void MetricsTest::init()
{
    m_device = {};
    m_daemon = std::make_unique<DaemonProcess>();
    m_daemon->setVariable(QStringLiteral("QUARTERMASTER_METRICS_LISTEN"), QStringLiteral("127.0.0.1:0"));
    QVERIFY(m_daemon->start());
    for (const QJsonObject& line : m_daemon->log())
        if (line[QLatin1String("event")] == QLatin1String("metrics_listening"))
            m_port = line[QLatin1String("address")].toString().section(QLatin1Char(':'), -1).toInt();
    auto device = TestDevice::pair(m_daemon->port(), m_daemon->invite(), "Laptop");
    QVERIFY(device);
    m_device = *std::move(device);
    QVERIFY(m_device.bringLedger("Home"));
}

void MetricsTest::theFormatIsPrometheus()
{
    ask(m_daemon->port(), getRequest("/v1/ledgers"));
    const RawReply reply = ask(m_port, getRequest("/metrics"));
    Exposition found = parse(QString::fromStdString(reply.body));
    checkHistogram(found, QStringLiteral("quartermaster_request_duration_seconds"));

    QCOMPARE(reply.header("content-type"), std::string("text/plain; version=0.0.4; charset=utf-8"));
    QVERIFY2(found.faults.isEmpty(), qPrintable(found.faults.join(QLatin1Char('\n'))));
    QVERIFY(found.types.size() > 20);
    QCOMPARE(
        found.samples.value(QStringLiteral("quartermaster_requests_total{route=\"/v1/ledgers\",status=\"401\"}")), 1.);
    for (auto i = found.types.begin(); i != found.types.end(); ++i)
        QVERIFY2(std::any_of(found.samples.keyBegin(), found.samples.keyEnd(),
                     [&](const QString& key) { return key.startsWith(i.key()); }),
            qPrintable(i.key()));
}

void MetricsTest::changesConflictsAndDevicesAreCounted()
{
    auto joined = TestDevice::pair(
        m_daemon->port(), m_daemon->invite({ QStringLiteral("--ledger"), QStringLiteral("Home") }), "Desktop");
    QVERIFY(joined);
    TestDevice second = *std::move(joined);
    QVERIFY(second.joinLedger(m_device.ledger->id()));
    const auto posting = m_device.post("Market", -100);
    QVERIFY(posting && m_device.sync() && second.sync());
    const double before = value("quartermaster_revisions_total");

    // Both change one amount without having seen the other's.
    PostingDraft draft { "2026-05-03", { -200 }, m_device.account, {}, {}, "Market", {}, false };
    QVERIFY(editPosting(*m_device.ledger, *posting, draft));
    draft.amount = { -300 };
    QVERIFY(editPosting(*second.ledger, *posting, draft));
    QVERIFY(m_device.sync() && second.sync());

    QCOMPARE(value("quartermaster_revisions_total"), before + 2);
    QCOMPARE(value("quartermaster_conflicts_total"), 1.);
    QCOMPARE(value("quartermaster_devices"), 2.);
    QCOMPARE(value("quartermaster_ledgers"), 1.);
    QCOMPARE(value("quartermaster_pairings_total"), 2.);
    QCOMPARE(
        m_daemon->run({ QStringLiteral("device"), QStringLiteral("revoke"), QStringLiteral("Desktop") }).exitCode, 0);
    QCOMPARE(value("quartermaster_devices"), 1.);
}

void MetricsTest::filesAndBackupsAreMeasured()
{
    QCOMPARE(value("quartermaster_last_backup_timestamp_seconds"), 0.);
    const qint64 before = QDateTime::currentSecsSinceEpoch();
    QCOMPARE(m_daemon->run({ QStringLiteral("backup") }).exitCode, 0);

    const Exposition now = metrics();
    const double backup = now.samples.value(QStringLiteral("quartermaster_last_backup_timestamp_seconds"));
    QVERIFY(backup >= double(before) && backup <= double(QDateTime::currentSecsSinceEpoch()));
    for (const char* kind : { "registry", "ledger" }) {
        QVERIFY(now.samples.value(QStringLiteral("quartermaster_database_bytes{kind=\"%1\"}").arg(QLatin1String(kind)))
            > 4000);
        QVERIFY(now.samples.contains(QStringLiteral("quartermaster_wal_bytes{kind=\"%1\"}").arg(QLatin1String(kind))));
    }
    QVERIFY(now.samples.value(QStringLiteral("quartermaster_wal_bytes{kind=\"ledger\"}")) > 0);
    QVERIFY(now.samples.value(QStringLiteral("quartermaster_disk_free_bytes")) > 0);
    QVERIFY(now.samples.value(QStringLiteral("process_resident_memory_bytes")) > 1e6);
    QVERIFY(std::abs(now.samples.value(QStringLiteral("process_start_time_seconds")) - double(before)) < 60);
}

void MetricsTest::aBurstIsCounted()
{
    RawSocket socket(m_daemon->port());
    for (int i = 0; i < 300; ++i)
        QVERIFY(socket.send(getRequest("/healthz")) && socket.reply().status == 200);

    QVERIFY(value("quartermaster_requests_over_limit_total") > 0);
}

void MetricsTest::everyMetricNamedElsewhereIsExported_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("dashboard") << contentOf("installers/server/grafana-dashboard.json");
    QTest::newRow("rules") << contentOf("installers/server/alerts.yml");
    QTest::newRow("page") << contentOf("docs/self-hosting.md");
}

void MetricsTest::everyMetricNamedElsewhereIsExported()
{
    QFETCH(const QString, text);
    const Exposition now = metrics();
    QSet<QString> named;
    auto match = QRegularExpression(QStringLiteral("\\b(?:quartermaster|process)_[a-z_]+\\b")).globalMatch(text);
    while (match.hasNext())
        named.insert(match.next().captured());

    QVERIFY(named.size() > 8);
    for (const QString& name : named)
        QVERIFY2(now.types.contains(familyOf(name, now.types)), qPrintable(name));
    if (QString::fromLatin1(QTest::currentDataTag()) == QLatin1String("dashboard"))
        QVERIFY(QJsonDocument::fromJson(text.toUtf8()).object()[QLatin1String("panels")].isArray());
}

void MetricsTest::everyMetricIsExplainedInThePage()
{
    const QString page = contentOf("docs/self-hosting.md");
    for (const QString& name : metrics().types.keys())
        QVERIFY2(page.contains(QStringLiteral("`%1`").arg(name)), qPrintable(name));
}

QTEST_GUILESS_MAIN(MetricsTest)
#include "metrics_test.moc"
