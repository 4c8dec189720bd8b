#include "desktop/services/import_choices.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace qm::desktop {

namespace {

constexpr std::array columnsOfCsv { &CsvColumns::date, &CsvColumns::amount, &CsvColumns::debit, &CsvColumns::credit,
    &CsvColumns::sign, &CsvColumns::payee, &CsvColumns::memo, &CsvColumns::id, &CsvColumns::check, &CsvColumns::balance,
    &CsvColumns::currency, &CsvColumns::account };

template <typename Value>
QJsonValue jsonOf(const std::optional<Value>& value)
{
    return value ? QJsonValue(static_cast<int>(*value)) : QJsonValue();
}

template <typename Value>
void take(const QJsonValue& json, std::optional<Value>& value)
{
    if (json.isDouble())
        value = static_cast<Value>(json.toInt());
}

QString textOf(const Uuid& id)
{
    return QString::fromStdString(id.text());
}

std::optional<Uuid> idIn(const QJsonValue& json)
{
    const auto id = Uuid::parse(json.toString().toStdString());
    return id ? std::optional(*id) : std::nullopt;
}

QJsonObject jsonOfShape(const CsvShape& shape)
{
    QJsonArray columns;
    for (const auto column : columnsOfCsv)
        columns.append(jsonOf(shape.columns.*column));
    return { { QStringLiteral("delimiter"), jsonOf(shape.delimiter) },
        { QStringLiteral("encoding"), jsonOf(shape.encoding) }, { QStringLiteral("days"), jsonOf(shape.dateOrder) },
        { QStringLiteral("decimal"), jsonOf(shape.decimal) }, { QStringLiteral("header"), jsonOf(shape.header) },
        { QStringLiteral("flip"), jsonOf(shape.flipSign) }, { QStringLiteral("columns"), columns } };
}

CsvShape shapeOf(const QJsonObject& json)
{
    CsvShape shape;
    take(json.value(QStringLiteral("delimiter")), shape.delimiter);
    take(json.value(QStringLiteral("encoding")), shape.encoding);
    take(json.value(QStringLiteral("days")), shape.dateOrder);
    take(json.value(QStringLiteral("decimal")), shape.decimal);
    take(json.value(QStringLiteral("header")), shape.header);
    take(json.value(QStringLiteral("flip")), shape.flipSign);
    const QJsonArray columns = json.value(QStringLiteral("columns")).toArray();
    for (std::size_t i = 0; i < columnsOfCsv.size(); ++i)
        take(columns.at(qsizetype(i)), shape.columns.*columnsOfCsv[i]);
    return shape;
}

QJsonObject jsonOfPage(const ImportChoices::Page& page)
{
    QJsonObject json;
    if (page.target)
        json.insert(QStringLiteral("account"), textOf(page.target->account));
    if (page.target && page.target->newAccount) {
        json.insert(QStringLiteral("name"), QString::fromStdString(page.target->newAccount->name));
        json.insert(QStringLiteral("kind"), QString::fromStdString(page.target->newAccount->kind));
    }
    QJsonArray lines;
    for (const ImportChoices::Lines& some : page.lines)
        lines.append(QJsonArray { qint64(some.first), qint64(some.last), some.isChosen,
            some.entry ? QJsonValue(textOf(*some.entry)) : QJsonValue() });
    if (!lines.isEmpty())
        json.insert(QStringLiteral("lines"), lines);
    return json;
}

ImportChoices::Page pageOf(const QJsonObject& json)
{
    ImportChoices::Page page;
    if (const auto account = idIn(json.value(QStringLiteral("account")))) {
        page.target = ImportTarget { *account, {} };
        if (const QString name = json.value(QStringLiteral("name")).toString(); !name.isEmpty())
            page.target->newAccount = AccountDraft { name.toStdString(),
                json.value(QStringLiteral("kind")).toString().toStdString(), {}, "" };
    }
    for (const QJsonValue& some : json.value(QStringLiteral("lines")).toArray()) {
        const qint64 first = some[0].toInteger(-1);
        const qint64 last = some[1].toInteger(-1);
        if (first >= 0 && last >= first)
            page.lines.push_back({ std::size_t(first), std::size_t(last), some[2].toBool(), idIn(some[3]) });
    }
    return page;
}

} // namespace

bool ImportChoices::isEmpty() const
{
    return !csv
        && std::all_of(pages.begin(), pages.end(), [](const Page& page) { return !page.target && page.lines.empty(); });
}

QJsonObject ImportChoices::toJson() const
{
    if (isEmpty())
        return {};
    QJsonArray ofPages;
    for (const Page& page : pages)
        ofPages.append(jsonOfPage(page));
    QJsonObject json { { QStringLiteral("pages"), ofPages } };
    if (csv)
        json.insert(QStringLiteral("csv"), jsonOfShape(*csv));
    return json;
}

ImportChoices ImportChoices::of(const QJsonObject& json)
{
    ImportChoices choices;
    if (const QJsonValue csv = json.value(QStringLiteral("csv")); csv.isObject())
        choices.csv = shapeOf(csv.toObject());
    for (const QJsonValue& page : json.value(QStringLiteral("pages")).toArray())
        choices.pages.push_back(pageOf(page.toObject()));
    return choices;
}

} // namespace qm::desktop
