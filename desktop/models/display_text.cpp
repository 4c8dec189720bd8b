#include "desktop/models/display_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

#include <cmath>

namespace qm::desktop {

namespace {

struct DisplayText {
    Q_DECLARE_TR_FUNCTIONS(DisplayText)
};

/// The digits of the amount without its sign, with the locale's own marks.
QString digitsText(Money amount, const Currency& currency)
{
    const QLocale locale;
    std::uint64_t whole
        = amount.minor < 0 ? 0 - static_cast<std::uint64_t>(amount.minor) : static_cast<std::uint64_t>(amount.minor);
    std::uint64_t unit = 1;
    for (int i = 0; i < currency.exponent; ++i)
        unit *= 10;
    const std::uint64_t part = whole % unit;
    QString text = locale.toString(static_cast<qulonglong>(whole / unit));
    if (currency.exponent > 0)
        text += locale.decimalPoint() + QString::number(part).rightJustified(currency.exponent, QLatin1Char('0'));
    return text;
}

QString dayFormat()
{
    QString format = QLocale().dateFormat(QLocale::ShortFormat);
    if (!format.contains(QLatin1String("yyyy")))
        format.replace(QLatin1String("yy"), QLatin1String("yyyy"));
    return format;
}

/// Reads sums, products and brackets of decimal numbers, exactly.
class AmountReader {
public:
    AmountReader(QString text, const Currency& currency) : m_text(std::move(text)), m_currency(currency)
    {
        const QLocale locale;
        m_decimal = locale.decimalPoint().at(0);
        const QString group = locale.groupSeparator();
        m_group = group.isEmpty() ? QChar() : group.at(0);
    }

    Result<Money> read()
    {
        QM_ASSIGN(const Value value, sum(0));
        if (m_at < m_text.size())
            return wrong(DisplayText::tr("“%1” is not understood in an amount").arg(m_text.mid(m_at, 12)));
        if (value.scale < 0)
            return wrong(DisplayText::tr("an amount is missing"));
        return money(value);
    }

private:
    /// number / 10^scale; scale -1: nothing was there.
    struct Value {
        std::int64_t number = 0;
        int scale = -1;
    };
    static constexpr int scaleMost = 6;
    static constexpr int depthMost = 20;

    static Error wrong(const QString& what) { return { ErrorCode::Invalid, what.toStdString() }; }
    static Error tooLarge() { return wrong(DisplayText::tr("the amount is too large")); }

    QChar peek()
    {
        while (m_at < m_text.size() && m_text.at(m_at).isSpace())
            ++m_at;
        return m_at < m_text.size() ? m_text.at(m_at) : QChar();
    }
    static bool isMinus(QChar c) { return c == QLatin1Char('-') || c == QChar(0x2212) || c == QChar(0x2013); }

    static Result<Value> scaled(Value value, int scale)
    {
        for (; value.scale < scale; ++value.scale) {
            if (__builtin_mul_overflow(value.number, std::int64_t { 10 }, &value.number))
                return tooLarge();
        }
        return value;
    }

    Result<Value> sum(int depth)
    {
        if (depth > depthMost)
            return wrong(DisplayText::tr("too many brackets"));
        Value total;
        for (bool isFirst = true;; isFirst = false) {
            const QChar next = peek();
            bool isNegative = false;
            if (isMinus(next) || next == QLatin1Char('+')) {
                isNegative = isMinus(next);
                ++m_at;
            } else if (!isFirst) {
                return total;
            }
            QM_ASSIGN(Value part, product(depth));
            if (part.scale < 0) {
                if (isFirst && !isNegative && next != QLatin1Char('+'))
                    return part;
                return wrong(DisplayText::tr("an amount is missing at the end"));
            }
            if (isNegative)
                part.number = -part.number;
            const int scale = std::max(total.scale, part.scale);
            if (isFirst)
                total = { 0, scale };
            QM_ASSIGN(total, scaled(total, scale));
            QM_ASSIGN(part, scaled(part, scale));
            if (__builtin_add_overflow(total.number, part.number, &total.number))
                return tooLarge();
        }
    }

