#include "desktop/widgets/split_parts.h"

#include "desktop/models/display_text.h"
#include "desktop/models/typed_posting.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/month_entries.h"
#include "desktop/widgets/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace qm::desktop {

SplitParts::SplitParts(Workspace& workspace, MonthEntries& entries, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_entries(entries)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(2 * unit);
    m_grid->setVerticalSpacing(2 * unit);
    m_grid->setColumnStretch(0, 4);
    m_grid->setColumnStretch(2, 3);
    int column = 0;
    for (const QString& title : { tr("Entry"), tr("Amount"), tr("Memo") }) {
        auto* head = new QLabel(title, this);
        head->setForegroundRole(QPalette::PlaceholderText);
        m_grid->addWidget(head, 0, column, column == 1 ? Qt::AlignRight : Qt::AlignLeft);
        ++column;
    }
}

bool SplitParts::Part::isBlank() const
{
    return !entry->chosen() && amount->text().trimmed().isEmpty() && memo->text().trimmed().isEmpty();
}

void SplitParts::clear()
{
    while (!m_parts.empty())
        remove(m_parts.size() - 1);
}

void SplitParts::addPart(
    const std::optional<Uuid>& posting, const std::optional<Uuid>& entry, const QString& amount, const QString& memo)
{
    Part part { posting, new ChoiceBox(this), new AmountEdit(m_workspace.ledger.currency(), this), new QLineEdit(this),
        new QToolButton(this) };
    part.amount->setOutgoing(m_isOutgoing);
    part.amount->setText(amount);
    part.amount->setMinimumWidth(28 * unit);
    part.memo->setText(memo);
    part.memo->setPlaceholderText(tr("Memo"));
    part.entry->lineEdit()->setPlaceholderText(tr("no entry yet"));
    part.entry->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    part.entry->setMinimumContentsLength(18);
    part.remove->setIcon(icon(QStringLiteral("close")));
    part.remove->setText(QStringLiteral("×"));
    part.remove->setAutoRaise(true);
    part.remove->setToolTip(tr("Take this part out (Ctrl+Delete)"));
    m_entries.serve(part.entry);
    m_entries.choose(part.entry, entry);
    connect(part.entry, &QComboBox::editTextChanged, this, &SplitParts::edited);
    connect(part.memo, &QLineEdit::textChanged, this, &SplitParts::edited);
    connect(part.amount, &QLineEdit::textChanged, this, [this] {
        showRest();
        emit edited();
    });
    connect(part.remove, &QToolButton::clicked, this, [this, button = part.remove] {
        if (const auto place = placeOf(button)) {
            remove(*place);
            emit edited();
        }
    });
    const std::array<QWidget*, 4> fields { part.entry, part.amount, part.memo, part.remove };
    for (QWidget* const field : fields) {
        field->setMinimumHeight(8 * unit);
        field->installEventFilter(this);
    }
    m_parts.push_back(part);
    layOut();
    showRest();
}

void SplitParts::addBlankPart()
{
    addPart({}, {}, {}, {});
    m_parts.back().entry->setFocus(Qt::TabFocusReason);
    emit edited();
}

void SplitParts::remove(std::size_t place)
{
    const Part part = m_parts[place];
    m_parts.erase(m_parts.begin() + static_cast<std::ptrdiff_t>(place));
    const std::array<QWidget*, 4> fields { part.entry, part.amount, part.memo, part.remove };
    for (QWidget* const field : fields) {
        field->hide();
        field->deleteLater();
    }
    layOut();
    showRest();
    if (!m_parts.empty())
        m_parts[std::min(place, m_parts.size() - 1)].entry->setFocus(Qt::TabFocusReason);
}

/// Lines in their order, with names that tell which one it is.
void SplitParts::layOut()
{
    int row = 1;
    QWidget* before = nullptr;
    for (const Part& part : m_parts) {
        const std::array<std::pair<QWidget*, QString>, 4> fields { std::pair { static_cast<QWidget*>(part.entry),
                                                                       tr("Entry of part %1").arg(row) },
            { part.amount, tr("Amount of part %1").arg(row) }, { part.memo, tr("Memo of part %1").arg(row) },
            { part.remove, tr("Take part %1 out").arg(row) } };
        int column = 0;
        for (const auto& [field, name] : fields) {
            field->setAccessibleName(name);
            m_grid->addWidget(field, row, column++);
            if (before)
                setTabOrder(before, field);
            before = field;
        }
        part.entry->lineEdit()->setAccessibleName(fields[0].second);
        ++row;
    }
}

void SplitParts::setTotal(const std::optional<Money>& total)
{
    m_total = total;
    showRest();
}

void SplitParts::setOutgoing(bool isOutgoing)
{
    m_isOutgoing = isOutgoing;
    for (const Part& part : m_parts)
        part.amount->setOutgoing(isOutgoing);
    showRest();
}

std::optional<Money> SplitParts::rest() const
{
    if (!m_total)
        return {};
    std::vector<Money> amounts;
    for (const Part& part : m_parts) {
        if (!part.amount->isValid())
            return {};
        if (const auto amount = part.amount->amount())
            amounts.push_back(*amount);
    }
    const auto rest = restOf(*m_total, amounts);
    return rest ? std::optional(*rest) : std::nullopt;
}

