#include "desktop/widgets/month_entries.h"

#include "common/store/payee_memory.h"
#include "desktop/models/display_text.h"
#include "desktop/widgets/choice_box.h"

#include <algorithm>

namespace qm::desktop {

MonthEntries::MonthEntries(Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace) { }

void MonthEntries::serve(ChoiceBox* box)
{
    m_boxes.emplace_back(box);
    m_wanted.erase(box);
    m_like.erase(box);
    fill(box, m_entries);
}

void MonthEntries::choose(ChoiceBox* box, const std::optional<Uuid>& entry)
{
    m_wanted.erase(box);
    if (!entry) { // empty, so that a name can be typed at once
        box->setCurrentIndex(-1);
        box->clearEditText();
        return;
    }
    box->choose(entry);
    if (box->chosen() != entry)
        m_wanted.emplace(box, *entry);
}

std::optional<Uuid> MonthEntries::chosen(const ChoiceBox* box) const
{
    const auto wanted = m_isReading ? m_wanted.find(box) : m_wanted.end();
    const auto chosen = box->chosen();
    return chosen || wanted == m_wanted.end() ? chosen : std::optional(wanted->second);
}

void MonthEntries::setMonth(YearMonth ym)
{
    if (m_month == ym || !m_workspace.ledger.isOpen())
        return;
    m_month = ym;
    readAgain();
}

void MonthEntries::readAgain()
{
    if (!m_month || !m_workspace.ledger.isOpen())
        return;
    const YearMonth ym = *m_month;
    const Month* const month = m_workspace.ledger.catalogue().month(ym);
    if (!month) {
        m_request.cancel(); // of the month before
        setEntries(ym, {});
        return;
    }
    m_isReading = true;
    m_request.start(this, m_workspace.ledger.read([id = month->id](Ledger& ledger) { return ledger.entries(id); }),
        [this, ym](Result<std::vector<Entry>> entries) {
            if (entries)
                setEntries(ym, *std::move(entries));
        });
}

void MonthEntries::setEntries(YearMonth ym, std::vector<Entry> entries)
{
    m_month = ym;
    m_isReading = false;
    const std::vector<Entry> before = std::exchange(m_entries, std::move(entries));
    std::erase_if(m_boxes, [](const QPointer<ChoiceBox>& box) { return !box; });
    for (const QPointer<ChoiceBox>& box : m_boxes)
        fill(box, before);
    emit changed();
}

void MonthEntries::fill(ChoiceBox* box, const std::vector<Entry>& before)
{
    if (!m_workspace.ledger.isOpen())
        return;
    auto chosen = box->chosen();
    if (const auto wanted = m_wanted.find(box); wanted != m_wanted.end() && !chosen)
        chosen = wanted->second;
    const auto was = std::find_if(before.begin(), before.end(), [&](const Entry& entry) { return entry.id == chosen; });
    if (was != before.end())
        m_like[box] = { was->lineage, was->name };
    else if (!chosen && !before.empty())
        m_like.erase(box); // it is for none
    const QSignalBlocker quiet(box);
    box->setChoices(entryChoices(m_workspace.ledger.catalogue(), m_entries, tr("no entry yet")));
    if (!chosen && !m_like.contains(box))
        return; // none, or what is being typed
    box->choose(chosen);
    if (chosen && box->chosen() == chosen) {
        m_wanted.erase(box);
        return;
    }
    PayeeUse use;
    if (const auto like = m_like.find(box); like != m_like.end()) {
        use.lineage = like->second.lineage;
        use.entryName = like->second.name;
    }
    const Entry* const like = entryLike(use, m_entries);
    box->choose(like ? std::optional(like->id) : std::nullopt);
}

bool MonthEntries::isIncome(const std::optional<Uuid>& entry) const
{
    const auto found
        = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& known) { return known.id == entry; });
    if (found == m_entries.end())
        return false;
    const Category* const category = m_workspace.ledger.catalogue().category(found->category);
    return category && category->kind == "income";
}

QString MonthEntries::obstacle() const
{
    if (!m_month || !m_workspace.ledger.isOpen())
        return {};
    const Month* const month = m_workspace.ledger.catalogue().month(*m_month);
    if (!month)
        return tr("%1 has not been opened yet.").arg(monthText(*m_month));
    return month->isClosed ? tr("%1 is closed. Reopen it to change something in it.").arg(monthText(*m_month))
                           : QString();
}

} // namespace qm::desktop
