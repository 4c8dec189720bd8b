#include "desktop/widgets/posting_shelf.h"

#include "desktop/models/display_text.h"
#include "desktop/services/draft_store.h"
#include "desktop/widgets/text_label.h"
#include "desktop/widgets/theme.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace qm::desktop {

namespace {

constexpr std::array stateNames { "sent", "refused", "aside", "givenUp" };

QString draftName(YearMonth ym)
{
    return QStringLiteral("quickRow.shelf/%1").arg(QString::fromStdString(ym.text()));
}

/// Enough to know it again.
QString shortly(const TypedPosting& typed)
{
    QStringList words;
    for (const QString& word : { typed.payee, typed.amount, typed.memo }) {
        if (!word.isEmpty() && words.size() < 2)
            words << word;
    }
    return words.isEmpty() ? typed.day : words.join(QLatin1Char(' '));
}

} // namespace

PostingShelf::PostingShelf(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_sentence(mutedLabel({}, this))
{
    m_sentence->setWordWrap(true);
    auto* back = new QPushButton(icon(QStringLiteral("undo")), tr("Bring it back"), this);
    back->setAutoDefault(true); // Return presses it
    auto* letGo = new QToolButton(this);
    letGo->setIcon(icon(QStringLiteral("close")));
    letGo->setAutoRaise(true);
    letGo->setAccessibleName(tr("Let it go"));
    letGo->setToolTip(tr("Let it go"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * unit, 0, 0, 0);
    row->setSpacing(2 * unit);
    row->addWidget(m_sentence, 1);
    row->addWidget(back);
    row->addWidget(letGo);
    hide();
    connect(back, &QPushButton::clicked, this, [this] {
        if (const Item* const item = shown()) {
            const Back wanted { item->typed, item->why };
            remove(*m_month, item->number);
            emit backWanted(wanted);
        }
    });
    connect(letGo, &QToolButton::clicked, this, [this] {
        if (const Item* const item = shown())
            remove(*m_month, item->number);
    });
}

void PostingShelf::setMonth(YearMonth ym)
{
    m_month = ym;
    if (!m_items.contains(ym)) {
        Items items = read(ym);
        for (Item& item : items)
            item.number = ++m_lastNumber;
        m_items.emplace(ym, std::move(items));
    }
    showLine();
}

void PostingShelf::forgetAll()
{
    m_month.reset();
    m_items.clear();
    showLine();
}

PostingShelf::Items PostingShelf::read(YearMonth ym) const
{
    Items items;
    const QJsonArray kept = m_workspace.drafts.draft(draftName(ym)).value(QStringLiteral("items")).toArray();
    for (const QJsonValue& one : kept) {
        Item item;
        item.typed = TypedPosting::of(one[QStringLiteral("typed")].toObject());
        item.why = one[QStringLiteral("why")].toString();
        const QString state = one[QStringLiteral("state")].toString();
        for (std::size_t i = 0; i < stateNames.size(); ++i)
            item.state = state == QLatin1String(stateNames[i]) ? State(i) : item.state;
        if (item.state == State::Sent) {
            item.state = State::Refused;
            item.why = tr("This was being recorded when the program ended. See whether it is in the list.");
        }
        items.push_back(std::move(item));
    }
    return items;
}

void PostingShelf::keep(YearMonth ym)
{
    QJsonArray kept;
    for (const Item& item : m_items[ym]) {
        kept.append(QJsonObject { { QStringLiteral("typed"), item.typed.toJson() }, { QStringLiteral("why"), item.why },
            { QStringLiteral("state"), QLatin1String(stateNames[std::size_t(item.state)]) } });
    }
    m_workspace.drafts.put(
        draftName(ym), kept.isEmpty() ? QJsonObject() : QJsonObject { { QStringLiteral("items"), kept } });
    showLine();
}

/// What was given up comes last.
const PostingShelf::Item* PostingShelf::shown() const
{
    const auto there = m_month ? m_items.find(*m_month) : m_items.end();
    if (there == m_items.end())
        return nullptr;
    const Item* found = nullptr;
    for (const Item& item : there->second) {
        if (item.state == State::Sent || (found && found->state != State::GivenUp))
            continue;
        if (!found || item.state != State::GivenUp)
            found = &item;
    }
    return found;
}

void PostingShelf::showLine()
{
    const Item* const item = shown();
    if (item) {
        const QString what = shortly(item->typed);
        m_sentence->setText(item->state == State::Refused ? tr("“%1” is not recorded. %2").arg(what, item->why)
                : item->state == State::Aside             ? tr("“%1” was put aside.").arg(what)
                                                          : tr("“%1” was taken out of the row.").arg(what));
    }
    setVisible(item != nullptr);
}

void PostingShelf::add(YearMonth ym, State state, const TypedPosting& typed)
{
    m_items[ym].push_back({ ++m_lastNumber, state, typed, {} });
    keep(ym);
}

void PostingShelf::remove(YearMonth ym, int number)
{
    std::erase_if(m_items[ym], [number](const Item& item) { return item.number == number; });
    keep(ym);
}

int PostingShelf::send(YearMonth ym, const TypedPosting& typed)
{
    add(ym, State::Sent, typed);
    return m_lastNumber;
}

std::optional<YearMonth> PostingShelf::monthOf(int number) const
{
    for (const auto& [ym, items] : m_items) {
        if (std::any_of(items.begin(), items.end(), [number](const Item& item) { return item.number == number; }))
            return ym;
    }
    return {};
}

void PostingShelf::arrived(int number)
{
    const auto ym = monthOf(number);
    if (!ym)
        return;
    std::erase_if(
        m_items[*ym], [number](const Item& item) { return item.number == number || item.state == State::GivenUp; });
    keep(*ym);
}

void PostingShelf::refused(int number, const QString& why)
{
    const auto ym = monthOf(number);
    if (!ym)
        return;
    QString what;
    for (Item& item : m_items[*ym]) {
        if (item.number != number)
            continue;
        item.state = State::Refused;
        item.why = why;
        what = shortly(item.typed);
    }
    keep(*ym);
    if (ym == m_month)
        return;
    m_workspace.notify(tr("“%1” is not recorded. %2").arg(what, why), Workspace::Tone::Error, tr("Show the month"),
        [&workspace = m_workspace, month = *ym] { workspace.showMonth(month); });
}

void PostingShelf::putAside(const TypedPosting& typed)
{
    if (m_month && !typed.isBlank())
        add(*m_month, State::Aside, typed);
}

void PostingShelf::giveUp(const TypedPosting& typed)
{
    if (!m_month || typed.isBlank())
        return;
    std::erase_if(m_items[*m_month], [](const Item& item) { return item.state == State::GivenUp; });
    add(*m_month, State::GivenUp, typed);
}

std::optional<PostingShelf::Back> PostingShelf::takeRefused()
{
    if (!m_month)
        return {};
    for (const Item& item : m_items[*m_month]) {
        if (item.state != State::Refused)
            continue;
        Back back { item.typed, item.why };
        remove(*m_month, item.number);
        return back;
    }
    return {};
}

} // namespace qm::desktop
