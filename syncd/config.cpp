#include "syncd/config.h"

#include "common/ledger/text.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

extern char** environ;

namespace qm::syncd {

namespace {

constexpr std::string_view prefix = "QUARTERMASTER_";
constexpr std::size_t valueBytesMax = 64 << 10;

constexpr const char* variables[] = { "QUARTERMASTER_DB_URL", "QUARTERMASTER_LISTEN", "QUARTERMASTER_PUBLIC_URL",
    "QUARTERMASTER_TRUSTED_PROXIES", "QUARTERMASTER_TLS_CERT", "QUARTERMASTER_TLS_KEY", "QUARTERMASTER_BACKUP_DIR",
    "QUARTERMASTER_METRICS_LISTEN", "QUARTERMASTER_WAITING_MAX", "QUARTERMASTER_LOG_LEVEL" };

Error wrong(const std::string& variable, const std::string& what)
{
    return { ErrorCode::Invalid, variable + ": " + what };
}

Result<std::string> readValueFile(const std::string& variable, const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path))
        return wrong(variable, "the file " + path + " cannot be read");
    std::string value(valueBytesMax + 1, '\0');
    file.read(value.data(), static_cast<std::streamsize>(value.size()));
    value.resize(static_cast<std::size_t>(file.gcount()));
    if (value.size() > valueBytesMax)
        return wrong(variable, "the file " + path + " is larger than 64 KiB");
    if (value.ends_with('\n'))
        value.pop_back();
    if (value.ends_with('\r'))
        value.pop_back();
    return value;
}

/// The value and where it came from. Set but empty counts as not set, as compose files cannot leave a variable out.
struct Value {
    std::string text;
    std::string source; ///< the variable's name, or its twin's
    std::string file; ///< of the twin
};

Result<std::optional<Value>> lookUp(const Environment& environment, const std::string& name)
{
    auto direct = environment(name);
    auto twin = environment(name + "_FILE");
    if (direct && direct->empty())
        direct.reset();
    if (twin && twin->empty())
        twin.reset();
    if (direct && twin)
        return wrong(name, "set together with " + name + "_FILE; keep one of the two");
    if (twin) {
        QM_ASSIGN(std::string text, readValueFile(name + "_FILE", *twin));
        if (text.empty())
            return wrong(name + "_FILE", "the file " + *twin + " is empty");
        direct = std::move(text);
    }
    if (!direct)
        return std::optional<Value>();
    const std::string source = twin ? name + "_FILE" : name;
    const bool isPem = direct->starts_with("-----BEGIN ");
    if (!isUtf8(*direct) || direct->find('\0') != std::string::npos)
        return wrong(source, "is not text");
    if (!isPem && direct->find_first_of("\r\n") != std::string::npos)
        return wrong(source, "has more than one line");
    return std::optional<Value>(Value { *direct, source, twin.value_or("") });
}

/// A path; a `_FILE` twin may name the certificate or key itself, as secrets are handed out.
Result<std::string> pemPath(const Value& value)
{
    const bool isPem = value.text.starts_with("-----BEGIN ");
    if (isPem && value.file.empty())
        return wrong(value.source, "needs the path of a file, not its content");
    const std::string path = isPem ? value.file : value.text;
    if (!std::ifstream(path))
        return wrong(value.source, "the file " + path + " cannot be read");
    return path;
}

