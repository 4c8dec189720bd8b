#pragma once

#include "common/store/actions.h"
#include "desktop/widgets/sheet.h"
#include "desktop/widgets/workspace.h"

namespace qm::desktop {

class CategoryModel;
class EditTable;

/// The ledger's categories, edited in place: name, group, kind, order, archived. Every edit is an action of its own.
class CategoriesDialog final : public Sheet {
    Q_OBJECT

public:
    CategoriesDialog(Workspace& workspace, QWidget* parent);

    /// Opens the cell whose draft has that name, with what was typed.
    void goOnInCell(const QString& draft);
    void reject() override;

private:
    void reload();
    void finishRow(int row);
    void add(const CategoryDraft& draft, const QJsonObject& typed);
    void added(const Result<Uuid>& done);
    void bringRefused();
    void cellRefused(const QString& words);
    void keepDraft();
    void move(int row, int by);
    void archive(int row);

    Workspace& m_workspace;
    CategoryModel* m_model;
    EditTable* m_table;
    LatestOnly m_uses;
    int m_adding = 0; ///< categories on their way
};

} // namespace qm::desktop
