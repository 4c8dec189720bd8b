#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

const QString root = QStringLiteral(QM_SOURCE_DIR "/");

QString contentOf(const QString& relative)
{
    QFile file(root + relative);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QSet<QString> allMatches(const QString& text, const QString& pattern)
{
    QSet<QString> found;
    auto match = QRegularExpression(pattern).globalMatch(text);
    while (match.hasNext())
        found.insert(match.next().captured(1));
    return found;
}

QString section(const QString& page, const QString& title)
{
    const qsizetype begin = page.indexOf(QStringLiteral("\n## %1\n").arg(title));
    const qsizetype end = page.indexOf(QStringLiteral("\n## "), begin + 4);
    return begin < 0 ? QString() : page.mid(begin, end - begin);
}

QString helpOf(const QStringList& command)
{
    QProcess process;
    process.start(QStringLiteral(QM_SYNCD_BINARY), command + QStringList { QStringLiteral("--help") });
    process.waitForFinished(20'000);
    return QString::fromUtf8(process.readAllStandardOutput());
}

/// Commands as `--help` lists them, those of `device` and `ledger` with their own; options behind each.
QMap<QString, QSet<QString>> commandsAndOptions(const QStringList& path = {})
{
    QMap<QString, QSet<QString>> found;
    const QString help = helpOf(path);
    const QString list = help.section(QStringLiteral("Subcommands:"), 1);
    if (list.isEmpty()) {
        QSet<QString> options = allMatches(help, QStringLiteral("(--[a-z-]+)"));
        options.remove(QStringLiteral("--help"));
        found[path.join(QLatin1Char(' '))] = options;
        return found;
    }
    for (const QString& name :
        allMatches(list.section(QStringLiteral("Exit:"), 0, 0), QStringLiteral("(?m)^  ([a-z-]+) ")))
        found.insert(commandsAndOptions(path + QStringList { name }));
    return found;
}

} // namespace

/// What docs/self-hosting.md and the manual page say, held against the program.
class SelfHostingTest final : public QObject {
    Q_OBJECT
private slots:
    void everyLogEventIsExplained();
    void everyErrorCodeItExplainsIsReal();
    void everyVariableIsExplained();
    void everyCommandAndOptionIsInTheManual();
    void theManualsVariablesAreTheProgramsOwn();
    void everyExitCodeIsInTheManual();
    void filesThatThePageNamesAreThere();
};

void SelfHostingTest::everyLogEventIsExplained()
{
    QSet<QString> written;
    QDirIterator files(
        root + QStringLiteral("syncd"), { QStringLiteral("*.cpp") }, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString source = QString::fromUtf8(file.readAll());
        written += allMatches(source, QStringLiteral("[lL]og\\.(?:write|say)\\(\\s*[A-Za-z:]+,\\s*\"([a-z_]+)\""));
        // Each call is one that this finds: none computes its event.
        QCOMPARE(source.count(QRegularExpression(QStringLiteral("[lL]og\\.(?:write|say)\\("))),
            source.count(
                QRegularExpression(QStringLiteral("[lL]og\\.(?:write|say)\\(\\s*[A-Za-z:]+,\\s*\"[a-z_]+\""))));
    }
    const QString log = section(contentOf(QStringLiteral("docs/self-hosting.md")), QStringLiteral("The log"));
    QSet<QString> explained;
    for (const QString& row : allMatches(log, QStringLiteral("(?m)^\\|([^|]*`[^|]*)\\|")))
        explained += allMatches(row, QStringLiteral("`([a-z_]+)`"));

    QVERIFY(written.size() > 10);
    QCOMPARE(explained, written);
}

void SelfHostingTest::everyErrorCodeItExplainsIsReal()
{
    QString sources;
    for (const char* folder : { "syncd", "common/sync" }) {
        QDirIterator files(root + QLatin1String(folder), { QStringLiteral("*.cpp") }, QDir::Files);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            sources += QString::fromUtf8(file.readAll());
        }
    }
    const QString log = section(contentOf(QStringLiteral("docs/self-hosting.md")), QStringLiteral("The log"));
    const QString codes
        = log.section(QStringLiteral("`err` is why:"), 1).section(QStringLiteral("What a container"), 0, 0);
    const QSet<QString> named = allMatches(codes, QStringLiteral("`([a-z_]+)`"));

    QVERIFY(named.size() >= 8);
    for (const QString& code : named)
        QVERIFY2(sources.contains(QStringLiteral("\"%1\"").arg(code)), qPrintable(code));
}

void SelfHostingTest::everyVariableIsExplained()
{
    const QSet<QString> known = allMatches(contentOf(QStringLiteral("syncd/config.cpp"))
                                               .section(QStringLiteral("variables[] = {"), 1)
                                               .section(QLatin1Char('}'), 0, 0),
        QStringLiteral("\"(QUARTERMASTER_[A-Z_]+)\""));
    const QString table = section(contentOf(QStringLiteral("docs/self-hosting.md")), QStringLiteral("Variables"));

    QVERIFY(known.size() >= 10);
    QCOMPARE(allMatches(table, QStringLiteral("`(QUARTERMASTER_[A-Z_]+)`")), known);
    // The help names all, TLS' two in one line.
    const QString help = helpOf({});
    for (const QString& variable : known)
        QVERIFY2(
            help.contains(variable == QLatin1String("QUARTERMASTER_TLS_KEY") ? QStringLiteral(", _KEY") : variable),
            qPrintable(variable));
}

