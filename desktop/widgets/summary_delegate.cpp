#include "desktop/widgets/summary_delegate.h"

#include "desktop/models/summary_model.h"
#include "desktop/widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace qm::desktop {

namespace {

using Level = SummaryRow::Level;

bool isSum(Level level)
{
    return level == Level::Kind || level == Level::Together;
}

void paintGround(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index, Level level)
{
    const bool isSelected = option.state & QStyle::State_Selected;
    painter->fillRect(option.rect, isSelected ? theme().selected : isSum(level) ? theme().raised : theme().surface);
    painter->setPen(theme().line);
    if (level == Level::Together)
        painter->drawLine(option.rect.topLeft(), option.rect.topRight());
    // Names and totals stand apart from the months, which may be scrolled under them.
    const auto* const model = qobject_cast<const SummaryModel*>(index.model());
    if (index.column() == 0)
        painter->drawLine(option.rect.topRight(), option.rect.bottomRight());
    else if (index.column() == model->trendColumn())
        painter->drawLine(option.rect.topLeft(), option.rect.bottomLeft());
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(theme().accent, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1.5, -1.5));
    }
}

/// A triangle that points down over what is unfolded, and to the side otherwise.
void paintFold(QPainter* painter, QPointF middle, bool isFolded)
{
    QPainterPath path;
    if (isFolded) {
        path.moveTo(middle + QPointF(-2, -4));
        path.lineTo(middle + QPointF(2, 0));
        path.lineTo(middle + QPointF(-2, 4));
    } else {
        path.moveTo(middle + QPointF(-4, -2));
        path.lineTo(middle + QPointF(0, 2));
        path.lineTo(middle + QPointF(4, -2));
    }
    painter->setPen(QPen(theme().muted, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(path);
}

void paintName(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const int depth = index.data(SummaryModel::DepthRole).toInt();
    QRect place = option.rect.adjusted(3 * unit + depth * 4 * unit, 0, -2 * unit, 0);
    if (const QVariant folded = index.data(SummaryModel::FoldedRole); folded.isValid())
        paintFold(painter, QPointF(place.left() + unit, place.center().y() + 1), folded.toBool());
    place.setLeft(place.left() + 4 * unit);
    painter->setPen(theme().text);
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, place.width()));
}

void paintAmount(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto state = static_cast<SummaryModel::State>(index.data(SummaryModel::StateRole).toInt());
    const QString second = index.data(SummaryModel::SecondTextRole).toString();
    QRect place = option.rect.adjusted(0, 0, -SummaryDelegate::padding, 0);
    painter->setPen(state == SummaryModel::State::Nothing ? theme().muted
            : state == SummaryModel::State::Worse         ? theme().over
                                                          : theme().text);
    if (second.isEmpty()) {
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
        return;
    }
    const int height = painter->fontMetrics().height();
    const int top = place.top() + (place.height() - 2 * height) / 2;
    painter->drawText(QRect(place.left(), top, place.width(), height), Qt::AlignRight, index.data().toString());
    QFont plain = option.font;
    plain.setBold(false);
    painter->setFont(plain);
    painter->setPen(theme().muted);
    painter->drawText(QRect(place.left(), top + height, place.width(), height), Qt::AlignRight, second);
}

void paintCourse(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto values = index.data(SummaryModel::SeriesRole).value<QList<double>>();
    if (values.size() < 2)
        return;
    constexpr double heightMost = 5 * unit;
    const QRectF cell(option.rect);
    const double height = std::min(heightMost, cell.height() - 3 * unit);
    const QRectF place(cell.left() + SummaryDelegate::padding, cell.center().y() - height / 2,
        cell.width() - 2 * SummaryDelegate::padding, height);
    const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
    // What hardly changes is not drawn as if it did.
    const double least = std::max(std::abs(*lowest), std::abs(*highest)) * 0.3;
    const double room = std::max(0.0, least - (*highest - *lowest)) / 2;
    const double from = *lowest - room;
    const double to = *highest + room;
    if (to <= from)
        return;
    const auto at = [&](qsizetype i) {
        return QPointF(place.left() + place.width() * double(i) / double(values.size() - 1),
            place.bottom() - place.height() * (values[i] - from) / (to - from));
    };
    if (from < 0 && to > 0) {
        const double zero = place.bottom() + place.height() * from / (to - from);
        painter->setPen(theme().line);
        painter->drawLine(QPointF(place.left(), zero), QPointF(place.right(), zero));
    }
    QPolygonF line;
    for (qsizetype i = 0; i < values.size(); ++i)
        line << at(i);
    painter->setPen(QPen(theme().accent, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawPolyline(line);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme().accent);
    painter->drawEllipse(line.back(), 2, 2);
}

} // namespace

QFont SummaryDelegate::fontOf(const QFont& font, int level)
{
    QFont letters = font;
    const auto of = static_cast<Level>(level);
    letters.setWeight(isSum(of) ? QFont::Bold : of == Level::Group ? QFont::DemiBold : QFont::Normal);
    return letters;
}

int SummaryDelegate::nameWidth(const QFontMetrics& letters, const QModelIndex& index)
{
    const int depth = index.data(SummaryModel::DepthRole).toInt();
    return (10 + depth * 4) * unit + letters.horizontalAdvance(index.data().toString());
}

void SummaryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* const model = qobject_cast<const SummaryModel*>(index.model());
    if (!model)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const int level = index.data(SummaryModel::LevelRole).toInt();
    painter->setFont(fontOf(option.font, level));
    paintGround(painter, option, index, static_cast<Level>(level));
    if (index.column() == 0)
        paintName(painter, option, index);
    else if (index.column() == model->trendColumn())
        paintCourse(painter, option, index);
    else
        paintAmount(painter, option, index);
    painter->restore();
}

} // namespace qm::desktop
