#include <QHostAddress>
#include <QUrl>

#include "desktop/services/server_address.h"

namespace qm::desktop {

namespace {

Error invalid(std::string_view text, const char* why)
{
    return { ErrorCode::Invalid, "\"" + std::string(text.substr(0, 200)) + "\" is not a server's address: " + why };
}

std::uint16_t usualPort(bool isEncrypted)
{
    return isEncrypted ? 443 : 80;
}

} // namespace

std::string ServerAddress::authority() const
{
    const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return port == usualPort(isEncrypted) ? name : name + ":" + std::to_string(port);
}

std::string ServerAddress::text() const
{
    return (isEncrypted ? "https://" : "http://") + authority() + path;
}

bool ServerAddress::isLoopback() const
{
    if (host == "localhost" || host.ends_with(".localhost"))
        return true;
    return QHostAddress(QString::fromStdString(host)).isLoopback();
}

Result<ServerAddress> ServerAddress::parse(std::string_view text)
{
    const QString given = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).trimmed();
    const QUrl url(given.contains(QLatin1String("://")) ? given : QLatin1String("https://") + given, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return invalid(text, "it should look like https://box.lan:8443");
    if (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http"))
        return invalid(text, "it should begin with https://");
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return invalid(text, "it has more than a name, a port and a path");
    if (url.port() == 0)
        return invalid(text, "there is no port 0");
    ServerAddress address;
    address.isEncrypted = url.scheme() == QLatin1String("https");
    address.host = url.host(QUrl::FullyEncoded).toStdString();
    if (address.host.starts_with('[') && address.host.ends_with(']'))
        address.host = address.host.substr(1, address.host.size() - 2);
    address.port = static_cast<std::uint16_t>(url.port(usualPort(address.isEncrypted)));
    address.path = url.path(QUrl::FullyEncoded).toStdString();
    while (address.path.ends_with('/'))
        address.path.pop_back();
    if (!address.isEncrypted && !address.isLoopback())
        return invalid(text, "only https:// keeps the household's data private on its way");
    return address;
}

} // namespace qm::desktop
