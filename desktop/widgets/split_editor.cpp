#include "desktop/widgets/split_editor.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/month_entries.h"
#include "desktop/widgets/payee_edit.h"
#include "desktop/widgets/split_parts.h"
#include "desktop/widgets/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace qm::desktop {

SplitEditor::SplitEditor(Workspace& workspace, const QString& draftName, YearMonth ym, QWidget* window)
    : PostingDialog(workspace, draftName, window)
    , m_entries(new MonthEntries(workspace, this))
    , m_day(new DayEdit(m_fields))
    , m_payee(new PayeeEdit(workspace, m_fields))
    , m_account(new ChoiceBox(m_fields))
    , m_total(new AmountEdit(workspace.ledger.currency(), m_fields))
    , m_parts(new SplitParts(workspace, *m_entries, m_fields))
    , m_rest(new QLabel(m_fields))
{
    setWindowTitle(tr("Split a purchase"));
    m_day->setUsualMonth(ym);
    m_day->setRequired(true);
    m_total->setOutgoing(true);
    m_account->setChoices(accountChoices(workspace.ledger.catalogue()));
    makeFields();
    connect(m_day, &QLineEdit::textChanged, this, &SplitEditor::dayChanged);
    connect(m_payee, &QLineEdit::textChanged, this, &SplitEditor::edited);
    connect(m_account, &QComboBox::editTextChanged, this, &SplitEditor::edited);
    connect(m_total, &QLineEdit::textChanged, this, [this] {
        const auto total = m_total->amount();
        m_parts->setOutgoing(!total || total->minor <= 0);
        m_parts->setTotal(total);
        showRest();
        edited();
    });
    connect(m_parts, &SplitParts::edited, this, [this] {
        showRest();
        edited();
    });
    connect(m_parts, &SplitParts::finished, this, &SplitEditor::save);
}

SplitEditor::SplitEditor(Workspace& workspace, YearMonth ym, const TypedPosting& typed, QWidget* window)
    : SplitEditor(workspace, QStringLiteral("split/new"), ym, window)
{
    m_entries->setMonth(ym);
    m_day->setText(typed.day);
    m_payee->setText(typed.payee);
    m_account->choose(typed.account);
    m_total->setText(typed.amount);
    m_parts->addPart({}, typed.entry, {}, typed.memo);
    m_parts->addPart({}, {}, {}, {});
    showRest();
    begin();
    if (!typed.isBlank())
        edited();
    if (typed.amount.isEmpty())
        m_total->setFocus();
    else
        m_parts->takeFocus();
}

SplitEditor::SplitEditor(Workspace& workspace, const PostingWhole& whole, QWidget* window)
    : SplitEditor(workspace, QStringLiteral("split/%1").arg(idText(whole.parts.front().id)), whole.month.ym, window)
{
    const Posting& first = whole.parts.front();
    m_posting = first.id;
    m_isCleared = first.isCleared;
    m_toAccount = first.toAccount;
    m_entries->setEntries(whole.month.ym, whole.entries);
    m_day->setDay(dayOf(first.date));
    m_payee->setText(QString::fromStdString(first.payee));
    m_account->setChoices(accountChoicesWith(workspace.ledger.catalogue(), first.account));
    m_account->choose(first.account);
    std::vector<Money> amounts;
    for (const Posting& part : whole.parts)
        amounts.push_back(part.amount);
    const auto negative = restOf({}, amounts);
    const Money total { negative ? -negative->minor : 0 };
    m_total->setAmount(total);
    m_parts->setOutgoing(total.minor <= 0);
    for (const Posting& part : whole.parts) {
        m_parts->addPart(part.id, part.entry, m_parts->amountTextOf(part.amount), QString::fromStdString(part.memo));
    }
    if (whole.parts.size() == 1)
        m_parts->addPart({}, {}, {}, {});
    showRest();
    setSaveText(tr("Save"));
    begin();
    if (whole.month.isClosed)
        setReadOnly(tr("%1 is closed. Reopen it to change something in it.").arg(monthText(whole.month.ym)));
    m_parts->takeFocus();
}

