#include "desktop/cli/json_rows.h"

namespace qm::cli {

void putMoney(OrderedJson& json, const char* key, Money money, const Currency& currency)
{
    json[key] = moneyText(money, currency);
    json[std::string(key) + "_minor"] = money.minor;
}

OrderedJson textOrNull(const std::string& text)
{
    return text.empty() ? OrderedJson() : OrderedJson(text);
}

OrderedJson jsonOf(const Account& account, const Currency& currency)
{
    OrderedJson json { { "id", account.id.text() }, { "name", account.name }, { "kind", account.kind } };
    putMoney(json, "opening", account.opening, currency);
    putMoney(json, "balance", account.balance, currency);
    json["archived"] = account.isArchived;
    json["note"] = textOrNull(account.note);
    return json;
}

OrderedJson jsonOf(const Category& category)
{
    return { { "id", category.id.text() }, { "name", category.name }, { "group", textOrNull(category.group) },
        { "kind", category.kind }, { "archived", category.isArchived } };
}

OrderedJson jsonOf(const TemplateEntry& entry, const Currency& currency, const NameMaps& names)
{
    OrderedJson json { { "id", entry.id.text() }, { "name", entry.name }, { "template", names.templ(entry.templ) },
        { "template_id", entry.templ.text() }, { "category", names.category(entry.category) },
        { "category_id", entry.category.text() } };
    putMoney(json, "planned", entry.planned, currency);
    json["due_day"] = entry.dueDay ? OrderedJson(*entry.dueDay) : OrderedJson();
    return json;
}

OrderedJson jsonOf(const Template& templ, const Currency& currency, const NameMaps& names)
{
    OrderedJson entries = OrderedJson::array();
    for (const TemplateEntry& entry : templ.entries)
        entries.push_back(jsonOf(entry, currency, names));
    return { { "id", templ.id.text() }, { "name", templ.name }, { "note", textOrNull(templ.note) },
        { "entries", std::move(entries) } };
}

OrderedJson jsonOf(const Month& month)
{
    return { { "id", month.id.text() }, { "month", month.ym.text() }, { "state", month.isClosed ? "closed" : "open" },
        { "note", textOrNull(month.note) } };
}

OrderedJson jsonOf(const Entry& entry, const Currency& currency, const NameMaps& names)
{
    OrderedJson json { { "id", entry.id.text() }, { "month", names.month(entry.month) }, { "name", entry.name },
        { "category", names.category(entry.category) }, { "category_id", entry.category.text() } };
    putMoney(json, "planned", entry.planned, currency);
    putMoney(json, "actual", entry.actual, currency);
    putMoney(json, "remaining", { entry.planned.minor - entry.actual.minor }, currency);
    json["due"] = textOrNull(entry.due);
    json["note"] = textOrNull(entry.note);
    return json;
}

OrderedJson jsonOf(const Posting& posting, const Currency& currency, const NameMaps& names)
{
    OrderedJson json { { "id", posting.id.text() }, { "date", posting.date }, { "month", posting.date.substr(0, 7) } };
    json["entry"] = posting.entry ? OrderedJson(names.entry(*posting.entry)) : OrderedJson();
    json["entry_id"] = posting.entry ? OrderedJson(posting.entry->text()) : OrderedJson();
    json["category"] = posting.entry ? OrderedJson(names.categoryOfEntry(*posting.entry)) : OrderedJson();
    json["account"] = names.account(posting.account);
    json["account_id"] = posting.account.text();
    json["to_account"] = posting.toAccount ? OrderedJson(names.account(*posting.toAccount)) : OrderedJson();
    json["to_account_id"] = posting.toAccount ? OrderedJson(posting.toAccount->text()) : OrderedJson();
    putMoney(json, "amount", posting.amount, currency);
    json["payee"] = textOrNull(posting.payee);
    json["memo"] = textOrNull(posting.memo);
    json["cleared"] = posting.isCleared;
    json["split"] = posting.split ? OrderedJson(posting.split->text()) : OrderedJson();
    json["bank_ref"] = textOrNull(posting.bankRef);
    return json;
}

} // namespace qm::cli
