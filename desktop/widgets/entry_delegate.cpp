#include "desktop/widgets/entry_delegate.h"

#include "desktop/models/entry_tree_model.h"
#include "desktop/models/month_text.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/plan_bar.h"
#include "desktop/widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace qm::desktop {

namespace {

using Kind = EntryTreeModel::Kind;
constexpr int inset = 3 * unit;
constexpr const char* filledProperty = "qmFilled";

/// A name must be there.
class NameEdit final : public CheckedEdit {
public:
    using CheckedEdit::CheckedEdit;

protected:
    QString faultOf(const QString& text) const override
    {
        return text.trimmed().isEmpty() ? EntryDelegate::tr("A name is missing.") : QString();
    }
};

Kind kindOf(const QModelIndex& index)
{
    return index.data(EntryTreeModel::KindRole).value<Kind>();
}

int widestWord(const QFontMetrics& metrics)
{
    int widest = 0;
    for (const Standing standing :
        { Standing::AsPlanned, Standing::Left, Standing::Over, Standing::ToCome, Standing::More })
        widest = std::max(widest, metrics.horizontalAdvance(standingWord(standing)));
    return widest;
}

} // namespace

EntryDelegate::EntryDelegate(const EntryTreeModel& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model)
{
}

QFont EntryDelegate::fontFor(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QFont font = option.font;
    if (kindOf(index) == Kind::Posting)
        font.setPointSizeF(font.pointSizeF() * 0.93);
    else if (kindOf(index) != Kind::Entry)
        font.setWeight(QFont::DemiBold);
    return font;
}

/// What is less important is quiet: postings, plans, a zero, everything in an archive but what happened.
QColor EntryDelegate::textColour(const QModelIndex& index) const
{
    const auto due = static_cast<MonthView::Due>(index.data(EntryTreeModel::DueRole).toInt());
    if (index.column() == EntryTreeModel::Due && due == MonthView::Due::Late)
        return theme().over;
    if (index.column() == EntryTreeModel::Due && due == MonthView::Due::Today)
        return theme().accent;
    const bool isPosting = kindOf(index) == Kind::Posting;
    const bool isNothing
        = index.column() == EntryTreeModel::Actual && index.data(EntryTreeModel::SortRole).toLongLong() == 0;
    const bool isArchive
        = !m_model.isEditable() && index.column() != EntryTreeModel::Actual && kindOf(index) == Kind::Entry;
    const bool isDay = index.column() == EntryTreeModel::Due;
    return isPosting || isNothing || isArchive || isDay ? theme().muted : theme().text;
}

void EntryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme().selected);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, theme().raised);
    painter->setFont(fontFor(option, index));
    painter->setPen(textColour(index));
    const QRect place = option.rect.adjusted(index.column() == 0 ? unit : inset, 0, -inset, 0);
    if (index.column() == EntryTreeModel::Name) {
        paintName(*painter, place, index);
    } else if (index.column() == EntryTreeModel::Remaining && kindOf(index) != Kind::Posting) {
        paintRemaining(*painter, place, index);
    } else {
        const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, place.width());
        painter->drawText(place, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine, text);
    }
    if ((option.state & QStyle::State_HasFocus) && (index.flags() & Qt::ItemIsEditable)) {
        painter->setPen(theme().accent);
        painter->setBrush(Qt::NoBrush);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 3, 3);
    }
    painter->restore();
}

void EntryDelegate::paintName(QPainter& painter, const QRect& place, const QModelIndex& index) const
{
    const QFontMetrics metrics = painter.fontMetrics();
    const QString name = metrics.elidedText(index.data().toString(), Qt::ElideRight, place.width());
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, name);
    const QString detail = index.data(EntryTreeModel::DetailRole).toString();
    QRect rest = place;
    rest.setLeft(place.left() + metrics.horizontalAdvance(name) + 2 * unit);
    if (detail.isEmpty() || rest.width() < 8 * unit)
        return;
    QFont small = painter.font();
    small.setWeight(QFont::Normal);
    painter.setFont(small);
    painter.setPen(theme().muted);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetrics(small).elidedText(detail, Qt::ElideRight, rest.width()));
}

