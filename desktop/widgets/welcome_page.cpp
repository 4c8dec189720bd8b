#include "desktop/widgets/welcome_page.h"

#include "desktop/services/preferences.h"
#include "desktop/widgets/choice_card.h"
#include "desktop/widgets/file_commands.h"
#include "desktop/widgets/sheet.h"
#include "desktop/widgets/theme.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr int widthMost = 230 * unit;
constexpr int recentShownMost = 5;
constexpr int recentHeight = 8 * unit;

} // namespace

WelcomePage::WelcomePage(Workspace& workspace, QWidget* parent) : Page(workspace, parent), m_recent(new QListWidget)
{
    auto* column = new QWidget;
    column->setMaximumWidth(widthMost);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(8 * unit, 8 * unit, 8 * unit, 8 * unit);
    layout->setSpacing(2 * unit);
    layout->addStretch(1);
    layout->addWidget(headlineLabel(tr("Welcome to Quartermaster"), 1.9, column));
    layout->addWidget(mutedLabel(
        tr("Plan each month, record what is really spent, and look back. Everything stays on this computer."), column));
    layout->addSpacing(6 * unit);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(4 * unit);
    m_start = addCard(QStringLiteral("add"), tr("Start a ledger"),
        tr("A name and a currency, and your first month is there."), QStringLiteral("file.new"));
    cards->addWidget(m_start);
    cards->addWidget(addCard(QStringLiteral("month"), tr("Open the example household"),
        tr("Two years of a family's months, to look around and try everything."), QStringLiteral("file.example")));
    cards->addWidget(addCard(QStringLiteral("server"), tr("Connect to a server"),
        tr("Your household has a ledger on its own server: bring it here."), QStringLiteral("server.connect")));
    layout->addLayout(cards);
    layout->addSpacing(6 * unit);
    m_recentPart = makeRecent();
    layout->addWidget(m_recentPart);
    layout->addStretch(2);

    auto* middle = new QWidget;
    auto* row = new QHBoxLayout(middle);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(column, 100);
    row->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(middle);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
}

ChoiceCard* WelcomePage::addCard(
    const QString& iconName, const QString& headline, const QString& words, const QString& commandId)
{
    auto* card = new ChoiceCard(iconName, headline, words);
    connect(card, &QAbstractButton::clicked, this, [this, commandId] {
        if (QAction* const command = m_workspace.command(commandId))
            command->trigger();
    });
    return card;
}

QWidget* WelcomePage::makeRecent()
{
    m_recent->setAccessibleName(tr("Recent ledgers"));
    m_recent->setFrameShape(QFrame::NoFrame);
    m_recent->setIconSize({ 16, 16 });
    m_recent->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_recent->viewport()->setAutoFillBackground(false);
    const auto open = [this](QListWidgetItem* item) { openLedger(m_workspace, item->data(Qt::UserRole).toString()); };
    // A click opens at once; arrow keys only walk, Return opens.
    connect(m_recent, &QListWidget::itemClicked, this, open);
    connect(m_recent, &QListWidget::itemActivated, this, open);
    auto* heading = new QLabel(tr("&Recent ledgers"));
    heading->setBuddy(m_recent);
    heading->setForegroundRole(QPalette::PlaceholderText);
    auto* file = new QPushButton(icon(QStringLiteral("folder")), tr("Open a &file…"));
    connect(file, &QPushButton::clicked, this, [this] { m_workspace.command(QStringLiteral("file.open"))->trigger(); });
    auto* head = new QHBoxLayout;
    head->addWidget(heading);
    head->addStretch();
    head->addWidget(file);
    auto* part = new QWidget;
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * unit);
    layout->addLayout(head);
    layout->addWidget(m_recent);
    return part;
}

void WelcomePage::reload()
{
    m_recent->clear();
    const QStringList paths = m_workspace.preferences.recentLedgers().mid(0, recentShownMost);
    for (const QString& path : paths) {
        const QFileInfo file(path);
        const QString folder = QDir::toNativeSeparators(file.absolutePath());
        auto* item = new QListWidgetItem(icon(QStringLiteral("month")),
            tr("%1   in %2", "file, folder").arg(file.completeBaseName(), folder), m_recent);
        item->setData(Qt::UserRole, path);
        item->setSizeHint({ 0, recentHeight });
    }
    if (paths.isEmpty()) {
        auto* none = new QListWidgetItem(tr("None yet"), m_recent);
        none->setFlags(Qt::NoItemFlags);
        none->setSizeHint({ 0, recentHeight });
    }
    fitRecent();
    emit loaded();
}

void WelcomePage::fitRecent()
{
    m_recent->setFixedHeight(recentHeight * m_recent->count() + 2 * m_recent->frameWidth());
    QPalette colours = palette();
    colours.setColor(QPalette::Base, theme().window);
    m_recent->setPalette(colours);
}

void WelcomePage::takeFocus()
{
    const bool hasRecent = m_recent->count() > 0 && m_recent->item(0)->flags() & Qt::ItemIsEnabled;
    if (hasRecent) {
        m_recent->setCurrentRow(0);
        m_recent->setFocus();
    } else {
        m_start->setFocus();
    }
}

void WelcomePage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_recent)
        fitRecent();
}

void WelcomePage::addCommands(Workspace& workspace, QWidget* window)
{
    addFileCommands(workspace, window);
}

} // namespace qm::desktop
