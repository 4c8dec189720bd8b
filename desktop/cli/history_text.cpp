#include "desktop/cli/history_text.h"

#include "desktop/cli/cell_text.h"
#include "desktop/cli/error_sentence.h"
#include "desktop/cli/json_rows.h"

namespace qm::cli {

namespace {

constexpr std::size_t changesShown = 12; ///< of one change set; --json has all

bool hasRow(const HistoryItem::Change& change)
{
    return !change.row.id.isNull();
}

std::string changeText(const HistoryItem::Change& change, const Currency& currency, const NameMaps& names)
{
    std::string text = change.op;
    if (hasRow(change))
        text += " " + tableText(change.row.table) + " \"" + printable(change.name) + "\" " + shortId(change.row.id);
    else if (!change.name.empty())
        text += " " + change.name;
    if (change.cell.empty()) {
        const std::string row = rowText(change.row.table, change.to.empty() ? change.from : change.to, currency, names);
        return row.empty() ? text : text + ": " + printable(row);
    }
    const std::string from = cellText(change.row.table, change.cell, change.from, currency, names);
    const std::string to = cellText(change.row.table, change.cell, change.to, currency, names);
    if (change.op == "settle")
        return text + ": " + change.cell + " -> " + (to.empty() ? "open again" : to);
    return text + ": " + change.cell + " " + (from.empty() ? "none" : printable(from)) + " -> "
        + (to.empty() ? "none" : printable(to));
}

OrderedJson jsonOf(const HistoryItem::Change& change, const Currency& currency)
{
    OrderedJson json { { "op", change.op } };
    json["table"] = hasRow(change) ? OrderedJson(info(change.row.table).name) : OrderedJson();
    json["row"] = hasRow(change) ? OrderedJson(change.row.id.text()) : OrderedJson();
    json["name"] = textOrNull(change.name);
    json["cell"] = textOrNull(change.cell);
    putCell(json, "from", change.row.table, change.cell, change.from, currency);
    putCell(json, "to", change.row.table, change.cell, change.to, currency);
    return json;
}

} // namespace

std::string instantShort(const std::string& at)
{
    if (at.size() < 16)
        return at;
    return at.substr(0, 10) + " " + at.substr(11, 5);
}

std::string deviceText(const HistoryItem& item)
{
    if (item.isOwn)
        return "this device";
    return item.deviceName.empty() ? "device " + shortId(item.device) : item.deviceName;
}

OrderedJson jsonOf(const HistoryItem& item, const Currency& currency)
{
    OrderedJson changes = OrderedJson::array();
    for (const HistoryItem::Change& change : item.changes)
        changes.push_back(jsonOf(change, currency));
    return { { "id", item.id.text() }, { "revision", item.rev ? OrderedJson(*item.rev) : OrderedJson() },
        { "device", item.device.text() }, { "device_name", textOrNull(item.deviceName) }, { "own", item.isOwn },
        { "at", item.at }, { "act", item.act },
        { "batch", item.batch ? OrderedJson(item.batch->text()) : OrderedJson() }, { "outcome", item.outcome },
        { "why", textOrNull(item.why) }, { "changes", std::move(changes) } };
}

std::string historyText(const HistoryItem& item, const Currency& currency, const NameMaps& names)
{
    std::string text = shortId(item.id) + "  " + instantShort(item.at) + "  " + deviceText(item) + "  " + item.act;
    text += item.rev ? "  revision " + std::to_string(*item.rev) : "  to be sent";
    if (item.outcome == "conflict" || item.outcome == "parked")
        text += ", " + item.outcome + (item.why.empty() ? "" : " (" + item.why + ")");
    text += "\n";
    for (std::size_t i = 0; i < item.changes.size() && i < changesShown; ++i)
        text += "    " + changeText(item.changes[i], currency, names) + "\n";
    if (item.changes.size() > changesShown)
        text += "    and " + std::to_string(item.changes.size() - changesShown) + " more\n";
    return text;
}

} // namespace qm::cli
