#include "sim_network.h"

#include "household.h"
#include "people.h"
#include "planted_bugs.h"

#include <algorithm>

namespace simulation {

namespace {

constexpr std::size_t oldKept = 40;

qm::Error cut()
{
    return { qm::ErrorCode::Offline, "The server cannot be reached. Your changes are kept and will be sent later." };
}

qm::PeerReply replyOf(qm::Answer answer, std::int64_t serverNowMs)
{
    const bool isJson = answer.contentType == "application/json";
    return { answer.status, std::move(answer.body), isJson, answer.retryAfterSeconds, serverNowMs };
}

enum Fault {
    None,
    RequestLost,
    AnswerLost,
    Delayed, ///< arrives later, long after the device has given up
    Doubled, ///< arrives, and once more later
    Twice, ///< arrives twice at once, the second answer comes back
    AnswerCut, ///< cut in the middle, with status 200
    RequestCut,
    ProxyPage,
    ProxyError,
    OthersFirst, ///< another device syncs while this one waits
    PersonActs, ///< and so does the person in front of it
    FaultCount
};
constexpr const char* faultNames[] = { "", "request lost", "answer lost", "request delayed", "request doubled",
    "request twice", "answer cut", "request cut", "proxy page", "proxy error", "others first", "acts meanwhile" };

} // namespace

qm::Result<qm::PeerReply> SimNetwork::arrive(const Message& message)
{
    Household& home = m_household;
    if (!home.server.isUp())
        return cut();
    const auto& revoked = home.revoked;
    if (std::find(revoked.begin(), revoked.end(), message.caller.device) != revoked.end()) {
        home.count("status 401");
        return replyOf(qm::failure(401, "device_revoked"), home.environment.nowMs);
    }
    if (isOn("recover_forgets") && message.request.target.find("/recover") != std::string::npos) {
        qm::Answer forgotten;
        forgotten.body = R"({"new":0,"known":1,"parked":0,"head":"0.0"})";
        return replyOf(std::move(forgotten), home.environment.nowMs);
    }
    qm::Answer answer = home.server.handle(message.caller, message.request);
    if (home.server.disk.isDead()) {
        home.trace.add("  the server's machine stops");
        home.count("server crash");
        home.restartServer();
        return cut();
    }
    if (answer.status != 200)
        home.count("status " + std::to_string(answer.status));
    const SimEnvironment::At at(home.environment, home.server.clock);
    return replyOf(std::move(answer), qm::wallClockMs());
}

void SimNetwork::keep(const Message& message)
{
    if (message.request.method != "POST")
        return;
    m_old.push_back(message);
    if (m_old.size() > oldKept)
        m_old.erase(m_old.begin());
}

qm::Result<qm::PeerReply> SimNetwork::exchange(Device& device, const qm::PeerRequest& request)
{
    Household& home = m_household;
    if (device.isCut || device.disk->isDead())
        return cut();
    Message message { device.caller, request };
    beforeRequest(home, device, message.request);
    keep(message);
    auto reply = travel(device, message);
    afterRequest(home, device, message.request, reply.has_value());
    return reply;
}

qm::Result<qm::PeerReply> SimNetwork::travel(Device& device, Message& message)
{
    Household& home = m_household;
    const auto fault = static_cast<Fault>(
        faultsOneIn > 0 && home.choices.oneIn(faultsOneIn) ? 1 + home.choices.choose(FaultCount - 1) : 0);
    if (fault != None) {
        home.trace.add("  " + device.name + ": " + faultNames[fault]);
        home.count(faultNames[fault]);
    }
    switch (fault) {
    case RequestLost: return cut();
    case Delayed: m_late.push_back(message); return cut();
    case ProxyPage: return qm::PeerReply { 200, "<html>Sign in to the network</html>", false, {}, {} };
    case ProxyError: return qm::PeerReply { 502, "<html>Bad gateway</html>", false, {}, {} };
    case Doubled: m_late.push_back(message); break;
    case Twice:
        (void)arrive(message);
        changeRepeated(message.request);
        break;
    case RequestCut:
        message.request.body.resize(home.choices.choose(static_cast<std::uint32_t>(message.request.body.size()) + 1));
        break;
    case OthersFirst:
        if (m_depth == 0) {
            ++m_depth;
            const auto count = static_cast<std::uint32_t>(home.devices.size());
            Device& other = *home.devices[home.choices.choose(count)];
            if (&other != &device)
                (void)home.sync(other);
            --m_depth;
        }
        break;
    case PersonActs:
        // While a snapshot is being loaded nobody else can write; and a machine that stops takes the sync with it.
        if (device.disk->faults.writesToDeath == 0 && message.request.target.find("/snapshot") == std::string::npos)
            act(home, device);
        break;
    default: break;
    }
    auto reply = arrive(message);
    if (fault == AnswerLost)
        return cut();
    if (reply && fault == AnswerCut)
        reply->body.resize(home.choices.choose(static_cast<std::uint32_t>(reply->body.size()) + 1));
    return reply;
}

bool SimNetwork::deliverLate()
{
    if (m_late.empty())
        return false;
    const std::size_t which = m_household.choices.choose(static_cast<std::uint32_t>(m_late.size()));
    Message message = m_late[which];
    m_late.erase(m_late.begin() + static_cast<std::ptrdiff_t>(which));
    changeRepeated(message.request);
    (void)arrive(message);
    return true;
}

void SimNetwork::repeatOld(std::uint32_t times)
{
    for (std::uint32_t i = 0; i < times && !m_old.empty(); ++i) {
        const Message message = m_old[m_household.choices.choose(static_cast<std::uint32_t>(m_old.size()))];
        (void)arrive(message);
    }
}

} // namespace simulation