    Result<Value> product(int depth)
    {
        QM_ASSIGN(Value value, term(depth));
        while (value.scale >= 0) {
            const QChar next = peek();
            const bool isTimes = next == QLatin1Char('*') || next == QChar(0xd7);
            const bool isOver = next == QLatin1Char('/') || next == QChar(0xf7);
            if (!isTimes && !isOver)
                break;
            ++m_at;
            QM_ASSIGN(const Value factor, term(depth));
            if (factor.scale < 0)
                return wrong(DisplayText::tr("a number is missing at the end"));
            if (isTimes) {
                if (__builtin_mul_overflow(value.number, factor.number, &value.number))
                    return tooLarge();
                value.scale += factor.scale;
            } else {
                if (factor.number == 0)
                    return wrong(DisplayText::tr("nothing can be divided by zero"));
                QM_ASSIGN(value, quotient(value, factor));
            }
            if (value.scale > 2 * scaleMost)
                return wrong(DisplayText::tr("too many digits after the decimal sign"));
        }
        return value;
    }

    /// Shares are rounded half away from zero, to the minor unit.
    Result<Value> quotient(Value value, Value factor) const
    {
        std::int64_t above = value.number;
        std::int64_t below = factor.number;
        bool isTooLarge = false;
        const auto times
            = [&](std::int64_t& number, std::int64_t by) { isTooLarge |= __builtin_mul_overflow(number, by, &number); };
        for (int i = 0; i < factor.scale + m_currency.exponent; ++i)
            times(above, 10);
        for (int i = 0; i < value.scale; ++i)
            times(below, 10);
        if (below < 0) {
            times(above, -1);
            times(below, -1);
        }
        times(above, 2);
        times(below, 2);
        isTooLarge |= __builtin_add_overflow(above, above < 0 ? -below / 2 : below / 2, &above);
        if (isTooLarge)
            return tooLarge();
        return Value { above / below, m_currency.exponent };
    }

    Result<Value> term(int depth)
    {
        const QChar next = peek();
        if (next == QLatin1Char('(')) {
            ++m_at;
            QM_ASSIGN(const Value value, sum(depth + 1));
            if (peek() != QLatin1Char(')') || value.scale < 0)
                return wrong(DisplayText::tr("a bracket is not closed"));
            ++m_at;
            return value;
        }
        return number();
    }

    bool isDecimal(QChar c) const { return c == m_decimal || c == QLatin1Char('.') || c == QLatin1Char(','); }

    /// The mark that parts the decimals is the last one of the number, unless it is the locale's grouping before
    /// exactly three digits.
    Result<Value> number()
    {
        peek();
        const qsizetype from = m_at;
        while (m_at < m_text.size()) {
            const QChar c = m_text.at(m_at);
            const bool isGroup = c == m_group || c == QLatin1Char('\'') || c == QChar(0x202f) || c == QChar(0xa0);
            const bool isBetween = m_at > from && m_at + 1 < m_text.size() && m_text.at(m_at + 1).isDigit();
            if (!c.isDigit() && !isDecimal(c) && !(isGroup && isBetween))
                break;
            ++m_at;
        }
        const QString text = m_text.mid(from, m_at - from);
        if (text.isEmpty())
            return Value {};
        qsizetype mark = -1;
        int marks = 0;
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (isDecimal(text.at(i))) {
                mark = i;
                marks += marks == 0 || text.at(i) != text.at(mark) ? 1 : 0;
            }
        }
        const auto countOf = [&](QChar c) { return text.count(c); };
        const bool isGrouping = mark >= 0
            && ((text.at(mark) == m_group && text.at(mark) != m_decimal && text.size() - mark - 1 == 3)
                || countOf(text.at(mark)) > 1);
        Value value { 0, 0 };
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text.at(i);
            if (!c.isDigit()) {
                const bool isEarlyDecimal = c == m_decimal && i != mark && m_decimal != m_group;
                if (isEarlyDecimal)
                    return wrong(DisplayText::tr("“%1” is not an amount").arg(text));
                continue;
            }
            if (__builtin_mul_overflow(value.number, std::int64_t { 10 }, &value.number)
                || __builtin_add_overflow(value.number, std::int64_t { c.digitValue() }, &value.number))
                return tooLarge();
            if (mark >= 0 && !isGrouping && i > mark)
                ++value.scale;
        }
        if (value.scale > scaleMost)
            return wrong(DisplayText::tr("too many digits after the decimal sign"));
        if (text.size() == 1 && mark == 0)
            return wrong(DisplayText::tr("“%1” is not an amount").arg(text));
        return value;
    }

    Result<Money> money(Value value) const
    {
        while (value.scale > m_currency.exponent && value.number % 10 == 0) {
            value.number /= 10;
            --value.scale;
        }
        if (value.scale > m_currency.exponent) {
            return wrong(m_currency.exponent == 0
                    ? DisplayText::tr("%1 has no decimals").arg(QString::fromStdString(m_currency.code))
                    : DisplayText::tr("%1 has %n decimals", nullptr, m_currency.exponent)
                          .arg(QString::fromStdString(m_currency.code)));
        }
        QM_ASSIGN(value, scaled(value, m_currency.exponent));
        if (value.number > moneyMax || value.number < -moneyMax)
            return tooLarge();
        return Money { value.number };
    }

