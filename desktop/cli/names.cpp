#include <QString>

#include "desktop/cli/names.h"

#include <algorithm>
#include <numeric>

namespace qm::cli {

namespace {

constexpr std::size_t idPartMin = 6; ///< digits of a shortened id
constexpr std::size_t listedMax = 8; ///< names in a sentence

QString folded(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))
        .trimmed()
        .normalized(QString::NormalizationForm_C)
        .toCaseFolded();
}

/// Hex digits without dashes, or nothing when the word is no id nor a part of one.
std::string idDigits(std::string_view word)
{
    std::string digits;
    for (const char c : word) {
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
            digits += c;
        else if (c >= 'A' && c <= 'F')
            digits += static_cast<char>(c + 32);
        else if (c != '-')
            return {};
    }
    return digits.size() >= idPartMin && digits.size() <= 32 ? digits : std::string();
}

bool hasId(const Uuid& id, const std::string& digits)
{
    const std::string all = idDigits(id.text());
    return !digits.empty() && (all.starts_with(digits) || all.ends_with(digits));
}

/// How many letters have to be changed, added or left out to get from one to the other.
qsizetype distance(const QString& a, const QString& b)
{
    std::vector<qsizetype> row(static_cast<std::size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const qsizetype same = diagonal + (a[i] == b[static_cast<qsizetype>(j) - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({ row[j] + 1, row[j - 1] + 1, same });
        }
    }
    return row.back();
}

std::string quoted(const std::string& name)
{
    return '"' + name + '"';
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string out;
    for (std::size_t i = 0; i < parts.size() && i < listedMax; ++i)
        out += (i ? ", " : "") + parts[i];
    return parts.size() > listedMax ? out + " and " + std::to_string(parts.size() - listedMax) + " more" : out;
}

Error unknown(std::string_view what, std::string_view word, const std::vector<Named>& all)
{
    std::string detail = "there is no " + std::string(what) + " " + quoted(std::string(word.substr(0, 200)));
    if (all.empty())
        return { ErrorCode::NotFound, detail + "; there is none at all yet" };
    const QString wanted = folded(word.substr(0, 200));
    std::vector<std::string> near;
    std::vector<std::string> others;
    for (const Named& named : all) {
        const QString name = folded(named.name);
        const bool isNear = wanted.size() >= 2
            && (distance(name, wanted) <= 1 + wanted.size() / 4 || name.contains(wanted) || wanted.contains(name));
        (isNear ? near : others).push_back(quoted(named.name));
    }
    if (!near.empty())
        return { ErrorCode::NotFound, detail + "; did you mean " + joined(near) + "?" };
    return { ErrorCode::NotFound, detail + "; there is " + joined(others) };
}

Error ambiguous(std::string_view what, std::string_view word, const std::vector<const Named*>& found)
{
    std::vector<std::string> parts;
    for (const Named* named : found)
        parts.push_back(shortId(named->id) + (named->hint.empty() ? "" : " (" + named->hint + ")"));
    return { ErrorCode::Ambiguous,
        std::to_string(found.size()) + " " + std::string(what) + "s are called "
            + quoted(std::string(word.substr(0, 200))) + "; name one by its id: " + joined(parts) };
}

template <typename T>
Result<T> thing(const std::vector<T>& all, const Uuid& id)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.id == id; });
    if (found == all.end())
        return Error { ErrorCode::NotFound, "it is not there any more" };
    return *found;
}

const char* idSql(IdKind kind)
{
    switch (kind) {
    case IdKind::Posting:
        return "SELECT id FROM posting WHERE dead = 0 AND (hex(id) LIKE ? || '%' OR hex(id) LIKE '%' || ?) LIMIT 3";
    case IdKind::Change:
        return "SELECT id FROM change_set WHERE hex(id) LIKE ? || '%' OR hex(id) LIKE '%' || ? LIMIT 3";
    case IdKind::Conflict:
        return "SELECT id FROM conflict WHERE hex(id) LIKE ? || '%' OR hex(id) LIKE '%' || ? LIMIT 3";
    case IdKind::Row:
        return "SELECT id FROM (SELECT id FROM account UNION ALL SELECT id FROM category UNION ALL SELECT id FROM "
               "template"
               " UNION ALL SELECT id FROM template_entry UNION ALL SELECT id FROM month UNION ALL SELECT id FROM entry"
               " UNION ALL SELECT id FROM posting) WHERE hex(id) LIKE ? || '%' OR hex(id) LIKE '%' || ? LIMIT 3";
    }
    return "";
}

