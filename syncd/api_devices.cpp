#include "syncd/api.h"

namespace qm::syncd {

namespace {

/// A body that must be one JSON object.
Result<Json> readObject(const std::string& body)
{
    QM_ASSIGN(Json json, parseJson(body));
    if (!json.is_object())
        return Error { ErrorCode::Invalid, "a JSON object is expected" };
    return json;
}

std::string textOr(const Json& object, std::string_view key, std::string_view otherwise)
{
    const std::string* text = memberText(object, key);
    return text ? *text : std::string(otherwise);
}

std::string percentEncoded(std::string_view text)
{
    static constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/";
    std::string out;
    for (const char c : text)
        out += plain.find(c) != std::string_view::npos ? std::string(1, c) : "%" + toHex(std::string_view(&c, 1));
    return out;
}

nlohmann::ordered_json toJson(const Grant& grant)
{
    return { { "id", grant.ledger.id.text() }, { "name", grant.ledger.name }, { "right", rightName(grant.right) } };
}

nlohmann::ordered_json toJson(const std::vector<Grant>& grants)
{
    auto list = nlohmann::ordered_json::array();
    for (const Grant& grant : grants)
        list.push_back(toJson(grant));
    return list;
}

Answer success(const nlohmann::ordered_json& json)
{
    Answer answer;
    answer.body = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    return answer;
}

/// What a request of this page can be refused for, as a status.
Answer refusal(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Refused: return failure(403, "code_refused", error.detail);
    case ErrorCode::Exists: return failure(409, "exists", error.detail);
    case ErrorCode::Rule: return failure(403, "forbidden", error.detail);
    default: return failure(error);
    }
}

} // namespace

InvitationText invitationText(std::string_view code, std::string_view publicUrl, std::string_view publicKey)
{
    InvitationText text { shownCode(code), {} };
    if (publicUrl.empty())
        return text;
    text.link = "quartermaster://pair?server=" + percentEncoded(publicUrl) + "&code=" + text.code;
    if (!publicKey.empty())
        text.link += "&key=" + percentEncoded(publicKey);
    return text;
}

Answer Api::pairingAnswer(const Pairing& pairing)
{
    return success({ { "device", { { "uuid", pairing.device.uuid.text() }, { "no", pairing.device.no } } },
        { "token", pairing.token.text() }, { "ledgers", toJson(pairing.ledgers) },
        { "server", { { "instance", m_registry.instance().text() }, { "now", m_options.nowMs() } } } });
}

/// For a copy of a device that was restored or cloned, and found its numbers used (SYNC.md 3.8).
Answer Api::copyDevice(Call& call)
{
    const auto pairing = m_registry.copy(*call.device);
    if (!pairing)
        return refusal(pairing.error());
    ++m_metrics.pairings;
    return pairingAnswer(*pairing);
}

Answer Api::pair(Call& call)
{
    const auto json = readObject(call.request->body);
    if (!json)
        return failure(json.error());
    const std::string* typed = memberText(*json, "code");
    const Json* device = member(*json, "device");
    if (!typed || !device || !device->is_object())
        return failure(400, "malformed", "code and device are needed");
    DeviceInfo info;
    info.name = textOr(*device, "name", "");
    info.platform = textOr(*device, "platform", "");
    info.app = textOr(*device, "app", "");
    info.level = memberInteger(*device, "level").value_or(1);
    if (info.level < 1)
        return failure(426, "client_too_old");
    const std::string ip = origin(call.request->head, call.request->peer, call.request->isTls).ip;
    if (const auto seconds = m_pairingLimit.begin(ip, m_options.nowMs())) {
        ++m_metrics.pairingsLimited;
        Answer answer = failure(429, "too_many_codes", "too many wrong codes came from this address; try again later");
        answer.retryAfterSeconds = *seconds;
        return answer;
    }
    const auto code = parseCode(*typed);
    auto pairing = code ? m_registry.pair(*code, info) : Error { ErrorCode::Refused, code.error().detail };
    if (pairing || pairing.error().code != ErrorCode::Refused)
        m_pairingLimit.forgive(ip);
    if (!pairing) {
        if (pairing.error().code == ErrorCode::Refused)
            ++m_metrics.pairingFailures;
        return refusal(pairing.error());
    }
    ++m_metrics.pairings;
    call.device = pairing->device;
    return pairingAnswer(*pairing);
}

Answer Api::listLedgers(Call& call)
{
    const auto grants = m_registry.ledgersOf(call.device->no);
    if (!grants)
        return failure(grants.error());
    return success({ { "ledgers", toJson(*grants) } });
}