void SplitEditor::makeFields()
{
    auto* shared = new QGridLayout;
    shared->setHorizontalSpacing(3 * unit);
    shared->setVerticalSpacing(3 * unit);
    m_account->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_account->setMinimumContentsLength(14);
    shared->addWidget(labelled(tr("&Day"), m_day), 0, 0);
    shared->addWidget(labelled(tr("Pa&yee"), m_payee), 0, 1);
    shared->addWidget(labelled(tr("&Total"), m_total), 0, 2);
    shared->addWidget(labelled(tr("A&ccount"), m_account), 0, 3);
    shared->setColumnStretch(1, 3);
    shared->setColumnStretch(3, 2);
    m_day->setMaximumWidth(28 * unit);
    m_total->setMaximumWidth(32 * unit);
    m_content->addLayout(shared);

    auto* room = new QWidget;
    auto* inRoom = new QVBoxLayout(room);
    inRoom->setContentsMargins(0, 0, 0, 0);
    inRoom->addWidget(m_parts);
    inRoom->addStretch();
    auto* scroll = new QScrollArea(m_fields);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(room);
    scroll->setMinimumHeight(44 * unit);
    m_content->addWidget(scroll, 1);

    auto* below = new QHBoxLayout;
    auto* add = new QPushButton(icon(QStringLiteral("add")), tr("&Add a part"), m_fields);
    auto* rest = new QPushButton(tr("Give it the &rest"), m_fields);
    rest->setToolTip(tr("The part with the cursor takes what is left. The key = in its amount does it, too."));
    for (QPushButton* const button : { add, rest })
        button->setAutoDefault(false);
    connect(add, &QPushButton::clicked, m_parts, &SplitParts::addBlankPart);
    connect(rest, &QPushButton::clicked, m_parts, &SplitParts::giveRestToCurrent);
    QFont strong = m_rest->font();
    strong.setBold(true);
    m_rest->setFont(strong);
    below->addWidget(add);
    below->addWidget(rest);
    below->addStretch();
    below->addWidget(m_rest);
    m_content->addLayout(below);
    resize(170 * unit, 110 * unit);
}

void SplitEditor::showRest()
{
    const auto total = m_total->amount();
    const auto left = m_parts->rest();
    QString text;
    if (left && left->minor == 0)
        text = tr("All of it is assigned");
    else if (left && (left->minor < 0) == (total->minor < 0))
        text = tr("%1 left to assign").arg(amountText({ std::abs(left->minor) }, m_workspace.ledger.currency()));
    else if (left)
        text = tr("%1 more than the total").arg(amountText({ std::abs(left->minor) }, m_workspace.ledger.currency()));
    m_rest->setText(text);
}

void SplitEditor::dayChanged()
{
    const QDate day = m_day->day();
    if (day.isValid()) {
        m_entries->setMonth(yearMonthOf(day));
        say(m_entries->obstacle());
    }
    edited();
}

QJsonObject SplitEditor::state() const
{
    TypedPosting typed;
    typed.day = m_day->text().trimmed();
    typed.payee = m_payee->text().trimmed();
    typed.amount = m_total->text().trimmed();
    typed.account = m_account->chosen();
    QJsonObject state = typed.toJson();
    state.insert(QStringLiteral("parts"), m_parts->state());
    if (m_entries->month())
        state.insert(QStringLiteral("month"), QString::fromStdString(m_entries->month()->text()));
    return state;
}

void SplitEditor::showState(const QJsonObject& state)
{
    const TypedPosting typed = TypedPosting::of(state);
    if (const auto ym = YearMonth::parse(state.value(QStringLiteral("month")).toString().toStdString()))
        m_entries->setMonth(*ym);
    m_day->setText(typed.day);
    m_payee->setText(typed.payee);
    m_account->choose(typed.account);
    m_total->setText(typed.amount);
    m_parts->showState(state.value(QStringLiteral("parts")).toArray());
    showRest();
}

bool SplitEditor::isRight()
{
    const auto total = m_total->amount();
    const SplitParts::Wrong wrong = m_parts->whatIsWrong();
    if (!m_day->isValid())
        refuse(m_day, m_day->fault());
    else if (const QString obstacle = m_entries->obstacle(); !obstacle.isEmpty())
        refuse(m_day, obstacle);
    else if (!m_total->isValid() || !total)
        refuse(m_total, total ? m_total->fault() : tr("The total is missing."));
    else if (m_account->isUnknown() || !m_account->chosen())
        refuse(m_account, tr("Choose the account that it was paid from."));
    else if (wrong.field)
        refuse(wrong.field, wrong.sentence);
    else if (m_parts->parts().empty())
        refuse(m_total, tr("There is no part yet."));
    else
        return true;
    return false;
}

void SplitEditor::save()
{
    if (!isRight())
        return;
    PostingDraft shared;
    shared.date = isoDay(m_day->day());
    shared.amount = *m_total->amount();
    shared.account = *m_account->chosen();
    shared.toAccount = m_toAccount;
    shared.payee = m_payee->text().trimmed().toStdString();
    shared.isCleared = m_isCleared;
    record([shared, posting = m_posting, parts = m_parts->parts()](Ledger& ledger) -> Result<> {
        if (posting)
            return editSplit(ledger, *posting, shared, parts);
        return recordPurchase(ledger, shared, parts);
    });
}

} // namespace qm::desktop
