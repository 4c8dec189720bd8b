#include <QDir>
#include <QStandardPaths>

#include "desktop/cli/program.h"

#include "common/sql/durable_file.h"
#include "desktop/store/qt_connection.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace qm::cli {

std::string Program::ledgerPath() const
{
    if (!ledgerOption.empty())
        return ledgerOption;
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    return folder.filePath(QStringLiteral("ledger.db")).toStdString();
}

sql::MigrateOptions Program::migrateOptions() const
{
    std::string folder = sql::filePath(ledgerPath()).parent_path().string();
    return { folder.empty() ? "." : folder, desktop::openQtSql };
}

Result<Ledger*> Program::ledger(Access access)
{
    if (m_ledger && (m_access == Access::Write || access == Access::Read))
        return m_ledger.get();
    m_ledger.reset();
    const std::string path = ledgerPath();
    auto connection
        = sql::openMigrated(path, access == Access::Read ? sql::OpenMode::ReadOnly : sql::OpenMode::ReadWrite,
            sql::ledgerSchema(), migrateOptions());
    // To read a ledger of an older version it has to be brought up to date first.
    if (!connection && connection.error().code == ErrorCode::ReadOnly && access == Access::Read)
        connection = sql::openMigrated(path, sql::OpenMode::ReadWrite, sql::ledgerSchema(), migrateOptions());
    if (!connection && connection.error().code == ErrorCode::NotFound) {
        return Error { ErrorCode::NotFound,
            "there is no ledger at " + path
                + " yet: make one with init, connect to a server's, or name another with --ledger FILE" };
    }
    if (!connection)
        return connection.error();
    QM_ASSIGN(m_ledger, Ledger::open(*std::move(connection)));
    m_access = access;
    return m_ledger.get();
}

void Program::run(CLI::App* subcommand, std::function<Result<>()> what)
{
    subcommand->callback([this, what = std::move(what)] { command = what; });
}

void Program::write(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout); // whether it arrived is asked once, at the end
}

void Program::say(std::string_view text) const
{
    if (!isJson)
        write(text);
}

void Program::print(const OrderedJson& json) const
{
    if (isJson)
        write(jsonText(json) + '\n');
}

std::string jsonText(const OrderedJson& json)
{
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

} // namespace qm::cli
