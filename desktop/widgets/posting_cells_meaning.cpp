#include "desktop/widgets/posting_cells.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/amount_edit.h"
#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/day_edit.h"
#include "desktop/widgets/month_entries.h"
#include "desktop/widgets/payee_edit.h"
#include "desktop/widgets/theme.h"

// What the cells mean: typed, else recalled, else usual.

namespace qm::desktop {

namespace {

void setPlaceholder(QLineEdit* field, const QString& text, bool isRecalled)
{
    field->setPlaceholderText(text);
    QPalette colours = field->palette();
    colours.setColor(QPalette::PlaceholderText, isRecalled ? theme().accent : theme().muted);
    field->setPalette(colours);
}

} // namespace

/// Where the day of today is of no use, the next posting is likely near the last one.
void PostingCells::readLastDay()
{
    const Month* const month = m_workspace.ledger.isOpen() ? m_workspace.ledger.catalogue().month(*m_month) : nullptr;
    if (!month || m_month->contains(fromQDate(QDate::currentDate())))
        return;
    PostingFilter newest;
    newest.month = month->id;
    newest.limit = 1;
    m_lastDayRequest.start(this, m_workspace.ledger.read([newest](Ledger& ledger) { return ledger.postings(newest); }),
        [this](Result<std::vector<Posting>> postings) {
            if (!postings || postings->empty() || m_lastDay.isValid())
                return;
            const bool isUsual = m_day->day() == usualDay();
            m_lastDay = dayOf(postings->front().date);
            if (isUsual && isBlank())
                m_day->setDay(usualDay());
        });
}

QDate PostingCells::usualDay() const
{
    const QDate today = QDate::currentDate();
    if (!m_lastDay.isValid() && m_month->contains(fromQDate(today)))
        return today;
    return m_lastDay.isValid() ? m_lastDay : toQDate(m_month->day(1));
}

std::optional<Uuid> PostingCells::entry() const
{
    if (!m_entry->lineEdit()->text().trimmed().isEmpty() || !m_recalled)
        return m_entry->chosen();
    const Entry* const like = entryLike(*m_recalled, m_entries->entries());
    return like ? std::optional(like->id) : std::nullopt;
}

std::optional<Uuid> PostingCells::account() const
{
    if (!m_account->lineEdit()->text().trimmed().isEmpty())
        return m_account->chosen();
    if (!m_workspace.ledger.isOpen())
        return {};
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    std::vector<std::optional<Uuid>> usual;
    if (m_recalled && !m_recalled->date.empty())
        usual.emplace_back(m_recalled->account);
    usual.push_back(m_lastAccount);
    usual.push_back(m_workspace.payees.memory()->lastAccount());
    for (const auto& id : usual) {
        const Account* const account = id ? catalogue.account(*id) : nullptr;
        if (account && !account->isArchived)
            return account->id;
    }
    const bool hasAny = !catalogue.accounts.empty() && !catalogue.accounts.front().isArchived;
    return hasAny ? std::optional(catalogue.accounts.front().id) : std::nullopt;
}

std::optional<Money> PostingCells::amount() const
{
    if (!m_amount->text().trimmed().isEmpty())
        return m_amount->amount();
    return m_recalled && !m_recalled->date.empty() ? std::optional(m_recalled->amount) : std::nullopt;
}

void PostingCells::recall(const PayeeUse& use)
{
    m_recalled = use;
    showHints();
    emit edited();
}

/// In every empty cell what would be recorded, else what belongs there.
void PostingCells::showHints()
{
    if (!m_workspace.ledger.isOpen())
        return;
    const Catalogue& catalogue = m_workspace.ledger.catalogue();
    m_amount->setOutgoing(!m_entries->isIncome(entry()));
    setPlaceholder(m_day, tr("Day"), false);
    setPlaceholder(m_payee, tr("Payee"), false);
    setPlaceholder(m_memo, tr("Memo"), false);

    showAmountHint();

    const Entry* const like = m_recalled ? entryLike(*m_recalled, m_entries->entries()) : nullptr;
    setPlaceholder(m_entry->lineEdit(), like ? QString::fromStdString(like->name) : tr("Entry"), like != nullptr);

    const bool isChosen = !m_account->lineEdit()->text().trimmed().isEmpty();
    const auto usual = isChosen ? std::nullopt : account();
    setPlaceholder(m_account->lineEdit(), usual ? catalogue.accountName(*usual) : tr("Account"), usual.has_value());
}

void PostingCells::showAmountHint()
{
    const Currency& currency = m_workspace.ledger.currency();
    const bool hasAmount = m_recalled && !m_recalled->date.empty();
    QString amountHint = tr("Amount");
    if (hasAmount) {
        const Money last = m_recalled->amount;
        amountHint = m_amount->isOutgoing()
            ? (last.minor > 0 ? signedText(last, currency) : amountText({ -last.minor }, currency))
            : amountText(last, currency);
    }
    setPlaceholder(m_amount, amountHint, hasAmount);
}

void PostingCells::textChanged()
{
    if (m_isFilling)
        return;
    showHints();
    emit edited();
}

std::optional<PostingCells::Wrong> PostingCells::whatIsWrong() const
{
    if (!m_day->isValid())
        return Wrong { m_day, m_day->fault() };
    if (!m_day->day().isValid())
        return Wrong { m_day, tr("A day is missing.") };
    return whatIsWrongBesideTheDay();
}

std::optional<PostingCells::Wrong> PostingCells::whatIsWrongBesideTheDay() const
{
    if (!m_amount->isValid())
        return Wrong { m_amount, m_amount->fault() };
    if (!amount())
        return Wrong { m_amount, tr("An amount is missing.") };
    if (m_entry->isUnknown())
        return Wrong { m_entry,
            tr("%1 has no entry “%2”.").arg(monthText(*m_month), m_entry->lineEdit()->text().trimmed()) };
    if (m_account->isUnknown())
        return Wrong { m_account, tr("There is no account “%1”.").arg(m_account->lineEdit()->text().trimmed()) };
    if (!account())
        return Wrong { m_account, tr("An account is missing. Add one on the page of accounts.") };
    return {};
}

QDate PostingCells::day() const
{
    return m_day->day();
}

bool PostingCells::isDayValid() const
{
    return m_day->isValid();
}

PostingDraft PostingCells::draftOn(QDate day) const
{
    PostingDraft draft;
    draft.date = isoDay(day);
    draft.amount = *amount();
    draft.account = *account();
    draft.entry = entry();
    draft.payee = m_payee->text().trimmed().toStdString();
    draft.memo = m_memo->text().trimmed().toStdString();
    return draft;
}

void PostingCells::used(const PostingDraft& draft)
{
    m_lastAccount = draft.account;
    if (const QDate day = dayOf(draft.date); m_month->contains(fromQDate(day)))
        m_lastDay = day;
}

void PostingCells::keepDay()
{
    if (m_day->isValid() && m_day->day().isValid())
        m_lastDay = m_day->day();
}

TypedPosting PostingCells::meant() const
{
    TypedPosting meant = typed();
    meant.entry = entry();
    meant.account = account();
    meant.entryText.clear();
    meant.accountText.clear();
    if (meant.amount.isEmpty() && amount())
        meant.amount = m_amount->placeholderText();
    if (!meant.amount.isEmpty() && !m_amount->isOutgoing() && meant.amount.at(0).isDigit())
        meant.amount.prepend(QLatin1Char('+'));
    return meant;
}

} // namespace qm::desktop
