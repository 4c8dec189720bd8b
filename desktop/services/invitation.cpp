#include <QUrl>
#include <QUrlQuery>

#include "desktop/services/invitation.h"
#include "desktop/services/server_key.h"

namespace qm::desktop {

Result<Invitation> Invitation::parse(std::string_view link)
{
    const QUrl url(QString::fromUtf8(link.data(), static_cast<qsizetype>(link.size())).trimmed());
    const auto invalid = [](const char* why) {
        return Error { ErrorCode::Invalid, std::string("this is not an invitation's link: ") + why };
    };
    if (!url.isValid() || url.scheme() != QLatin1String("quartermaster") || url.host() != QLatin1String("pair"))
        return invalid("it should begin with quartermaster://pair?");
    const QUrlQuery query(url);
    const auto value = [&query](const char* name) {
        return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded).toStdString();
    };
    if (value("server").empty() || value("code").empty())
        return invalid("it names no server or no code; copy the whole link");
    QM_ASSIGN(ServerAddress server, ServerAddress::parse(value("server")));
    Invitation invitation { std::move(server), value("code"), std::nullopt };
    if (query.hasQueryItem(QStringLiteral("key"))) {
        QM_ASSIGN(invitation.key, parseServerKey(value("key")));
    }
    return invitation;
}

} // namespace qm::desktop
