#include "syncd/waits.h"

#include <utility>

namespace qm::syncd {

std::shared_ptr<Waits::Ticket> Waits::enter(const Uuid& ledger, const Uuid& device)
{
    auto ticket = std::make_shared<Ticket>(*this, ledger, device);
    bool isReplacing = false;
    {
        const std::lock_guard lock(m_mutex);
        auto& tickets = m_tickets[ledger];
        for (Ticket* other : tickets) {
            if (other->device != device || other->isReplaced)
                continue;
            other->isReplaced = true;
            other->isDue = true;
            isReplacing = true;
            --m_count;
        }
        ticket->isReplaced = m_count >= m_most; // then it holds no place
        if (!ticket->isReplaced)
            ++m_count;
        tickets.push_back(ticket.get());
    }
    if (isReplacing)
        m_wake();
    return ticket->isReplaced ? nullptr : ticket;
}

void Waits::leave(const Ticket& ticket)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_tickets.find(ticket.ledger);
    if (found == m_tickets.end() || std::erase(found->second, &ticket) == 0)
        return;
    if (!ticket.isReplaced)
        --m_count;
    if (found->second.empty())
        m_tickets.erase(found);
}

void Waits::wake(const Uuid& ledger)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_tickets.find(ledger);
        if (found == m_tickets.end())
            return;
        for (Ticket* ticket : found->second)
            ticket->isDue = true;
    }
    m_wake();
}

void Waits::wakeAll()
{
    {
        const std::lock_guard lock(m_mutex);
        for (auto& [ledger, tickets] : m_tickets)
            for (Ticket* ticket : tickets)
                ticket->isDue = true;
    }
    m_wake();
}

} // namespace qm::syncd
