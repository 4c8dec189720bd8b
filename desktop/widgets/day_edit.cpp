#include "desktop/widgets/day_edit.h"

#include "desktop/models/display_text.h"

#include <QKeyEvent>
#include <QRegularExpression>

namespace qm::desktop {

namespace {

/// Day, month and year as they stand in the text, in the locale's order.
QDate fromParts(const QStringList& parts, YearMonth context)
{
    const QString order = QLocale().dateFormat(QLocale::ShortFormat);
    const bool isMonthFirst = order.indexOf(QLatin1Char('M')) < order.indexOf(QLatin1Char('d'));
    if (parts.size() == 1)
        return QDate(context.year, int(context.month), parts[0].toInt());
    const int day = parts[isMonthFirst ? 1 : 0].toInt();
    const int month = parts[isMonthFirst ? 0 : 1].toInt();
    int year = context.year;
    if (parts.size() == 3) {
        year = parts[2].toInt();
        if (parts[2].size() <= 2)
            year += 2000;
    }
    return QDate(year, month, day);
}

} // namespace

DayEdit::DayEdit(QWidget* parent) : CheckedEdit(parent)
{
    connect(this, &QLineEdit::editingFinished, this, [this] {
        const QDate typed = parse(text());
        if (typed.isValid() && m_month && !m_month->contains(fromQDate(typed)))
            emit outsideMonth(typed);
        else if (typed.isValid())
            setDay(typed);
    });
}

void DayEdit::setMonth(std::optional<YearMonth> ym)
{
    m_month = ym;
    checkAgain();
}

void DayEdit::setRequired(bool isRequired)
{
    m_isRequired = isRequired;
    checkAgain();
}

QDate DayEdit::parse(const QString& text) const
{
    static const QRegularExpression iso(QStringLiteral(R"(^(\d{4})-(\d{1,2})-(\d{1,2})$)"));
    static const QRegularExpression parts(
        QStringLiteral(R"(^(\d{1,2})(?:[./-](\d{1,2})(?:[./-](\d{4}|\d{2})?)?|\.)?$)"));
    const QString typed = text.trimmed();
    if (const QDate shown = readDayText(typed); shown.isValid())
        return shown;
    if (const auto match = iso.match(typed); match.hasMatch())
        return QDate(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt());
    const auto match = parts.match(typed);
    if (!match.hasMatch())
        return {};
    QStringList numbers { match.captured(1) };
    for (int group = 2; group <= 3 && !match.captured(group).isEmpty(); ++group)
        numbers << match.captured(group);
    return fromParts(numbers, m_month.value_or(yearMonthOf(QDate::currentDate())));
}

QDate DayEdit::day() const
{
    const QDate typed = parse(text());
    return typed.isValid() && (!m_month || m_month->contains(fromQDate(typed))) ? typed : QDate();
}

void DayEdit::setDay(QDate day)
{
    setText(day.isValid() ? dayText(day) : QString());
}

QString DayEdit::faultOf(const QString& text) const
{
    if (text.trimmed().isEmpty())
        return m_isRequired ? tr("A day is missing.") : QString();
    const QDate typed = parse(text);
    if (!typed.isValid() || typed.year() < 1900 || typed.year() > 2999)
        return tr("“%1” is not a day.").arg(text.trimmed());
    if (m_month && !m_month->contains(fromQDate(typed)))
        return tr("%1 is in %2, not in %3.").arg(dayText(typed), monthText(yearMonthOf(typed)), monthText(*m_month));
    return {};
}

void DayEdit::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Up || event->key() == Qt::Key_Plus              ? 1
        : event->key() == Qt::Key_Down || (event->key() == Qt::Key_Minus && day().isValid()) ? -1
                                                                                             : 0;
    if (step == 0 || isReadOnly()) {
        CheckedEdit::keyPressEvent(event);
        return;
    }
    QDate now = day();
    if (!now.isValid())
        now = QDate::currentDate();
    const QDate next = now.addDays(step);
    if (!m_month || m_month->contains(fromQDate(next)))
        setDay(next);
    selectAll();
}

} // namespace qm::desktop
