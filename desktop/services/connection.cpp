#include "desktop/services/connection.h"

#include "desktop/services/server_key.h"
#include "desktop/services/token_file.h"

#include <array>

namespace qm::desktop {

namespace {

constexpr const char* metaServer = "server_url";
constexpr const char* metaInstance = "server_instance";
constexpr const char* metaCa = "server_ca";
constexpr const char* metaKey = "server_key";
constexpr const char* metaDeviceName = "device_name";

Error damaged(const Error& error)
{
    return { ErrorCode::Corrupt,
        "what the ledger remembers of its server is damaged (" + error.detail + "); disconnect and connect again" };
}

} // namespace

Result<std::string> metaOrEmpty(Ledger& ledger, std::string_view key)
{
    auto value = ledger.meta(key);
    if (!value && value.error().code == ErrorCode::NotFound)
        return std::string();
    return value;
}

HttpsPeer::Options ServerConnection::peerOptions() const
{
    HttpsPeer::Options options;
    options.server = server;
    options.caPem = caPem;
    options.key = key;
    options.token = token;
    return options;
}

Result<std::string> connectedServer(Ledger& ledger)
{
    return metaOrEmpty(ledger, metaServer);
}

Result<std::optional<ServerConnection>> loadConnection(Ledger& ledger, const std::string& ledgerPath)
{
    QM_ASSIGN(const std::string url, connectedServer(ledger));
    if (url.empty())
        return std::optional<ServerConnection>();
    ServerConnection connection;
    auto address = ServerAddress::parse(url);
    if (!address)
        return damaged(address.error());
    connection.server = *std::move(address);
    QM_ASSIGN(const std::string key, metaOrEmpty(ledger, metaKey));
    if (!key.empty()) {
        const auto hash = parseServerKey(key);
        if (!hash)
            return damaged(hash.error());
        connection.key = *hash;
    }
    QM_ASSIGN(connection.instance, metaOrEmpty(ledger, metaInstance));
    QM_ASSIGN(connection.caPem, metaOrEmpty(ledger, metaCa));
    QM_ASSIGN(connection.deviceName, metaOrEmpty(ledger, metaDeviceName));
    auto token = TokenFile(ledgerPath).read();
    if (!token) {
        return Error { token.error().code,
            "the token for " + url + " is missing (" + token.error().detail + "); disconnect and connect again" };
    }
    connection.token = *std::move(token);
    return std::optional<ServerConnection>(std::move(connection));
}

Result<> saveConnection(Ledger& ledger, const std::string& ledgerPath, const ServerConnection& connection)
{
    QM_TRY(TokenFile(ledgerPath).write(connection.token));
    QM_TRY(ledger.setMeta(metaInstance, connection.instance));
    QM_TRY(ledger.setMeta(metaCa, connection.caPem));
    QM_TRY(ledger.setMeta(metaKey, connection.key ? serverKeyText(*connection.key) : std::string()));
    QM_TRY(ledger.setMeta(metaDeviceName, connection.deviceName));
    return ledger.setMeta(metaServer, connection.server.text()); // last: with it the file counts as connected
}

Result<> rememberDeviceName(Ledger& ledger, std::string_view name)
{
    return ledger.setMeta(metaDeviceName, name);
}

Result<> forgetConnection(Ledger& ledger, const std::string& ledgerPath)
{
    for (const char* key : std::array { metaServer, metaInstance, metaCa, metaKey, metaDeviceName, "right" })
        QM_TRY(ledger.setMeta(key, ""));
    return TokenFile(ledgerPath).remove();
}

} // namespace qm::desktop
