#include "desktop/widgets/choice_card.h"

#include "desktop/widgets/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

namespace qm::desktop {

namespace {

constexpr int margin = 5 * unit;
constexpr int pictureSize = 28;

} // namespace

ChoiceCard::ChoiceCard(const QString& iconName, const QString& headline, const QString& words, QWidget* parent)
    : QAbstractButton(parent)
    , m_iconName(iconName)
    , m_words(words)
{
    setText(headline);
    setAccessibleName(headline);
    setAccessibleDescription(words);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QFont ChoiceCard::headlineFont() const
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.15);
    large.setWeight(QFont::DemiBold);
    return large;
}

QSize ChoiceCard::sizeHint() const
{
    return { 60 * unit, heightForWidth(60 * unit) };
}

int ChoiceCard::heightForWidth(int width) const
{
    const int inner = width - 2 * margin;
    const auto lines = [inner](const QFontMetrics& metrics, const QString& text) {
        return metrics.boundingRect(0, 0, inner, 10'000, Qt::TextWordWrap, text).height();
    };
    return 2 * margin + pictureSize + 3 * unit + lines(QFontMetrics(headlineFont()), text()) + 2 * unit
        + lines(fontMetrics(), m_words);
}

bool ChoiceCard::event(QEvent* event)
{
    const auto type = event->type();
    if (type == QEvent::HoverEnter || type == QEvent::HoverLeave || type == QEvent::PaletteChange)
        update();
    return QAbstractButton::event(event);
}

void ChoiceCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void ChoiceCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isMarked = hasFocus() || underMouse();
    painter.setPen(QPen(isMarked ? theme().accent : theme().line, isMarked ? 2 : 1));
    painter.setBrush(isDown() ? theme().raised : theme().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 2 * unit, 2 * unit);
    QRect place = rect().adjusted(margin, margin, -margin, -margin);
    qm::desktop::icon(m_iconName).paint(&painter, QRect(place.topLeft(), QSize(pictureSize, pictureSize)));
    place.setTop(place.top() + pictureSize + 3 * unit);
    painter.setFont(headlineFont());
    painter.setPen(theme().text);
    QRect used;
    painter.drawText(place, Qt::TextWordWrap, text(), &used);
    place.setTop(used.bottom() + 2 * unit);
    painter.setFont(font());
    painter.setPen(theme().muted);
    painter.drawText(place, Qt::TextWordWrap, m_words);
}

} // namespace qm::desktop
