#include "desktop/models/entry_tree_model.h"

#include "desktop/models/month_text.h"

#include <QMimeData>

#include <algorithm>

namespace qm::desktop {

namespace {

QString entryMime()
{
    return QStringLiteral("application/x-quartermaster-entry");
}

CellValue valueOf(Scalar value)
{
    CellValue made;
    made.columns[0] = std::move(value);
    return made;
}

} // namespace

/// One row. What it shows points into the view that the model keeps.
struct EntryTreeModel::Node {
    Kind kind = Kind::Category;
    Uuid id;
    Node* parent = nullptr;
    int row = 0; ///< among the parent's children
    std::vector<std::unique_ptr<Node>> children;
    const MonthView::Group* group = nullptr;
    const MonthView::Line* line = nullptr;
    const Posting* posting = nullptr;

    bool isSame(const Node& other) const { return kind == other.kind && id == other.id; }
    void number()
    {
        for (std::size_t i = 0; i < children.size(); ++i) {
            children[i]->row = int(i);
            children[i]->parent = this;
        }
    }
    Node& add(Kind childKind, const Uuid& childId)
    {
        children.push_back(std::make_unique<Node>());
        Node& child = *children.back();
        child.kind = childKind;
        child.id = childId;
        child.parent = this;
        child.row = int(children.size()) - 1;
        return child;
    }
    void addPostings(const std::vector<Posting>& postings)
    {
        for (const Posting& one : postings)
            add(Kind::Posting, one.id).posting = &one;
    }
};

EntryTreeModel::EntryTreeModel(QObject* parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) { }

EntryTreeModel::~EntryTreeModel() = default;

std::unique_ptr<EntryTreeModel::Node> EntryTreeModel::treeOf(const MonthView& view) const
{
    auto root = std::make_unique<Node>();
    for (const MonthView::Group& group : view.groups) {
        Node& category = root->add(Kind::Category, group.category.id);
        category.group = &group;
        for (const MonthView::Line& line : group.lines) {
            Node& entry = category.add(Kind::Entry, line.entry.id);
            entry.line = &line;
            entry.group = &group;
            entry.addPostings(line.postings);
        }
    }
    if (!view.withoutEntry.empty())
        root->add(Kind::WithoutEntry, {}).addPostings(view.withoutEntry);
    if (!view.transfers.empty())
        root->add(Kind::Transfers, {}).addPostings(view.transfers);
    return root;
}

void EntryTreeModel::setMonth(std::shared_ptr<const MonthView> view, std::shared_ptr<const Catalogue> catalogue)
{
    auto tree = view ? treeOf(*view) : std::make_unique<Node>();
    const bool isSameMonth = m_view && view && m_view->month.id == view->month.id;
    if (!isSameMonth) {
        beginResetModel();
        m_view = std::move(view);
        m_catalogue = std::move(catalogue);
        m_root = std::move(tree);
        endResetModel();
        return;
    }
    // What is shown points into the old view until every row has been compared.
    const auto old = std::exchange(m_view, std::move(view));
    m_catalogue = std::move(catalogue);
    bringUpToDate(*m_root, *tree);
}

/// Makes the rows below `shown` those below `wanted`, which gives up its own.
void EntryTreeModel::bringUpToDate(Node& shown, Node& wanted)
{
    shown.group = wanted.group;
    shown.line = wanted.line;
    shown.posting = wanted.posting;
    const QModelIndex at = indexOf(shown);
    // Rows that go; what they show may be gone already, so views must not look at it.
    for (int row = int(shown.children.size()) - 1; row >= 0; --row) {
        const Node& child = *shown.children[std::size_t(row)];
        const bool stays = std::any_of(wanted.children.begin(), wanted.children.end(),
            [&](const std::unique_ptr<Node>& other) { return other && other->isSame(child); });
        if (stays)
            continue;
        beginRemoveRows(at, row, row);
        shown.children.erase(shown.children.begin() + row);
        shown.number();
        endRemoveRows();
    }
    bringRowsUpToDate(shown, wanted, at);
    if (!shown.children.empty())
        emit dataChanged(indexOf(*shown.children.front()), indexOf(*shown.children.back(), ColumnCount - 1));
}

void EntryTreeModel::bringRowsUpToDate(Node& shown, Node& wanted, const QModelIndex& at)
{
    for (std::size_t i = 0; i < wanted.children.size(); ++i) {
        const auto from = shown.children.begin() + std::ptrdiff_t(i);
        const auto found = std::find_if(from, shown.children.end(),
            [&](const std::unique_ptr<Node>& child) { return child->isSame(*wanted.children[i]); });
        if (found == shown.children.end()) {
            beginInsertRows(at, int(i), int(i));
            shown.children.insert(from, std::move(wanted.children[i]));
            shown.number();
            endInsertRows();
            continue;
        }
        if (found != from) {
            const int row = int(found - shown.children.begin());
            beginMoveRows(at, row, row, at, int(i));
            std::rotate(from, found, found + 1);
            shown.number();
            endMoveRows();
        }
        bringUpToDate(*shown.children[i], *wanted.children[i]);
    }
}

EntryTreeModel::Node* EntryTreeModel::nodeAt(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex EntryTreeModel::indexOf(const Node& node, int column) const
{
    return node.parent ? createIndex(node.row, column, &node) : QModelIndex();
}

EntryTreeModel::Kind EntryTreeModel::kindAt(const QModelIndex& index) const
{
    return nodeAt(index)->kind;
}

Uuid EntryTreeModel::idAt(const QModelIndex& index) const
{
    return nodeAt(index)->id;
}

const MonthView::Line* EntryTreeModel::lineAt(const QModelIndex& index) const
{
    return index.isValid() && kindAt(index) == Kind::Entry ? nodeAt(index)->line : nullptr;
}

const Posting* EntryTreeModel::postingAt(const QModelIndex& index) const
{
    return index.isValid() ? nodeAt(index)->posting : nullptr;
}

const Category* EntryTreeModel::categoryAt(const QModelIndex& index) const
{
    for (const Node* node = nodeAt(index); node; node = node->parent) {
        if (node->group)
            return &node->group->category;
    }
    return nullptr;
}

QModelIndex EntryTreeModel::indexOf(Kind kind, const Uuid& id) const
{
    std::vector<const Node*> waiting { m_root.get() };
    while (!waiting.empty()) {
        const Node* const node = waiting.back();
        waiting.pop_back();
        for (const auto& child : node->children) {
            if (child->kind == kind && child->id == id)
                return indexOf(*child);
            waiting.push_back(child.get());
        }
    }
    return {};
}

QModelIndex EntryTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeAt(parent)->children[std::size_t(row)].get());
}

