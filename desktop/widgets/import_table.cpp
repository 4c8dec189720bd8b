#include "desktop/widgets/import_table.h"

#include "desktop/models/import_model.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStyledItemDelegate>

namespace qm::desktop {

namespace {

/// Draws what is left out paler, and offers the entries of a row's own month.
class LineDelegate final : public QStyledItemDelegate {
public:
    LineDelegate(ImportModel* model, QObject* parent) : QStyledItemDelegate(parent), m_model(model) { }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        auto* box = new ChoiceBox(parent);
        box->setAccessibleName(ImportModel::tr("Entry"));
        std::vector<ChoiceBox::Choice> choices { { {}, ImportModel::tr("no entry yet"), {} } };
        for (const Entry& entry : m_model->entriesOf(index.row()))
            choices.push_back({ entry.id, QString::fromStdString(entry.name), {} });
        box->setChoices(choices);
        // While the list of names is open, Enter does not come to the delegate's own filter.
        auto* const self = const_cast<LineDelegate*>(this);
        connect(box->lineEdit(), &QLineEdit::returnPressed, box, [self, box] {
            if (!box->completer()->popup()->isVisible())
                return;
            const auto end = [self, box] {
                if (!box->lineEdit()->hasFocus())
                    return; // it has ended already
                emit self->commitData(box);
                emit self->closeEditor(box);
            };
            QMetaObject::invokeMethod(box, end, Qt::QueuedConnection);
        });
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        const QString id = index.data(ImportModel::EntryRole).toString();
        auto* box = static_cast<ChoiceBox*>(editor);
        const auto entry = Uuid::parse(id.toStdString());
        box->choose(entry ? std::optional(*entry) : std::nullopt);
        box->lineEdit()->selectAll();
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override
    {
        auto* box = static_cast<ChoiceBox*>(editor);
        emit box->lineEdit()->editingFinished(); // a part of a name becomes the name
        if (box->isUnknown())
            return;
        const auto entry = box->chosen();
        model->setData(index, entry ? QString::fromStdString(entry->text()) : QString(), ImportModel::EntryRole);
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem background = option;
        initStyleOption(&background, index);
        const QStyle* const style = option.widget->style();
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);
        QStyledItemDelegate::paint(painter, padded(option), index);
    }
    bool editorEvent(
        QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index) override
    {
        return QStyledItemDelegate::editorEvent(event, model, padded(option), index);
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * unit, 0);
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool isPale = !index.data(ImportModel::ChosenRole).toBool()
            || (index.column() == ImportModel::EntryColumn && index.data(ImportModel::EntryRole).toString().isEmpty())
            || index.column() == ImportModel::MemoColumn;
        if (isPale) {
            for (const auto role : { QPalette::Text, QPalette::HighlightedText })
                option->palette.setColor(role, theme().muted);
        }
        if (index.column() == ImportModel::AmountColumn && !isPale
            && index.data(ImportModel::AmountRole).toLongLong() > 0)
            option->palette.setColor(QPalette::Text, theme().income);
        option->state &= ~QStyle::State_HasFocus; // the whole row is current
    }

private:
    static QStyleOptionViewItem padded(const QStyleOptionViewItem& option)
    {
        QStyleOptionViewItem inner = option;
        inner.rect.adjust(2 * unit, 0, -2 * unit, 0);
        return inner;
    }
    ImportModel* m_model;
};

} // namespace

ImportTable::ImportTable(ImportModel* model, QWidget* parent) : QTableView(parent), m_model(model)
{
    setModel(model);
    setItemDelegate(new LineDelegate(model, this));
    setAccessibleName(tr("Lines of the statement"));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 3 * unit);
    QHeaderView* const header = horizontalHeader();
    header->setHighlightSections(false);
    header->setStyleSheet(QStringLiteral("QHeaderView::section { background: palette(base); color: palette(text);"
                                         " border: none; border-bottom: 1px solid palette(mid); padding: %1px %2px; }")
                              .arg(unit + 2)
                              .arg(2 * unit + 2));
    header->setStretchLastSection(true);
    header->setSectionsClickable(false);
}

std::vector<int> ImportTable::selectedRows() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    return rows;
}

void ImportTable::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex current = currentIndex();
    if (event->key() == Qt::Key_Space && current.isValid()) {
        std::vector<int> rows = selectedRows();
        if (rows.empty())
            rows.push_back(current.row());
        // One is taken as the example for all.
        m_model->setChosen(rows, !m_model->index(current.row(), 0).data(ImportModel::ChosenRole).toBool());
        return;
    }
    const bool isEdit = event->key() == Qt::Key_F2 || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEdit && state() == QAbstractItemView::EditingState) {
        event->accept(); // it has ended the editor
        return;
    }
    if (isEdit && current.isValid() && event->modifiers() == Qt::NoModifier) {
        const QModelIndex entry = current.siblingAtColumn(ImportModel::EntryColumn);
        if (m_model->flags(entry).testFlag(Qt::ItemIsEditable)) {
            setCurrentIndex(entry);
            edit(entry);
        }
        event->accept(); // never the dialog's: Enter on a line does not import
        return;
    }
    QTableView::keyPressEvent(event);
}

void ImportTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    shareWidth();
}

/// Days and amounts take what they need, texts share the rest.
void ImportTable::shareWidth()
{
    const QFontMetrics metrics = fontMetrics();
    const int day = metrics.horizontalAdvance(QStringLiteral("28.08.2028")) + 16 * unit;
    const int amount = metrics.horizontalAdvance(QStringLiteral("-100.000,00")) + 8 * unit;
    const int rest = std::max(viewport()->width() - day - amount, 120 * unit);
    setColumnWidth(ImportModel::DayColumn, day);
    setColumnWidth(ImportModel::AmountColumn, amount);
    setColumnWidth(ImportModel::PayeeColumn, rest * 28 / 100);
    setColumnWidth(ImportModel::MemoColumn, rest * 24 / 100);
    setColumnWidth(ImportModel::EntryColumn, rest * 22 / 100);
}

} // namespace qm::desktop
