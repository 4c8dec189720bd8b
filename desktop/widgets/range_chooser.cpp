#include "desktop/widgets/range_chooser.h"

#include "desktop/models/display_text.h"
#include "desktop/services/preferences.h"
#include "desktop/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace qm::desktop {

namespace {

/// A month as an item's data: sorts as months do.
int numberOf(YearMonth ym)
{
    return ym.year * 100 + int(ym.month);
}

YearMonth monthOf(int number)
{
    return { number / 100, unsigned(number % 100) };
}

} // namespace

RangeChooser::RangeChooser(Preferences& preferences, QWidget* parent)
    : QWidget(parent)
    , m_preferences(preferences)
    , m_choice(new QComboBox(this))
    , m_from(new QComboBox(this))
    , m_to(new QComboBox(this))
    , m_dash(new QLabel(QStringLiteral("–"), this))
{
    m_choice->setAccessibleName(tr("Months"));
    m_choice->addItems({ tr("This year"), tr("Last 12 months"), tr("All months"), tr("From – to") });
    m_from->setAccessibleName(tr("First month"));
    m_to->setAccessibleName(tr("Last month"));
    m_choice->setCurrentIndex(std::clamp(preferences.value(QStringLiteral("summary/range"), 1).toInt(), 0, 3));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(unit);
    for (QWidget* const part : std::initializer_list<QWidget*> { m_choice, m_from, m_dash, m_to })
        layout->addWidget(part);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &RangeChooser::changed);
    connect(m_from, &QComboBox::currentIndexChanged, this, [this] { endChanged(m_to, true); });
    connect(m_to, &QComboBox::currentIndexChanged, this, [this] { endChanged(m_from, false); });
    showEnds();
}

void RangeChooser::setMonths(const std::vector<Month>& months)
{
    m_isFilling = true;
    const auto fill = [&](QComboBox* box, const QString& name, bool isFirst) {
        const int before = box->count() > 0 ? box->currentData().toInt() : m_preferences.value(name).toInt();
        box->clear();
        for (auto month = months.rbegin(); month != months.rend(); ++month)
            box->addItem(monthText(month->ym), numberOf(month->ym));
        const int same = box->findData(before);
        box->setCurrentIndex(same >= 0 ? same : isFirst ? box->count() - 1 : 0);
    };
    fill(m_from, QStringLiteral("summary/from"), true);
    fill(m_to, QStringLiteral("summary/to"), false);
    m_isFilling = false;
}

SummaryRange RangeChooser::range() const
{
    const YearMonth today = yearMonthOf(QDate::currentDate());
    switch (static_cast<Choice>(m_choice->currentIndex())) {
    case Choice::ThisYear: return { YearMonth { today.year, 1 }, YearMonth { today.year, 12 } };
    case Choice::LastTwelve: return { YearMonth { today.year - 1, today.month }.next(), today };
    case Choice::FromTo:
        if (m_from->currentIndex() >= 0 && m_to->currentIndex() >= 0)
            return { monthOf(m_from->currentData().toInt()), monthOf(m_to->currentData().toInt()) };
        break;
    case Choice::All: break;
    }
    return {};
}

void RangeChooser::choose(Choice choice)
{
    m_choice->setCurrentIndex(int(choice));
}

void RangeChooser::chooseMonths(YearMonth from, YearMonth to)
{
    m_isFilling = true;
    m_from->setCurrentIndex(m_from->findData(numberOf(from)));
    m_to->setCurrentIndex(m_to->findData(numberOf(to)));
    m_choice->setCurrentIndex(int(Choice::FromTo));
    m_isFilling = false;
    changed();
}

void RangeChooser::showEnds()
{
    const bool isFromTo = m_choice->currentIndex() == int(Choice::FromTo);
    for (QWidget* const part : std::initializer_list<QWidget*> { m_from, m_dash, m_to })
        part->setVisible(isFromTo);
}

void RangeChooser::changed()
{
    showEnds();
    if (m_isFilling)
        return;
    m_preferences.setValue(QStringLiteral("summary/range"), m_choice->currentIndex());
    if (m_from->currentIndex() >= 0) {
        m_preferences.setValue(QStringLiteral("summary/from"), m_from->currentData());
        m_preferences.setValue(QStringLiteral("summary/to"), m_to->currentData());
    }
    emit rangeChanged();
}

/// The first month is never after the last: the other end goes along.
void RangeChooser::endChanged(QComboBox* other, bool isFrom)
{
    if (m_isFilling)
        return;
    const int from = m_from->currentData().toInt();
    const int to = m_to->currentData().toInt();
    if (from > to) {
        m_isFilling = true;
        other->setCurrentIndex(other->findData(isFrom ? from : to));
        m_isFilling = false;
    }
    changed();
}

} // namespace qm::desktop