Result<std::string> parsePublicUrl(std::string url)
{
    const Error failed { ErrorCode::Invalid, "\"" + url + "\" is not an address such as https://money.example.org" };
    std::string_view rest = url;
    for (const std::string_view scheme : { std::string_view("https://"), std::string_view("http://") })
        if (rest.starts_with(scheme))
            rest.remove_prefix(scheme.size());
    if (rest.size() == url.size() || rest.empty() || rest.front() == '/' || rest.front() == ':')
        return failed;
    if (std::any_of(rest.begin(), rest.end(), [](unsigned char c) {
            return c <= ' ' || c >= 0x7f
                || std::string_view("?#@\"<>\\^`{|}").find(static_cast<char>(c)) != std::string_view::npos;
        }))
        return failed;
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

Result<LogLevel> parseLevel(std::string_view text)
{
    for (const LogLevel level : { LogLevel::Debug, LogLevel::Info, LogLevel::Warn, LogLevel::Error })
        if (text == levelName(level))
            return level;
    return Error { ErrorCode::Invalid, "\"" + std::string(text) + "\" is none of debug, info, warn, error" };
}

Result<std::size_t> parseWaitingMax(std::string_view text)
{
    constexpr std::size_t most = 3000; // connections are descriptors
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number > most)
        return Error { ErrorCode::Invalid, "\"" + std::string(text) + "\" is no number from 0 to 3000" };
    return number;
}

/// Runs `parse` on a value that is set; a failure names the variable.
template <typename T, typename Parse>
Result<> take(const std::optional<Value>& value, T& into, Parse parse)
{
    if (!value)
        return {};
    auto parsed = parse(value->text);
    if (!parsed)
        return wrong(value->source, parsed.error().detail);
    into = *std::move(parsed);
    return {};
}

} // namespace

std::string_view levelName(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return "debug";
    case LogLevel::Info: return "info";
    case LogLevel::Warn: return "warn";
    case LogLevel::Error: break;
    }
    return "error";
}

Result<DatabaseUrl> parseDatabaseUrl(std::string_view url)
{
    constexpr std::string_view scheme = "sqlite:///";
    if (url.starts_with("postgresql://") || url.starts_with("postgres://"))
        return Error { ErrorCode::Invalid, "PostgreSQL is not in this version; use sqlite:////data/quartermaster.db" };
    if (!url.starts_with(scheme))
        return Error { ErrorCode::Invalid,
            "\"" + std::string(url) + "\" is not an address such as sqlite:////data/quartermaster.db" };
    DatabaseUrl database;
    const std::string_view text = url.substr(scheme.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '?' || text[i] == '#')
            return Error { ErrorCode::Invalid, "options after ? or # are not known here" };
        if (text[i] != '%') {
            database.path += text[i];
            continue;
        }
        const auto digit = [&](std::size_t at) {
            const auto found
                = at < text.size() ? std::string_view("0123456789abcdefABCDEF").find(text[at]) : std::string_view::npos;
            return found == std::string_view::npos ? -1 : static_cast<int>(found < 16 ? found : found - 6);
        };
        const int high = digit(i + 1);
        const int low = digit(i + 2);
        if (high < 0 || low < 0 || high * 16 + low == 0)
            return Error { ErrorCode::Invalid, "after % two hexadecimal digits are needed" };
        database.path += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (database.path.empty() || database.path.ends_with('/'))
        return Error { ErrorCode::Invalid, "the name of a file is missing at the end of \"" + std::string(url) + "\"" };
    if (database.path == ":memory:")
        return Error { ErrorCode::Invalid, "a database in memory would be lost; name a file" };
    database.isRelative = database.path.front() != '/';
    return database;
}

std::string Config::dataDir() const
{
    const auto slash = registryPath.rfind('/');
    if (slash == std::string::npos)
        return ".";
    return slash == 0 ? "/" : registryPath.substr(0, slash);
}

std::string Config::ledgersDir() const
{
    const std::string dir = dataDir();
    return (dir == "/" ? "" : dir) + "/ledgers";
}

std::string Config::snapshotsDir() const
{
    const std::string dir = dataDir();
    return (dir == "/" ? "" : dir) + "/snapshots";
}

std::string Config::ledgerPath(std::string_view idText) const
{
    return ledgersDir() + "/" + std::string(idText) + ".db";
}

Result<> Config::checkForServing() const
{
    if (isRelative)
        return wrong("QUARTERMASTER_DB_URL",
            "three slashes make the relative path \"" + registryPath + "\"; for the absolute path use four: sqlite:////"
                + registryPath);
    return {};
}

