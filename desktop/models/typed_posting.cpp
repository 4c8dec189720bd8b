#include "desktop/models/typed_posting.h"

namespace qm::desktop {

QString idText(const std::optional<Uuid>& id)
{
    return id ? QString::fromStdString(id->text()) : QString();
}

std::optional<Uuid> idOfText(const QString& text)
{
    const auto id = Uuid::parse(text.toStdString());
    return id ? std::optional(*id) : std::nullopt;
}

bool TypedPosting::isBlank() const
{
    return payee.isEmpty() && amount.isEmpty() && memo.isEmpty() && !entry && !account && !toAccount
        && entryText.isEmpty() && accountText.isEmpty();
}

QJsonObject TypedPosting::toJson() const
{
    QJsonObject json;
    const auto put = [&json](const char* name, const QString& text) {
        if (!text.isEmpty())
            json.insert(QLatin1String(name), text);
    };
    put("day", day);
    put("payee", payee);
    put("amount", amount);
    put("memo", memo);
    put("entry", idText(entry));
    put("account", idText(account));
    put("toAccount", idText(toAccount));
    put("entryText", entryText);
    put("accountText", accountText);
    if (isCleared)
        json.insert(QStringLiteral("cleared"), true);
    return json;
}

TypedPosting TypedPosting::of(const QJsonObject& json)
{
    const auto text = [&json](const char* name) { return json.value(QLatin1String(name)).toString(); };
    TypedPosting typed;
    typed.day = text("day");
    typed.payee = text("payee");
    typed.amount = text("amount");
    typed.memo = text("memo");
    typed.entry = idOfText(text("entry"));
    typed.account = idOfText(text("account"));
    typed.toAccount = idOfText(text("toAccount"));
    typed.entryText = text("entryText");
    typed.accountText = text("accountText");
    typed.isCleared = json.value(QLatin1String("cleared")).toBool();
    return typed;
}

} // namespace qm::desktop
