#include "common/formats/write_json.h"

#include "common/formats/ledger_names.h"

#include <nlohmann/json.hpp>

namespace qm {

namespace {

using Json = nlohmann::ordered_json;

Json idOrNull(const std::optional<Uuid>& id)
{
    return id ? Json(id->text()) : Json(nullptr);
}

Json textOrNull(const std::string& text)
{
    return text.empty() ? Json(nullptr) : Json(text);
}

class JsonWriter {
public:
    explicit JsonWriter(const LedgerDocument& document) : m_document(document), m_names(document) { }

    std::string write()
    {
        m_out.reserve(m_document.postings.size() * 420 + 4096);
        m_out = "{\n  \"format\": \"quartermaster-ledger\",\n  \"format_version\": 1,\n  \"ledger\": ";
        put({ { "id", m_document.id.text() }, { "name", m_document.name }, { "currency", m_document.currency.code },
            { "exponent", m_document.currency.exponent } });
        list("accounts", m_document.accounts, [&](const auto& account) { return json(account); });
        list("categories", m_document.categories, [&](const auto& category) { return json(category); });
        list("templates", m_document.templates, [&](const auto& planTemplate) { return json(planTemplate); });
        list("months", m_document.months, [&](const auto& month) { return json(month); });
        list("postings", postingsByDate(m_document), [&](const auto* posting) { return json(*posting); });
        m_out += "\n}\n";
        return std::move(m_out);
    }

private:
    /// One value, on one line. Texts that are not UTF-8 cannot be in a ledger; should one be, it is still written.
    void put(const Json& value) { m_out += value.dump(-1, ' ', false, Json::error_handler_t::replace); }

    template <typename List, typename ToJson>
    void list(const char* name, const List& items, ToJson toJson)
    {
        m_out += std::string(",\n  \"") + name + "\": [";
        bool first = true;
        for (const auto& item : items) {
            m_out += first ? "\n    " : ",\n    ";
            put(toJson(item));
            first = false;
        }
        m_out += first ? "]" : "\n  ]";
    }

    void putMoney(Json& json, const std::string& name, Money money) const
    {
        json[name] = moneyText(money, m_document.currency);
        json[name + "_minor"] = money.minor;
    }

    Json json(const LedgerDocument::Account& account) const
    {
        Json json { { "id", account.id.text() }, { "name", account.name }, { "kind", account.kind } };
        putMoney(json, "opening", account.opening);
        json["archived"] = account.archived;
        json["note"] = textOrNull(account.note);
        return json;
    }

    Json json(const LedgerDocument::Category& category) const
    {
        return { { "id", category.id.text() }, { "name", category.name }, { "group", textOrNull(category.group) },
            { "kind", category.kind }, { "archived", category.archived } };
    }

    Json json(const LedgerDocument::Template& planTemplate) const
    {
        Json entries = Json::array();
        for (const auto& entry : planTemplate.entries) {
            Json json { { "id", entry.id.text() }, { "name", entry.name } };
            putCategory(json, entry.category);
            putMoney(json, "planned", entry.planned);
            json["due_day"] = entry.dueDay ? Json(*entry.dueDay) : Json(nullptr);
            entries.push_back(std::move(json));
        }
        return { { "id", planTemplate.id.text() }, { "name", planTemplate.name },
            { "note", textOrNull(planTemplate.note) }, { "entries", std::move(entries) } };
    }

    Json json(const LedgerDocument::Month& month) const
    {
        Json entries = Json::array();
        for (const auto& entry : month.entries) {
            Json json { { "id", entry.id.text() }, { "name", entry.name } };
            putCategory(json, entry.category);
            putMoney(json, "planned", entry.planned);
            json["due"] = entry.due ? Json(dateText(*entry.due)) : Json(nullptr);
            json["note"] = textOrNull(entry.note);
            entries.push_back(std::move(json));
        }
        return { { "id", month.id.text() }, { "month", month.ym.text() }, { "state", month.state },
            { "note", textOrNull(month.note) }, { "entries", std::move(entries) } };
    }

    Json json(const LedgerDocument::Posting& posting) const
    {
        const auto* entry = m_names.entry(posting.entry);
        const auto* category = m_names.category(posting);
        Json json { { "id", posting.id.text() }, { "date", dateText(posting.date) },
            { "month", YearMonth::of(posting.date).text() }, { "entry", entry ? Json(entry->name) : Json(nullptr) },
            { "entry_id", idOrNull(posting.entry) }, { "category", category ? Json(category->name) : Json(nullptr) },
            { "account", m_names.accountName(posting.account) }, { "account_id", posting.account.text() },
            { "to_account", posting.toAccount ? Json(m_names.accountName(*posting.toAccount)) : Json(nullptr) },
            { "to_account_id", idOrNull(posting.toAccount) } };
        putMoney(json, "amount", posting.amount);
        json["payee"] = textOrNull(posting.payee);
        json["memo"] = textOrNull(posting.memo);
        json["cleared"] = posting.cleared;
        json["split"] = idOrNull(posting.split);
        json["bank_id"] = textOrNull(posting.bankId);
        return json;
    }

    void putCategory(Json& json, const Uuid& category) const
    {
        json["category"] = m_names.categoryName(category);
        json["category_id"] = category.text();
    }

    const LedgerDocument& m_document;
    LedgerNames m_names;
    std::string m_out;
};

} // namespace

std::string writeJson(const LedgerDocument& document)
{
    return JsonWriter(document).write();
}

} // namespace qm
