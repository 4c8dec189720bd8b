#include "desktop/services/open_ledger.h"

#include "common/sql/durable_file.h"
#include "common/sql/migrate.h"
#include "desktop/store/qt_connection.h"

namespace qm::desktop {

Result<std::unique_ptr<Ledger>> openLedger(const std::string& path, sql::OpenMode mode)
{
    const std::string folder = sql::filePath(path).parent_path().string();
    QM_ASSIGN(auto connection,
        sql::openMigrated(path, mode, sql::ledgerSchema(), { folder.empty() ? "." : folder, openQtSql }));
    return Ledger::open(std::move(connection));
}

} // namespace qm::desktop