QModelIndex EntryTreeModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOf(*nodeAt(index)->parent) : QModelIndex();
}

int EntryTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : int(nodeAt(parent)->children.size());
}

int EntryTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant EntryTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node& node = *nodeAt(index);
    if (role == KindRole)
        return QVariant::fromValue(node.kind);
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    switch (node.kind) {
    case Kind::Entry: return entryData(node, index.column(), role);
    case Kind::Posting: return postingData(node, index.column(), role);
    default: return groupData(node, index.column(), role);
    }
}

QVariant EntryTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isAmount = section == Planned || section == Actual;
        return int((isAmount ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Name");
    case Due: return tr("Due");
    case Planned: return tr("Planned");
    case Actual: return tr("Actual");
    case Remaining: return tr("Remaining");
    default: return {};
    }
}

/// The columns that categories and entries have in common.
QVariant EntryTreeModel::figuresData(const Figures& figures, int column, int role) const
{
    if (role == StandingRole)
        return int(figures.standing);
    if (column == Remaining) {
        switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole: return remainingText(figures, currency());
        case WordRole: return standingWord(figures.standing);
        case AmountRole: return remainingAmountText(figures, currency());
        case DoneRole: return figures.standing == Standing::Nothing ? -1 : figures.donePermille;
        case TodayRole: return m_view->todayPermille.value_or(-1);
        case SortRole: return qlonglong(figures.remaining.minor);
        default: return {};
        }
    }
    if (column != Planned && column != Actual)
        return {};
    const Money amount = column == Planned ? figures.planned : figures.actual;
    if (role == SortRole || role == Qt::EditRole)
        return qlonglong(amount.minor);
    return role == Qt::DisplayRole ? QVariant(plannedText(amount, figures.isOutgoing, currency())) : QVariant();
}

QVariant EntryTreeModel::groupData(const Node& node, int column, int role) const
{
    if (node.kind == Kind::Category) {
        const Category& category = node.group->category;
        if (column != Name)
            return figuresData(node.group->figures, column, role);
        if (role == Qt::DisplayRole || role == SortRole)
            return QString::fromStdString(category.name);
        if (role == DetailRole) {
            QStringList details;
            if (category.kind != "expense")
                details << kindText(category.kind);
            if (!category.group.empty())
                details << QString::fromStdString(category.group);
            details.removeDuplicates();
            return details.join(QStringLiteral(" · "));
        }
        return {};
    }
    const bool isTransfers = node.kind == Kind::Transfers;
    if (column == Name) {
        if (role == Qt::DisplayRole || role == SortRole)
            return isTransfers ? tr("Transfers between accounts") : tr("Without an entry");
        if (role == DetailRole)
            return isTransfers ? tr("neither income nor expense") : tr("choose an entry for each");
    } else if (column == Actual && !isTransfers) {
        if (role == Qt::DisplayRole)
            return signedText(m_view->withoutEntrySum, currency());
        if (role == SortRole)
            return qlonglong(m_view->withoutEntrySum.minor);
    }
    return {};
}

