#include "desktop/widgets/change_view.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/flow_layout.h"
#include "desktop/widgets/text_label.h"
#include "desktop/widgets/theme.h"

#include <QEvent>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr std::size_t thingsMost = 60; ///< of a large action; the count of all is said

QString cell(const QString& text, const QColor& colour)
{
    return QStringLiteral("<td style='color:%1; padding:1px 8px 1px 0'>%2</td>")
        .arg(colour.name(), text.toHtmlEscaped());
}

QString htmlOf(const ChangeWords& words)
{
    const Theme& colours = theme();
    const QString kind = words.kind.isEmpty() ? words.done : QStringLiteral("%1 · %2").arg(words.kind, words.done);
    QString html = QStringLiteral("<p style='margin:0 0 2px 0'><span style='color:%1'>%2</span><br><b>%3</b></p>")
                       .arg(colours.muted.name(), kind.toHtmlEscaped(), words.name.toHtmlEscaped());
    html += QStringLiteral("<table cellspacing='0' style='margin-bottom:12px'>");
    for (const ValueChange& value : words.values) {
        html += QStringLiteral("<tr>") + cell(value.label, colours.muted);
        if (!value.from.isEmpty() && !value.to.isEmpty())
            html += cell(value.from, colours.muted) + cell(QStringLiteral("→"), colours.muted);
        else if (!value.from.isEmpty())
            html += cell(value.from, colours.text) + cell(ChangeView::tr("→ gone"), colours.muted);
        html += cell(value.to, colours.text) + QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

} // namespace

ChangeView::ChangeView(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_title(headingLabel())
    , m_who(mutedLabel())
    , m_note(mutedLabel())
    , m_values(new QTextBrowser)
    , m_undo(new QPushButton(tr("&Undo this")))
    , m_undoBack(new QPushButton(tr("Undo &back to here")))
{
    setAccessibleName(tr("The chosen change"));
    m_values->setFrameShape(QFrame::NoFrame);
    m_values->setAccessibleName(tr("Values of the change"));
    m_values->document()->setDocumentMargin(0);
    m_undo->setIcon(icon(QStringLiteral("undo")));
    m_undoBack->setToolTip(tr("Undoes this and everything that was done here after it, one after the other."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * unit, 2 * unit, 4 * unit, 3 * unit);
    layout->setSpacing(2 * unit);
    layout->addWidget(m_title);
    layout->addWidget(m_who);
    auto* ways = new FlowLayout;
    ways->setSpacing(2 * unit);
    ways->addWidget(m_undo);
    ways->addWidget(m_undoBack);
    layout->addWidget(m_note);
    layout->addLayout(ways);
    layout->addSpacing(2 * unit);
    layout->addWidget(m_values, 1);
    layout->addStretch(0);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        if (!m_undoneBy.isNull())
            emit redoWanted(m_undoneBy);
        else if (m_change)
            emit undoWanted(*m_change);
    });
    connect(m_undoBack, &QPushButton::clicked, this, [this] {
        if (m_change)
            emit undoBackWanted(*m_change);
    });
    setLine(nullptr, false);
}

void ChangeView::setLine(const HistoryLine* line, bool canUndoBack)
{
    for (QWidget* const part : { static_cast<QWidget*>(m_values), static_cast<QWidget*>(m_undo),
             static_cast<QWidget*>(m_undoBack), static_cast<QWidget*>(m_who) })
        part->setVisible(line != nullptr);
    if (!line) {
        m_change.reset();
        m_request.cancel();
        m_title->clear();
        m_note->setText(tr("Choose a change to see what it did."));
        return;
    }
    const bool isOther = m_change != line->row.item.id;
    m_change = line->row.item.id;
    m_undoneBy = line->undoneBy;
    m_count = line->row.count;
    m_title->setText(line->what);
    m_who->setText(tr("%1, %2", "who, when").arg(line->who, instantText(line->row.item.at)));
    showWays(*line, canUndoBack);
    if (!isOther)
        return;
    m_words.clear();
    m_values->clear();
    readWords();
}

void ChangeView::showWays(const HistoryLine& line, bool canUndoBack)
{
    const bool isUndone = line.state == HistoryLine::State::Undone && !line.undoneBy.isNull();
    const QString why = whyNotUndone(line);
    const QString state = stateText(line.state);
    m_undo->setText(isUndone ? tr("&Do this again") : tr("&Undo this"));
    m_undo->setIcon(icon(isUndone ? QStringLiteral("redo") : QStringLiteral("undo")));
    m_undo->setEnabled(isUndone || why.isEmpty());
    m_undoBack->setVisible(line.row.item.isOwn && why.isEmpty());
    m_undoBack->setEnabled(canUndoBack);
    m_note->setText(!why.isEmpty() ? why : state);
    m_note->setVisible(!m_note->text().isEmpty());
}

void ChangeView::readWords()
{
    auto future = m_workspace.ledger.read([id = *m_change](Ledger& ledger) -> Result<std::vector<ChangeWords>> {
        QM_ASSIGN(std::vector<HistoryItem> items, ledger.history(id, 1));
        if (items.empty())
            return std::vector<ChangeWords>();
        if (items.front().changes.size() > 4 * thingsMost)
            items.front().changes.resize(4 * thingsMost);
        return changeWords(items.front().changes, Wording::of(ledger));
    });
    m_request.start(this, std::move(future), [this](Result<std::vector<ChangeWords>> words) {
        if (!words)
            return;
        m_words = *std::move(words);
        showWords();
    });
}

void ChangeView::showWords()
{
    QString html;
    for (std::size_t i = 0; i < m_words.size() && i < thingsMost; ++i)
        html += htmlOf(m_words[i]);
    if (m_words.empty())
        html = tr("What it did came with a snapshot: only that it was there is known here.").toHtmlEscaped();
    else if (m_words.size() > thingsMost)
        html += tr("%n changes in all", nullptr, int(m_count)).toHtmlEscaped();
    m_values->setHtml(html);
}

void ChangeView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_change)
        showWords();
}

} // namespace qm::desktop
