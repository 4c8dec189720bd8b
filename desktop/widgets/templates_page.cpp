#include "desktop/widgets/templates_page.h"

#include "common/store/template_actions.h"
#include "desktop/models/cell_kind.h"
#include "desktop/models/display_text.h"
#include "desktop/models/month_plan_model.h"
#include "desktop/models/template_entry_model.h"
#include "desktop/services/draft_store.h"
#include "desktop/services/sent_rows.h"
#include "desktop/widgets/edit_table.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/open_month_dialog.h"
#include "desktop/widgets/sheet.h"
#include "desktop/widgets/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace qm::desktop {

TemplatesPage::TemplatesPage(Workspace& workspace, QWidget* parent)
    : Page(workspace, parent)
    , m_list(new QListWidget)
    , m_name(new QLineEdit)
    , m_table(new EditTable(workspace))
    , m_model(new TemplateEntryModel(this))
    , m_sums(new QLabel)
    , m_stack(new QStackedWidget)
{
    auto* splitter = new QSplitter;
    splitter->addWidget(makeList());
    splitter->addWidget(makeEntries());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 52 * unit, 200 * unit });
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    m_stack->addWidget(splitter);
    m_stack->addWidget(new EmptyState(workspace, QStringLiteral("template"), tr("No templates yet"),
        tr("A template holds what comes back every month – rent, pay, insurance – so that a new month is planned in a "
           "moment."),
        QStringLiteral("template.add")));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    connectTable();
    connect(&m_workspace, &Workspace::selected, this, [this](const std::optional<RowKey>& row) {
        if (row && row->table == Table::Template)
            choose(row->id);
    });
}

QWidget* TemplatesPage::makeList()
{
    m_list->setAccessibleName(tr("Templates"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIconSize({ 16, 16 });
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (m_isFilling || !item)
            return;
        m_chosen = idOf(item->data(Qt::UserRole).toByteArray());
        showTemplate();
    });
    auto* add = new QPushButton(icon(QStringLiteral("add")), tr("New template"));
    connect(add, &QPushButton::clicked, this, &TemplatesPage::addTemplate);
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(4 * unit, 4 * unit, 2 * unit, 4 * unit);
    column->setSpacing(3 * unit);
    column->addWidget(headlineLabel(tr("Templates"), 1.35, side));
    column->addWidget(m_list, 1);
    column->addWidget(add);
    return side;
}

QWidget* TemplatesPage::makeEntries()
{
    QFont large = m_name->font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    large.setWeight(QFont::DemiBold);
    m_name->setFont(large);
    m_name->setFrame(false);
    m_name->setMaxLength(200);
    m_name->setAccessibleName(tr("Name of the template"));
    connect(m_name, &QLineEdit::editingFinished, this, &TemplatesPage::takeName);

    auto* head = new QHBoxLayout;
    head->setSpacing(2 * unit);
    head->addWidget(m_name, 1);
    const auto addButton = [&](const QString& text, const QString& iconName, void (TemplatesPage::*run)()) {
        auto* button = new QPushButton(icon(iconName), text);
        connect(button, &QPushButton::clicked, this, run);
        head->addWidget(button);
    };
    addButton(tr("Use for a new month"), QStringLiteral("month"), &TemplatesPage::useForMonth);
    addButton(tr("Duplicate"), QStringLiteral("copy"), &TemplatesPage::duplicate);
    addButton(tr("Delete"), QStringLiteral("trash"), &TemplatesPage::deleteTemplate);

    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Entries of the template"));
    m_table->setWideColumn(TemplateEntryModel::NameColumn);
    m_table->setColumnLetters({ 0, 16, 8, 12 });
    m_sums->setAlignment(Qt::AlignRight);
    m_sums->setAccessibleName(tr("Sums of the template"));

    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(4 * unit, 4 * unit, 6 * unit, 4 * unit);
    column->setSpacing(3 * unit);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    column->addWidget(m_sums);
    return side;
}

void TemplatesPage::connectTable()
{
    connect(m_table, &EditTable::rowFinished, this, &TemplatesPage::finishRow);
    connect(m_table, &EditTable::deleteWanted, this, &TemplatesPage::deleteEntry);
    connect(m_table, &EditTable::moveWanted, this, &TemplatesPage::moveEntry);
    connect(m_model, &TemplateEntryModel::entryTyped, this, &TemplatesPage::addEntry);
    connect(m_model, &TemplateEntryModel::categoryTyped, this, &TemplatesPage::addCategoryFor);
    connect(m_model, &TemplateEntryModel::blankRowChanged, this, &TemplatesPage::keepDraft);
    connect(m_model, &TemplateEntryModel::edited, this,
        [this](const Uuid& entry, const CellEdits& edits, const QModelIndex& cell) {
            m_table->record(cell, { Table::TemplateEntry, entry }, edits);
        });
    connect(m_table, &EditTable::refused, this, &TemplatesPage::cellRefused);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        const auto entry = m_model->entryAt(now.row());
        m_workspace.select(entry ? std::optional(RowKey { Table::TemplateEntry, *entry }) : std::nullopt);
    });
}

