#include "desktop/widgets/salvage_dialog.h"

#include "desktop/models/error_text.h"
#include "desktop/widgets/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <map>

namespace qm::desktop {

namespace {

constexpr std::size_t shownMost = 2000;

/// One line of the list: a row of the ledger, and what becomes of it at the server.
struct Line {
    QString name;
    QString what;
};

std::vector<Line> linesOf(const std::vector<HistoryItem>& items)
{
    std::vector<Line> lines;
    std::map<RowKey, std::size_t> known;
    for (const HistoryItem& item : items) {
        for (const HistoryItem::Change& change : item.changes) {
            const auto [at, isNew] = known.emplace(change.row, lines.size());
            if (!isNew)
                continue;
            lines.push_back({ QString::fromStdString(change.name),
                change.op == "delete"    ? SalvageDialog::tr("is deleted there, as it is here")
                    : change.op == "set" ? SalvageDialog::tr("gets the values that it has here")
                                         : SalvageDialog::tr("comes back") });
        }
    }
    return lines;
}

} // namespace

SalvageDialog::SalvageDialog(Workspace& workspace, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_words(new QLabel(tr("This copy is being compared with the server's…"), this))
    , m_changes(new QTreeWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Bring back what the server lost"));
    m_words->setWordWrap(true);
    m_changes->setAccessibleName(tr("What would be brought back"));
    m_changes->setRootIsDecorated(false);
    m_changes->setUniformRowHeights(true);
    m_changes->setHeaderLabels({ tr("In the ledger"), tr("At the server") });
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_apply = buttons->addButton(tr("&Bring it back"), QDialogButtonBox::ActionRole);
    m_apply->setAutoDefault(false);
    m_apply->setEnabled(false);
    connect(m_apply, &QPushButton::clicked, this, &SalvageDialog::apply);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit);
    layout->setSpacing(3 * unit);
    layout->addWidget(m_words);
    layout->addWidget(m_changes, 1);
    layout->addWidget(buttons);
    resize(150 * unit, 100 * unit);
    whenDone(this, m_workspace.sync.previewSalvage(), [this](Result<SalvagePreview> preview) {
        if (preview) {
            showPreview(*preview);
            return;
        }
        m_changes->hide();
        const ErrorText text = ErrorText::of(preview.error());
        m_words->setText(preview.error().code == ErrorCode::Rule
                ? tr("There is nothing to bring back: an ordinary exchange keeps this copy and the server's the same.")
                : text.headline + QLatin1Char(' ') + text.rest);
        m_words->setToolTip(text.detail);
    });
}

void SalvageDialog::showPreview(const SalvagePreview& preview)
{
    const auto& counts = preview.counts;
    QStringList words;
    if (counts.made > 0)
        words << tr("The server lacks %n row(s) that this copy has.", nullptr, static_cast<int>(counts.made));
    if (counts.changed > 0)
        words << tr("It has other values in %n row(s).", nullptr, static_cast<int>(counts.changed));
    if (counts.deleted > 0)
        words << tr("It still has %n row(s) that were deleted here.", nullptr, static_cast<int>(counts.deleted));
    if (words.isEmpty())
        words << tr("The server has all rows of this copy.");
    if (counts.conflicts + counts.parked > 0)
        words << tr("%n open question(s) of the Attention page are known to this copy only: settle them before.",
            nullptr, static_cast<int>(counts.conflicts + counts.parked));
    words << tr("If another device may still have everything, let that one sync first.")
          << tr("This file is kept beside the new one as it is.");
    m_words->setText(words.join(QLatin1Char(' ')));
    std::vector<Line> lines = linesOf(preview.changes);
    lines.resize(std::min(lines.size(), shownMost));
    for (const Line& line : lines)
        new QTreeWidgetItem(m_changes, { line.name, line.what });
    m_changes->resizeColumnToContents(0);
    m_apply->setEnabled(true);
}

void SalvageDialog::apply()
{
    m_apply->setEnabled(false);
    whenDone(this, m_workspace.sync.salvage(), [this](Result<SyncSession::Salvage> done) {
        if (!done) {
            m_words->setText(ErrorText::of(done.error()).text());
            return;
        }
        m_workspace.notify(tr("It is brought back and is being sent. The file as it was is kept in %1.")
                               .arg(QString::fromStdString(done->keptPath)),
            Workspace::Tone::Good);
        accept();
    });
}

} // namespace qm::desktop