QVariant EntryTreeModel::entryData(const Node& node, int column, int role) const
{
    const MonthView::Line& line = *node.line;
    if (role == DueRole)
        return int(line.due);
    if (column == Name) {
        switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole:
        case SortRole: return QString::fromStdString(line.entry.name);
        case Qt::ToolTipRole: return QString::fromStdString(line.entry.note);
        case DetailRole:
            return line.isPerhapsTwice    ? tr("perhaps entered twice")
                : line.entry.note.empty() ? QString()
                                          : QString::fromStdString(line.entry.note).simplified();
        case Qt::AccessibleDescriptionRole:
            return line.postings.size() == 1 ? tr("one posting")
                                             : tr("%n postings", nullptr, int(line.postings.size()));
        default: return {};
        }
    }
    if (column == Due) {
        switch (role) {
        case Qt::DisplayRole: return dueText(line.entry, line.due);
        case Qt::EditRole:
        case SortRole: return dayOf(line.entry.due);
        default: return {};
        }
    }
    return figuresData(line.figures, column, role);
}

QVariant EntryTreeModel::postingData(const Node& node, int column, int role) const
{
    const Posting& posting = *node.posting;
    const bool isOutgoing = node.parent->line && node.parent->line->figures.isOutgoing;
    switch (column) {
    case Name:
        if (role == Qt::DisplayRole || role == SortRole)
            return postingName(posting);
        if (role == DetailRole && !posting.payee.empty())
            return QString::fromStdString(posting.memo).simplified();
        break;
    case Due:
        if (role == Qt::DisplayRole)
            return dayOfMonthText(dayOf(posting.date));
        if (role == SortRole)
            return dayOf(posting.date);
        break;
    case Actual:
        if (role == Qt::DisplayRole) {
            return node.parent->line ? plannedText(posting.amount, isOutgoing, currency())
                                     : signedText(posting.amount, currency());
        }
        if (role == SortRole)
            return qlonglong(posting.amount.minor);
        break;
    case Remaining:
        if (role == Qt::DisplayRole) {
            const QString from = m_catalogue->accountName(posting.account);
            const QString where = posting.toAccount
                ? tr("%1 to %2", "accounts").arg(from, m_catalogue->accountName(*posting.toAccount))
                : from;
            return posting.isCleared ? tr("%1, cleared", "account").arg(where) : where;
        }
        break;
    default: break;
    }
    return {};
}

Qt::ItemFlags EntryTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const Kind kind = kindAt(index);
    if (kind == Kind::Posting)
        flags |= Qt::ItemNeverHasChildren;
    if (!isEditable())
        return flags;
    if (kind == Kind::Category)
        flags |= Qt::ItemIsDropEnabled;
    if (kind == Kind::Entry) {
        flags |= Qt::ItemIsDragEnabled;
        if (index.column() == Name || index.column() == Due || index.column() == Planned)
            flags |= Qt::ItemIsEditable;
    }
    return flags;
}

bool EntryTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    CellEdits edits;
    if (index.column() == Name) {
        const QString name = value.toString().trimmed();
        if (name.isEmpty())
            return false;
        edits.emplace_back(cellNamed(Table::Entry, "name"), valueOf(name.toStdString()));
    } else if (index.column() == Due) {
        const QDate day = value.toDate();
        edits.emplace_back(cellNamed(Table::Entry, "due"), valueOf(day.isValid() ? Scalar(isoDay(day)) : Scalar()));
    } else {
        edits.emplace_back(cellNamed(Table::Entry, "planned"), valueOf(std::int64_t { value.toLongLong() }));
    }
    emit entryEdited(idAt(index), edits);
    return true;
}

QStringList EntryTreeModel::mimeTypes() const
{
    return { entryMime() };
}

QMimeData* EntryTreeModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty() || kindAt(indexes.front()) != Kind::Entry)
        return nullptr;
    auto* data = new QMimeData; // owned by the drag
    data->setData(entryMime(), QByteArray::fromStdString(idAt(indexes.front()).text()));
    return data;
}

bool EntryTreeModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int, const QModelIndex& parent)
{
    const auto entry = Uuid::parse(data->data(entryMime()).toStdString());
    if (action != Qt::MoveAction || !entry || !parent.isValid() || kindAt(parent) != Kind::Category)
        return false;
    const Node& category = *nodeAt(parent);
    std::optional<Uuid> before;
    // Before itself is where it is: before the one after it.
    for (std::size_t i = std::size_t(std::max(row, 0)); row >= 0 && i < category.children.size() && !before; ++i) {
        if (category.children[i]->id != *entry)
            before = category.children[i]->id;
    }
    emit entryMoved(*entry, category.id, before);
    return false; // the ledger moves it; the view is not to take the row away
}

} // namespace qm::desktop
