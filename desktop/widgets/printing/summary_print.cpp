#include "desktop/widgets/printing/summary_print.h"

#include "desktop/models/display_text.h"
#include "desktop/models/summary_text.h"
#include "desktop/widgets/charts/chart_content.h"
#include "desktop/widgets/printing/print_html.h"
#include "desktop/widgets/theme.h"

#include <QCoreApplication>

#include <algorithm>

namespace qm::desktop {

namespace {

using Tone = PrintTable::Tone;
using Level = SummaryRow::Level;

constexpr QSize chartSize(440, 290);
constexpr qreal chartRatio = 3;
constexpr std::size_t monthsAcross = 9;

struct SummaryPrintText {
    Q_DECLARE_TR_FUNCTIONS(SummaryPrint)
};

Tone toneOf(const SummaryRow& row)
{
    return row.level == Level::Kind || row.level == Level::Together ? Tone::Sum : Tone::Plain;
}

int indentOf(const SummaryRow& row)
{
    return row.level == Level::Category ? (row.group.empty() ? 1 : 2) : row.level == Level::Group ? 1 : 0;
}

QString totals(const SummaryTable& table, const Currency& currency)
{
    PrintTable printed(
        { SummaryPrintText::tr("Category"), SummaryPrintText::tr("Planned"), SummaryPrintText::tr("Actual"),
            SummaryPrintText::tr("Difference"), SummaryPrintText::tr("Average a month") },
        1);
    for (const SummaryRow& row : table.rows) {
        const auto text = [&](Money money) { return figureText(money, isOutgoing(row), currency); };
        printed.add({ summaryRowText(row), text(row.total.planned), text(row.total.actual),
                        differenceText(row, row.total.difference, currency), text(row.average.actual) },
            toneOf(row), indentOf(row));
    }
    return printed.html();
}

/// Actual amounts of some months.
QString months(const SummaryTable& table, std::size_t first, std::size_t end, const Currency& currency)
{
    QStringList head { SummaryPrintText::tr("Actual") };
    for (std::size_t i = first; i < end; ++i)
        head << shortMonthText(table.months[i]) + QLatin1Char(' ') + QString::number(table.months[i].year);
    PrintTable printed(head, 1);
    for (const SummaryRow& row : table.rows) {
        QStringList cells { summaryRowText(row) };
        for (std::size_t i = first; i < end; ++i) {
            const Money actual = row.cells[i].actual;
            cells << (actual.minor == 0 ? QStringLiteral("–") : figureText(actual, isOutgoing(row), currency));
        }
        printed.add(cells, toneOf(row), indentOf(row));
    }
    return QStringLiteral("<div style=\"page-break-before: always;\">%1</div>").arg(printed.html());
}

Result<std::vector<ChartPointer>> chartsOf(const Summary& summary, const Currency& currency)
{
    std::vector<ChartPointer> charts(4);
    QM_ASSIGN(charts[0], spendingChart(summary.table, currency));
    QM_ASSIGN(charts[1], flowChart(summary.table, currency));
    charts[2] = balanceChart(summary.balances, currency, {}, {});
    const std::size_t last = summary.table.months.empty() ? 0 : summary.table.months.size() - 1;
    QM_ASSIGN(charts[3], comparisonChart(summary.table, last, currency));
    return charts;
}

QString addCharts(PrintedDocument& document, const std::vector<ChartPointer>& charts)
{
    QString html = QStringLiteral("<table width=\"100%\" style=\"page-break-before: always;\"><tr>");
    for (std::size_t i = 0; i < charts.size(); ++i) {
        const QString name = QStringLiteral("chart%1").arg(i);
        document.addPicture(name, charts[i]->picture(chartSize, chartRatio, paperTheme()));
        html += QStringLiteral("%1<td><img src=\"%2\" width=\"%3\" height=\"%4\"></td>")
                    .arg(i == 2 ? QStringLiteral("</tr><tr>") : QString(), name)
                    .arg(chartSize.width())
                    .arg(chartSize.height());
    }
    return html + QStringLiteral("</tr></table>");
}

} // namespace

Result<std::shared_ptr<const PrintedDocument>> summaryPrint(const Summary& summary, const Catalogue& catalogue)
{
    const QString range = monthsText(summary.table.months);
    auto document = std::make_shared<PrintedDocument>(
        catalogue.ledgerName, SummaryPrintText::tr("Summary, %1").arg(range), QPageLayout::Landscape);
    QM_ASSIGN(const auto charts, chartsOf(summary, catalogue.currency));
    QString html = printHeading(SummaryPrintText::tr("Summary"), 1) + printParagraph(range);
    html += totals(summary.table, catalogue.currency) + addCharts(*document, charts);
    for (std::size_t first = 0; first < summary.table.months.size(); first += monthsAcross)
        html += months(
            summary.table, first, std::min(first + monthsAcross, summary.table.months.size()), catalogue.currency);
    document->setBody(html);
    return std::shared_ptr<const PrintedDocument>(std::move(document));
}

} // namespace qm::desktop
