#include "desktop/widgets/quick_row.h"

#include "common/store/posting_edits.h"
#include "desktop/models/display_text.h"
#include "desktop/services/draft_store.h"
#include "desktop/widgets/posting_cells.h"
#include "desktop/widgets/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

QString draftName(YearMonth ym)
{
    return QStringLiteral("quickRow/%1").arg(QString::fromStdString(ym.text()));
}

} // namespace

QuickRow::QuickRow(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_cells(new PostingCells(workspace, this))
    , m_sentence(new QLabel(this))
    , m_offer(new QPushButton(this))
    , m_shelf(new PostingShelf(workspace, this))
{
    setAccessibleName(tr("New posting"));
    layOut();
    connectParts();
    nameMonth();
    sayHowItWorks();
}

QuickRow::~QuickRow() = default;

void QuickRow::layOut()
{
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumHeight(6 * unit);
    m_sentence->setTextInteractionFlags(Qt::NoTextInteraction);
    QSizePolicy narrow(QSizePolicy::Ignored, QSizePolicy::Minimum);
    narrow.setHeightForWidth(true);
    m_sentence->setSizePolicy(narrow);
    m_offer->setAutoDefault(true); // Return presses it
    m_offer->hide();
    auto* below = new QHBoxLayout;
    below->setContentsMargins(2 * unit, 0, 0, 0);
    below->setSpacing(2 * unit);
    below->addWidget(m_sentence, 1);
    below->addWidget(m_offer);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(unit);
    column->addWidget(m_cells);
    column->addLayout(below);
    column->addWidget(m_shelf);
}

void QuickRow::connectParts()
{
    connect(m_cells, &PostingCells::edited, this, &QuickRow::edited);
    // Queued: the field itself finishes first what Return means to it.
    connect(m_cells, &PostingCells::recordWanted, this, &QuickRow::record, Qt::QueuedConnection);
    connect(m_cells, &PostingCells::escaped, this, &QuickRow::giveUp);
    connect(m_cells, &PostingCells::outsideMonth, this, &QuickRow::showOutside);
    connect(m_shelf, &PostingShelf::backWanted, this, &QuickRow::bringBack);
    connect(m_offer, &QPushButton::clicked, this, [this] {
        if (const std::function<void()> take = m_takeOffer) // it may put another in its place
            take();
    });
    connect(&m_workspace.ledger, &LedgerService::changed, this, &QuickRow::ledgerChanged);
    connect(&m_workspace.ledger, &LedgerService::opened, this, [this] {
        m_cells->forgetMonth();
        m_shelf->forgetAll();
    });
}

std::optional<YearMonth> QuickRow::month() const
{
    return m_cells->month();
}

void QuickRow::setMonth(YearMonth ym)
{
    if (month() == ym)
        return;
    m_cells->setMonth(ym);
    sayHowItWorks();
    m_shelf->setMonth(ym);
    bringDraft();
    ledgerChanged();
}

void QuickRow::setEntry(const std::optional<Uuid>& entry)
{
    m_cells->setEntry(entry);
}

void QuickRow::takeFocus()
{
    m_cells->takeFocus();
}

void QuickRow::ledgerChanged()
{
    m_isStale = !isVisible();
    if (m_isStale)
        return;
    m_cells->reload();
    nameMonth();
}

void QuickRow::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isStale && m_workspace.ledger.isOpen())
        ledgerChanged();
}

/// Nothing can be recorded in a month that is not open.
void QuickRow::nameMonth()
{
    if (!m_workspace.ledger.isOpen() || !month())
        return;
    const Month* const there = m_workspace.ledger.catalogue().month(*month());
    const bool isOpen = there && !there->isClosed;
    if (isOpen == m_cells->isEnabled())
        return;
    m_cells->setEnabled(isOpen);
    if (isOpen)
        sayHowItWorks();
    else
        say(there ? tr("%1 is closed. Reopen it to record something in it.").arg(monthText(*month()))
                  : tr("%1 has not been opened yet.").arg(monthText(*month())),
            false);
}

void QuickRow::edited()
{
    keepDraft();
    if (m_cells->isDayValid() && m_takeOffer)
        sayHowItWorks();
}

