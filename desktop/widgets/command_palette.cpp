#include "desktop/widgets/command_palette.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/shortcuts_dialog.h"
#include "desktop/widgets/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr std::int64_t postingsForPayeesMost = 20'000;
constexpr int rowHeight = 8 * unit;

/// A result with what it belongs to and its keys, or the heading of a section.
class PaletteDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return { option.rect.width(), rowHeight };
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        QRect place = option.rect.adjusted(4 * unit, 0, -4 * unit, 0);
        if (index.data(PaletteModel::HeadingRole).toBool()) {
            QFont small = option.font;
            small.setPointSizeF(small.pointSizeF() * 0.9);
            painter->setFont(small);
            painter->setPen(theme().muted);
            painter->drawText(place.adjusted(0, 0, 0, -unit), Qt::AlignLeft | Qt::AlignBottom, index.data().toString());
            painter->restore();
            return;
        }
        const bool isEnabled = index.flags() & Qt::ItemIsEnabled;
        if (option.state & QStyle::State_Selected) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme().selected);
            painter->drawRoundedRect(option.rect.adjusted(2 * unit, 0, -2 * unit, 0), unit, unit);
        }
        painter->setFont(option.font);
        painter->setPen(theme().muted);
        const QString keys = index.data(PaletteModel::ShortcutRole).toString();
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, keys);
        if (!keys.isEmpty())
            place.setRight(place.right() - option.fontMetrics.horizontalAdvance(keys) - 6 * unit);
        painter->setPen(isEnabled ? theme().text : theme().muted);
        const QString text = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, place.width());
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
        place.setLeft(place.left() + option.fontMetrics.horizontalAdvance(text) + 3 * unit);
        painter->setPen(theme().muted);
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(
                index.data(PaletteModel::DetailRole).toString(), Qt::ElideRight, place.width()));
        painter->restore();
    }
};

} // namespace

CommandPalette::CommandPalette(Workspace& workspace, QWidget* window)
    : QDialog(window, Qt::Popup | Qt::FramelessWindowHint)
    , m_workspace(workspace)
    , m_model(new PaletteModel(this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(tr("Nothing is found. Other words, or fewer, may help."), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Find anything"));
    m_field->setPlaceholderText(tr("Find an action, a month, an entry, a payee …"));
    m_field->setAccessibleName(tr("Find anything"));
    m_field->setFrame(false);
    QFont large = m_field->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_field->setFont(large);
    m_field->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 3 * unit, 1, 2 * unit);
    layout->setSpacing(2 * unit);
    m_field->setContentsMargins(3 * unit, 0, 3 * unit, 0);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothing, 1);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);

    const QSize size(
        std::min(window->width() - 8 * unit, 150 * unit), std::min(window->height() - 30 * unit, 105 * unit));
    resize(size);
    move(window->mapToGlobal(QPoint((window->width() - size.width()) / 2, 14 * unit)));
    collect();
    m_field->setFocus();
}

/// The surface of a card with a line around it, in the colours of now.
void CommandPalette::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().surface);
    painter.setPen(theme().line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.drawLine(0, m_list->y() - unit, width(), m_list->y() - unit);
}

void CommandPalette::addItem(
    PaletteItem::Kind kind, const QString& text, const QString& detail, std::function<void()> run)
{
    m_items.push_back({ kind, text, detail, {}, true, int(m_runs.size()) });
    m_runs.push_back(std::move(run));
}

void CommandPalette::collect()
{
    addCommands();
    if (m_workspace.ledger.isOpen()) {
        addPages();
        addCatalogue();
        const auto ym = m_workspace.currentMonth();
        const Month* const month = ym ? m_workspace.ledger.catalogue().month(*ym) : nullptr;
        m_names.start(this,
            m_workspace.ledger.read([id = month ? std::optional(month->id) : std::nullopt](
                                        Ledger& ledger) { return readNames(ledger, id); }),
            [this](Result<Names> names) {
                if (!names)
                    return; // everything else is found nevertheless
                addNames(*names);
                m_model->setItems(m_items);
                search(m_field->text());
            });
    }
    m_model->setItems(m_items);
    search({});
}

Result<CommandPalette::Names> CommandPalette::readNames(Ledger& ledger, const std::optional<Uuid>& month)
{
    Names names;
    QM_ASSIGN(names.payees, newestPayees(ledger, postingsForPayeesMost));
    QM_ASSIGN(names.entries, knownEntries(ledger));
    if (month) {
        QM_ASSIGN(names.ofCurrentMonth, ledger.entries(*month));
    }
    return names;
}

void CommandPalette::addCommands()
{
    for (QAction* const action : m_workspace.commands()) {
        if (action->menu() || action->objectName() == QLatin1String("edit.palette"))
            continue;
        addItem(PaletteItem::Kind::Command, plainText(action->text()), plainText(menuTitle(Workspace::menuOf(action))),
            [action = QPointer<QAction>(action)] {
                if (action)
                    action->trigger();
            });
        m_items.back().shortcut = action->shortcut().toString(QKeySequence::NativeText);
        m_items.back().isEnabled = action->isEnabled();
    }
}