    QString m_text;
    const Currency& m_currency;
    QChar m_decimal;
    QChar m_group;
    qsizetype m_at = 0;
};

} // namespace

QString amountText(Money amount, const Currency& currency)
{
    const QString digits = digitsText(amount, currency);
    return amount.minor < 0 ? QChar(0x2212) + digits : digits; // the true minus sign, as wide as a digit
}

QString moneyWithCurrency(Money amount, const Currency& currency)
{
    // The locale knows where its currencies stand; the digits are ours, exact.
    static const QString sample = QStringLiteral("1");
    const QLocale locale;
    const QString code = QString::fromStdString(currency.code);
    const QString symbol = code == QLatin1String("EUR") ? QStringLiteral("€")
        : code == QLatin1String("GBP")                  ? QStringLiteral("£")
        : code == QLatin1String("USD")                  ? QStringLiteral("$")
        : code == QLatin1String("JPY")                  ? QStringLiteral("¥")
                                                        : code;
    const bool isBefore = locale.toCurrencyString(1LL, QStringLiteral("¤")).startsWith(QStringLiteral("¤"));
    const QString text = amountText(amount, currency);
    if (!isBefore)
        return text + QChar(0xa0) + symbol;
    const QString space = symbol.size() > 1 ? QString(QChar(0xa0)) : QString();
    return amount.minor < 0 ? text.left(1) + symbol + space + text.mid(1) : symbol + space + text;
}

QString signedText(Money amount, const Currency& currency)
{
    return amount.minor > 0 ? QLatin1Char('+') + amountText(amount, currency) : amountText(amount, currency);
}

Result<Money> parseAmount(const QString& text, const Currency& currency)
{
    return AmountReader(text.trimmed(), currency).read();
}

QDate toQDate(Date date)
{
    return QDate(int(date.year()), int(unsigned(date.month())), int(unsigned(date.day())));
}

Date fromQDate(QDate date)
{
    return Date { std::chrono::year(date.year()), std::chrono::month(unsigned(date.month())),
        std::chrono::day(unsigned(date.day())) };
}

QDate dayOf(const std::string& text)
{
    const auto date = parseDate(text);
    return date ? toQDate(*date) : QDate();
}

std::string isoDay(QDate date)
{
    return date.toString(Qt::ISODate).toStdString();
}

QString dayText(QDate date)
{
    return QLocale().toString(date, dayFormat());
}

QDate readDayText(const QString& text)
{
    return QLocale().toDate(text, dayFormat());
}

QString dayOfMonthText(QDate date)
{
    return DisplayText::tr("%1 %2", "weekday, day of month")
        .arg(QLocale().dayName(date.dayOfWeek(), QLocale::ShortFormat), QString::number(date.day()));
}

QString monthText(YearMonth ym)
{
    return DisplayText::tr("%1 %2", "month, year")
        .arg(QLocale().standaloneMonthName(int(ym.month)), QString::number(ym.year));
}

QString shortMonthText(YearMonth ym)
{
    return QLocale().standaloneMonthName(int(ym.month), QLocale::ShortFormat);
}

YearMonth yearMonthOf(QDate date)
{
    return { date.year(), unsigned(date.month()) };
}

QString agoText(qint64 secondsAgo)
{
    if (secondsAgo < 5)
        return DisplayText::tr("just now");
    if (secondsAgo < 60)
        return DisplayText::tr("%1 s ago").arg(secondsAgo);
    if (secondsAgo < 3600)
        return DisplayText::tr("%1 min ago").arg(secondsAgo / 60);
    const QDateTime then = QDateTime::currentDateTime().addSecs(-secondsAgo);
    const QLocale locale;
    if (then.date() == QDate::currentDate())
        return DisplayText::tr("at %1").arg(locale.toString(then.time(), QLocale::ShortFormat));
    return DisplayText::tr("on %1").arg(dayText(then.date()));
}

QString instantText(const std::string& at)
{
    const QDateTime then = QDateTime::fromString(QString::fromStdString(at), Qt::ISODateWithMs).toLocalTime();
    if (!then.isValid())
        return {};
    return dayText(then.date()) + QLatin1Char(' ') + QLocale().toString(then.time(), QLocale::ShortFormat);
}

} // namespace qm::desktop
