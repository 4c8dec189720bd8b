#include "desktop/widgets/cell_delegate.h"

#include "desktop/models/category_model.h"
#include "desktop/models/cell_kind.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/cell_drafts.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/theme.h"
#include "desktop/widgets/workspace.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>

namespace qm::desktop {

namespace {

constexpr int padding = 3 * unit;
constexpr int tickSize = 4 * unit;

QRect tickPlace(const QRect& cell)
{
    return { cell.left() + padding, cell.center().y() - tickSize / 2, tickSize, tickSize };
}

void paintTick(QPainter* painter, const QRect& place, bool isSet)
{
    const QRectF box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->setPen(isSet ? theme().accent : theme().muted);
    painter->setBrush(isSet ? theme().accent : theme().surface);
    painter->drawRoundedRect(box, unit * 0.75, unit * 0.75);
    painter->setBrush(Qt::NoBrush);
    if (!isSet)
        return;
    painter->setPen(QPen(theme().onAccent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF {
        box.topLeft() + QPointF(3.5, 8), box.topLeft() + QPointF(6.5, 11), box.topLeft() + QPointF(11.5, 4.5) });
}

CellKind kindOf(const QModelIndex& index)
{
    return static_cast<CellKind>(index.data(CellKindRole).toInt());
}

QComboBox* categoryKindBox(QWidget* parent)
{
    auto* box = new QComboBox(parent);
    for (const char* const kind : { "expense", "income", "saving" })
        box->addItem(categoryKindText(kind), QString::fromLatin1(kind));
    return box;
}

QLineEdit* textEdit(QWidget* parent, const QStringList& suggestions)
{
    auto* edit = new QLineEdit(parent);
    if (!suggestions.isEmpty()) {
        auto* completer = new QCompleter(suggestions, edit);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setCompletionMode(QCompleter::InlineCompletion);
        edit->setCompleter(completer);
    }
    return edit;
}

/// Where text is typed; null: nowhere.
QLineEdit* lineOf(QWidget* editor)
{
    auto* const box = qobject_cast<ChoiceBox*>(editor);
    return box ? box->lineEdit() : qobject_cast<QLineEdit*>(editor);
}

} // namespace

DueDayEdit::DueDayEdit(QWidget* parent) : CheckedEdit(parent)
{
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

int DueDayEdit::day() const
{
    const QString typed = text().trimmed();
    return typed.endsWith(QLatin1Char('.')) ? typed.chopped(1).toInt() : typed.toInt();
}

void DueDayEdit::setDay(int day)
{
    setText(day > 0 ? QString::number(day) : QString());
}

QString DueDayEdit::faultOf(const QString& text) const
{
    return text.trimmed().isEmpty() || (day() >= 1 && day() <= 31)
        ? QString()
        : tr("A due day is a number from 1 to 31, or nothing. In a shorter month the last day counts.");
}

CellDelegate::CellDelegate(Workspace& workspace, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_workspace(workspace)
    , m_drafts(new CellDrafts(workspace, this))
{
}

void CellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideRight;
    if (index.data(MutedRole).toBool())
        option->palette.setColor(QPalette::Text, theme().muted);
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(cell.rect, cell.state & QStyle::State_Selected ? theme().selected : theme().surface);
    painter->setPen(theme().line);
    painter->drawLine(cell.rect.bottomLeft(), cell.rect.bottomRight());
    QRect place = cell.rect.adjusted(padding, 0, -padding, -1);
    if (cell.features & QStyleOptionViewItem::HasCheckIndicator) {
        paintTick(painter, tickPlace(cell.rect), cell.checkState == Qt::Checked);
        place.setLeft(tickPlace(cell.rect).right() + 2 * unit);
    }
    painter->setFont(cell.font);
    painter->setPen(cell.palette.color(QPalette::Text));
    painter->drawText(
        place, int(cell.displayAlignment), cell.fontMetrics.elidedText(cell.text, cell.textElideMode, place.width()));
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(theme().accent, 1.5));
        painter->drawRoundedRect(QRectF(cell.rect).adjusted(1, 1, -1.5, -2), unit / 2.0, unit / 2.0);
    }
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * padding, 0);
}

