#include "desktop/widgets/charts/chart_content.h"

#include "desktop/widgets/theme.h"

#include <QChart>
#include <QFile>
#include <QGraphicsScene>
#include <QGuiApplication>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace qm::desktop {

namespace {

void paintContent(const ChartContent& content, QPainter& painter, QSize size, const Theme& colours)
{
    const QRectF all { QPointF(), QSizeF(size) };
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(all, colours.surface);
    QFont bold = QGuiApplication::font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(colours.text);
    const int head = QFontMetrics(bold).height() + 2 * unit;
    painter.drawText(QRectF(3 * unit, 2 * unit, size.width() - 6 * unit, head), Qt::AlignLeft, content.title);
    const QRectF rest = all.adjusted(0, head + unit, 0, 0);
    if (!content.emptyText.isEmpty()) {
        painter.setFont(QGuiApplication::font());
        painter.setPen(colours.muted);
        painter.drawText(rest, Qt::AlignCenter | Qt::TextWordWrap, content.emptyText);
        return;
    }
    QGraphicsScene scene;
    auto* chart = new QChart;
    scene.addItem(chart);
    content.draw(*chart, colours);
    chart->resize(rest.size());
    scene.setSceneRect(QRectF(QPointF(), rest.size()));
    scene.render(&painter, rest, scene.sceneRect());
}

} // namespace

QImage ChartContent::picture(QSize size, qreal ratio, const Theme& colours) const
{
    QImage image(size * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    paintContent(*this, painter, size, colours);
    return image;
}

bool ChartContent::saveSvg(const QString& path, QSize size, const Theme& colours) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    QSvgGenerator drawing;
    drawing.setOutputDevice(&file);
    drawing.setSize(size);
    drawing.setViewBox(QRect(QPoint(), size));
    drawing.setTitle(title);
    drawing.setDescription(headline);
    {
        QPainter painter(&drawing);
        paintContent(*this, painter, size, colours);
    }
    return file.commit();
}

} // namespace qm::desktop