const Template* TemplatesPage::chosen() const
{
    return m_chosen && m_workspace.ledger.isOpen() ? m_workspace.ledger.catalogue().templ(*m_chosen) : nullptr;
}

void TemplatesPage::reload()
{
    if (!m_workspace.ledger.isOpen())
        return;
    const auto& templates = m_workspace.ledger.catalogue().templates;
    if (!chosen())
        m_chosen = templates.empty() ? std::nullopt : std::optional(templates.front().id);
    m_stack->setCurrentIndex(templates.empty() ? 1 : 0);
    fillList();
    showTemplate();
    emit loaded();
}

void TemplatesPage::fillList()
{
    m_isFilling = true;
    m_list->clear();
    for (const Template& templ : m_workspace.ledger.catalogue().templates) {
        auto* item = new QListWidgetItem(icon(QStringLiteral("template")), QString::fromStdString(templ.name), m_list);
        item->setData(Qt::UserRole, idBytes(templ.id));
        item->setSizeHint({ 0, 8 * unit });
        item->setToolTip(tr("%n entries", nullptr, int(templ.entries.size())));
        if (templ.id == m_chosen)
            m_list->setCurrentItem(item);
    }
    m_isFilling = false;
}

QString TemplatesPage::draftName() const
{
    return QStringLiteral("template.entry/%1").arg(QString::fromStdString(m_chosen->text()));
}

QString TemplatesPage::sentName(const Uuid& templ) const
{
    return QStringLiteral("template.entry.sent/%1").arg(QString::fromStdString(templ.text()));
}

void TemplatesPage::showTemplate()
{
    const Template* const templ = chosen();
    if (!templ) {
        m_model->clear();
        return;
    }
    if (m_nameOf != m_chosen)
        takeName(); // of the one that was shown
    m_nameOf = m_chosen;
    if (!m_name->isModified())
        m_name->setText(QString::fromStdString(templ->name));
    m_model->setTemplate(*templ, m_workspace.ledger.sharedCatalogue());
    if (m_model->isBlankRowEmpty())
        m_model->setBlankRowDraft(m_workspace.drafts.draft(draftName()));
    bringRefused();
    showSums();
}

void TemplatesPage::showSums()
{
    const auto& currency = m_workspace.ledger.currency();
    const PlanSums sums = m_model->sums();
    m_sums->setText(tr("In %1   Out %2   Left %3")
                        .arg(plannedAmountText(sums.in, currency), plannedAmountText(sums.out, currency),
                            moneyWithCurrency(sums.left, currency)));
}

void TemplatesPage::takeFocus()
{
    if (m_stack->currentIndex() == 0)
        m_list->setFocus();
    else
        m_stack->currentWidget()->setFocus();
}

void TemplatesPage::choose(const Uuid& templ)
{
    m_chosen = templ;
    reload();
}

void TemplatesPage::addTemplate()
{
    const std::string name = tr("New template").toStdString();
    m_workspace.act(
        this, [name](Ledger& ledger) { return qm::addTemplate(ledger, name, ""); },
        [this](const Uuid& templ) {
            choose(templ);
            rename();
        });
}

void TemplatesPage::rename()
{
    m_name->setFocus();
    m_name->selectAll();
}

void TemplatesPage::takeName()
{
    if (!m_name->isModified() || !m_nameOf || !m_workspace.ledger.isOpen())
        return;
    const QString name = m_name->text().simplified();
    m_name->setModified(false);
    if (name.isEmpty()) {
        const Template* const templ = m_workspace.ledger.catalogue().templ(*m_nameOf);
        m_name->setText(templ ? QString::fromStdString(templ->name) : QString());
        return;
    }
    CellValue value;
    value.columns[0] = name.toStdString();
    auto renaming = m_workspace.ledger.act([id = *m_nameOf, value](Ledger& ledger) {
        return editRow(ledger, { Table::Template, id }, { { cellNamed(Table::Template, "name"), value } });
    });
    whenDone(this, std::move(renaming), [this, id = *m_nameOf, name](const auto& done) {
        if (done)
            return;
        m_workspace.showError(done.error());
        if (m_nameOf == id && !m_name->isModified()) { // it stays to be tried again
            m_name->setText(name);
            m_name->setModified(true);
        }
    });
    if (m_name->hasFocus())
        m_table->setFocus();
}

void TemplatesPage::duplicate()
{
    const Template* const templ = chosen();
    if (!templ)
        return;
    const std::string name = tr("%1 (copy)").arg(QString::fromStdString(templ->name)).toStdString();
    m_workspace.act(
        this, [id = templ->id, name](Ledger& ledger) { return duplicateTemplate(ledger, id, name); },
        [this](const Uuid& made) {
            choose(made);
            rename();
        });
}

void TemplatesPage::deleteTemplate()
{
    const Template* const templ = chosen();
    if (!templ)
        return;
    const QString name = QString::fromStdString(templ->name);
    m_workspace.act(
        this, [id = templ->id](Ledger& ledger) { return qm::deleteTemplate(ledger, id); },
        [this, name] { m_workspace.tellDone(tr("The template “%1” was deleted.").arg(name), Workspace::Tone::Plain); });
}