bool SplitParts::takesRest(std::size_t place) const
{
    return place + 1 == m_parts.size() && m_parts[place].amount->text().trimmed().isEmpty();
}

QString SplitParts::amountTextOf(Money amount) const
{
    const Currency& currency = m_workspace.ledger.currency();
    if (!m_isOutgoing)
        return amountText(amount, currency);
    return amount.minor > 0 ? signedText(amount, currency) : amountText({ -amount.minor }, currency);
}

void SplitParts::showRest()
{
    const auto left = rest();
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        AmountEdit* const field = m_parts[i].amount;
        const bool isRest = takesRest(i) && left && left->minor != 0;
        field->setPlaceholderText(isRest ? amountTextOf(*left) : tr("Amount"));
        QPalette colours = field->palette();
        colours.setColor(QPalette::PlaceholderText, isRest ? theme().accent : theme().muted);
        field->setPalette(colours);
    }
}

std::vector<SplitPartEdit> SplitParts::parts() const
{
    std::vector<SplitPartEdit> parts;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part& part = m_parts[i];
        const auto left = takesRest(i) ? rest() : part.amount->amount();
        const bool isNothing = part.isBlank() && (!left || left->minor == 0);
        if (!isNothing)
            parts.push_back({ part.posting, part.entry->chosen(), left.value_or(Money {}),
                part.memo->text().trimmed().toStdString() });
    }
    return parts;
}

SplitParts::Wrong SplitParts::whatIsWrong() const
{
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part& part = m_parts[i];
        if (part.entry->isUnknown())
            return { part.entry, tr("There is no entry “%1” in this month.").arg(part.entry->currentText().trimmed()) };
        if (!part.amount->isValid())
            return { part.amount, part.amount->fault() };
        if (!part.isBlank() && !takesRest(i) && !part.amount->amount())
            return { part.amount, tr("This part has no amount.") };
    }
    const auto left = rest();
    const bool isTaken = !m_parts.empty() && takesRest(m_parts.size() - 1);
    if (left && left->minor != 0 && !isTaken) {
        return { m_parts.empty() ? nullptr : m_parts.back().amount, tr("The parts do not add up to the total.") };
    }
    return {};
}

QJsonArray SplitParts::state() const
{
    QJsonArray state;
    for (const Part& part : m_parts) {
        state.append(QJsonObject { { QStringLiteral("posting"), idText(part.posting) },
            { QStringLiteral("entry"), idText(part.entry->chosen()) },
            { QStringLiteral("amount"), part.amount->text().trimmed() },
            { QStringLiteral("memo"), part.memo->text().trimmed() } });
    }
    return state;
}

void SplitParts::showState(const QJsonArray& state)
{
    clear();
    for (const QJsonValue& value : state) {
        const auto text = [&value](const char* name) { return value[QLatin1String(name)].toString(); };
        addPart(idOfText(text("posting")), idOfText(text("entry")), text("amount"), text("memo"));
    }
}

void SplitParts::takeFocus()
{
    for (const Part& part : m_parts) {
        if (!part.entry->chosen()) {
            part.entry->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    if (!m_parts.empty())
        m_parts.back().amount->setFocus(Qt::OtherFocusReason);
}

std::optional<std::size_t> SplitParts::placeOf(const QObject* field) const
{
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part& part = m_parts[i];
        if (field == part.entry || field == part.amount || field == part.memo || field == part.remove)
            return i;
    }
    return {};
}

void SplitParts::giveRestToCurrent()
{
    const auto left = rest();
    if (m_current >= m_parts.size() || !m_total)
        return;
    AmountEdit* const field = m_parts[m_current].amount;
    field->clear();
    if (const auto now = rest())
        field->setText(amountTextOf(*now));
    else if (left)
        field->setText(amountTextOf(*left));
    field->setFocus(Qt::OtherFocusReason);
}

void SplitParts::goOnFrom(std::size_t place)
{
    const auto left = rest();
    if (place + 1 < m_parts.size()) {
        m_parts[place + 1].entry->setFocus(Qt::TabFocusReason);
    } else if (left && left->minor != 0 && !takesRest(place)) {
        addBlankPart();
    } else {
        emit finished();
    }
}

bool SplitParts::eventFilter(QObject* watched, QEvent* event)
{
    const auto place = placeOf(watched);
    if (!place)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusIn)
        m_current = *place;
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* const key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Delete && key->modifiers() == Qt::ControlModifier) {
        remove(*place);
        emit edited();
        return true;
    }
    if (key->key() == Qt::Key_Equal && watched == m_parts[*place].amount) {
        m_current = *place;
        giveRestToCurrent();
        return true;
    }
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (isReturn && key->modifiers() == Qt::NoModifier && watched != m_parts[*place].remove) {
        // The field finishes first what Return means to it; not accepted, it would go on to the dialog's button.
        watched->event(event);
        event->accept();
        if (const auto still = placeOf(watched))
            goOnFrom(*still);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace qm::desktop
