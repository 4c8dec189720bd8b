#include "desktop/widgets/empty_state.h"

#include "desktop/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace qm::desktop {

EmptyState::EmptyState(Workspace& workspace, const QString& iconName, const QString& headline, const QString& text,
    const QString& commandId, QWidget* parent)
    : QWidget(parent)
{
    auto* picture = new QLabel;
    picture->setPixmap(icon(iconName).pixmap(48, 48));
    picture->setAlignment(Qt::AlignCenter);
    auto* head = new QLabel(headline);
    QFont large = head->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setBold(true);
    head->setFont(large);
    head->setAlignment(Qt::AlignCenter);
    auto* words = new QLabel(text);
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignCenter);
    words->setMaximumWidth(120 * unit);
    auto* line = new QHBoxLayout; // not aligned in the column: that would not give it the height of its lines
    line->addStretch(1);
    line->addWidget(words, 1000);
    line->addStretch(1);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(3 * unit);
    layout->addStretch(2);
    layout->addWidget(picture, 0, Qt::AlignCenter);
    layout->addWidget(head, 0, Qt::AlignCenter);
    layout->addLayout(line);
    if (QAction* const command = commandId.isEmpty() ? nullptr : workspace.command(commandId)) {
        auto* button = new QPushButton(command->text().remove(QLatin1Char('&')));
        button->setDefault(true);
        connect(button, &QPushButton::clicked, command, &QAction::trigger);
        layout->addWidget(button, 0, Qt::AlignCenter);
    }
    layout->addStretch(3);
}

} // namespace qm::desktop
