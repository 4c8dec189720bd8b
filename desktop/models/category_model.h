#pragma once

#include <QJsonObject>

#include "common/store/actions.h"
#include "desktop/models/keyed_table_model.h"
#include "desktop/services/catalogue.h"

#include <memory>
#include <unordered_map>

namespace qm::desktop {

/// Categories in their order, archived ones last, and behind them an always-there blank row for one more. Edits are
/// shown at once and told by signals; whoever listens makes them actions of the ledger and fills the model anew.
class CategoryModel final : public KeyedTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, GroupColumn, KindColumn, UsesColumn, ArchivedColumn };

    using KeyedTableModel::KeyedTableModel;

    void setCatalogue(std::shared_ptr<const Catalogue> catalogue);
    void setUses(std::unordered_map<Uuid, std::int64_t> uses);
    std::optional<Uuid> categoryAt(int row) const; ///< nothing for the blank row
    std::vector<Uuid> order() const;

    int blankRow() const { return int(m_rows.size()); }
    bool isBlankRowEmpty() const { return m_blank.name.empty() && m_blank.group.empty(); }
    /// The blank row becomes a category (categoryTyped) when it has a name; true then.
    bool finishBlankRow();
    QJsonObject blankRowDraft() const; ///< empty when nothing is typed
    void setBlankRowDraft(const QJsonObject& draft);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void edited(const qm::Uuid& category, const qm::CellEdits& edits, const QModelIndex& cell);
    /// `typed`: the same as blankRowDraft(), for who brings it back.
    void categoryTyped(const qm::CategoryDraft& draft, const QJsonObject& typed);
    void blankRowChanged();

private:
    QString text(int row, int column) const;
    QStringList groups() const;
    bool setBlank(int column, const QString& value);
    bool setCell(const QModelIndex& cell, const QString& value);

    std::vector<Category> m_rows;
    CategoryDraft m_blank;
    std::unordered_map<Uuid, std::int64_t> m_uses;
    std::shared_ptr<const Catalogue> m_catalogue;
};

/// `income` is "Income".
QString categoryKindText(const std::string& kind);

} // namespace qm::desktop
