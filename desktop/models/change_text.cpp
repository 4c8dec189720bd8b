#include "desktop/models/change_text.h"

#include "desktop/models/act_text.h"
#include "desktop/models/display_text.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>

namespace qm::desktop {

namespace {

struct ChangeText {
    Q_DECLARE_TR_FUNCTIONS(ChangeText)
};

using Change = HistoryItem::Change;

struct Word {
    std::string_view key;
    const char* text;
};

template <std::size_t count>
QString wordOf(const std::array<Word, count>& words, std::string_view key)
{
    const auto word = std::find_if(words.begin(), words.end(), [&](const Word& known) { return known.key == key; });
    return word == words.end() ? QString::fromUtf8(key.data(), qsizetype(key.size()))
                               : QCoreApplication::translate("ChangeText", word->text);
}

constexpr std::array cellWords {
    Word { "account", QT_TRANSLATE_NOOP("ChangeText", "Account") },
    Word { "amount", QT_TRANSLATE_NOOP("ChangeText", "Amount") },
    Word { "archived", QT_TRANSLATE_NOOP("ChangeText", "Archived") },
    Word { "bank_ref", QT_TRANSLATE_NOOP("ChangeText", "The bank's reference") },
    Word { "category", QT_TRANSLATE_NOOP("ChangeText", "Category") },
    Word { "cleared", QT_TRANSLATE_NOOP("ChangeText", "Cleared") },
    Word { "currency", QT_TRANSLATE_NOOP("ChangeText", "Currency") },
    Word { "due", QT_TRANSLATE_NOOP("ChangeText", "Due") },
    Word { "due_day", QT_TRANSLATE_NOOP("ChangeText", "Due day") },
    Word { "group", QT_TRANSLATE_NOOP("ChangeText", "Group") },
    Word { "kind", QT_TRANSLATE_NOOP("ChangeText", "Kind") },
    Word { "lineage", QT_TRANSLATE_NOOP("ChangeText", "Where it comes from") },
    Word { "memo", QT_TRANSLATE_NOOP("ChangeText", "Memo") },
    Word { "month", QT_TRANSLATE_NOOP("ChangeText", "Month") },
    Word { "name", QT_TRANSLATE_NOOP("ChangeText", "Name") },
    Word { "note", QT_TRANSLATE_NOOP("ChangeText", "Note") },
    Word { "opening", QT_TRANSLATE_NOOP("ChangeText", "Opening balance") },
    Word { "payee", QT_TRANSLATE_NOOP("ChangeText", "Payee") },
    Word { "planned", QT_TRANSLATE_NOOP("ChangeText", "Planned amount") },
    Word { "pos", QT_TRANSLATE_NOOP("ChangeText", "Place in the list") },
    Word { "slot", QT_TRANSLATE_NOOP("ChangeText", "Day and entry") },
    Word { "split", QT_TRANSLATE_NOOP("ChangeText", "Split") },
    Word { "status", QT_TRANSLATE_NOOP("ChangeText", "State") },
    Word { "template", QT_TRANSLATE_NOOP("ChangeText", "Template") },
    Word { "ym", QT_TRANSLATE_NOOP("ChangeText", "Month") },
};
constexpr std::array choiceWords {
    Word { "card", QT_TRANSLATE_NOOP("ChangeText", "card") },
    Word { "cash", QT_TRANSLATE_NOOP("ChangeText", "cash") },
    Word { "checking", QT_TRANSLATE_NOOP("ChangeText", "checking") },
    Word { "closed", QT_TRANSLATE_NOOP("ChangeText", "closed") },
    Word { "expense", QT_TRANSLATE_NOOP("ChangeText", "expense") },
    Word { "income", QT_TRANSLATE_NOOP("ChangeText", "income") },
    Word { "loan", QT_TRANSLATE_NOOP("ChangeText", "loan") },
    Word { "open", QT_TRANSLATE_NOOP("ChangeText", "open") },
    Word { "saving", QT_TRANSLATE_NOOP("ChangeText", "saving") },
    Word { "savings", QT_TRANSLATE_NOOP("ChangeText", "savings") },
};
constexpr std::array doneWords {
    Word { "close", QT_TRANSLATE_NOOP("ChangeText", "closed") },
    Word { "create", QT_TRANSLATE_NOOP("ChangeText", "added") },
    Word { "delete", QT_TRANSLATE_NOOP("ChangeText", "deleted") },
    Word { "reopen", QT_TRANSLATE_NOOP("ChangeText", "reopened") },
    Word { "restore", QT_TRANSLATE_NOOP("ChangeText", "brought back") },
    Word { "revert", QT_TRANSLATE_NOOP("ChangeText", "taken back") },
    Word { "set", QT_TRANSLATE_NOOP("ChangeText", "changed") },
    Word { "settle", QT_TRANSLATE_NOOP("ChangeText", "conflict settled") },
    Word { "unpark", QT_TRANSLATE_NOOP("ChangeText", "parked change decided") },
};

QString dayOrText(const std::string& text)
{
    const QDate day = dayOf(text);
    return day.isValid() ? dayText(day) : QString::fromStdString(text);
}

QString monthOrText(const std::string& text)
{
    const auto ym = YearMonth::parse(text);
    return ym ? monthText(*ym) : QString::fromStdString(text);
}

QString partText(const CellPart& part, const Wording& wording)
{
    if (isNull(part.value))
        return {};
    if (asId(part.value)) {
        return part.column->reference == Table::Month ? monthOrText(part.name) : dayOrText(part.name);
    }
    if (const std::string* const text = asText(part.value)) {
        switch (part.column->type) {
        case ColumnType::Day: return dayOrText(*text);
        case ColumnType::YearMonth: return monthOrText(*text);
        case ColumnType::AccountKind:
        case ColumnType::CategoryKind:
        case ColumnType::MonthStatus: return wordOf(choiceWords, *text);
        default: return QString::fromStdString(*text);
        }
    }
    const std::int64_t number = *asInteger(part.value);
    switch (part.column->type) {
    case ColumnType::Money: return amountText({ number }, wording.currency);
    case ColumnType::Flag: return number ? ChangeText::tr("yes") : ChangeText::tr("no");
    default: return QString::number(number);
    }
}

/// What says nothing to a person about a row that was made or deleted.
bool isInner(const std::string& cell, const QString& value)
{
    return value.isEmpty() || cell == "pos" || cell == "lineage" || cell == "split" || cell == "bank_ref"
        || cell == "currency" || ((cell == "archived" || cell == "cleared") && value == ChangeText::tr("no"));
}

std::vector<ValueChange> rowValues(const Change& change, const Wording& wording)
{
    std::vector<ValueChange> values;
    const bool isGone = change.op == "delete";
    for (const auto& [cell, json] : rowCells(isGone ? change.from : change.to)) {
        const QString value = valueText(change.row.table, cell, json, wording);
        const bool isTitle = cell == "name" && value == nameText(change.row, change.name);
        if (isInner(cell, value) || isTitle)
            continue;
        values.push_back({ cellLabel(change.row.table, cell), isGone ? value : QString(), isGone ? QString() : value });
    }
    return values;
}

/// "Market, −23.45, 03.05.2026, Groceries": a posting that was made, as people speak of it.
QString postingLine(const Change& change, const Wording& wording)
{
    QStringList parts;
    const auto cells = rowCells(change.to.empty() ? change.from : change.to);
    for (const char* const wanted : { "payee", "amount", "slot" }) {
        const auto cell
            = std::find_if(cells.begin(), cells.end(), [&](const auto& one) { return one.first == wanted; });
        if (cell == cells.end())
            continue;
        if (const QString value = valueText(Table::Posting, cell->first, cell->second, wording); !value.isEmpty())
            parts << value;
    }
    return parts.join(QStringLiteral(", "));
}

QString thingLine(const Change& change, const Wording& wording)
{
    const bool isWholePosting = change.row.table == Table::Posting && change.cell.empty() && !change.row.id.isNull();
    return isWholePosting ? postingLine(change, wording) : nameText(change.row, change.name);
}

/// "Planned amount −400.00 → −450.00"
QString setLine(const Change& change, const Wording& wording)
{
    const auto orNone = [](const QString& text) { return text.isEmpty() ? ChangeText::tr("none") : text; };
    return ChangeText::tr("%1 %2 → %3", "which value, from, to")
        .arg(cellLabel(change.row.table, change.cell),
            orNone(valueText(change.row.table, change.cell, change.from, wording)),
            orNone(valueText(change.row.table, change.cell, change.to, wording)));
}

/// One thing of which values were set: "Groceries: Planned amount −400.00 → −450.00; Name …".
QString editLine(const std::vector<Change>& changes, const Wording& wording)
{
    QStringList values;
    for (const Change& change : changes) {
        if (change.op != "set" || change.row != changes.front().row)
            return {};
        if (change.cell != "pos")
            values << setLine(change, wording);
    }
    if (values.isEmpty())
        return {};
    return ChangeText::tr("%1: %2", "a thing, what was done to it")
        .arg(nameText(changes.front().row, changes.front().name), values.join(QStringLiteral("; ")));
}

} // namespace

Wording Wording::of(Ledger& ledger)
{
    auto known = std::make_shared<std::unordered_map<RowKey, std::string>>();
    return { ledger.currency(), [&ledger, known](const RowKey& key) {
                const auto found = known->find(key);
                return found != known->end() ? found->second : known->emplace(key, ledger.nameOf(key)).first->second;
            } };
}

QString tableText(Table table)
{
    switch (table) {
    case Table::Ledger: return ChangeText::tr("Ledger");
    case Table::Account: return ChangeText::tr("Account");
    case Table::Category: return ChangeText::tr("Category");
    case Table::Template: return ChangeText::tr("Template");
    case Table::TemplateEntry: return ChangeText::tr("Template entry");
    case Table::Month: return ChangeText::tr("Month");
    case Table::Entry: return ChangeText::tr("Entry");
    case Table::Posting: return ChangeText::tr("Posting");
    }
    return {};
}

QString cellLabel(Table table, const std::string& cell)
{
    if (table == Table::Posting && cell == "account")
        return ChangeText::tr("Account");
    return wordOf(cellWords, cell);
}

QString valueText(Table table, const std::string& cell, const std::string& json, const Wording& wording)
{
    const auto parts = cellParts(table, cell, json, wording.nameOf);
    if (!parts)
        return QString::fromStdString(json);
    QStringList words;
    for (const CellPart& part : *parts) {
        if (const QString word = partText(part, wording); !word.isEmpty())
            words << word;
    }
    return table == Table::Posting && cell == "account" ? words.join(QStringLiteral(" → "))
                                                        : words.join(QStringLiteral(", "));
}

QString nameText(const RowKey& row, const std::string& name)
{
    if (row.table == Table::Month)
        return monthOrText(name);
    return row.table == Table::Posting ? dayOrText(name) : QString::fromStdString(name);
}

std::vector<ChangeWords> changeWords(const std::vector<Change>& changes, const Wording& wording)
{
    std::vector<ChangeWords> words;
    std::string opBefore;
    for (const Change& change : changes) {
        const bool isRow = !change.row.id.isNull();
        const bool isSame = !words.empty() && isRow && words.back().row == change.row && change.op == opBefore;
        opBefore = change.op;
        if (!isSame) {
            words.push_back({ change.row, isRow ? tableText(change.row.table) : QString(),
                isRow ? nameText(change.row, change.name) : actText(change.name), wordOf(doneWords, change.op), {} });
        }
        std::vector<ValueChange>& values = words.back().values;
        if (change.op == "set") {
            values.push_back({ cellLabel(change.row.table, change.cell),
                valueText(change.row.table, change.cell, change.from, wording),
                valueText(change.row.table, change.cell, change.to, wording) });
        } else if (isRow && change.cell.empty()) {
            values = rowValues(change, wording);
        }
    }
    return words;
}

QString changeLine(const Change& change, const Wording& wording)
{
    if (const QString edit = editLine({ change }, wording); !edit.isEmpty())
        return edit;
    const QString thing = change.row.id.isNull() ? actText(change.name) : thingLine(change, wording);
    return change.op == "create"
        ? thing
        : ChangeText::tr("%1: %2", "a thing, what was done to it").arg(thing, wordOf(doneWords, change.op));
}

QString actionLine(const HistoryRow& row, const Wording& wording)
{
    const QString act = actText(row.item.act);
    const std::vector<Change>& changes = row.item.changes;
    if (row.parts > 1)
        return ChangeText::tr("%1: %n changes", nullptr, int(row.count)).arg(act);
    if (changes.empty())
        return act;
    const Change& first = changes.front();
    if (first.op == "close" || first.op == "reopen") {
        const QString name = nameText(first.row, first.name);
        return first.op == "close" ? ChangeText::tr("Month %1 closed").arg(name)
                                   : ChangeText::tr("Month %1 reopened").arg(name);
    }
    if (first.op == "revert" || first.op == "unpark") {
        const QString what = actText(first.name);
        return changes.size() < 2 ? ChangeText::tr("%1: %2").arg(act, what)
                                  : ChangeText::tr("%1: %2 (%3)").arg(act, what, thingLine(changes[1], wording));
    }
    if (std::cmp_equal(row.count, changes.size())) {
        if (const QString edit = editLine(changes, wording); !edit.isEmpty())
            return edit;
    }
    const QString thing = thingLine(first, wording);
    if (row.count > 1)
        return ChangeText::tr("%1: %2 and %n more", nullptr, int(row.count - 1)).arg(act, thing);
    return ChangeText::tr("%1: %2", "an action, what it was about").arg(act, thing);
}

QString deviceText(bool isOwn, const std::string& name, const Uuid& device)
{
    if (isOwn)
        return ChangeText::tr("This device");
    if (!name.empty())
        return QString::fromStdString(name);
    return device.isNull() ? ChangeText::tr("A device not known here")
                           : ChangeText::tr("Device %1").arg(QString::fromStdString(device.text()).right(6));
}

QString authorText(const Author& author)
{
    return deviceText(author.isOwn, author.name, author.device);
}

QString authorTime(const Author& author)
{
    if (!author.at.empty())
        return instantText(author.at);
    if (!author.eff)
        return {};
    return instantText(QDateTime::fromMSecsSinceEpoch(*author.eff, Qt::UTC).toString(Qt::ISODateWithMs).toStdString());
}

} // namespace qm::desktop
