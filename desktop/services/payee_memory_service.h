#pragma once

#include <QObject>
#include <QTimer>

#include "common/store/payee_memory.h"
#include "desktop/services/ledger_service.h"

#include <memory>

namespace qm::desktop {

/// Keeps what was used last with every payee of the open ledger, for all who complete payees or propose entries. Reads
/// it shortly after a ledger was opened, or as soon as somebody asks, in pieces between what else is asked of the
/// ledger; afterwards adds what is recorded, and reads anew when something else has changed postings. The window's
/// thread.
class PayeeMemoryService final : public QObject {
    Q_OBJECT

public:
    explicit PayeeMemoryService(LedgerService& ledger, QObject* parent = nullptr);

    /// As far as it is read by now; never null, and never changed afterwards: any thread may keep it.
    std::shared_ptr<const PayeeMemory> memory();
    /// All postings were read.
    bool isComplete() const { return m_isComplete; }

signals:
    void changed();

private:
    void begin();
    void readSome();
    void readNews();
    void takeNews(PayeeNews news);
    void ledgerOpened();

    LedgerService& m_ledger;
    std::shared_ptr<const PayeeMemory> m_memory;
    std::shared_ptr<PayeeMemoryReader> m_reader; ///< while it reads; touched on the database thread
    PayeeMark m_mark;
    LatestOnly m_request;
    LatestOnly m_newsRequest;
    QTimer m_begin;
    bool m_isComplete = false;
    bool m_hasNews = false; ///< came while it was read
};

} // namespace qm::desktop
