#include "desktop/services/payee_memory_service.h"

#include <chrono>

namespace qm::desktop {

using namespace std::chrono_literals;

namespace {

constexpr std::int64_t postingsAtOnce = 4000; // a few milliseconds
constexpr auto afterOpening = 600ms; // the window comes first
constexpr auto afterChanges = 1s;

} // namespace

PayeeMemoryService::PayeeMemoryService(LedgerService& ledger, QObject* parent)
    : QObject(parent)
    , m_ledger(ledger)
    , m_memory(std::make_shared<PayeeMemory>())
{
    m_begin.setSingleShot(true);
    connect(&m_begin, &QTimer::timeout, this, &PayeeMemoryService::begin);
    connect(&m_ledger, &LedgerService::opened, this, &PayeeMemoryService::ledgerOpened);
    connect(&m_ledger, &LedgerService::changed, this, &PayeeMemoryService::readNews);
    if (m_ledger.isOpen())
        m_begin.start(afterOpening);
}

void PayeeMemoryService::ledgerOpened()
{
    m_request.cancel();
    m_newsRequest.cancel();
    m_reader.reset();
    m_memory = std::make_shared<PayeeMemory>();
    m_isComplete = false;
    m_hasNews = false;
    if (m_ledger.isOpen())
        m_begin.start(afterOpening);
    else
        m_begin.stop();
    emit changed();
}

std::shared_ptr<const PayeeMemory> PayeeMemoryService::memory()
{
    if (!m_isComplete && !m_reader && m_ledger.isOpen())
        begin();
    return m_memory;
}

void PayeeMemoryService::begin()
{
    m_begin.stop();
    if (m_reader)
        return;
    m_reader = std::make_shared<PayeeMemoryReader>();
    m_hasNews = false;
    m_request.start(
        this, m_ledger.read([](Ledger& ledger) { return payeeMark(ledger); }), [this](Result<PayeeMark> mark) {
            if (!mark) {
                m_reader.reset(); // the next change or question tries again
                return;
            }
            m_mark = *mark;
            readSome();
        });
}

void PayeeMemoryService::readSome()
{
    auto reading
        = m_ledger.read([reader = m_reader](Ledger& ledger) { return reader->readSome(ledger, postingsAtOnce); });
    m_request.start(this, std::move(reading), [this](Result<bool> hasMore) {
        if (!hasMore) {
            m_reader.reset();
            return;
        }
        if (*hasMore) {
            if (m_memory->size() == 0) { // the newest are what is asked for most
                m_memory = std::make_shared<PayeeMemory>(m_reader->memory());
                emit changed();
            }
            readSome();
            return;
        }
        m_memory = std::make_shared<PayeeMemory>(m_reader->take());
        m_reader.reset();
        m_isComplete = true;
        emit changed();
        if (m_hasNews)
            readNews();
    });
}

void PayeeMemoryService::readNews()
{
    if (m_reader)
        m_hasNews = true;
    if (!m_isComplete || m_reader)
        return;
    m_newsRequest.start(this, m_ledger.read([since = m_mark](Ledger& ledger) { return payeeNews(ledger, since); }),
        [this](Result<PayeeNews> news) {
            if (news && !m_reader)
                takeNews(*std::move(news));
        });
}

void PayeeMemoryService::takeNews(PayeeNews news)
{
    m_mark = news.mark;
    if (!news.added.empty()) {
        auto grown = std::make_shared<PayeeMemory>(*m_memory);
        for (const PayeeUse& use : news.added)
            grown->add(use);
        m_memory = std::move(grown);
        emit changed();
    }
    if (news.isStale)
        m_begin.start(afterChanges);
}

} // namespace qm::desktop
