#include "desktop/models/row_details.h"

#include "desktop/models/display_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace qm::desktop {

namespace {

struct DetailsText {
    Q_DECLARE_TR_FUNCTIONS(RowDetails)
};

constexpr std::int64_t changesMost = 8;
constexpr int pastMonths = 12;

/// In the order a person asks for them.
std::vector<const char*> cellsOf(Table table)
{
    switch (table) {
    case Table::Ledger: return { "currency" };
    case Table::Account: return { "kind", "opening", "archived" };
    case Table::Category: return { "kind", "group", "archived" };
    case Table::Template: return {};
    case Table::TemplateEntry: return { "template", "category", "planned", "due_day" };
    case Table::Month: return { "status" };
    case Table::Entry: return { "category", "planned" };
    case Table::Posting: return { "amount", "slot", "account", "payee", "memo", "cleared", "bank_ref" };
    }
    return {};
}

QString cellValue(const RowImage& row, const char* name, const Wording& wording)
{
    const CellRef cell = cellNamed(row.key.table, name);
    std::string json;
    appendCellJson(row.key.table, cell, row.get(cell), json);
    return valueText(row.key.table, name, json, wording);
}

void addFields(RowDetails& details, const RowImage& row, const Wording& wording)
{
    for (const char* const cell : cellsOf(row.key.table)) {
        if (const QString value = cellValue(row, cell, wording); !value.isEmpty())
            details.fields.push_back({ cellLabel(row.key.table, cell), value });
    }
}

Result<> addEntry(RowDetails& details, Ledger& ledger, const RowImage& row, const Wording& wording)
{
    QM_ASSIGN(details.past, entryPast(ledger, row.key.id, pastMonths));
    QM_ASSIGN(const std::vector<Entry> entries, ledger.entries(monthOf(row)));
    const auto entry
        = std::find_if(entries.begin(), entries.end(), [&](const Entry& one) { return one.id == row.key.id; });
    if (entry != entries.end())
        details.fields.push_back({ DetailsText::tr("Actual"), amountText(entry->actual, wording.currency) });
    if (const QString due = cellValue(row, "due", wording); !due.isEmpty())
        details.fields.push_back({ cellLabel(Table::Entry, "due"), due });
    return {};
}

/// The other parts of a split purchase.
Result<> addSplit(RowDetails& details, Ledger& ledger, const RowImage& row, const Wording& wording)
{
    const Uuid* const split = asId(row.columns[col::posting::split]);
    if (!split)
        return {};
    PostingFilter filter;
    filter.month = monthOf(row);
    QM_ASSIGN(const std::vector<Posting> postings, ledger.postings(filter));
    for (const Posting& part : postings) {
        if (part.split != *split || part.id == row.key.id)
            continue;
        const QString entry = part.entry ? QString::fromStdString(wording.nameOf({ Table::Entry, *part.entry }))
                                         : DetailsText::tr("no entry yet");
        details.fields.push_back({ DetailsText::tr("Split with"),
            DetailsText::tr("%1, %2", "amount, entry").arg(amountText(part.amount, wording.currency), entry) });
    }
    return {};
}

/// Who closed it: whoever wrote its state last.
void addCloser(RowDetails& details, const std::vector<HistoryItem>& items)
{
    for (const HistoryItem& item : items) {
        const bool closes = std::any_of(item.changes.begin(), item.changes.end(),
            [](const HistoryItem::Change& change) { return change.op == "close"; });
        if (!closes || item.outcome == "parked")
            continue;
        details.fields.push_back({ DetailsText::tr("Closed by"),
            DetailsText::tr("%1, %2", "who, when")
                .arg(deviceText(item.isOwn, item.deviceName, item.device), instantText(item.at)) });
        return;
    }
}

void addChanges(RowDetails& details, std::vector<HistoryItem> items, const Wording& wording)
{
    for (HistoryItem& item : items) {
        RowDetails::Change change;
        change.id = item.id;
        change.by = deviceText(item.isOwn, item.deviceName, item.device);
        change.when = instantText(item.at);
        change.canUndo = item.outcome != "parked" && item.act != "ledger.create" && item.why.empty();
        HistoryRow row;
        row.count = static_cast<std::int64_t>(item.changes.size());
        row.item = std::move(item);
        change.line = actionLine(row, wording);
        details.changes.push_back(std::move(change));
    }
}

const char* noteCell(Table table)
{
    const bool hasNote
        = table == Table::Entry || table == Table::Month || table == Table::Account || table == Table::Template;
    return hasNote ? "note" : nullptr;
}

} // namespace

Result<RowDetails> RowDetails::of(Ledger& ledger, const RowKey& key)
{
    const auto row = ledger.row(key);
    if (!row)
        return Error { ErrorCode::NotFound, "it is not there any more" };
    const Wording wording = Wording::of(ledger);
    RowDetails details;
    details.row = key;
    details.title = nameText(key, ledger.nameOf(key));
    details.caption = tableText(key.table);
    details.isWritable = true;
    const Uuid monthOfIt = key.table == Table::Month ? key.id : monthOf(*row);
    if (const auto month = ledger.row({ Table::Month, monthOfIt })) {
        details.isWritable = *asText(month->columns[col::month::status]) == "open";
        QM_ASSIGN(details.month, YearMonth::parse(*asText(month->columns[col::month::ym])));
        if (key.table != Table::Month)
            details.caption += QStringLiteral(" · ") + monthText(*details.month);
    }
    addFields(details, *row, wording);
    if (key.table == Table::Entry)
        QM_TRY(addEntry(details, ledger, *row, wording));
    if (key.table == Table::Posting)
        QM_TRY(addSplit(details, ledger, *row, wording));
    QM_ASSIGN(std::vector<HistoryItem> items, ledger.lastChanges(key, changesMost));
    if (key.table == Table::Month && !details.isWritable)
        addCloser(details, items);
    if (const char* const note = noteCell(key.table))
        details.note = cellValue(*row, note, wording);
    addChanges(details, std::move(items), wording);
    return details;
}

} // namespace qm::desktop
