#include "desktop/services/sync_service.h"

namespace qm::desktop {

SyncService::SyncService(LedgerService& ledger, QObject* parent) : QObject(parent), m_ledger(ledger) { }
SyncService::~SyncService() = default;

void SyncService::syncNow()
{
    emit stateChanged();
}

} // namespace qm::desktop
