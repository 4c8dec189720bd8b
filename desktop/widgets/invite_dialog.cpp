#include "desktop/widgets/invite_dialog.h"

#include "desktop/models/error_text.h"
#include "desktop/widgets/small_label.h"
#include "desktop/widgets/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace qm::desktop {

InviteDialog::InviteDialog(Workspace& workspace, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_fault(new SmallLabel({}, SmallLabel::Tone::Fault, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Invite a device"));
    m_question = questionPage();
    m_answer = codePage();
    m_answer->hide();
    m_fault->hide();
    auto* buttons = new QDialogButtonBox(this);
    m_make = buttons->addButton(tr("Make an invitation"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close);
    m_make->setDefault(true);
    connect(m_make, &QPushButton::clicked, this, &InviteDialog::invite);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * unit, 5 * unit, 6 * unit, 4 * unit);
    layout->setSpacing(3 * unit);
    layout->addWidget(m_question);
    layout->addWidget(m_answer);
    layout->addWidget(m_fault);
    layout->addWidget(buttons);
    setMinimumWidth(120 * unit);
    resize(minimumWidth(), 0);
    fit();
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &InviteDialog::countDown);
}

QWidget* InviteDialog::questionPage()
{
    auto* page = new QWidget(this);
    auto* words
        = new QLabel(tr("Another desktop can share “%1”. It gets a code that holds once, for ten minutes.")
                         .arg(m_workspace.ledger.isOpen() ? m_workspace.ledger.catalogue().ledgerName : QString()),
            page);
    words->setWordWrap(true);
    m_right = new QComboBox(page);
    m_right->addItem(tr("Change everything, and invite and remove devices"), QStringLiteral("owner"));
    m_right->addItem(tr("Change everything in the ledger"), QStringLiteral("editor"));
    m_right->addItem(tr("Only look"), QStringLiteral("viewer"));
    auto* label = new QLabel(tr("The new device &may"), page);
    label->setBuddy(m_right);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * unit);
    column->addWidget(words);
    column->addWidget(label);
    column->addWidget(m_right);
    return page;
}

QWidget* InviteDialog::codePage()
{
    auto* page = new QWidget(this);
    m_code = new QLabel(page);
    QFont large = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    large.setPointSizeF(font().pointSizeF() * 3);
    large.setBold(true);
    m_code->setFont(large);
    m_code->setAlignment(Qt::AlignCenter);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->setAccessibleName(tr("Code"));
    m_left = new QLabel(page);
    m_left->setAlignment(Qt::AlignCenter);
    m_left->setAccessibleName(tr("Time that is left"));
    auto* how = new SmallLabel(
        tr("On the other device: Server, Connect. Its address is %1. Or send the link: pasted there, it fills in all.")
            .arg(m_workspace.sync.state().server),
        SmallLabel::Tone::Muted, page);
    m_link = new QLineEdit(page);
    m_link->setReadOnly(true);
    m_link->setAccessibleName(tr("Link"));
    m_copyCode = new QPushButton(icon(QStringLiteral("copy")), tr("&Copy code"), page);
    m_copyLink = new QPushButton(icon(QStringLiteral("copy")), tr("Copy &link"), page);
    connect(m_copyCode, &QPushButton::clicked, this, [this] { copy(m_code->text(), m_copyCode, tr("Code copied")); });
    connect(m_copyLink, &QPushButton::clicked, this, [this] { copy(m_link->text(), m_copyLink, tr("Link copied")); });
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_copyCode);
    buttons->addWidget(m_copyLink);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3 * unit);
    column->addWidget(m_code);
    column->addWidget(m_left);
    column->addLayout(buttons);
    column->addWidget(m_link);
    column->addWidget(how);
    return page;
}

void InviteDialog::invite()
{
    m_make->setEnabled(false);
    m_fault->hide();
    whenDone(this, m_workspace.sync.invite(m_right->currentData().toString()), [this](Result<NewInvitation> made) {
        m_make->setEnabled(true);
        if (made) {
            showCode(*made);
            return;
        }
        m_fault->setText(made.error().code == ErrorCode::Refused
                ? tr("Only a device that may invite can do this. Ask somebody whose device may.")
                : ErrorText::of(made.error()).headline + QLatin1Char(' ') + tr("No invitation was made."));
        m_fault->setToolTip(QString::fromStdString(made.error().detail));
        m_fault->show();
        fit();
    });
}

void InviteDialog::showCode(const NewInvitation& invitation)
{
    m_code->setText(QString::fromStdString(invitation.code));
    m_link->setText(QString::fromStdString(invitation.link));
    m_link->setCursorPosition(0);
    m_link->setVisible(!invitation.link.empty());
    m_copyLink->setVisible(!invitation.link.empty());
    m_copyCode->setText(tr("&Copy code"));
    m_copyLink->setText(tr("Copy &link"));
    m_end = QDeadlineTimer(std::chrono::seconds(invitation.seconds));
    m_make->setText(tr("Make another one"));
    m_make->setDefault(false);
    m_make->setAutoDefault(false);
    m_question->hide();
    m_answer->show();
    fit();
    m_timer.start();
    countDown();
    (m_link->isVisibleTo(this) ? m_copyLink : m_copyCode)->setFocus(Qt::OtherFocusReason);
}

void InviteDialog::fit()
{
    layout()->activate();
    resize(width(), layout()->totalHeightForWidth(width()));
}

void InviteDialog::countDown()
{
    const int left = static_cast<int>((m_end.remainingTime() + 999) / 1000);
    m_left->setText(left > 0 ? tr("holds for %1:%2").arg(left / 60).arg(left % 60, 2, 10, QLatin1Char('0'))
                             : tr("This code has run out. Make another one."));
    m_code->setEnabled(left > 0);
    m_copyCode->setEnabled(left > 0);
    m_copyLink->setEnabled(left > 0);
    if (left <= 0)
        m_timer.stop();
}

void InviteDialog::copy(const QString& text, QPushButton* button, const QString& done)
{
    QGuiApplication::clipboard()->setText(text);
    button->setText(done);
}

} // namespace qm::desktop