void QuickRow::record()
{
    if (!month() || !m_cells->isEnabled())
        return;
    if (isBlank() && m_cells->isDayValid()) {
        takeFocus();
        return;
    }
    if (m_takeOffer && !m_cells->isDayValid()) { // of another month: what to do about it is said already
        m_offer->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (!refuse(m_cells->whatIsWrong()))
        recordOn(m_cells->day());
}

/// Puts the cursor where something is wrong, and says it; false when nothing is.
bool QuickRow::refuse(const std::optional<PostingCells::Wrong>& wrong)
{
    if (!wrong)
        return false;
    wrong->field->setFocus(Qt::OtherFocusReason);
    say(wrong->sentence);
    return true;
}

void QuickRow::recordOn(QDate day)
{
    if (refuse(m_cells->whatIsWrongBesideTheDay()))
        return;
    const PostingDraft draft = m_cells->draftOn(day);
    m_cells->used(draft);
    send(draft);
}

/// The row is blank at once; what was in it is kept until the ledger has it.
void QuickRow::send(PostingDraft draft)
{
    const YearMonth ym = yearMonthOf(dayOf(draft.date));
    const int number = m_shelf->send(*month(), m_cells->typed());
    clear();
    takeFocus();
    auto sent = m_workspace.ledger.act([draft = std::move(draft)](Ledger& ledger) -> Result<Uuid> {
        QM_ASSIGN(const PostingDraft fitted, fittedToItsMonth(ledger, draft));
        return addPosting(ledger, fitted);
    });
    whenDone(this, std::move(sent), [this, number, ym](Result<Uuid> done) {
        if (done)
            recorded(number, ym);
        else
            refused(number, ErrorText::of(done.error()).text());
    });
}

void QuickRow::recorded(int number, YearMonth ym)
{
    m_shelf->arrived(number);
    m_workspace.drafts.writeNow(); // a crash must not bring back what is recorded
    if (ym == month())
        return;
    m_workspace.notify(tr("Recorded in %1.").arg(monthText(ym)), Workspace::Tone::Good, tr("Show the month"),
        [&workspace = m_workspace, ym] { workspace.showMonth(ym); });
}

/// Back into the row if it is free; else it waits below.
void QuickRow::refused(int number, const QString& why)
{
    m_shelf->refused(number, why);
    if (isBlank())
        bringRefused();
}

void QuickRow::bringRefused()
{
    if (const auto back = m_shelf->takeRefused())
        bringBack(*back);
}

/// What is in the row makes way, and can be brought back in its turn.
void QuickRow::bringBack(const PostingShelf::Back& back)
{
    m_shelf->putAside(m_cells->typed());
    m_cells->fill(back.typed);
    keepDraft();
    if (back.sentence.isEmpty())
        sayHowItWorks();
    else
        say(back.sentence);
    if (m_shelf->isAncestorOf(focusWidget()))
        takeFocus();
}

void QuickRow::giveUp()
{
    m_cells->keepDay();
    m_shelf->giveUp(m_cells->typed());
    clear();
    takeFocus();
}

void QuickRow::showOutside(QDate day)
{
    const YearMonth ym = yearMonthOf(day);
    const Month* const there = m_workspace.ledger.isOpen() ? m_workspace.ledger.catalogue().month(ym) : nullptr;
    const QString where = dayText(day);
    const QString name = monthText(ym);
    if (there && !there->isClosed) {
        say(tr("%1 is in %2.").arg(where, name));
        m_offer->setText(tr("Put it into %1").arg(name));
        m_takeOffer = [this, day] { recordOn(day); };
    } else {
        say(there ? tr("%1 is in %2, which is closed.").arg(where, name)
                  : tr("%1 is in %2, which has not been opened yet.").arg(where, name));
        m_offer->setText(tr("Go to %1").arg(name));
        m_takeOffer = [this, ym] { m_workspace.showMonth(ym); };
    }
    m_offer->show();
}

void QuickRow::say(const QString& sentence, bool isWrong)
{
    m_takeOffer = {};
    m_offer->hide();
    m_sentence->setText(sentence);
    m_sentence->setToolTip(sentence);
    m_sentence->setProperty("wrong", isWrong);
    colourSentence();
}

void QuickRow::colourSentence()
{
    QPalette colours = palette();
    const bool isWrong = m_sentence->property("wrong").toBool();
    colours.setColor(QPalette::WindowText, isWrong ? theme().over : theme().muted);
    m_sentence->setPalette(colours);
}

void QuickRow::sayHowItWorks()
{
    say(tr("Return records it. Ctrl+Shift+S splits it, Ctrl+Shift+T makes a transfer."), false);
}

TypedPosting QuickRow::typed() const
{
    return m_cells->meant();
}

bool QuickRow::isBlank() const
{
    return m_cells->isBlank();
}

void QuickRow::clear()
{
    m_cells->fill({});
    sayHowItWorks();
    keepDraft();
}

TypedPosting QuickRow::handOver()
{
    QWidget* const field = focusWidget();
    if (field && field->hasFocus()) { // it tidies up its text when it is left
        field->clearFocus();
        field->setFocus(Qt::OtherFocusReason);
    }
    return m_cells->typed();
}

void QuickRow::clearIfStill(YearMonth ym, const TypedPosting& handedOver)
{
    if (month() == ym && m_cells->typed() == handedOver)
        clear();
}

void QuickRow::keepDraft()
{
    if (!month())
        return;
    const TypedPosting typed = m_cells->typed();
    m_workspace.drafts.put(draftName(*month()),
        typed.isBlank() ? QJsonObject() : QJsonObject { { QStringLiteral("typed"), typed.toJson() } });
}

void QuickRow::bringDraft()
{
    const QJsonObject draft = m_workspace.drafts.draft(draftName(*month()));
    const TypedPosting typed = TypedPosting::of(draft.value(QStringLiteral("typed")).toObject());
    if (typed.isBlank())
        bringRefused();
    else
        m_cells->fill(typed);
}

void QuickRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_shelf)
        colourSentence();
}

} // namespace qm::desktop
