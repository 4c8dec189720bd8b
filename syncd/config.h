#pragma once

#include "common/result.h"
#include "syncd/address.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qm::syncd {

enum class LogLevel { Debug, Info, Warn, Error };
std::string_view levelName(LogLevel level);

/// What the environment says (docs/self-hosting.md lists every variable). Every variable has a twin with `_FILE` at its
/// end, which names a file that holds the value, for secrets that a container system hands out as files.
struct Config {
    std::string registryPath; ///< of the registry's file
    bool isRelative = false; ///< three slashes: it depends on where the program was started
    Endpoint listen;
    std::string publicUrl; ///< without a slash at its end; empty when it is not known
    std::vector<Cidr> trustedProxies;
    std::string trustedProxiesText;
    std::string tlsCertPath; ///< both or neither
    std::string tlsKeyPath;
    std::string backupDir;
    std::optional<Endpoint> metricsListen;
    std::size_t waitingMax = 64; ///< devices that are told of changes at once; the others ask again and again
    LogLevel logLevel = LogLevel::Info;
    std::vector<std::string> unknown; ///< variables that begin as ours do and mean nothing here

    bool hasTls() const { return !tlsCertPath.empty(); }
    std::string dataDir() const; ///< the folder of the registry
    std::string ledgersDir() const;
    std::string snapshotsDir() const; ///< of parts that devices load; can be made again
    std::string ledgerPath(std::string_view idText) const;

    /// Everything but what a secret could hide in, one `NAME=value` a line.
    std::string text() const;
    /// What long-running commands need beyond single values: an absolute path of the registry. Errors: Invalid.
    Result<> checkForServing() const;
};

/// A variable's value, or nothing when it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// Reads the configuration. Errors: Invalid: one sentence that begins with the variable's name.
Result<Config> readConfig(const Environment& environment, const std::vector<std::string>& names = {});
/// From this process's own environment.
Result<Config> readConfig();

/// The file behind `sqlite:////data/quartermaster.db`. Errors: Invalid.
struct DatabaseUrl {
    std::string path;
    bool isRelative = false;
};
Result<DatabaseUrl> parseDatabaseUrl(std::string_view url);

} // namespace qm::syncd
