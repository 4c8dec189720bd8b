#include "desktop/widgets/printing/printed_document.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QPainter>
#include <QPrinter>
#include <QUrl>

namespace qm::desktop {

namespace {

struct PrintedDocumentText {
    Q_DECLARE_TR_FUNCTIONS(PrintedDocument)
};

constexpr double textPoints = 9;
constexpr double marginPoints = 8; ///< beside what the printer needs anyway

/// What stands above and below the text of every page.
struct PageEdges {
    QRectF page;
    QFont letters;
    double line = 0; ///< height of a line of them

    QRectF inside() const { return page.adjusted(0, 2.2 * line, 0, -2.2 * line); }
};

PageEdges edgesOf(const QPrinter& printer)
{
    PageEdges edges;
    const double point = printer.logicalDpiY() / 72.0;
    edges.page
        = QRectF(QPointF(), printer.pageLayout().paintRectPixels(printer.resolution()).size())
              .adjusted(marginPoints * point, marginPoints * point, -marginPoints * point, -marginPoints * point);
    edges.letters = QFont(QTextDocument().defaultFont().family());
    edges.letters.setPointSizeF(8);
    edges.line = QFontMetricsF(edges.letters, &printer).height();
    return edges;
}

} // namespace

PrintedDocument::PrintedDocument(const QString& ledgerName, const QString& title, QPageLayout::Orientation orientation)
    : m_ledgerName(ledgerName)
    , m_title(title)
    , m_orientation(orientation)
{
    QFont letters = m_text.defaultFont();
    letters.setPointSizeF(textPoints);
    m_text.setDefaultFont(letters);
    m_text.setDocumentMargin(0);
    m_text.setUndoRedoEnabled(false);
}

void PrintedDocument::addPicture(const QString& name, const QImage& picture)
{
    m_text.addResource(QTextDocument::ImageResource, QUrl(name), picture);
}

void PrintedDocument::setBody(const QString& html)
{
    m_text.setHtml(html);
}

int PrintedDocument::paint(QPrinter& printer) const
{
    printer.setPageOrientation(m_orientation);
    QPainter painter;
    if (!painter.begin(&printer))
        return 0;
    const PageEdges edges = edgesOf(printer);
    const QRectF inside = edges.inside();
    m_text.documentLayout()->setPaintDevice(&printer);
    m_text.setPageSize(inside.size());
    const int count = m_text.pageCount();
    const Theme& colours = paperTheme();
    int printed = 0;
    for (int page = 1; page <= count; ++page) {
        if (!printer.pageRanges().isEmpty() && !printer.pageRanges().contains(page))
            continue;
        if (printed++ > 0)
            printer.newPage();
        painter.setFont(edges.letters);
        painter.setPen(colours.muted);
        painter.drawText(edges.page, Qt::AlignTop | Qt::AlignLeft, m_ledgerName);
        painter.drawText(edges.page, Qt::AlignTop | Qt::AlignRight, m_title);
        painter.drawText(edges.page, Qt::AlignBottom | Qt::AlignRight,
            PrintedDocumentText::tr("Page %1 of %2").arg(page).arg(count));
        painter.drawText(edges.page, Qt::AlignBottom | Qt::AlignLeft, dayText(QDate::currentDate()));
        painter.save();
        painter.translate(inside.left(), inside.top() - (page - 1) * inside.height());
        QAbstractTextDocumentLayout::PaintContext context;
        context.palette.setColor(QPalette::Text, colours.text);
        context.clip = QRectF(0, (page - 1) * inside.height(), inside.width(), inside.height());
        painter.setClipRect(context.clip);
        m_text.documentLayout()->draw(&painter, context);
        painter.restore();
    }
    painter.end();
    m_text.documentLayout()->setPaintDevice(nullptr);
    return printed;
}

} // namespace qm::desktop
