#include "desktop/widgets/text_label.h"

namespace qm::desktop {

QLabel* textLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel* mutedLabel(const QString& text, QWidget* parent)
{
    QLabel* const label = textLabel(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QLabel* titleLabel(const QString& text, QWidget* parent)
{
    QLabel* const label = textLabel(text, parent);
    QFont large = label->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    label->setFont(large);
    return label;
}

QLabel* headingLabel(const QString& text, QWidget* parent)
{
    QLabel* const label = textLabel(text, parent);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

} // namespace qm::desktop
