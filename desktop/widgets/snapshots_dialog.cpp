#include "desktop/widgets/snapshots_dialog.h"

#include "desktop/models/display_text.h"
#include "desktop/widgets/theme.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace qm::desktop {

SnapshotsDialog::SnapshotsDialog(Workspace& workspace, LocalSnapshots& snapshots, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_snapshots(snapshots)
    , m_list(new QTreeWidget(this))
    , m_text(new QLabel(this))
    , m_take(new QPushButton(tr("&Take one now"), this))
    , m_restore(new QPushButton(tr("&Go back to this day"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Snapshots on this computer"));
    resize(130 * unit, 90 * unit);
    m_list->setAccessibleName(tr("Snapshots"));
    m_list->setRootIsDecorated(false);
    m_list->setHeaderLabels({ tr("Day"), tr("Size") });
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_text->setWordWrap(true);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_take, QDialogButtonBox::ActionRole);
    buttons->addButton(m_restore, QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_restore, &QPushButton::clicked, this, &SnapshotsDialog::restore);
    connect(m_take, &QPushButton::clicked, this, [this] {
        whenDone(this, m_snapshots.take(), [this](Result<> done) {
            if (!done)
                m_workspace.showError(done.error());
            fill();
        });
    });
    connect(m_list, &QTreeWidget::currentItemChanged, this,
        [this](QTreeWidgetItem* item) { m_restore->setEnabled(item != nullptr); });
    fill();
}

void SnapshotsDialog::fill()
{
    m_list->clear();
    for (const LocalSnapshots::Snapshot& snapshot : m_snapshots.all()) {
        auto* item = new QTreeWidgetItem(m_list,
            { QLocale().toString(snapshot.day, QLocale::LongFormat), QLocale().formattedDataSize(snapshot.bytes) });
        item->setData(0, Qt::UserRole, snapshot.path);
    }
    const QString folder = QDir::toNativeSeparators(m_snapshots.folder());
    m_text->setText(m_list->topLevelItemCount() == 0
            ? tr("No snapshot of this ledger yet. One is made each day the program is used, in %1.").arg(folder)
            : tr("One is made each day the program is used; the newest seven stay, in %1. Going back keeps the ledger "
                 "as it is now in a file beside it.")
                  .arg(folder));
    m_list->setCurrentItem(m_list->topLevelItem(0));
    m_restore->setEnabled(m_list->topLevelItemCount() > 0);
}

void SnapshotsDialog::restore()
{
    const QTreeWidgetItem* const item = m_list->currentItem();
    if (!item)
        return;
    setEnabled(false);
    const QString day = item->text(0);
    whenDone(this, m_workspace.ledger.restoreFrom(item->data(0, Qt::UserRole).toString()),
        [this, day](Result<QString> kept) {
            setEnabled(true);
            if (!kept) {
                m_workspace.showError(kept.error());
                return;
            }
            m_workspace.notify(tr("The ledger is as it was on %1. As it was before, it is kept in %2.")
                                   .arg(day, QDir::toNativeSeparators(*kept)),
                Workspace::Tone::Warning);
            accept();
        });
}

} // namespace qm::desktop
