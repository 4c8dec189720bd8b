#include "desktop/models/first_steps_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace qm::desktop {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FirstSteps)
};

std::string utf8(const QString& text)
{
    return text.toStdString();
}

} // namespace

FirstSteps usualFirstSteps()
{
    const CategoryDraft pay { utf8(Words::tr("Pay")), "", "income" };
    const std::string living = utf8(Words::tr("Living"));
    const std::string free = utf8(Words::tr("Free time"));
    const CategoryDraft home { utf8(Words::tr("Home")), living, "expense" };
    const CategoryDraft food { utf8(Words::tr("Food")), living, "expense" };
    const CategoryDraft transport { utf8(Words::tr("Transport")), living, "expense" };
    const CategoryDraft insurance { utf8(Words::tr("Insurance")), living, "expense" };
    const CategoryDraft leisure { utf8(Words::tr("Leisure")), free, "expense" };
    const CategoryDraft saving { utf8(Words::tr("Savings")), "", "saving" };
    FirstSteps steps;
    steps.accounts
        = { { utf8(Words::tr("Checking account")), "checking", {}, "" }, { utf8(Words::tr("Cash")), "cash", {}, "" } };
    steps.templateName = utf8(Words::tr("Usual month"));
    steps.lines = {
        { utf8(Words::tr("Salary")), pay, 1 },
        { utf8(Words::tr("Rent")), home, 3 },
        { utf8(Words::tr("Electricity")), home, 15 },
        { utf8(Words::tr("Phone and internet")), home, 15 },
        { utf8(Words::tr("Groceries")), food, {} },
        { utf8(Words::tr("Bus and train")), transport, {} },
        { utf8(Words::tr("Insurance")), insurance, 1 },
        { utf8(Words::tr("Eating out")), leisure, {} },
        { utf8(Words::tr("Put aside")), saving, 31 },
    };
    return steps;
}

QString currencyText(const QString& code)
{
    if (code == QLatin1String("EUR"))
        return QStringLiteral("EUR – Euro");
    // The first two letters are a territory's in nearly every code.
    const QLocale there(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::codeToTerritory(code.left(2)));
    const bool isKnown
        = there.currencySymbol(QLocale::CurrencyIsoCode) == code && there.script() == QLocale::LatinScript;
    const QString name = isKnown ? there.currencySymbol(QLocale::CurrencyDisplayName) : QString();
    return name.isEmpty() ? code : QStringLiteral("%1 – %2").arg(code, name);
}

QString likelyCurrency()
{
    const QString code = QLocale().currencySymbol(QLocale::CurrencyIsoCode);
    return Currency::parse(code.toStdString()) ? code : QStringLiteral("EUR");
}

} // namespace qm::desktop
