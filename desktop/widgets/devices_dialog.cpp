#include "desktop/widgets/devices_dialog.h"

#include "desktop/models/device_list_model.h"
#include "desktop/models/error_text.h"
#include "desktop/widgets/invite_dialog.h"
#include "desktop/widgets/theme.h"

#include <QDialogButtonBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

/// Rows with some air.
class RoomyDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(4 * unit, 3 * unit);
    }
};

} // namespace

DevicesDialog::DevicesDialog(Workspace& workspace, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_model(new DeviceListModel(this))
    , m_view(new QTreeView(this))
    , m_message(new QLabel(tr("Asking the server…"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Devices"));
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Devices"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    m_view->setItemDelegate(new RoomyDelegate(m_view));
    m_view->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->header()->setSectionResizeMode(DeviceListModel::Name, QHeaderView::Stretch);
    m_view->header()->setStretchLastSection(false);
    m_message->setWordWrap(true);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* invite = buttons->addButton(tr("&Invite another…"), QDialogButtonBox::ActionRole);
    m_rename = buttons->addButton(tr("Re&name"), QDialogButtonBox::ActionRole);
    m_revoke = buttons->addButton(tr("&End access…"), QDialogButtonBox::ActionRole);
    for (QPushButton* const button : { invite, m_rename, m_revoke })
        button->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(invite, &QPushButton::clicked, this, [this] {
        auto* dialog = new InviteDialog(m_workspace, this);
        connect(dialog, &QDialog::finished, this, &DevicesDialog::reload);
        dialog->open();
    });
    connect(m_rename, &QPushButton::clicked, this, [this] { m_view->edit(m_model->index(currentRow(), 0)); });
    connect(m_revoke, &QPushButton::clicked, this, &DevicesDialog::askToRevoke);
    connect(m_model, &DeviceListModel::renameWanted, this, &DevicesDialog::renameRow);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &DevicesDialog::showButtons);

    connect(new QShortcut(QKeySequence(Qt::Key_F5), this), &QShortcut::activated, this, &DevicesDialog::reload);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit);
    layout->setSpacing(3 * unit);
    layout->addWidget(m_message);
    layout->addWidget(m_view, 1);
    layout->addWidget(questionBar());
    layout->addWidget(buttons);
    resize(170 * unit, 90 * unit);
    showButtons();
    reload();
}

QWidget* DevicesDialog::questionBar()
{
    m_question = new QFrame(this);
    m_question->setAutoFillBackground(true);
    m_question->setBackgroundRole(QPalette::AlternateBase);
    m_questionText = new QLabel(m_question);
    m_questionText->setWordWrap(true);
    m_yes = new QPushButton(tr("End its access"), m_question);
    auto* no = new QPushButton(tr("Keep it"), m_question);
    connect(m_yes, &QPushButton::clicked, this, &DevicesDialog::revoke);
    connect(no, &QPushButton::clicked, this, [this] {
        m_question->hide();
        m_view->setFocus(Qt::OtherFocusReason);
    });
    auto* row = new QHBoxLayout(m_question);
    row->setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit);
    row->addWidget(m_questionText, 1);
    row->addWidget(m_yes);
    row->addWidget(no);
    m_question->hide();
    return m_question;
}

int DevicesDialog::currentRow() const
{
    return m_view->currentIndex().row();
}

void DevicesDialog::showButtons()
{
    const int row = currentRow();
    const bool isActive = row >= 0 && m_model->index(row, 0).data(DeviceListModel::activeRole).toBool();
    m_rename->setEnabled(isActive);
    m_revoke->setEnabled(isActive && !m_model->device(row).isSelf);
    m_question->hide();
}

void DevicesDialog::reload()
{
    m_loading.start(this, m_workspace.sync.devices(), [this](Result<std::vector<SharingDevice>> devices) {
        if (!devices) {
            say(devices.error());
            return;
        }
        m_message->setText(tr("These devices share “%1”.").arg(m_workspace.ledger.catalogue().ledgerName));
        const int row = std::max(0, currentRow());
        m_model->setDevices(*std::move(devices));
        m_view->setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1), 0));
        m_view->setFocus(Qt::OtherFocusReason);
        showButtons();
    });
}

void DevicesDialog::say(const Error& error)
{
    const ErrorText text = ErrorText::of(error);
    m_message->setText(error.code == ErrorCode::Refused
            ? tr("The server refuses this. Only a device that may invite can rename or remove others.")
            : text.headline + QLatin1Char(' ') + tr("The devices are as they were. Press F5 to try again."));
    m_message->setToolTip(text.detail);
}

void DevicesDialog::renameRow(int row, const QString& name)
{
    whenDone(this, m_workspace.sync.renameDevice(m_model->device(row), name), [this](Result<> done) {
        if (done)
            reload();
        else
            say(done.error());
    });
}

/// It cannot be undone: the device needs a new invitation.
void DevicesDialog::askToRevoke()
{
    const SharingDevice& device = m_model->device(currentRow());
    m_asked = device.id;
    m_questionText->setText(
        tr("End the access of “%1”? It gets no more changes, and what it has not sent stays on it. To "
           "come back it needs a new invitation.")
            .arg(QString::fromStdString(device.name)));
    m_question->show();
    m_yes->setFocus(Qt::OtherFocusReason);
}

void DevicesDialog::revoke()
{
    m_question->hide();
    whenDone(this, m_workspace.sync.revokeDevice(m_asked), [this](Result<> done) {
        if (done)
            reload();
        else
            say(done.error());
    });
}

} // namespace qm::desktop