std::string Config::text() const
{
    // Only the key's place is told, never what is in it.
    std::ostringstream out;
    out << "QUARTERMASTER_DB_URL=sqlite:///" << registryPath << '\n';
    out << "QUARTERMASTER_LISTEN=" << listen.text() << '\n';
    out << "QUARTERMASTER_PUBLIC_URL=" << publicUrl << '\n';
    out << "QUARTERMASTER_TRUSTED_PROXIES=" << trustedProxiesText << '\n';
    out << "QUARTERMASTER_TLS_CERT=" << tlsCertPath << '\n';
    out << "QUARTERMASTER_TLS_KEY=" << (tlsKeyPath.empty() ? "" : "(set)") << '\n';
    out << "QUARTERMASTER_BACKUP_DIR=" << backupDir << '\n';
    out << "QUARTERMASTER_METRICS_LISTEN=" << (metricsListen ? metricsListen->text() : "off") << '\n';
    out << "QUARTERMASTER_WAITING_MAX=" << waitingMax << '\n';
    out << "QUARTERMASTER_LOG_LEVEL=" << levelName(logLevel) << '\n';
    return out.str();
}

Result<Config> readConfig(const Environment& environment, const std::vector<std::string>& names)
{
    std::optional<Value> values[std::size(variables)];
    for (std::size_t i = 0; i < std::size(variables); ++i) {
        QM_ASSIGN(values[i], lookUp(environment, variables[i]));
    }
    const auto& [dbUrl, listen, publicUrl, proxies, cert, key, backupDir, metrics, waiting, level] = values;

    Config config;
    DatabaseUrl database { "/data/quartermaster.db", false };
    config.listen = { "0.0.0.0", 8000 };
    QM_TRY(take(dbUrl, database, parseDatabaseUrl));
    QM_TRY(take(listen, config.listen, Endpoint::parse));
    QM_TRY(take(publicUrl, config.publicUrl, parsePublicUrl));
    QM_TRY(take(proxies, config.trustedProxies, parseProxies));
    QM_TRY(take(level, config.logLevel, parseLevel));
    QM_TRY(take(waiting, config.waitingMax, parseWaitingMax));
    if (metrics && metrics->text != "off") {
        config.metricsListen.emplace();
        QM_TRY(take(metrics, *config.metricsListen, Endpoint::parse));
    }
    config.trustedProxiesText = proxies ? proxies->text : "";
    config.registryPath = database.path;
    config.isRelative = database.isRelative;
    if (cert && !key)
        return wrong("QUARTERMASTER_TLS_KEY", "is missing beside QUARTERMASTER_TLS_CERT");
    if (key && !cert)
        return wrong("QUARTERMASTER_TLS_CERT", "is missing beside QUARTERMASTER_TLS_KEY");
    if (cert) {
        QM_ASSIGN(config.tlsCertPath, pemPath(*cert));
        QM_ASSIGN(config.tlsKeyPath, pemPath(*key));
    }
    const std::string dir = config.dataDir();
    config.backupDir = backupDir ? backupDir->text : (dir == "/" ? "" : dir) + "/backups";

    for (const std::string& name : names) {
        const bool isOurs = std::any_of(std::begin(variables), std::end(variables),
            [&](const std::string& known) { return name == known || name == known + "_FILE"; });
        // The image's tag is the compose file's variable; seeing it here is no mistake.
        if (name.starts_with(prefix) && !isOurs && name != "QUARTERMASTER_TAG")
            config.unknown.push_back(name);
    }
    return config;
}

Result<Config> readConfig()
{
    std::vector<std::string> names;
    for (char** variable = environ; variable && *variable; ++variable) {
        const std::string_view text = *variable;
        names.emplace_back(text.substr(0, text.find('=')));
    }
    const auto get = [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        return value ? std::optional<std::string>(value) : std::nullopt;
    };
    return readConfig(get, names);
}

} // namespace qm::syncd