const char* idWords(IdKind kind)
{
    switch (kind) {
    case IdKind::Posting: return "posting";
    case IdKind::Change: return "change set";
    case IdKind::Conflict: return "conflict";
    case IdKind::Row: return "row";
    }
    return "";
}

} // namespace

std::string shortId(const Uuid& id)
{
    return id.text().substr(24);
}

Result<Uuid> findNamed(std::string_view what, std::string_view word, const std::vector<Named>& all)
{
    const QString wanted = folded(word);
    const std::string digits = idDigits(word);
    // The exact name, then the name in any case, then an id; archived things last each time.
    for (int pass = 0; pass < 6; ++pass) {
        std::vector<const Named*> found;
        for (const Named& named : all) {
            const bool isIt = pass < 2 ? named.name == word
                : pass < 4             ? folded(named.name) == wanted
                                       : hasId(named.id, digits);
            if (isIt && named.isArchived == (pass % 2 == 1))
                found.push_back(&named);
        }
        if (found.size() == 1)
            return found.front()->id;
        if (found.size() > 1)
            return ambiguous(what, word, found);
    }
    return unknown(what, word, all);
}

Result<std::vector<Named>> accountNames(Ledger& ledger)
{
    QM_ASSIGN(const std::vector<Account> accounts, ledger.accountsWithoutBalances());
    std::vector<Named> all;
    for (const Account& account : accounts)
        all.push_back({ account.id, account.name, account.kind, account.isArchived });
    return all;
}

Result<Named> accountNamed(Ledger& ledger, const std::string& word)
{
    QM_ASSIGN(const std::vector<Named> all, accountNames(ledger));
    QM_ASSIGN(const Uuid id, findNamed("account", word, all));
    return thing(all, id);
}

Result<Category> categoryNamed(Ledger& ledger, const std::string& word)
{
    QM_ASSIGN(const std::vector<Category> categories, ledger.categories());
    std::vector<Named> all;
    for (const Category& category : categories)
        all.push_back({ category.id, category.name, category.group, category.isArchived });
    QM_ASSIGN(const Uuid id, findNamed("category", word, all));
    return thing(categories, id);
}

Result<Template> templateNamed(Ledger& ledger, const std::string& word)
{
    QM_ASSIGN(const std::vector<Template> templates, ledger.templates());
    std::vector<Named> all;
    for (const Template& templ : templates)
        all.push_back({ templ.id, templ.name, templ.note });
    QM_ASSIGN(const Uuid id, findNamed("template", word, all));
    return thing(templates, id);
}

Result<TemplateEntry> templateEntryNamed(Ledger& ledger, const std::string& word, const std::string& templ)
{
    std::vector<Template> templates;
    if (templ.empty()) {
        QM_ASSIGN(templates, ledger.templates());
    } else {
        QM_ASSIGN(Template only, templateNamed(ledger, templ));
        templates.push_back(std::move(only));
    }
    std::vector<Named> all;
    std::vector<TemplateEntry> entries;
    for (const Template& one : templates) {
        for (const TemplateEntry& entry : one.entries) {
            all.push_back({ entry.id, entry.name, "template " + one.name });
            entries.push_back(entry);
        }
    }
    QM_ASSIGN(const Uuid id, findNamed("template entry", word, all));
    return thing(entries, id);
}

Result<Month> monthNamed(Ledger& ledger, const std::string& word)
{
    QM_ASSIGN(const std::vector<Month> months, ledger.months());
    for (const Month& month : months) {
        if (month.ym.text() == word || month.id.text() == word)
            return month;
    }
    if (const auto ym = YearMonth::parse(word); !ym)
        return ym.error();
    return Error { ErrorCode::NotFound,
        "the month " + word + " has not been opened yet; \"month open " + word + "\" does that" };
}

Result<Entry> entryNamed(Ledger& ledger, const Month& month, const std::string& word)
{
    QM_ASSIGN(const std::vector<Entry> entries, ledger.entries(month.id));
    std::vector<Named> all;
    for (const Entry& entry : entries)
        all.push_back({ entry.id, entry.name, "planned " + moneyText(entry.planned, ledger.currency()) });
    auto id = findNamed("entry", word, all);
    if (!id)
        return Error { id.error().code, "in " + month.ym.text() + " " + id.error().detail };
    return thing(entries, *id);
}