void CommandPalette::addPages()
{
    const auto add = [this](PageId page, const QString& name) {
        addItem(PaletteItem::Kind::Page, name, {}, [&workspace = m_workspace, page] { workspace.showPage(page); });
    };
    add(PageId::Month, tr("The month"));
    add(PageId::Templates, tr("Templates"));
    add(PageId::Accounts, tr("Accounts"));
    add(PageId::Postings, tr("Postings"));
    add(PageId::Summary, tr("Summary"));
    add(PageId::Attention, tr("Attention"));
    add(PageId::History, tr("History"));
}

void CommandPalette::addCatalogue()
{
    using enum PaletteItem::Kind;
    Workspace& workspace = m_workspace;
    const Catalogue& catalogue = workspace.ledger.catalogue();
    for (auto month = catalogue.months.rbegin(); month != catalogue.months.rend(); ++month) {
        // Found by its name and by 2026-05.
        const QString iso = QString::fromStdString(month->ym.text());
        addItem(Month, monthText(month->ym), month->isClosed ? tr("%1, closed").arg(iso) : iso,
            [&workspace, ym = month->ym] { workspace.showMonth(ym); });
    }
    for (const qm::Account& account : catalogue.accounts) {
        PostingsWanted wanted;
        wanted.account = account.id;
        addItem(Account, QString::fromStdString(account.name), account.isArchived ? tr("archived") : QString(),
            [&workspace, wanted] { workspace.showPostings(wanted); });
    }
    for (const qm::Category& category : catalogue.categories) {
        PostingsWanted wanted;
        wanted.category = category.id;
        addItem(Category, QString::fromStdString(category.name), QString::fromStdString(category.group),
            [&workspace, wanted] { workspace.showPostings(wanted); });
    }
    for (const qm::Template& templ : catalogue.templates) {
        addItem(Template, QString::fromStdString(templ.name), tr("%n entries", nullptr, int(templ.entries.size())),
            [&workspace, id = templ.id] {
                workspace.showPage(PageId::Templates);
                workspace.select(RowKey { Table::Template, id });
            });
    }
}

void CommandPalette::addEntry(const Uuid& id, const std::string& name, YearMonth ym)
{
    addItem(PaletteItem::Kind::Entry, QString::fromStdString(name), monthText(ym), [&workspace = m_workspace, id, ym] {
        workspace.showMonth(ym);
        workspace.select(RowKey { Table::Entry, id });
    });
}

/// Entries of the month that is shown, then of the newest month that has one of another name.
void CommandPalette::addNames(const Names& names)
{
    QSet<QString> shown;
    for (const Entry& entry : names.ofCurrentMonth) {
        addEntry(entry.id, entry.name, *m_workspace.currentMonth());
        shown.insert(QString::fromStdString(entry.name));
    }
    for (const KnownEntry& entry : names.entries) {
        if (!shown.contains(QString::fromStdString(entry.name)))
            addEntry(entry.id, entry.name, entry.ym);
    }
    for (const std::string& payee : names.payees) {
        PostingsWanted wanted;
        wanted.search = QString::fromStdString(payee);
        addItem(PaletteItem::Kind::Payee, wanted.search, {},
            [&workspace = m_workspace, wanted] { workspace.showPostings(wanted); });
    }
}

void CommandPalette::search(const QString& typed)
{
    m_model->setQuery(typed);
    const bool isAny = m_model->rowCount() > 0;
    m_list->setVisible(isAny);
    m_nothing->setVisible(!isAny);
    m_list->setCurrentIndex({});
    step(1);
}

/// To the next result that can be chosen; over headings and what is not possible now.
void CommandPalette::step(int by)
{
    int row = m_list->currentIndex().row();
    do {
        row += by;
        if (row < 0 || row >= m_model->rowCount())
            return;
    } while (!(m_model->flags(m_model->index(row)) & Qt::ItemIsEnabled));
    m_list->setCurrentIndex(m_model->index(row));
    if (row <= 1)
        m_list->scrollToTop(); // with its heading
}

void CommandPalette::run(const QModelIndex& index)
{
    if (!index.isValid() || !(index.flags() & Qt::ItemIsEnabled))
        return;
    const auto chosen = m_runs[std::size_t(index.data(PaletteModel::NumberRole).toInt())];
    close(); // first: what runs may open something of its own, and the focus is back where it was
    QMetaObject::invokeMethod(&m_workspace, chosen, Qt::QueuedConnection);
}

bool CommandPalette::eventFilter(QObject* object, QEvent* event)
{
    if (object != m_field || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(object, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_PageDown:
        for (int i = 0; i < 8; ++i)
            step(1);
        return true;
    case Qt::Key_PageUp:
        for (int i = 0; i < 8; ++i)
            step(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: run(m_list->currentIndex()); return true;
    default: return false;
    }
}

} // namespace qm::desktop
