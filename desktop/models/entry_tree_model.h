#pragma once

#include <QAbstractItemModel>

#include "common/store/actions.h"
#include "common/store/month_view.h"
#include "desktop/services/catalogue.h"

#include <memory>
#include <vector>

namespace qm::desktop {

/// A month as a tree: categories, their entries, the postings of each; at the end the postings without an entry and the
/// transfers between accounts. A month that is given again is compared with what is shown, and only differences are
/// told, so that views keep what is selected, expanded and being edited. What a person changes goes out as signals: the
/// new state comes in with the next setMonth().
class EntryTreeModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Due, Planned, Actual, Remaining, ColumnCount };
    enum class Kind { Category, WithoutEntry, Transfers, Entry, Posting };
    Q_ENUM(Kind)
    enum Role {
        KindRole = Qt::UserRole, ///< Kind
        SortRole, ///< the value behind the text: minor units, a day, a name
        DetailRole, ///< what stands quietly beside the text
        WordRole, ///< of Remaining: `left`, `over`; the text without it is AmountRole
        AmountRole,
        StandingRole, ///< qm::Standing as int
        DoneRole, ///< of Remaining: how much of the plan is there, in thousandths; -1: no bar
        TodayRole, ///< of Remaining: where today is, in thousandths; -1: in another month
        DueRole, ///< MonthView::Due as int
    };

    explicit EntryTreeModel(QObject* parent = nullptr);
    ~EntryTreeModel() override;

    /// Null: empty. Both are kept.
    void setMonth(std::shared_ptr<const MonthView> view, std::shared_ptr<const Catalogue> catalogue);
    const MonthView* month() const { return m_view.get(); }
    bool isEditable() const { return m_view && !m_view->month.isClosed; }
    const Currency& currency() const { return m_catalogue->currency; }

    Kind kindAt(const QModelIndex& index) const;
    /// Null for the group of what has no entry, and of transfers.
    Uuid idAt(const QModelIndex& index) const;
    const MonthView::Line* lineAt(const QModelIndex& index) const; ///< of an entry; else null
    const Posting* postingAt(const QModelIndex& index) const; ///< of a posting; else null
    /// The category that the row belongs to; nothing outside of categories.
    const Category* categoryAt(const QModelIndex& index) const;
    QModelIndex indexOf(Kind kind, const Uuid& id) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Name: text; Due: a QDate, invalid for none; Planned: minor units. True: told by entryEdited().
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(
        const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

signals:
    void entryEdited(const qm::Uuid& entry, const qm::CellEdits& edits);
    /// An entry was dragged: before another one of that category, or last.
    void entryMoved(const qm::Uuid& entry, const qm::Uuid& category, const std::optional<qm::Uuid>& before);

private:
    struct Node;
    Node* nodeAt(const QModelIndex& index) const;
    QModelIndex indexOf(const Node& node, int column = 0) const;
    std::unique_ptr<Node> treeOf(const MonthView& view) const;
    void bringUpToDate(Node& shown, Node& wanted);
    void bringRowsUpToDate(Node& shown, Node& wanted, const QModelIndex& at);
    QVariant groupData(const Node& node, int column, int role) const;
    QVariant entryData(const Node& node, int column, int role) const;
    QVariant postingData(const Node& node, int column, int role) const;
    QVariant figuresData(const Figures& figures, int column, int role) const;

    std::shared_ptr<const MonthView> m_view;
    std::shared_ptr<const Catalogue> m_catalogue;
    std::unique_ptr<Node> m_root;
};

} // namespace qm::desktop
