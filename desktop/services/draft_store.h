#pragma once

#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include "common/result.h"

namespace qm::desktop {

/// What stands in editors and is not recorded yet, kept in a file beside the ledger (`<ledger>.drafts`) so that it
/// comes back after a crash. An editor puts its content here at every change, under a name of its own, and takes it out
/// when it is recorded or let go. Written at most a quarter of a second later, on a thread of its own; what could not
/// be written is tried again. The window's thread.
class DraftStore final : public QObject {
    Q_OBJECT

public:
    explicit DraftStore(QObject* parent = nullptr);
    ~DraftStore() override; ///< writes what is not written yet

    /// Drafts of that ledger from now on; an empty path: of none.
    void setLedger(const QString& path);
    QJsonObject draft(const QString& name) const { return m_drafts.value(name).toObject(); }
    /// Drafts whose names begin with that.
    QStringList names(const QString& beginning) const;
    /// Those of them that nobody has given up.
    QStringList unfinished(const QString& beginning) const;
    void put(const QString& name, const QJsonObject& draft);
    void remove(const QString& name) { put(name, {}); }
    /// Its editor was closed with it in it: it stays for when the person thinks better of it.
    void giveUp(const QString& name);
    /// Writes without waiting for the quarter of a second.
    void writeNow();
    /// Writes, and waits until that is done. For the end of a ledger or of the program.
    void flush();

private:
    void noteChange();
    QByteArray content() const;
    void written(const QString& path, quint64 change, bool isDone);

    QString m_path;
    QJsonObject m_drafts;
    QStringList m_givenUp;
    QTimer m_timer;
    QThreadPool m_pool; ///< one thread
    quint64 m_change = 0; ///< the last one
    quint64 m_written = 0; ///< the last one that is in the file
    bool m_isWriting = false;
};

} // namespace qm::desktop