Answer Api::offerLedger(Call& call)
{
    const auto json = readObject(call.request->body);
    if (!json)
        return failure(json.error());
    const auto id = Uuid::parse(textOr(*json, "id", ""));
    if (!id)
        return failure(400, "malformed", "id: " + id.error().detail);
    const auto grant = m_registry.offerLedger(call.device->no, *id, textOr(*json, "name", ""));
    if (!grant)
        return refusal(grant.error());
    call.ledger = *id;
    return success(toJson(*grant));
}

Answer Api::invite(Call& call)
{
    const auto json = readObject(call.request->body);
    if (!json)
        return failure(json.error());
    const auto ledger = Uuid::parse(textOr(*json, "ledger", ""));
    if (!ledger)
        return failure(400, "malformed", "ledger: " + ledger.error().detail);
    const auto granted = parseRight(textOr(*json, "right", "owner"));
    if (!granted)
        return failure(400, "malformed", "right is owner, editor or viewer");
    const auto own = m_registry.rightOf(call.device->no, *ledger);
    if (!own)
        return failure(own.error());
    if (!*own)
        return failure(404, "not_found");
    call.ledger = *ledger;
    if (**own != Right::Owner)
        return failure(403, "forbidden", "only an owner of the ledger may invite");
    const auto code = m_registry.invite(*ledger, *granted, call.device->no);
    if (!code)
        return failure(code.error());
    const InvitationText text = invitationText(*code, m_options.publicUrl, m_options.publicKey);
    nlohmann::ordered_json answer { { "code", text.code }, { "expires_in", Registry::invitationMs / 1000 } };
    if (!text.link.empty())
        answer["link"] = text.link;
    return success(answer);
}

Answer Api::listDevices(Call& call)
{
    const auto mine = m_registry.ledgersOf(call.device->no);
    const auto devices = m_registry.devices();
    if (!mine || !devices)
        return failure(mine ? devices.error() : mine.error());
    auto list = nlohmann::ordered_json::array();
    for (const Device& device : *devices) {
        const auto theirs = m_registry.ledgersOf(device.no);
        if (!theirs)
            return failure(theirs.error());
        // Of another household's ledgers nothing is told, not that they are there either.
        std::vector<Grant> shared;
        for (const Grant& grant : *theirs)
            for (const Grant& own : *mine)
                if (own.ledger.id == grant.ledger.id)
                    shared.push_back(grant);
        if (shared.empty() && device.no != call.device->no)
            continue;
        nlohmann::ordered_json one { { "uuid", device.uuid.text() }, { "no", device.no }, { "name", device.name },
            { "platform", device.platform }, { "app", device.app }, { "level", device.level },
            { "created_at", device.createdAtMs }, { "seen_at", device.seenAtMs },
            { "revoked", device.revokedAtMs.has_value() }, { "ledgers", toJson(shared) } };
        if (device.no == call.device->no)
            one["self"] = true;
        list.push_back(std::move(one));
    }
    return success({ { "devices", std::move(list) } });
}

/// The device of the request's path, when the caller is it or owns a ledger that it may see.
std::variant<Device, Answer> Api::deviceInHand(const Call& call, const char* what)
{
    const auto devices = m_registry.devices();
    const auto mine = m_registry.ledgersOf(call.device->no);
    if (!devices || !mine)
        return failure(devices ? mine.error() : devices.error());
    for (const Device& device : *devices) {
        if (device.uuid != *call.match.device)
            continue;
        const auto theirs = m_registry.ledgersOf(device.no);
        if (!theirs)
            return failure(theirs.error());
        bool isSeen = device.no == call.device->no;
        bool isOwned = isSeen;
        for (const Grant& own : *mine)
            for (const Grant& grant : *theirs)
                if (own.ledger.id == grant.ledger.id) {
                    isSeen = true;
                    isOwned = isOwned || own.right == Right::Owner;
                }
        if (!isSeen)
            break;
        if (!isOwned)
            return failure(
                403, "forbidden", std::string("only an owner of a ledger you share may ") + what + " this device");
        return device;
    }
    return failure(404, "not_found");
}

Answer Api::revoke(Call& call)
{
    auto found = deviceInHand(call, "revoke");
    if (auto* const refused = std::get_if<Answer>(&found))
        return std::move(*refused);
    const Device& device = std::get<Device>(found);
    if (auto done = m_registry.revoke(device.no); !done)
        return failure(done.error());
    return success({ { "revoked", device.uuid.text() } });
}

Answer Api::rename(Call& call)
{
    const auto json = readObject(call.request->body);
    if (!json)
        return failure(json.error());
    auto found = deviceInHand(call, "rename");
    if (auto* const refused = std::get_if<Answer>(&found))
        return std::move(*refused);
    const std::string name = textOr(*json, "name", "");
    if (auto done = m_registry.rename(std::get<Device>(found).no, name); !done)
        return failure(done.error());
    return success({ { "name", name } });
}

} // namespace qm::syncd
