#include "desktop/widgets/sheet.h"

#include "desktop/widgets/theme.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace qm::desktop {

QLabel* headlineLabel(const QString& text, qreal times, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * times);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

Sheet::Sheet(const QString& headline, const QString& sentence, QWidget* parent)
    : QDialog(parent)
    , m_headline(headlineLabel(headline, 1.35, this))
    , m_sentence(mutedLabel(sentence, this))
    , m_fault(new QLabel(this))
    , m_body(new QVBoxLayout)
    , m_buttons(new QDialogButtonBox(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(headline);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * unit, 5 * unit, 6 * unit, 5 * unit);
    layout->setSpacing(2 * unit);
    layout->addWidget(m_headline);
    layout->addWidget(m_sentence);
    m_body->setContentsMargins(0, 2 * unit, 0, 2 * unit);
    m_body->setSpacing(3 * unit);
    layout->addLayout(m_body, 1);
    layout->addWidget(m_fault);
    layout->addWidget(m_buttons);
    m_fault->setWordWrap(true);
    m_fault->setForegroundRole(QPalette::BrightText);
    m_fault->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fault->hide();
    m_sentence->setVisible(!sentence.isEmpty());
}

void Sheet::setHeadline(const QString& headline)
{
    m_headline->setText(headline);
    setWindowTitle(headline);
}

void Sheet::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void Sheet::showFault(const QString& text)
{
    m_fault->setText(text);
    m_fault->setVisible(!text.isEmpty());
}

QPushButton* Sheet::addMainButton(const QString& text)
{
    QPushButton* const button = m_buttons->addButton(text, QDialogButtonBox::AcceptRole);
    button->setDefault(true);
    m_main = button;
    colourMainButton();
    for (const auto key : { Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter })
        connect(new QShortcut(key, this), &QShortcut::activated, button, [button] { button->click(); });
    return button;
}

/// The one thing that the sheet is for stands out.
void Sheet::colourMainButton()
{
    if (!m_main)
        return;
    static const QString look = QStringLiteral("QPushButton { background: %1; color: %2; border: 2px solid %1;"
                                               " border-radius: %5px; padding: %5px %6px; font-weight: 600; }"
                                               "QPushButton:focus { border-color: %3; }"
                                               "QPushButton:pressed { background: %3; color: %4; }"
                                               "QPushButton:disabled { background: %4; color: %7; border-color: %8; }");
    const Theme& now = theme();
    m_main->setStyleSheet(look.arg(now.accent.name(), now.onAccent.name(), now.text.name(), now.surface.name())
                              .arg(unit)
                              .arg(4 * unit)
                              .arg(now.muted.name(), now.line.name()));
}

void Sheet::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourMainButton();
}

QPushButton* Sheet::addCancelButton()
{
    QPushButton* const button = m_buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    button->setAutoDefault(false);
    button->setMinimumHeight(8 * unit);
    connect(button, &QPushButton::clicked, this, &QDialog::reject);
    return button;
}

QPushButton* Sheet::addCloseButton()
{
    QPushButton* const button = m_buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    button->setMinimumHeight(8 * unit);
    connect(button, &QPushButton::clicked, this, &QDialog::reject);
    return button;
}

QPushButton* Sheet::addButton(const QString& text)
{
    QPushButton* const button = m_buttons->addButton(text, QDialogButtonBox::ActionRole);
    button->setMinimumHeight(8 * unit);
    button->setAutoDefault(false);
    return button;
}

} // namespace qm::desktop
