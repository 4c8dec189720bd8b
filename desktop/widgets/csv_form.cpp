#include "desktop/widgets/csv_form.h"

#include "desktop/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace qm::desktop {

namespace {

constexpr int sampleRowsShown = 4;

template <typename Value>
void choose(QComboBox* box, const std::optional<Value>& value)
{
    box->setCurrentIndex(value ? std::max(0, box->findData(static_cast<int>(*value))) : 0);
}

template <typename Value>
void take(const QComboBox* box, std::optional<Value>& value)
{
    const QVariant data = box->currentData();
    if (data.isValid())
        value = static_cast<Value>(data.toInt());
    else
        value.reset();
}

} // namespace

CsvForm::CsvForm(QWidget* parent) : QWidget(parent)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * unit);
    grid->setVerticalSpacing(2 * unit);
    m_delimiter = addChoice(grid, 0, 0, tr("Between columns"));
    for (const auto& [sign, name] :
        { std::pair { ',', tr("Comma") }, { ';', tr("Semicolon") }, { '\t', tr("Tab") }, { '|', tr("Bar") } })
        m_delimiter->addItem(name, int(sign));
    m_encoding = addChoice(grid, 0, 1, tr("Letters"));
    for (const auto& [encoding, name] : { std::pair { TextEncoding::Utf8, QStringLiteral("UTF-8") },
             { TextEncoding::Windows1252, QStringLiteral("Windows-1252") },
             { TextEncoding::Utf16Le, tr("UTF-16, little-endian") },
             { TextEncoding::Utf16Be, tr("UTF-16, big-endian") } })
        m_encoding->addItem(name, int(encoding));
    m_dateOrder = addChoice(grid, 0, 2, tr("Days"));
    for (const auto& [order, name] : { std::pair { DateOrder::DayFirst, tr("Day, month, year") },
             { DateOrder::MonthFirst, tr("Month, day, year") }, { DateOrder::YearFirst, tr("Year, month, day") } })
        m_dateOrder->addItem(name, int(order));
    m_decimal = addChoice(grid, 0, 3, tr("Decimal sign"));
    m_decimal->addItem(tr("Comma: 12,50"), int(','));
    m_decimal->addItem(tr("Point: 12.50"), int('.'));
    addColumn(grid, 1, 0, tr("Column of days"), &CsvColumns::date);
    addColumn(grid, 1, 1, tr("Column of amounts"), &CsvColumns::amount);
    addColumn(grid, 1, 2, tr("Column of money out"), &CsvColumns::debit);
    addColumn(grid, 1, 3, tr("Column of money in"), &CsvColumns::credit);
    addColumn(grid, 2, 0, tr("Column of payees"), &CsvColumns::payee);
    addColumn(grid, 2, 1, tr("Column of memos"), &CsvColumns::memo);
    addColumn(grid, 2, 2, tr("Column of debit or credit"), &CsvColumns::sign);
    addColumn(grid, 2, 3, tr("Column of the bank's ids"), &CsvColumns::id);
    m_header = new QCheckBox(tr("A row names the columns"));
    m_flip = new QCheckBox(tr("Turn all signs round: what is positive in the file was spent"));
    auto* checks = new QHBoxLayout;
    checks->setSpacing(6 * unit);
    checks->addWidget(m_header);
    checks->addWidget(m_flip);
    checks->addStretch();
    m_sample = new QTableWidget;
    m_sample->setAccessibleName(tr("First rows of the file"));
    m_sample->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_sample->setSelectionMode(QAbstractItemView::NoSelection);
    m_sample->setFocusPolicy(Qt::TabFocus);
    m_sample->setTabKeyNavigation(false);
    m_sample->setFrameShape(QFrame::NoFrame);
    m_sample->setShowGrid(false);
    m_sample->verticalHeader()->hide();
    m_sample->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * unit);
    m_sample->setFixedHeight((fontMetrics().height() + 2 * unit) * (sampleRowsShown + 1) + 3 * unit);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit);
    layout->setSpacing(3 * unit);
    layout->addLayout(grid);
    layout->addLayout(checks);
    layout->addWidget(m_sample);
    for (QCheckBox* const box : { m_header, m_flip })
        connect(box, &QCheckBox::clicked, this, &CsvForm::correct);
}

/// A choice under its label, in one of four columns.
QComboBox* CsvForm::addChoice(QGridLayout* grid, int row, int place, const QString& label)
{
    auto* box = new QComboBox;
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    auto* words = new QLabel(label);
    words->setBuddy(box);
    words->setForegroundRole(QPalette::PlaceholderText);
    auto* both = new QVBoxLayout;
    both->setSpacing(unit / 2);
    both->addWidget(words);
    both->addWidget(box);
    grid->addLayout(both, row, place);
    grid->setColumnStretch(place, 1);
    connect(box, &QComboBox::activated, this, &CsvForm::correct);
    box->addItem(tr("as detected"));
    return box;
}

