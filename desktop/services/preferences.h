#pragma once

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QStringList>

#include <memory>

namespace qm::desktop {

/// Where everything of one person's program lies: settings and ledgers. `--data-dir` puts both into one folder,
/// `--profile` keeps a second set beside the first.
struct ProgramFolders {
    QString dataDir; ///< ledgers, their snapshots
    QString settingsFile;

    static ProgramFolders of(const QString& dataDir, const QString& profile);
    /// A path in the data folder for a ledger of that name; none is there yet.
    QString newLedgerPath(const QString& name) const;
};

/// What the person has chosen, and where the window stood. Written at once. The window's thread.
class Preferences final : public QObject {
    Q_OBJECT

public:
    explicit Preferences(const ProgramFolders& folders, QObject* parent = nullptr);

    const ProgramFolders& folders() const { return m_folders; }

    QString theme() const; ///< system, light, dark
    void setTheme(const QString& theme);
    QString language() const; ///< `de`, `en`; empty: the system's
    void setLanguage(const QString& language);
    bool keepsSnapshots() const; ///< one a day, of the open ledger
    void setKeepsSnapshots(bool keeps);
    QStringList recentLedgers() const; ///< the last opened first; those that are still there
    void noteOpened(const QString& path);
    void forget(const QString& path);

    /// Anything else that is remembered by name: sizes of columns, the last range of a summary.
    QVariant value(const QString& name, const QVariant& otherwise = {}) const
    {
        return m_settings->value(name, otherwise);
    }
    void setValue(const QString& name, const QVariant& value) { m_settings->setValue(name, value); }

signals:
    void themeChanged();
    void keepsSnapshotsChanged(bool keeps);

private:
    ProgramFolders m_folders;
    std::unique_ptr<QSettings> m_settings;
};

} // namespace qm::desktop