Result<Entry> entryAnywhere(Ledger& ledger, const std::string& word, const std::string& month)
{
    if (!month.empty()) {
        QM_ASSIGN(const Month of, monthNamed(ledger, month));
        return entryNamed(ledger, of, word);
    }
    QM_ASSIGN(const std::vector<Month> months, ledger.months());
    const std::string digits = idDigits(word);
    std::vector<Entry> found;
    bool isName = false;
    for (const Month& one : months) {
        QM_ASSIGN(const std::vector<Entry> entries, ledger.entries(one.id));
        for (const Entry& entry : entries) {
            if (hasId(entry.id, digits))
                found.push_back(entry);
            isName = isName || folded(entry.name) == folded(word);
        }
    }
    if (found.size() == 1)
        return found.front();
    if (found.size() > 1)
        return Error { ErrorCode::Ambiguous, "several entries have an id with " + quoted(word) + "; give more of it" };
    if (isName)
        return Error { ErrorCode::Ambiguous,
            "entries called " + quoted(word) + " may stand in many months; say which with --month" };
    return Error { ErrorCode::NotFound,
        "there is no entry with the id " + quoted(word.substr(0, 200)) + "; to name one, add --month" };
}

Result<Uuid> idNamed(Ledger& ledger, IdKind kind, const std::string& word)
{
    const std::string digits = idDigits(word);
    std::vector<Uuid> found;
    if (!digits.empty()) {
        QM_ASSIGN(const auto statement, ledger.connection().prepare(idSql(kind)));
        statement->bindText(0, digits);
        statement->bindText(1, digits);
        for (;;) {
            QM_ASSIGN(const bool isRow, statement->step());
            if (!isRow)
                break;
            found.push_back(Uuid::fromBytes(statement->blob(0)));
        }
    }
    const std::string what = idWords(kind);
    if (found.empty())
        return Error { ErrorCode::NotFound, "there is no " + what + " with the id " + quoted(word.substr(0, 200)) };
    if (found.size() > 1)
        return Error { ErrorCode::Ambiguous,
            "more than one " + what + " has an id with " + quoted(word) + "; give more of it" };
    return found.front();
}

Result<Posting> postingNamed(Ledger& ledger, const std::string& word)
{
    QM_ASSIGN(const Uuid id, idNamed(ledger, IdKind::Posting, word));
    const auto row = ledger.row({ Table::Posting, id });
    if (!row)
        return Error { ErrorCode::NotFound, "there is no posting with the id " + quoted(word) };
    PostingFilter filter;
    filter.month = monthOf(*row);
    QM_ASSIGN(const std::vector<Posting> postings, ledger.postings(filter));
    return thing(postings, id);
}

std::string NameMaps::nameIn(const Names& names, const Uuid& id)
{
    const auto found = names.find(id);
    return found == names.end() ? std::string() : found->second;
}

std::string NameMaps::categoryOfEntry(const Uuid& entry) const
{
    const auto found = m_entryCategories.find(entry);
    return found == m_entryCategories.end() ? std::string() : category(found->second);
}

Result<NameMaps> NameMaps::load(Ledger& ledger)
{
    NameMaps maps;
    const auto read = [&ledger](const char* sql, Names& names, std::map<Uuid, Uuid>* second) -> Result<> {
        QM_ASSIGN(sql::Statement * statement, ledger.connection().cached(sql));
        for (;;) {
            QM_ASSIGN(const bool isRow, statement->step());
            if (!isRow)
                return {};
            const Uuid id = Uuid::fromBytes(statement->blob(0));
            names[id] = statement->text(1);
            if (second)
                (*second)[id] = Uuid::fromBytes(statement->blob(2));
        }
    };
    // Deleted ones too: the history still names them.
    QM_TRY(read("SELECT id, name FROM account", maps.m_accounts, nullptr));
    QM_TRY(read("SELECT id, name FROM category", maps.m_categories, nullptr));
    QM_TRY(read("SELECT id, name FROM template", maps.m_templates, nullptr));
    QM_TRY(read("SELECT id, ym FROM month", maps.m_months, nullptr));
    QM_TRY(read("SELECT id, name, category FROM entry", maps.m_entries, &maps.m_entryCategories));
    return maps;
}

} // namespace qm::cli
