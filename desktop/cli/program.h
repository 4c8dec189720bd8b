#pragma once

#include "common/sql/migrate.h"
#include "common/store/ledger.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <memory>

namespace CLI {
class App;
}

namespace qm::cli {

using OrderedJson = nlohmann::ordered_json;

enum class Access { Read, Write };

/// What every command has at hand: the options that all share, the ledger's file, and where words and JSON go.
class Program {
public:
    std::string ledgerOption; ///< --ledger; empty: the desktop's own
    bool isJson = false; ///< --json

    /// The ledger's file, UTF-8.
    std::string ledgerPath() const;
    sql::MigrateOptions migrateOptions() const;
    /// Opens the ledger, brought up to date if need be. It stays open until the program ends.
    Result<Ledger*> ledger(Access access);
    /// Closes it again, for a command that opens another way.
    void closeLedger() { m_ledger.reset(); }

    /// What the command line asked for; set while it is read and run after that.
    std::function<Result<>()> command;
    void run(CLI::App* subcommand, std::function<Result<>()> what);

    /// Words for a person: left out with --json.
    void say(std::string_view text) const;
    /// One JSON document: left out without --json.
    void print(const OrderedJson& json) const;
    /// As it is, either way.
    static void write(std::string_view text);

private:
    std::unique_ptr<Ledger> m_ledger;
    Access m_access = Access::Read;
};

/// JSON as it is printed: on one line, and what is not UTF-8 is replaced.
std::string jsonText(const OrderedJson& json);

} // namespace qm::cli
