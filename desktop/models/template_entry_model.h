#pragma once

#include <QJsonObject>

#include "common/store/month_plan.h"
#include "desktop/models/keyed_table_model.h"
#include "desktop/services/catalogue.h"

#include <memory>

namespace qm::desktop {

/// The entries of one template, and behind them an always-there blank row for one more. Edits are shown at once and
/// told by signals; whoever listens makes them actions of the ledger and fills the model anew.
class TemplateEntryModel final : public KeyedTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, CategoryColumn, DueColumn, PlannedColumn };

    using KeyedTableModel::KeyedTableModel;

    /// Another template empties the blank row.
    void setTemplate(const Template& templ, std::shared_ptr<const Catalogue> catalogue);
    void clear();
    std::optional<Uuid> entryAt(int row) const; ///< nothing for the blank row
    int rowOf(const Uuid& entry) const; ///< -1: not there
    std::vector<Uuid> order() const;
    PlanSums sums() const;

    int blankRow() const { return int(m_rows.size()); }
    bool isBlankRowEmpty() const;
    /// The blank row becomes an entry (entryTyped) when it has a name, a category and an amount; true then.
    bool finishBlankRow();
    /// What it still lacks: a column; -1: nothing.
    int missingColumn() const;
    QJsonObject blankRowDraft() const; ///< empty when nothing is typed
    void setBlankRowDraft(const QJsonObject& draft);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void edited(const qm::Uuid& entry, const qm::CellEdits& edits, const QModelIndex& cell);
    /// `typed`: the same as blankRowDraft(), for who brings it back.
    void entryTyped(const qm::TemplateEntryDraft& draft, const QJsonObject& typed);
    /// A name was typed that no category has; the cell waits for it.
    void categoryTyped(const QModelIndex& index, const QString& name);
    void blankRowChanged();

private:
    struct Blank {
        QString name;
        std::optional<Uuid> category;
        std::optional<int> dueDay;
        std::optional<Money> planned;
    };
    QVariant blankData(int column, int role) const;
    bool setBlank(int column, const QVariant& value);
    bool setCell(const QModelIndex& cell, const QVariant& value);
    QString text(const TemplateEntry& entry, int column) const;
    bool isOutgoing(const std::optional<Uuid>& category) const;
    QString hint(int column) const;

    std::optional<Uuid> m_templ;
    std::vector<TemplateEntry> m_rows;
    Blank m_blank;
    std::shared_ptr<const Catalogue> m_catalogue;
};

} // namespace qm::desktop
