#include "desktop/widgets/printing/month_print.h"

#include "desktop/models/display_text.h"
#include "desktop/models/summary_text.h"
#include "desktop/widgets/printing/print_html.h"

#include <QCoreApplication>

namespace qm::desktop {

namespace {

using Tone = PrintTable::Tone;
using Level = SummaryRow::Level;

/// Words and tables of one month.
class MonthPrint {
    Q_DECLARE_TR_FUNCTIONS(MonthPrint)

public:
    MonthPrint(const MonthSheet& sheet, const Catalogue& catalogue) : m_sheet(sheet), m_catalogue(catalogue) { }

    QString title() const { return monthText(m_sheet.month.ym); }

    QString body(bool withPostings) const
    {
        QString html = printHeading(title(), 1);
        html += printParagraph(m_sheet.month.isClosed ? tr("This month is closed.") : tr("This month is open."));
        if (!m_sheet.month.note.empty())
            html += printParagraph(QString::fromStdString(m_sheet.month.note));
        html += sums() + entries(withPostings);
        if (!m_sheet.withoutEntry.empty())
            html += withoutEntry();
        return html;
    }

private:
    QString amount(Money money, const SummaryRow& row) const
    {
        return figureText(money, isOutgoing(row), m_catalogue.currency);
    }

    /// The row, for its words, that a category's amounts stand in.
    static SummaryRow rowOf(const MonthSheet::Category& category)
    {
        SummaryRow row;
        row.kind = category.kind;
        return row;
    }

    QString sums() const
    {
        PrintTable table({ {}, tr("Planned"), tr("Actual"), tr("Difference") }, 1);
        for (const SummaryRow& row : m_sheet.table.rows) {
            if (row.level != Level::Kind && row.level != Level::Without && row.level != Level::Together)
                continue;
            table.add({ summaryRowText(row), amount(row.total.planned, row), amount(row.total.actual, row),
                          differenceText(row, row.total.difference, m_catalogue.currency) },
                row.level == Level::Together ? Tone::Sum : Tone::Plain);
        }
        return table.html();
    }

    QString entries(bool withPostings) const
    {
        if (m_sheet.categories.empty())
            return printParagraph(tr("Nothing is planned in this month."));
        PrintTable table({ tr("Entry"), tr("Due"), tr("Planned"), tr("Actual"), tr("Difference") }, 2);
        for (const MonthSheet::Category& category : m_sheet.categories) {
            const SummaryRow row = rowOf(category);
            table.add({ nameOf(category), {}, amount(category.sum.planned, row), amount(category.sum.actual, row),
                          differenceText(row, category.sum.difference, m_catalogue.currency) },
                Tone::Sum);
            for (const MonthSheet::Line& line : category.lines) {
                const QDate due = dayOf(line.entry.due);
                table.add({ QString::fromStdString(line.entry.name), due.isValid() ? dayText(due) : QString(),
                              amount(line.entry.planned, row), amount(line.entry.actual, row),
                              differenceText(row, line.difference, m_catalogue.currency) },
                    Tone::Plain, 1);
                for (const Posting& posting : line.postings) {
                    if (withPostings)
                        table.add(
                            { wordsOf(posting), dayText(dayOf(posting.date)), {}, amount(posting.amount, row), {} },
                            Tone::Small, 2);
                }
            }
        }
        return printHeading(tr("Entries by category"), 2) + table.html();
    }

    QString withoutEntry() const
    {
        PrintTable table({ tr("Posting"), tr("Date"), tr("Amount") }, 2);
        for (const Posting& posting : m_sheet.withoutEntry)
            table.add(
                { wordsOf(posting), dayText(dayOf(posting.date)), amountText(posting.amount, m_catalogue.currency) });
        return printHeading(tr("Without an entry"), 2) + table.html();
    }

    static QString nameOf(const MonthSheet::Category& category)
    {
        const QString name = QString::fromStdString(category.name);
        return category.group.empty()
            ? name
            : tr("%1 · %2", "category, group").arg(name, QString::fromStdString(category.group));
    }

    /// `Market · Checking · weekend`.
    QString wordsOf(const Posting& posting) const
    {
        const QString account = posting.toAccount
            ? tr("%1 to %2", "accounts of a transfer")
                  .arg(m_catalogue.accountName(posting.account), m_catalogue.accountName(*posting.toAccount))
            : m_catalogue.accountName(posting.account);
        QStringList parts { QString::fromStdString(posting.payee), account,
            QString::fromStdString(posting.memo).simplified() };
        parts.removeAll(QString());
        return parts.join(QStringLiteral(" · "));
    }

    const MonthSheet& m_sheet;
    const Catalogue& m_catalogue;
};

} // namespace

std::shared_ptr<const PrintedDocument> monthPrint(
    const MonthSheet& sheet, const Catalogue& catalogue, bool withPostings)
{
    const MonthPrint print(sheet, catalogue);
    auto document = std::make_shared<PrintedDocument>(catalogue.ledgerName, print.title(), QPageLayout::Portrait);
    document->setBody(print.body(withPostings));
    return document;
}

} // namespace qm::desktop
