#pragma once

#include "choices.h"

#include "common/sync/peer.h"
#include "common/sync/server.h"

#include <vector>

namespace simulation {

class Household;
struct Device;

/// The way between devices and server: loses, doubles, delays, reorders and cuts messages, and answers.
class SimNetwork {
public:
    explicit SimNetwork(Household& household) : m_household(household) { }

    std::uint32_t faultsOneIn = 0; ///< a fault in one of so many exchanges; 0: none
    qm::Result<qm::PeerReply> exchange(Device& device, const qm::PeerRequest& request);
    /// A message that was on its way for long arrives; false when there is none.
    bool deliverLate();
    /// Old requests are sent once more, as a broken proxy would.
    void repeatOld(std::uint32_t times);

private:
    struct Message {
        qm::Caller caller;
        qm::PeerRequest request;
    };
    qm::Result<qm::PeerReply> travel(Device& device, Message& message);
    qm::Result<qm::PeerReply> arrive(const Message& message);
    void keep(const Message& message);

    Household& m_household;
    std::vector<Message> m_late;
    std::vector<Message> m_old;
    int m_depth = 0;
};

/// A device's way to the server.
class SimPeer final : public qm::SyncPeer {
public:
    SimPeer(SimNetwork& network, Device& device) : m_network(network), m_device(device) { }
    qm::Result<qm::PeerReply> exchange(const qm::PeerRequest& request) override
    {
        return m_network.exchange(m_device, request);
    }

private:
    SimNetwork& m_network;
    Device& m_device;
};

} // namespace simulation
