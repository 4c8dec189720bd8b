#include "desktop/widgets/attention_card.h"

#include "desktop/models/display_text.h"
#include "desktop/services/draft_store.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/field_drafts.h"
#include "desktop/widgets/text_label.h"
#include "desktop/widgets/theme.h"

#include <QGridLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr int cardWidthMost = 180 * unit;

/// One of two values that stand side by side. The one that counts has a bar at its left, and its heading says so.
class ValueBox final : public QWidget {
public:
    ValueBox(const AttentionWords::Side& side, bool isShown) : m_isShown(isShown)
    {
        setAccessibleName(side.heading);
        setAccessibleDescription(side.value);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(4 * unit, 3 * unit, 3 * unit, 3 * unit);
        column->setSpacing(unit);
        QLabel* const value = titleLabel(side.value);
        value->setWordWrap(true);
        column->addWidget(mutedLabel(side.heading));
        column->addWidget(value);
        column->addSpacing(unit);
        column->addWidget(textLabel(side.by));
        column->addWidget(mutedLabel(side.when));
        column->addStretch(1);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().raised);
        painter.drawRoundedRect(rect(), unit, unit);
        if (m_isShown) {
            painter.setBrush(theme().accent);
            painter.drawRoundedRect(QRect(0, 0, unit, height()), unit / 2, unit / 2);
        }
    }

private:
    bool m_isShown;
};

QString draftName(const Uuid& id)
{
    return QStringLiteral("attention/") + QString::fromStdString(id.text());
}

CellValue cellOf(Scalar value)
{
    CellValue cell;
    cell.columns[0] = std::move(value);
    return cell;
}

} // namespace

AttentionCard::AttentionCard(Workspace& workspace, QWidget* parent) : QWidget(parent), m_workspace(workspace)
{
    setAccessibleName(tr("The chosen question"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * unit, 2 * unit, 6 * unit, 5 * unit);
}

void AttentionCard::clear()
{
    m_words.reset();
    m_first = nullptr;
    m_typed = nullptr;
    delete std::exchange(m_drafts, nullptr); // what is taken away with its field is not edited
    if (m_content)
        m_content->deleteLater();
    m_content = nullptr;
}

void AttentionCard::setWords(const AttentionWords& words, bool hasNext)
{
    const bool isSame = m_words && m_words->id == words.id;
    const bool wasTyping = isSame && m_typed && m_typed->hasFocus();
    const int cursor = m_typed ? m_typed->cursorPosition() : 0;
    clear();
    m_words = words;
    build(hasNext);
    if (!words.settled.isEmpty())
        m_workspace.drafts.remove(draftName(words.id));
    if (!wasTyping || !m_typed)
        return;
    m_typed->setFocus(Qt::OtherFocusReason);
    m_typed->setCursorPosition(cursor);
}

void AttentionCard::focusFirst()
{
    if (m_first)
        m_first->setFocus();
}

void AttentionCard::build(bool hasNext)
{
    m_content = new QWidget;
    m_content->setMaximumWidth(cardWidthMost);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * unit);
    addHead(column);
    if (!m_words->settled.isEmpty()) {
        addSettled(column, hasNext);
    } else {
        addSides(column);
        if (m_words->kind == AttentionKind::SetApart)
            addSetApart(column);
        addWays(column);
    }
    column->addStretch(1);
    layout()->addWidget(m_content);
}

void AttentionCard::addHead(QVBoxLayout* column)
{
    column->addWidget(mutedLabel(m_words->caption));
    column->addWidget(titleLabel(m_words->title));
    if (m_words->settled.isEmpty())
        column->addWidget(textLabel(m_words->question));
}

void AttentionCard::addSides(QVBoxLayout* column)
{
    if (!m_words->sides.empty()) {
        column->addSpacing(2 * unit);
        auto* row = new QHBoxLayout;
        row->setSpacing(3 * unit);
        for (const AttentionWords::Side& side : m_words->sides) {
            const bool isShown = m_words->kind == AttentionKind::Conflict && &side == &m_words->sides.front();
            row->addWidget(new ValueBox(side, isShown), 1);
        }
        column->addLayout(row);
    }
    for (const QString& line : m_words->lines)
        column->addWidget(m_words->kind == AttentionKind::Parked ? textLabel(line) : mutedLabel(line));
    if (!m_words->why.isEmpty())
        column->addWidget(mutedLabel(m_words->why));
}

void AttentionCard::addWays(QVBoxLayout* column)
{
    column->addSpacing(3 * unit);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(4 * unit);
    grid->setVerticalSpacing(2 * unit);
    grid->setColumnStretch(1, 1);
    for (const WayOut& way : m_words->ways)
        addWay(grid, way);
    column->addLayout(grid);
    if (m_words->row.id.isNull())
        return;
    auto* history = new QPushButton(icon(QStringLiteral("history")), tr("Show its &history"));
    history->setFlat(true);
    connect(history, &QPushButton::clicked, this, &AttentionCard::historyWanted);
    column->addSpacing(2 * unit);
    column->addWidget(history, 0, Qt::AlignLeft);
}

