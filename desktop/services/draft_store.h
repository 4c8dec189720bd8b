#pragma once

#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include "common/result.h"

namespace qm::desktop {

/// What stands in editors and is not recorded yet, kept in a file beside the ledger (`<ledger>.drafts`) so that it
/// comes back after a crash. An editor puts its content here at every change, under a name of its own, and takes it out
/// when it is recorded or given up. Written at most a quarter of a second later. The window's thread.
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
    void put(const QString& name, const QJsonObject& draft);
    void remove(const QString& name) { put(name, {}); }
    void flush();

private:
    QString m_path;
    QJsonObject m_drafts;
    QTimer m_timer;
    bool m_isDirty = false;
};

} // namespace qm::desktop
