#include "desktop/services/preferences.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

namespace qm::desktop {

namespace {

constexpr qsizetype recentMost = 8;

QString safeFileName(const QString& name)
{
    static const QRegularExpression unsafe(QStringLiteral(R"([^\p{L}\p{N} _-]+)"));
    QString safe = name;
    safe.replace(unsafe, QStringLiteral(" "));
    safe = safe.simplified().left(60);
    return safe.isEmpty() ? QStringLiteral("ledger") : safe;
}

} // namespace

ProgramFolders ProgramFolders::of(const QString& dataDir, const QString& profile)
{
    ProgramFolders folders;
    folders.dataDir = dataDir.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                                        : QDir(dataDir).absolutePath();
    if (!profile.isEmpty())
        folders.dataDir += QStringLiteral("/profiles/") + safeFileName(profile);
    const bool isUsual = dataDir.isEmpty() && profile.isEmpty();
    folders.settingsFile
        = (isUsual ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) : folders.dataDir)
        + QStringLiteral("/settings.ini");
    return folders;
}

QString ProgramFolders::newLedgerPath(const QString& name) const
{
    const QDir folder(dataDir);
    // The first one is what the command line means when no ledger is named.
    if (const QString first = folder.filePath(QStringLiteral("ledger.db")); !QFileInfo::exists(first))
        return first;
    const QString base = safeFileName(name);
    QString path = folder.filePath(base + QStringLiteral(".db"));
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = folder.filePath(QStringLiteral("%1 %2.db").arg(base).arg(number));
    return path;
}

Preferences::Preferences(const ProgramFolders& folders, QObject* parent) : QObject(parent), m_folders(folders)
{
    QDir().mkpath(m_folders.dataDir);
    m_settings = std::make_unique<QSettings>(m_folders.settingsFile, QSettings::IniFormat);
}

QString Preferences::theme() const
{
    return value(QStringLiteral("theme"), QStringLiteral("system")).toString();
}

void Preferences::setTheme(const QString& theme)
{
    setValue(QStringLiteral("theme"), theme);
    emit themeChanged();
}

QString Preferences::language() const
{
    return value(QStringLiteral("language")).toString();
}

void Preferences::setLanguage(const QString& language)
{
    setValue(QStringLiteral("language"), language);
}

bool Preferences::keepsSnapshots() const
{
    return value(QStringLiteral("keepsSnapshots"), true).toBool();
}

void Preferences::setKeepsSnapshots(bool keeps)
{
    setValue(QStringLiteral("keepsSnapshots"), keeps);
    emit keepsSnapshotsChanged(keeps);
}

QStringList Preferences::recentLedgers() const
{
    QStringList paths = value(QStringLiteral("recentLedgers")).toStringList();
    paths.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
    return paths;
}

void Preferences::noteOpened(const QString& path)
{
    QStringList paths = recentLedgers();
    paths.removeAll(path);
    paths.prepend(path);
    setValue(QStringLiteral("recentLedgers"), QStringList(paths.mid(0, recentMost)));
}

void Preferences::forget(const QString& path)
{
    QStringList paths = recentLedgers();
    paths.removeAll(path);
    setValue(QStringLiteral("recentLedgers"), paths);
}

} // namespace qm::desktop
