#include "desktop/widgets/categories_dialog.h"

#include "common/store/known_names.h"
#include "common/store/template_actions.h"
#include "desktop/models/category_model.h"
#include "desktop/services/draft_store.h"
#include "desktop/services/sent_rows.h"
#include "desktop/widgets/edit_table.h"
#include "desktop/widgets/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

const QString blankName = QStringLiteral("category.new");
const QString sentName = QStringLiteral("category.sent");

} // namespace

CategoriesDialog::CategoriesDialog(Workspace& workspace, QWidget* parent)
    : Sheet(tr("Categories"),
        tr("What money is for. Archive one that is not needed any more: past months keep it. Alt+Up and Alt+Down move "
           "a category."),
        parent)
    , m_workspace(workspace)
    , m_model(new CategoryModel(this))
    , m_table(new EditTable(workspace, this))
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Categories"));
    m_table->setWideColumn(CategoryModel::NameColumn);
    m_table->setColumnLetters({ 0, 18, 11, 12, 9 });
    body()->addWidget(m_table, 1);
    auto* up = addButton(tr("Move up"));
    auto* down = addButton(tr("Move down"));
    addCloseButton()->setAutoDefault(false);
    resize(190 * unit, 140 * unit);

    connect(up, &QPushButton::clicked, this, [this] { move(m_table->currentIndex().row(), -1); });
    connect(down, &QPushButton::clicked, this, [this] { move(m_table->currentIndex().row(), 1); });
    connect(m_table, &EditTable::moveWanted, this, &CategoriesDialog::move);
    connect(m_table, &EditTable::deleteWanted, this, &CategoriesDialog::archive);
    connect(m_table, &EditTable::rowFinished, this, &CategoriesDialog::finishRow);
    connect(m_model, &CategoryModel::edited, this,
        [this](const Uuid& category, const CellEdits& edits, const QModelIndex& cell) {
            m_table->record(cell, { Table::Category, category }, edits);
        });
    connect(m_table, &EditTable::refused, this, &CategoriesDialog::cellRefused);
    connect(m_model, &CategoryModel::categoryTyped, this, &CategoriesDialog::add);
    connect(&m_workspace.ledger, &LedgerService::changed, this, &CategoriesDialog::reload);
    connect(
        &m_workspace.ledger, &LedgerService::opened, this, [this] { Sheet::reject(); }); // it was for another ledger
    reload();
    m_model->setBlankRowDraft(m_workspace.drafts.draft(blankName));
    bringRefused();
    connect(m_model, &CategoryModel::blankRowChanged, this, &CategoriesDialog::keepDraft);
    m_table->setFocus();
}

void CategoriesDialog::reload()
{
    m_model->setCatalogue(m_workspace.ledger.sharedCatalogue());
    m_uses.start(this, m_workspace.ledger.read([](Ledger& ledger) { return categoryUses(ledger); }),
        [this](Result<std::unordered_map<Uuid, std::int64_t>> uses) {
            if (uses)
                m_model->setUses(*std::move(uses));
            else
                showFault(ErrorText::of(uses.error()).text());
        });
}

void CategoriesDialog::finishRow(int row)
{
    if (row == m_model->blankRow())
        m_model->finishBlankRow();
}

/// The blank row is free at once; what was in it is kept until the ledger has it, even when the dialog goes meanwhile.
void CategoriesDialog::add(const CategoryDraft& draft, const QJsonObject& typed)
{
    keepSent(m_workspace.drafts, sentName, typed);
    ++m_adding;
    auto adding = m_workspace.ledger.act([draft](Ledger& ledger) { return addCategory(ledger, draft); });
    whenDone(&m_workspace, std::move(adding),
        [&workspace = m_workspace, self = QPointer(this), typed, path = m_workspace.ledger.path()](
            const Result<Uuid>& done) {
            if (done && workspace.ledger.path() == path)
                settleSent(workspace.drafts, sentName, typed);
            if (self)
                self->added(done);
            else if (!done)
                workspace.showError(done.error());
        });
}

void CategoriesDialog::added(const Result<Uuid>& done)
{
    --m_adding;
    showFault(done ? QString() : ErrorText::of(done.error()).text());
    if (done)
        m_table->setCurrentIndex(m_model->index(m_model->blankRow(), 0));
    bringRefused();
}

/// What could not be added comes back into the blank row, as soon as it is free.
void CategoriesDialog::bringRefused()
{
    if (m_adding > 0 || !m_model->isBlankRowEmpty())
        return;
    const QJsonObject refused = takeSent(m_workspace.drafts, sentName);
    if (refused.isEmpty())
        return;
    m_model->setBlankRowDraft(refused);
    keepDraft();
}

/// The notices of the window lie behind this sheet: it is said here.
void CategoriesDialog::cellRefused(const QString& words)
{
    reload(); // what the ledger has
    showFault(words);
}

void CategoriesDialog::goOnInCell(const QString& draft)
{
    if (draft != blankName && draft != sentName && !m_table->goOnIn(draft))
        m_workspace.drafts.giveUp(draft); // its category is gone
}

/// The next start does not ask about a row that was left; it stays in this dialog.
void CategoriesDialog::reject()
{
    m_workspace.drafts.giveUp(blankName);
    Sheet::reject();
}

void CategoriesDialog::keepDraft()
{
    m_workspace.drafts.put(blankName, m_model->blankRowDraft());
}

void CategoriesDialog::move(int row, int by)
{
    std::vector<Uuid> order = m_model->order();
    const int to = row + by;
    if (!m_model->categoryAt(row) || !m_model->categoryAt(to))
        return;
    std::swap(order[std::size_t(row)], order[std::size_t(to)]);
    m_workspace.act([order](Ledger& ledger) { return putInOrder(ledger, Table::Category, order); });
}

/// A category is never deleted under the entries that use it.
void CategoriesDialog::archive(int row)
{
    if (m_model->categoryAt(row))
        m_model->setData(m_model->index(row, CategoryModel::ArchivedColumn), Qt::Checked, Qt::CheckStateRole);
}

} // namespace qm::desktop
