#include "common/sync/devices.h"

#include "common/sync/client_private.h"

namespace qm {

namespace {

/// The answer's object.
Result<Json> asked(SyncPeer& peer, const PeerRequest& request)
{
    QM_ASSIGN(const PeerReply reply, peer.exchange(request));
    if (reply.status != 200 || !reply.isJson)
        return errorOf(reply);
    QM_ASSIGN(Json json, whole(parseJson(reply.body)));
    if (!json.is_object())
        return notOurs("not an object");
    return json;
}

std::string textOf(const Json& object, std::string_view name)
{
    const std::string* text = memberText(object, name);
    return text ? *text : std::string();
}

bool isTrue(const Json& object, std::string_view name)
{
    const Json* value = member(object, name);
    return value && value->is_boolean() && value->get<bool>();
}

std::string rightOn(const Json& device, const Uuid& ledger)
{
    const Json* ledgers = member(device, "ledgers");
    if (!ledgers || !ledgers->is_array())
        return {};
    for (const Json& one : *ledgers) {
        if (one.is_object() && textOf(one, "id") == ledger.text())
            return textOf(one, "right");
    }
    return {};
}

} // namespace

Result<std::vector<SharingDevice>> listDevices(SyncPeer& peer, const Uuid& ledger)
{
    QM_ASSIGN(const Json json, asked(peer, { "GET", "/v1/devices", {} }));
    const Json* list = member(json, "devices");
    if (!list || !list->is_array())
        return notOurs("no list of devices");
    std::vector<SharingDevice> devices;
    for (const Json& item : *list) {
        const auto id = item.is_object() ? Uuid::parse(textOf(item, "uuid")) : Result<Uuid>(Error {});
        if (!id)
            return notOurs("a device without an id");
        SharingDevice device;
        device.id = *id;
        device.name = textOf(item, "name");
        device.platform = textOf(item, "platform");
        device.app = textOf(item, "app");
        device.createdAtMs = memberInteger(item, "created_at").value_or(0);
        device.seenAtMs = memberInteger(item, "seen_at").value_or(0);
        device.isRevoked = isTrue(item, "revoked");
        device.isSelf = isTrue(item, "self");
        device.right = rightOn(item, ledger);
        if (device.isSelf || !device.right.empty())
            devices.push_back(std::move(device));
    }
    return devices;
}

Result<> renameDevice(SyncPeer& peer, const Uuid& device, std::string_view name)
{
    std::string body = "{\"name\":";
    appendJsonString(name, body);
    body += "}";
    QM_TRY(asked(peer, { "POST", "/v1/devices/" + device.text() + "/rename", std::move(body) }));
    return {};
}

Result<> revokeDevice(SyncPeer& peer, const Uuid& device)
{
    QM_TRY(asked(peer, { "POST", "/v1/devices/" + device.text() + "/revoke", "{}" }));
    return {};
}

Result<NewInvitation> inviteDevice(SyncPeer& peer, const Uuid& ledger, std::string_view right)
{
    std::string body = "{\"ledger\":\"" + ledger.text() + "\",\"right\":";
    appendJsonString(right, body);
    body += "}";
    QM_ASSIGN(const Json json, asked(peer, { "POST", "/v1/invitations", std::move(body) }));
    NewInvitation made { textOf(json, "code"), textOf(json, "link"),
        static_cast<int>(memberInteger(json, "expires_in").value_or(600)) };
    if (made.code.empty())
        return notOurs("an invitation without a code");
    return made;
}

} // namespace qm
