#pragma once

namespace CLI {
class App;
}

namespace qm::cli {

class Program;

// Each adds its commands to the command line (DESIGN.md section 6).
void addLedgerCommands(CLI::App& app, Program& program); ///< init, status, verify
void addAccountCommands(CLI::App& app, Program& program); ///< account, category
void addTemplateCommands(CLI::App& app, Program& program);
void addMonthCommands(CLI::App& app, Program& program);
void addEntryCommands(CLI::App& app, Program& program);
void addPostingCommands(CLI::App& app, Program& program); ///< post, posting, transfer, split
void addSummaryCommand(CLI::App& app, Program& program);
void addImportCommand(CLI::App& app, Program& program);
void addExportCommand(CLI::App& app, Program& program);
void addHistoryCommands(CLI::App& app, Program& program); ///< history, undo, redo
void addConflictCommands(CLI::App& app, Program& program); ///< conflicts, parked, resolve
void addConnectCommands(CLI::App& app, Program& program); ///< connect, disconnect
void addSyncCommand(CLI::App& app, Program& program);
void addSalvageCommand(CLI::App& app, Program& program);

} // namespace qm::cli
