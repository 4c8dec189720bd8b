#pragma once

#include "common/sql/connection.h"

#include <string>
#include <string_view>

struct sqlite3;

namespace qm::sql {

// What both drivers do to SQLite itself, so that a file opens, behaves and fails alike in the daemon and on a desktop.
// Only drivers include this; everyone else uses the ports of connection.h.

/// How to open a file so that opening, looking at and closing it leaves no trace that was not asked for.
struct OpenPlan {
    std::string uri; ///< what SQLite opens; SQLITE_OPEN_URI must be on
    bool changes = true; ///< whether writing is wanted: WAL is switched on
    bool queryOnly
        = false; ///< a handle that could write, kept from it: unlike a read-only one it tidies -wal and -shm up
    bool keepWal = false; ///< closing must not move what an earlier crash left in the -wal into the file
};

/// Looks at the file system before SQLite does. `path` is UTF-8 or ":memory:".
/// Errors: NotFound, ReadOnly (file, folder, or a folder in place of the file), NotALedger (a device, a pipe),
/// Io (not allowed to read), Invalid (no name).
Result<OpenPlan> planOpen(const std::string& path, OpenMode mode);

/// Limits, defences and pragmas of a handle just opened by `plan`, then a first read. Memory for pages: up to 8 MiB.
Result<> configure(sqlite3* handle, const std::string& path, const OpenPlan& plan);

/// Why a value cannot be bound, or null. A text must come back through UTF-16 (which Qt uses) as it went in:
/// well-formed UTF-8 of at most 8 MiB without U+FFFE and U+FFFF, which are no characters and which SQLite replaces on
/// the way. A blob has at most 16 MiB.
const char* textFault(std::string_view utf8);
const char* blobFault(std::string_view bytes);

/// Runs every statement of a script.
Result<> runScript(sqlite3* handle, const std::string& path, std::string_view script);

/// The error of SQLite's extended `code`: a sentence that names the file, with SQLite's own `message` in it.
/// `systemError` is errno where the system was to blame, else 0.
Error errorOf(int code, std::string_view message, int systemError, const std::string& path);
/// The error of the handle's last call.
Error lastErrorOf(sqlite3* handle, const std::string& path);

} // namespace qm::sql
