#include "desktop/widgets/printing/print_html.h"

#include "desktop/widgets/theme.h"

namespace qm::desktop {

namespace {

QString fontSize(PrintTable::Tone tone)
{
    return tone == PrintTable::Tone::Small ? QStringLiteral("8pt") : QStringLiteral("9pt");
}

} // namespace

PrintTable::PrintTable(const QStringList& head, int leftColumns) : m_leftColumns(leftColumns)
{
    m_head = row(head, Tone::Head, 0);
}

QString PrintTable::row(const QStringList& cells, Tone tone, int indent) const
{
    const Theme& colours = paperTheme();
    const bool isBold = tone == Tone::Sum;
    const bool isQuiet = tone == Tone::Head || tone == Tone::Small;
    const QString ground = tone == Tone::Sum ? QStringLiteral(" bgcolor=\"%1\"").arg(colours.raised.name()) : QString();
    QString html = QStringLiteral("<tr%1>").arg(ground);
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const bool isLeft = i < m_leftColumns;
        const int left = i == 0 ? 4 + indent * 12 : 6;
        html += QStringLiteral(
            "<td align=\"%1\" style=\"padding: 2px 4px 2px %2px; font-size: %3; color: %4; %5\">%6</td>")
                    .arg(isLeft ? QStringLiteral("left") : QStringLiteral("right"))
                    .arg(left)
                    .arg(fontSize(tone), (isQuiet ? colours.muted : colours.text).name(),
                        isBold ? QStringLiteral("font-weight: bold;") : QString(),
                        isLeft ? cells[i].toHtmlEscaped()
                               : cells[i].toHtmlEscaped().replace(QLatin1Char(' '), QChar(0xa0)));
    }
    return html + QStringLiteral("</tr>");
}

void PrintTable::add(const QStringList& cells, Tone tone, int indent)
{
    m_rows += row(cells, tone, indent);
}

QString PrintTable::html() const
{
    return QStringLiteral(
        "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\"><thead>%1</thead><tbody>%2</tbody></table>")
        .arg(m_head, m_rows);
}

QString printHeading(const QString& text, int level)
{
    const QString size = level == 1 ? QStringLiteral("16pt") : QStringLiteral("11pt");
    return QStringLiteral("<p style=\"font-size: %1; font-weight: bold; margin-top: %2px; margin-bottom: 4px;\">%3</p>")
        .arg(size)
        .arg(level == 1 ? 0 : 14)
        .arg(text.toHtmlEscaped());
}

QString printParagraph(const QString& text)
{
    return QStringLiteral("<p style=\"color: %1; margin-top: 0; margin-bottom: 8px;\">%2</p>")
        .arg(paperTheme().muted.name(), text.toHtmlEscaped());
}

} // namespace qm::desktop