/// The bar, then the amount, then the word that says which way: amounts and words each under one another.
void EntryDelegate::paintRemaining(QPainter& painter, const QRect& place, const QModelIndex& index) const
{
    const QString word = index.data(EntryTreeModel::WordRole).toString();
    if (word.isEmpty())
        return;
    const QFontMetrics metrics = painter.fontMetrics();
    QFont bold = painter.font();
    bold.setWeight(QFont::DemiBold);
    const int wordWidth = widestWord(QFontMetrics(bold)) + unit;
    const int amountWidth = QFontMetrics(bold).horizontalAdvance(QStringLiteral("00,000.00"));
    QRect wordPlace(place.right() - wordWidth, place.top(), wordWidth + 1, place.height());
    QRect amountPlace(wordPlace.left() - unit - amountWidth, place.top(), amountWidth, place.height());
    const int barWidth = amountPlace.left() - 3 * unit - place.left();
    const int done = index.data(EntryTreeModel::DoneRole).toInt();
    const auto standing = static_cast<Standing>(index.data(EntryTreeModel::StandingRole).toInt());
    const int today = standing == Standing::AsPlanned ? -1 : index.data(EntryTreeModel::TodayRole).toInt();
    if (done >= 0 && barWidth >= 8 * unit) {
        constexpr qreal height = 6;
        drawPlanBar(painter, QRectF(place.left(), place.center().y() - height / 2 + 1, barWidth, height),
            { done, standing, today, !m_model.isEditable() });
    } else {
        const QRectF below(place.left(), place.bottom() - 4, place.width(), 3);
        if (done >= 0)
            drawPlanBar(painter, below, { done, standing, today, !m_model.isEditable() });
        amountPlace.setLeft(place.left());
        amountPlace.translate(0, -2);
        wordPlace.translate(0, -2);
    }
    const bool isOver = standing == Standing::Over;
    painter.setPen(isOver                                              ? theme().over
            : standing == Standing::AsPlanned || !m_model.isEditable() ? theme().muted
                                                                       : theme().text);
    painter.drawText(amountPlace, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(index.data(EntryTreeModel::AmountRole).toString(), Qt::ElideLeft, amountPlace.width()));
    QFont plain = painter.font();
    plain.setWeight(QFont::Normal);
    painter.setFont(plain);
    if (!isOver)
        painter.setPen(theme().muted);
    painter.drawText(wordPlace, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, word);
}

QSize EntryDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int air = kindOf(index) == Kind::Posting ? 2 * unit : kindOf(index) == Kind::Entry ? 4 * unit : 6 * unit;
    return { 0, QFontMetrics(fontFor(option, index)).height() + air };
}

QWidget* EntryDelegate::createEditor(
    QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    CheckedEdit* editor = nullptr;
    if (index.column() == EntryTreeModel::Due) {
        auto* day = new DayEdit(parent);
        day->setMonth(m_model.month()->month.ym);
        day->setAccessibleName(tr("Due day"));
        editor = day;
    } else if (index.column() == EntryTreeModel::Planned) {
        auto* amount = new AmountEdit(m_model.currency(), parent);
        const MonthView::Line* const line = m_model.lineAt(index);
        amount->setOutgoing(!line || line->figures.isOutgoing);
        amount->setAccessibleName(tr("Planned amount"));
        editor = amount;
    } else {
        editor = new NameEdit(parent);
        editor->setAccessibleName(tr("Name of the entry"));
    }
    editor->setFont(option.font);
    return editor;
}

void EntryDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (editor->property(filledProperty).toBool())
        return; // news of the ledger do not take away what is being typed
    editor->setProperty(filledProperty, true);
    const QVariant value = index.data(Qt::EditRole);
    if (auto* day = qobject_cast<DayEdit*>(editor))
        day->setDay(value.toDate());
    else if (auto* amount = qobject_cast<AmountEdit*>(editor))
        amount->setAmount(Money { value.toLongLong() });
    else if (auto* name = qobject_cast<CheckedEdit*>(editor))
        name->setText(value.toString());
    if (auto* line = qobject_cast<QLineEdit*>(editor))
        emit opened(line, index);
}

void EntryDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    auto* edit = qobject_cast<CheckedEdit*>(editor);
    if (!edit)
        return;
    if (!edit->isValid()) {
        emit dropped(edit->fault());
        emit committed(edit, index, false); // it stays with its cell
        return;
    }
    QVariant value = edit->text();
    if (const auto* day = qobject_cast<const DayEdit*>(editor))
        value = day->day();
    else if (const auto* amount = qobject_cast<const AmountEdit*>(editor))
        value = qlonglong(amount->amount().value_or(Money()).minor);
    if (value != index.data(Qt::EditRole))
        emit committed(edit, index, model->setData(index, value));
}

void EntryDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    editor->setGeometry(option.rect.adjusted(0, 1, 0, -1));
}

bool EntryDelegate::eventFilter(QObject* object, QEvent* event)
{
    auto* edit = qobject_cast<CheckedEdit*>(object);
    if (edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool isTaking
            = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Backtab;
        if (isTaking && !edit->confirm())
            return true; // what is wrong stays where it is, and is said there
        if ((key == Qt::Key_Up || key == Qt::Key_Down) && qobject_cast<DayEdit*>(edit))
            return false; // by a day, not to another row
    }
    return QStyledItemDelegate::eventFilter(object, event);
}

} // namespace qm::desktop