/// A click on the tick, or Space, turns it.
bool CellDelegate::editorEvent(
    QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const QVariant tick = index.data(Qt::CheckStateRole);
    if (!tick.isValid() || !(index.flags() & Qt::ItemIsUserCheckable))
        return false;
    const auto turn = [&] {
        return model->setData(index, tick.toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    };
    if (event->type() == QEvent::KeyPress)
        return static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space && turn();
    const bool isMouse = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease
        || event->type() == QEvent::MouseButtonDblClick;
    const auto* mouse = isMouse ? static_cast<QMouseEvent*>(event) : nullptr;
    const QRect wide = tickPlace(option.rect).adjusted(-2 * unit, -2 * unit, unit, 2 * unit);
    if (!mouse || mouse->button() != Qt::LeftButton || !wide.contains(mouse->position().toPoint()))
        return false;
    return event->type() == QEvent::MouseButtonRelease ? turn() : true;
}

QWidget* CellDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    Q_UNUSED(option)
    QWidget* editor = nullptr;
    switch (kindOf(index)) {
    case CellKind::Fixed: return nullptr;
    case CellKind::Text: editor = textEdit(parent, index.data(SuggestionsRole).toStringList()); break;
    case CellKind::Amount: {
        auto* amount = new AmountEdit(m_workspace.ledger.currency(), parent);
        amount->setOutgoing(index.data(OutgoingRole).toBool());
        editor = amount;
        break;
    }
    case CellKind::Category: {
        auto* box = new ChoiceBox(parent);
        box->setChoices(categoryChoices(m_workspace.ledger.catalogue()));
        box->setFrame(false);
        editor = box;
        break;
    }
    case CellKind::DueDay: editor = new DueDayEdit(parent); break;
    case CellKind::CategoryKind: editor = categoryKindBox(parent); break;
    }
    editor->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
    editor->setAutoFillBackground(true);
    return editor;
}

void CellDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (editor->property("qmIsFilled").toBool())
        return; // what is being typed is not replaced by news from elsewhere
    editor->setProperty("qmIsFilled", true);
    const QVariant value = index.data(Qt::EditRole);
    if (auto* amount = qobject_cast<AmountEdit*>(editor)) {
        amount->setAmount(value.isValid() ? std::optional(Money { value.toLongLong() }) : std::nullopt);
        amount->selectAll();
    } else if (auto* box = qobject_cast<ChoiceBox*>(editor)) {
        box->choose(idOf(value.toByteArray()));
        box->lineEdit()->selectAll();
    } else if (auto* day = qobject_cast<DueDayEdit*>(editor)) {
        day->setDay(value.toInt());
        day->selectAll();
    } else if (auto* kinds = qobject_cast<QComboBox*>(editor)) {
        kinds->setCurrentIndex(kinds->findData(value));
    } else if (auto* text = qobject_cast<QLineEdit*>(editor)) {
        text->setText(value.toString());
        text->selectAll();
    }
    const QString row = index.data(RowNameRole).toString();
    if (QLineEdit* const line = lineOf(editor); line && !row.isEmpty())
        m_drafts->follow(line, CellDrafts::nameOf(row, index.column()));
}

void CellDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (auto* checked = qobject_cast<CheckedEdit*>(editor); checked && !checked->isValid()) {
        m_drafts->send(checked); // it stays with its cell
        return;
    }
    if (const auto* amount = qobject_cast<AmountEdit*>(editor)) {
        const auto typed = amount->amount();
        model->setData(index, typed ? QVariant(qlonglong(typed->minor)) : QVariant());
    } else if (const auto* box = qobject_cast<ChoiceBox*>(editor)) {
        if (const auto chosen = box->chosen())
            model->setData(index, idBytes(*chosen));
        else if (box->isUnknown())
            model->setData(index, box->currentText());
    } else if (const auto* day = qobject_cast<DueDayEdit*>(editor)) {
        model->setData(index, day->day());
    } else if (const auto* kinds = qobject_cast<QComboBox*>(editor)) {
        model->setData(index, kinds->currentData());
    } else if (const auto* text = qobject_cast<QLineEdit*>(editor)) {
        model->setData(index, text->text());
    }
    QLineEdit* const line = lineOf(editor);
    if (line && m_drafts->isHeld(CellDrafts::nameOf(index.data(RowNameRole).toString(), index.column())))
        m_drafts->send(line); // on its way to the ledger now
}

void CellDelegate::updateEditorGeometry(
    QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    Q_UNUSED(index)
    editor->setGeometry(option.rect.adjusted(0, 0, 0, -1));
}

/// Return and Tab take no value that is wrong.
bool CellDelegate::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool isTaking
            = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Backtab;
        auto* checked = qobject_cast<CheckedEdit*>(object);
        if (isTaking && checked && !checked->confirm())
            return true;
        // The choice that fits what is typed, before the editor is asked for it.
        if (auto* box = qobject_cast<ChoiceBox*>(object); isTaking && box)
            emit box->lineEdit()->editingFinished();
    }
    return QStyledItemDelegate::eventFilter(object, event);
}

} // namespace qm::desktop
