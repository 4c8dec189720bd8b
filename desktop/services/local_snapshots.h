#pragma once

#include <QDate>
#include <QObject>
#include <QTimer>

#include "desktop/services/ledger_service.h"

#include <vector>

namespace qm::desktop {

/// Copies of the open ledger on this computer, one a day it is used, the newest seven; against mistakes that are
/// noticed days later and files that break. In `snapshots/` below the data folder, a folder for each ledger. The
/// window's thread.
class LocalSnapshots final : public QObject {
    Q_OBJECT

public:
    LocalSnapshots(LedgerService& ledger, QString dataDir, QObject* parent = nullptr);

    struct Snapshot {
        QString path;
        QDate day;
        qint64 bytes = 0;
    };
    /// Of the open ledger, newest first.
    std::vector<Snapshot> all() const;
    /// Makes today's if it is not there yet, and removes those beyond the newest seven. A failure leaves all as it was.
    QFuture<Result<>> take();
    void setEnabled(bool isEnabled) { m_isEnabled = isEnabled; }
    QString folder() const; ///< of the open ledger

signals:
    void failed(const qm::Error& error);

private:
    LedgerService& m_ledger;
    QString m_dataDir;
    QTimer m_timer; ///< a while after opening, and every hour: a program may run for days
    bool m_isEnabled = true;
};

} // namespace qm::desktop