void SelfHostingTest::everyCommandAndOptionIsInTheManual()
{
    const QString manual = contentOf(QStringLiteral("installers/server/quartermaster-syncd.8"))
                               .replace(QStringLiteral("\\-"), QStringLiteral("-"));
    const QString commands = manual.section(QStringLiteral(".SH COMMANDS"), 1).section(QStringLiteral("\n.SH "), 0, 0);
    QMap<QString, QSet<QString>> described;
    QStringList entries = commands.split(QStringLiteral("\n.TP\n"));
    entries.removeFirst();
    for (const QString& entry : entries) {
        const QString head = entry.section(QLatin1Char('\n'), 0, 0);
        const auto match = QRegularExpression(QStringLiteral("^\\.B[RI]? (?:\"([a-z -]+)\"|([a-z-]+))")).match(head);
        QVERIFY2(match.hasMatch(), qPrintable(head));
        described[match.captured(1) + match.captured(2)] = allMatches(head, QStringLiteral("(--[a-z-]+)"));
    }

    const QMap<QString, QSet<QString>> real = commandsAndOptions();
    QVERIFY(real.size() >= 14);
    QCOMPARE(described.keys(), real.keys());
    for (auto i = real.begin(); i != real.end(); ++i)
        QVERIFY2(described[i.key()] == i.value(), qPrintable(i.key()));
}

void SelfHostingTest::theManualsVariablesAreTheProgramsOwn()
{
    const QString manual = contentOf(QStringLiteral("installers/server/quartermaster-syncd.8"));
    const QString source = contentOf(QStringLiteral("syncd/config.cpp"));
    const QSet<QString> known
        = allMatches(source.section(QStringLiteral("variables[] = {"), 1).section(QLatin1Char('}'), 0, 0),
            QStringLiteral("\"(QUARTERMASTER_[A-Z_]+)\""));

    QCOMPARE(allMatches(manual, QStringLiteral("\\b(QUARTERMASTER_[A-Z_]+)\\b")), known);
    // What the package sets is no invention either.
    for (const QString& variable : allMatches(contentOf(QStringLiteral("installers/server/quartermaster-syncd.default"))
                 + contentOf(QStringLiteral("installers/server/systemd/quartermaster-syncd.service")),
             QStringLiteral("\\b(QUARTERMASTER_[A-Z_]+)=")))
        QVERIFY2(known.contains(variable), qPrintable(variable));
}

void SelfHostingTest::everyExitCodeIsInTheManual()
{
    const QString source = contentOf(QStringLiteral("syncd/commands.cpp"))
                               .section(QStringLiteral("enum Exit {"), 1)
                               .section(QLatin1Char('}'), 0, 0);
    const QSet<QString> real = allMatches(source, QStringLiteral("= ([0-9]+)"));
    const QString manual = contentOf(QStringLiteral("installers/server/quartermaster-syncd.8"))
                               .section(QStringLiteral(".SH EXIT STATUS"), 1)
                               .section(QStringLiteral("\n.SH "), 0, 0);
    const QString starts = section(contentOf(QStringLiteral("docs/self-hosting.md")), QStringLiteral("The log"))
                               .section(QStringLiteral("A start that fails"), 1);

    QCOMPARE(real.size(), 6);
    QCOMPARE(allMatches(manual, QStringLiteral("\\.B ([0-9]+)\n")), real);
    QCOMPARE(allMatches(helpOf({}).section(QStringLiteral("Exit:"), 1).section(QLatin1Char('.'), 0, 0),
                 QStringLiteral("([0-9]+) ")),
        real);
    QCOMPARE(allMatches(starts, QStringLiteral("\\b([1-9]) \\(")), real - QSet<QString> { QStringLiteral("0") });
}

void SelfHostingTest::filesThatThePageNamesAreThere()
{
    const QString page = contentOf(QStringLiteral("docs/self-hosting.md"));
    QSet<QString> named = allMatches(page, QStringLiteral("`(installers/[^`*]+)`"));
    QVERIFY(named.size() >= 3);
    for (const QString& name : named)
        QVERIFY2(QFile::exists(root + name), qPrintable(name));
    for (const QString& anchor : allMatches(page, QStringLiteral("\\]\\(#([a-z-]+)\\)")))
        QVERIFY2(page.toLower().contains(
                     QStringLiteral("## ") + QString(anchor).replace(QLatin1Char('-'), QLatin1Char(' '))),
            qPrintable(anchor));
}

QTEST_GUILESS_MAIN(SelfHostingTest)
#include "self_hosting_test.moc"