void CsvForm::addColumn(
    QGridLayout* grid, int row, int place, const QString& label, std::optional<int> CsvColumns::*column)
{
    m_columns.push_back({ column, addChoice(grid, row, place, label) });
}

void CsvForm::show(const CsvShape& shape, const std::vector<std::vector<std::string>>& sample)
{
    m_shape = shape;
    choose(m_delimiter, shape.delimiter);
    choose(m_encoding, shape.encoding);
    choose(m_dateOrder, shape.dateOrder);
    choose(m_decimal, shape.decimal);
    m_header->setChecked(shape.header.value_or(shape.headerLine > 0));
    m_flip->setChecked(shape.flipSign.value_or(false));
    showSample(sample);
    std::size_t width = 0;
    for (const auto& fields : sample)
        width = std::max(width, fields.size());
    for (const ColumnChoice& choice : m_columns) {
        choice.box->clear();
        choice.box->addItem(shape.columns.date ? tr("none") : tr("as detected"));
        for (std::size_t column = 0; column < width; ++column) {
            const bool hasName = m_header->isChecked() && !sample.empty() && column < sample.front().size()
                && !sample.front()[column].empty();
            const QString number = QString::number(column + 1);
            choice.box->addItem(hasName ? tr("%1: %2").arg(number, QString::fromStdString(sample.front()[column]))
                                        : tr("Column %1").arg(number),
                int(column));
        }
        choose(choice.box, shape.columns.*choice.column);
    }
}

void CsvForm::showSample(const std::vector<std::vector<std::string>>& sample)
{
    m_sample->clear();
    const bool hasHeader = m_header->isChecked() && !sample.empty();
    const std::size_t first = hasHeader ? 1 : 0;
    std::size_t width = 0;
    for (const auto& fields : sample)
        width = std::max(width, fields.size());
    const std::size_t rows = std::min<std::size_t>(sample.size() - std::min(sample.size(), first), sampleRowsShown);
    m_sample->setColumnCount(static_cast<int>(width));
    m_sample->setRowCount(static_cast<int>(rows));
    QStringList names;
    for (std::size_t column = 0; column < width; ++column) {
        const bool hasName = hasHeader && column < sample.front().size();
        names.append(hasName ? QString::fromStdString(sample.front()[column]) : tr("Column %1").arg(column + 1));
        for (std::size_t row = 0; row < rows; ++row) {
            const auto& fields = sample[first + row];
            auto* item
                = new QTableWidgetItem(column < fields.size() ? QString::fromStdString(fields[column]) : QString());
            item->setForeground(theme().muted);
            m_sample->setItem(static_cast<int>(row), static_cast<int>(column), item);
        }
    }
    m_sample->setHorizontalHeaderLabels(names);
    m_sample->resizeColumnsToContents();
}

void CsvForm::correct()
{
    // What was taken from the file's own words (running balance, account, currency, checks) stays as it was detected.
    take(m_delimiter, m_shape.delimiter);
    take(m_encoding, m_shape.encoding);
    take(m_dateOrder, m_shape.dateOrder);
    take(m_decimal, m_shape.decimal);
    if (sender() == m_header)
        m_shape.header = m_header->isChecked();
    m_shape.flipSign = m_flip->isChecked();
    if (sender() == m_delimiter || sender() == m_encoding) {
        m_shape.columns = {}; // they are others now: detected anew
        m_shape.dateOrder.reset();
        m_shape.decimal.reset();
        m_shape.header.reset();
    } else {
        for (const ColumnChoice& choice : m_columns)
            take(choice.box, m_shape.columns.*choice.column);
    }
    m_shape.headerLine = 0; // only detected, never given
    emit corrected(m_shape);
}

QString CsvForm::words(const CsvShape& shape)
{
    QStringList words;
    if (shape.delimiter) {
        words.append(*shape.delimiter == ',' ? tr("comma")
                : *shape.delimiter == ';'    ? tr("semicolon")
                : *shape.delimiter == '\t'   ? tr("tab")
                                             : tr("bar"));
    }
    if (shape.encoding) {
        words.append(*shape.encoding == TextEncoding::Utf8     ? QStringLiteral("UTF-8")
                : *shape.encoding == TextEncoding::Windows1252 ? QStringLiteral("Windows-1252")
                                                               : QStringLiteral("UTF-16"));
    }
    if (shape.dateOrder) {
        words.append(*shape.dateOrder == DateOrder::DayFirst ? tr("day first")
                : *shape.dateOrder == DateOrder::MonthFirst  ? tr("month first")
                                                             : tr("year first"));
    }
    if (shape.decimal)
        words.append(*shape.decimal == ',' ? tr("decimal comma") : tr("decimal point"));
    words.append(shape.headerLine > 0 ? tr("columns named in line %1").arg(shape.headerLine) : tr("columns not named"));
    return words.join(QStringLiteral(", "));
}

} // namespace qm::desktop