void AttentionCard::addWay(QGridLayout* grid, const WayOut& way)
{
    const int row = grid->rowCount();
    QLabel* const consequence = mutedLabel(way.consequence);
    consequence->setAlignment(Qt::AlignVCenter | Qt::AlignLeft);
    grid->addWidget(consequence, row, 1);
    if (way.way == Way::Value) {
        grid->addWidget(makeTyped(way), row, 0);
        return;
    }
    if (way.way == Way::Move) {
        grid->addWidget(makeMove(way), row, 0);
        return;
    }
    auto* button = new QPushButton(way.label);
    button->setMinimumWidth(40 * unit);
    button->setAccessibleDescription(way.consequence);
    button->setAutoDefault(true);
    connect(button, &QPushButton::clicked, this, [this, chosen = way.way] { emit wayChosen(chosen, {}, {}); });
    grid->addWidget(button, row, 0);
    if (!m_first)
        m_first = button;
}

/// A field for a value of the person's own, beside a button that takes it.
QWidget* AttentionCard::makeTyped(const WayOut& way)
{
    QLineEdit* edit = nullptr;
    std::function<std::optional<Scalar>()> value;
    const ColumnInfo& column = *m_words->typed;
    if (column.type == ColumnType::Money) {
        auto* amount = new AmountEdit(m_workspace.ledger.currency());
        amount->setRequired(true);
        edit = amount;
        value = [amount]() -> std::optional<Scalar> {
            return amount->confirm() ? std::optional<Scalar>(amount->amount()->minor) : std::nullopt;
        };
    } else if (column.type == ColumnType::Day) {
        auto* day = new DayEdit;
        if (m_words->month)
            day->setMonth(*m_words->month);
        edit = day;
        value = [day, isNullable = column.nullable]() -> std::optional<Scalar> {
            if (day->text().trimmed().isEmpty() && isNullable)
                return Scalar();
            return day->confirm() && day->day().isValid() ? std::optional<Scalar>(isoDay(day->day())) : std::nullopt;
        };
    } else {
        edit = new QLineEdit;
        value = [edit, isNullable = column.nullable]() -> std::optional<Scalar> {
            const std::string text = edit->text().trimmed().toStdString();
            if (text.empty())
                return isNullable ? std::optional<Scalar>(Scalar()) : std::nullopt;
            return Scalar(text);
        };
    }
    m_typed = edit;
    m_drafts = new FieldDrafts(m_workspace, this);
    m_drafts->add(QStringLiteral("value"), edit);
    m_drafts->begin(draftName(m_words->id), FieldDrafts::Kept::BringBack);
    edit->setAccessibleName(way.label);
    edit->setPlaceholderText(way.label);
    auto* use = new QPushButton(tr("&Use it"));
    use->setAccessibleDescription(way.consequence);
    const auto take = [this, value] {
        if (const auto typed = value())
            emit wayChosen(Way::Value, cellOf(*typed), {});
    };
    connect(use, &QPushButton::clicked, this, take);
    connect(edit, &QLineEdit::returnPressed, this, take);
    auto* both = new QWidget;
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(edit, 1);
    row->addWidget(use);
    both->setMaximumWidth(60 * unit);
    return both;
}

/// The open months, newest first, beside a button that records it there.
QWidget* AttentionCard::makeMove(const WayOut& way)
{
    auto* months = new ChoiceBox;
    std::vector<ChoiceBox::Choice> choices;
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    for (auto month = catalogue.months.rbegin(); month != catalogue.months.rend(); ++month) {
        if (!month->isClosed)
            choices.push_back({ month->id, monthText(month->ym), {} });
    }
    months->setChoices(choices);
    if (!choices.empty())
        months->choose(choices.front().id);
    months->setAccessibleName(tr("Month to record it in"));
    auto* move = new QPushButton(way.label);
    move->setAccessibleDescription(way.consequence);
    move->setEnabled(!choices.empty());
    connect(move, &QPushButton::clicked, this, [this, months] {
        if (const auto month = months->chosen())
            emit wayChosen(Way::Move, {}, month);
    });
    auto* both = new QWidget;
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(move);
    row->addWidget(months, 1);
    both->setMaximumWidth(60 * unit);
    return both;
}

void AttentionCard::addSettled(QVBoxLayout* column, bool hasNext)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * unit);
    auto* mark = new QLabel;
    mark->setPixmap(icon(QStringLiteral("check")).pixmap(16, 16));
    auto* undo = new QPushButton(icon(QStringLiteral("undo")), tr("&Undo"));
    undo->setAccessibleDescription(tr("Opens the question again"));
    connect(undo, &QPushButton::clicked, this, &AttentionCard::undoWanted);
    row->addWidget(mark);
    row->addWidget(textLabel(m_words->settled), 1);
    row->addWidget(undo);
    m_first = undo;
    if (hasNext) {
        auto* next = new QPushButton(icon(QStringLiteral("arrow-right")), tr("&Next"));
        connect(next, &QPushButton::clicked, this, &AttentionCard::nextWanted);
        row->addWidget(next);
        m_first = next;
    }
    column->addLayout(row);
}

void AttentionCard::addSetApart(QVBoxLayout* column)
{
    auto* text = new QPlainTextEdit(m_words->text);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(tr("The change as it is"));
    text->setMinimumHeight(50 * unit);
    auto* save = new QPushButton(icon(QStringLiteral("export")), tr("&Export…"));
    connect(save, &QPushButton::clicked, this, &AttentionCard::exportWanted);
    column->addWidget(text);
    column->addWidget(save, 0, Qt::AlignLeft);
    m_first = save;
}

} // namespace qm::desktop
