#include "desktop/widgets/trouble_bar.h"

#include "desktop/widgets/file_commands.h"
#include "desktop/widgets/theme.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace qm::desktop {

TroubleBar::TroubleBar(Workspace& workspace, QWidget* parent)
    : QFrame(parent)
    , m_workspace(workspace)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_first(new QPushButton(this))
    , m_second(new QPushButton(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Highlight);
    m_text->setWordWrap(true);
    m_text->setAccessibleName(tr("What is wrong with the ledger's file"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit);
    layout->setSpacing(2 * unit);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_first);
    layout->addWidget(m_second);
    connect(&m_workspace.ledger, &LedgerService::troubleChanged, this, &TroubleBar::show);
    connect(&m_workspace.ledger, &LedgerService::opened, this, [this] { show(m_workspace.ledger.trouble()); });
    hide();
}

void TroubleBar::offer(QPushButton* button, const QString& text, std::function<void()> run)
{
    button->setText(text);
    button->disconnect();
    connect(button, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
    button->show();
}

void TroubleBar::show(FileTrouble trouble)
{
    m_icon->setPixmap(icon(QStringLiteral("warning")).pixmap(20, 20));
    m_first->hide();
    m_second->hide();
    const QString path = QDir::toNativeSeparators(m_workspace.ledger.path());
    LedgerService& ledger = m_workspace.ledger;
    switch (trouble) {
    case FileTrouble::None: hide(); return;
    case FileTrouble::Missing:
        m_text->setText(tr("The file %1 was moved or deleted. What you see is all still here, but nothing can be "
                           "recorded until there is a file again.")
                            .arg(path));
        offer(m_first, tr("Put it back"), [this, &ledger] {
            whenDone(this, ledger.putBack(), [this](Result<> done) {
                if (!done)
                    m_workspace.showError(done.error());
            });
        });
        offer(m_second, tr("Save a copy…"), [this] { saveCopy(m_workspace, window(), AfterCopy::GoOnInCopy); });
        break;
    case FileTrouble::Replaced:
        m_text->setText(tr("Another file was put in the place of %1. What you see is what was open before; nothing is "
                           "recorded until you choose.")
                            .arg(path));
        offer(m_first, tr("Open the new file, keep this one beside it"), [this, &ledger] {
            whenDone(this, ledger.openReplacement(), [this](Result<QString> kept) {
                if (!kept)
                    m_workspace.showError(kept.error());
                else
                    m_workspace.notify(tr("What was open before is kept in %1.").arg(QDir::toNativeSeparators(*kept)),
                        Workspace::Tone::Warning);
            });
        });
        offer(m_second, tr("Save a copy…"), [this] { saveCopy(m_workspace, window(), AfterCopy::GoOnInCopy); });
        break;
    case FileTrouble::ReadOnly:
        m_text->setText(tr("The file %1 or its folder can be read but not written. You can look at everything; to "
                           "record something, make it writable or save a copy elsewhere.")
                            .arg(path));
        offer(m_first, tr("Save a copy…"), [this] { saveCopy(m_workspace, window(), AfterCopy::GoOnInCopy); });
        break;
    }
    QFrame::show();
}

} // namespace qm::desktop