void TemplatesPage::useForMonth()
{
    if (!chosen())
        return;
    auto* dialog = new OpenMonthDialog(m_workspace, window());
    dialog->chooseSource(MonthStart::FromTemplate, *m_chosen);
    dialog->open();
}

void TemplatesPage::finishRow(int row)
{
    if (row != m_model->blankRow() || m_model->isBlankRowEmpty())
        return;
    const bool isStillThere = m_table->currentIndex().row() == row;
    const int missing = m_model->missingColumn();
    if (missing < 0) {
        m_model->finishBlankRow();
    } else if (isStillThere) { // to where something is missing
        QMetaObject::invokeMethod(
            m_table, [this, row, missing] { m_table->editCell(m_model->index(row, missing)); }, Qt::QueuedConnection);
    }
}

/// The blank row is free at once; what was in it is kept until the ledger has it.
void TemplatesPage::addEntry(const TemplateEntryDraft& draft, const QJsonObject& typed)
{
    const Uuid templ = *m_chosen;
    keepSent(m_workspace.drafts, sentName(templ), typed);
    ++m_adding;
    auto adding
        = m_workspace.ledger.act([templ, draft](Ledger& ledger) { return addTemplateEntry(ledger, templ, draft); });
    whenDone(this, std::move(adding), [this, templ, typed](const Result<Uuid>& done) {
        --m_adding;
        if (!done) {
            m_workspace.showError(done.error());
            bringRefused();
            return;
        }
        settleSent(m_workspace.drafts, sentName(templ), typed);
        if (m_chosen == templ)
            m_table->setCurrentIndex(m_model->index(m_model->blankRow(), 0));
    });
}

/// What could not be added comes back into the blank row, as soon as it is free.
void TemplatesPage::bringRefused()
{
    if (m_adding > 0 || !m_chosen || !m_model->isBlankRowEmpty())
        return;
    const QJsonObject refused = takeSent(m_workspace.drafts, sentName(*m_chosen));
    if (refused.isEmpty())
        return;
    m_model->setBlankRowDraft(refused);
    keepDraft();
}

void TemplatesPage::cellRefused(const QString& words, const QString& draft)
{
    showTemplate(); // what the ledger has
    if (draft.isEmpty()) {
        m_workspace.notify(words, Workspace::Tone::Error);
        return;
    }
    m_workspace.notify(words, Workspace::Tone::Warning, tr("Go on with it"), [self = QPointer(this), draft] {
        if (self)
            self->goOnInCell(draft);
    });
}

void TemplatesPage::goOnInCell(const QString& draft)
{
    m_workspace.showPage(PageId::Templates);
    const auto row = Uuid::parse(CellDrafts::cellOf(draft).first.section(QLatin1Char('/'), -1).toStdString());
    const auto isOf = [&](const Template& templ) {
        return row
            && (templ.id == *row
                || std::any_of(templ.entries.begin(), templ.entries.end(),
                    [&](const TemplateEntry& entry) { return entry.id == *row; }));
    };
    const auto& templates = m_workspace.ledger.catalogue().templates;
    const auto found = std::find_if(templates.begin(), templates.end(), isOf);
    if (found == templates.end()) {
        m_workspace.drafts.giveUp(draft); // its template or entry is gone
        return;
    }
    choose(found->id);
    m_table->goOnIn(draft);
}

void TemplatesPage::deleteEntry(int row)
{
    if (const auto entry = m_model->entryAt(row))
        m_workspace.act([id = *entry](Ledger& ledger) { return deleteTemplateEntry(ledger, id); });
}

void TemplatesPage::moveEntry(int row, int by)
{
    std::vector<Uuid> order = m_model->order();
    const int to = row + by;
    if (!m_model->entryAt(row) || !m_model->entryAt(to))
        return;
    std::swap(order[std::size_t(row)], order[std::size_t(to)]);
    m_workspace.act([order](Ledger& ledger) { return putInOrder(ledger, Table::TemplateEntry, order); });
}

/// A category that was typed and is not there is made; undo takes it back.
void TemplatesPage::addCategoryFor(const QModelIndex& index, const QString& name)
{
    const CategoryDraft draft { name.toStdString(), "", "expense" };
    m_table->recordBy(
        index, name, [draft](Ledger& ledger) { return addCategory(ledger, draft); },
        [this, cell = QPersistentModelIndex(index), name](const Uuid& category) {
            if (cell.isValid())
                m_model->setData(cell, idBytes(category));
            m_workspace.notify(tr("The category “%1” is new: an expense.").arg(name), Workspace::Tone::Plain,
                tr("Categories…"),
                [&workspace = m_workspace] { workspace.command(QStringLiteral("edit.categories"))->trigger(); });
        });
}

void TemplatesPage::keepDraft()
{
    if (m_chosen)
        m_workspace.drafts.put(draftName(), m_model->blankRowDraft());
}

} // namespace qm::desktop
