#include "desktop/widgets/connect_dialog.h"

#include "desktop/services/preferences.h"
#include "desktop/widgets/connect_form.h"
#include "desktop/widgets/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr int sendRole = Qt::UserRole; ///< the choice is the open ledger
constexpr int progressEveryMs = 100;

QLabel* newHeading(const QString& text, QWidget* parent)
{
    auto* heading = new QLabel(text, parent);
    QFont large = heading->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setBold(true);
    heading->setFont(large);
    return heading;
}

} // namespace

ConnectDialog::ConnectDialog(Workspace& workspace, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_form(new ConnectForm(this))
    , m_doing(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_fault(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Connect to a server"));
    buildPages();
    connect(m_form, &ConnectForm::edited, this, [this] {
        m_fault->hide();
        fit();
    });
    connect(m_form, &ConnectForm::resized, this, &ConnectDialog::fit);
    if (canSend())
        m_form->offerToSend(m_workspace.ledger.catalogue().ledgerName);
    m_timer.setInterval(progressEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &ConnectDialog::showProgress);
    setStage(Stage::Form);
}

ConnectDialog::~ConnectDialog()
{
    if (m_progress)
        m_progress->isCancelled = true;
    if (m_device)
        m_workspace.sync.giveUp(*m_device, m_path);
}

void ConnectDialog::openWithLink(Workspace& workspace, QWidget* parent, const QString& link)
{
    auto* dialog = parent ? parent->findChild<ConnectDialog*>() : nullptr;
    if (!dialog)
        dialog = new ConnectDialog(workspace, parent);
    else if (dialog->m_stage != Stage::Form)
        return; // it is busy with another invitation
    if (!link.isEmpty() && !dialog->m_form->takeLink(link)) {
        dialog->m_fault->setText(tr("This is not an invitation's link, or a part of it is missing. Copy all of it."));
        dialog->m_fault->show();
        dialog->fit();
    }
    dialog->open();
}

QWidget* ConnectDialog::formPage()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3 * unit);
    const SyncState& state = m_workspace.sync.state();
    auto* intro = new QLabel(!state.isConnected()
            ? tr("An invitation comes from somebody whose device is connected already, or from whoever looks after "
                 "the server. Paste its link, or type what it says.")
            : state.isAccessLost()
            ? tr("%1 lets this device in no more. A new invitation connects it again, and what waits is sent.")
                  .arg(state.server)
            : tr("The open ledger is connected to %1 already. With an invitation you can fetch another one.")
                  .arg(state.server),
        page);
    intro->setWordWrap(true);
    column->addWidget(intro);
    column->addWidget(m_form);
    return page;
}

void ConnectDialog::buildPages()
{
    m_first = formPage();
    m_second = choicePage();
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(2 * unit);
    m_bar->setAccessibleName(tr("Progress"));
    m_fault->setWordWrap(true);
    m_fault->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fault->setAccessibleName(tr("What went wrong"));
    m_fault->hide();
    auto* buttons = new QDialogButtonBox(this);
    m_go = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    m_cancel = buttons->addButton(QDialogButtonBox::Cancel);
    m_go->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectDialog::goOn);
    connect(buttons, &QDialogButtonBox::rejected, this, &ConnectDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * unit, 5 * unit, 6 * unit, 4 * unit);
    layout->setSpacing(3 * unit);
    layout->addWidget(newHeading(tr("Connect to a server"), this));
    layout->addWidget(m_first);
    layout->addWidget(m_second, 1);
    layout->addWidget(m_fault);
    layout->addWidget(m_doing);
    layout->addWidget(m_bar);
    layout->addWidget(buttons);
    setMinimumWidth(140 * unit);
}

/// As high as its sentences are; they come and go.
void ConnectDialog::fit()
{
    layout()->activate();
    resize(width(), layout()->totalHeightForWidth(width()));
}

QWidget* ConnectDialog::choicePage()
{
    auto* page = new QWidget(this);
    m_choiceHead = new QLabel(page);
    m_choiceHead->setWordWrap(true);
    m_choices = new QListWidget(page);
    m_choices->setAccessibleName(tr("Ledgers"));
    connect(m_choices, &QListWidget::itemActivated, this, &ConnectDialog::goOn);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3 * unit);
    column->addWidget(m_choiceHead);
    column->addWidget(m_choices, 1);
    return page;
}

void ConnectDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    fit();
}

void ConnectDialog::setStage(Stage stage)
{
    m_stage = stage;
    const bool isBusy
        = stage == Stage::Pairing || stage == Stage::Connecting || stage == Stage::Fetching || stage == Stage::GivingUp;
    m_first->setVisible(stage != Stage::Choosing);
    m_second->setVisible(stage == Stage::Choosing);
    m_first->setEnabled(!isBusy && stage != Stage::FetchFailed);
    m_go->setEnabled(!isBusy);
    m_go->setText(stage == Stage::FetchFailed ? tr("Try again") : tr("Connect"));
    m_doing->setVisible(isBusy);
    m_bar->setVisible(isBusy);
    m_bar->setRange(0, 0);
    if (isBusy) {
        m_fault->hide();
        m_doing->setText(stage == Stage::Fetching ? tr("The ledger is being fetched…")
                : stage == Stage::GivingUp        ? tr("Stopping…")
                                                  : tr("Connecting…"));
        m_timer.start();
        m_cancel->setFocus(Qt::OtherFocusReason);
    } else {
        m_timer.stop();
    }
    fit();
}

void ConnectDialog::showProgress()
{
    const int percent = m_progress ? m_progress->percent.load() : -1;
    if (percent < 0 || m_stage != Stage::Fetching)
        return;
    m_bar->setRange(0, 100);
    m_bar->setValue(percent);
    m_doing->setText(tr("The ledger is being fetched: %1 %").arg(percent));
}

void ConnectDialog::goOn()
{
    if (m_stage == Stage::Form && m_form->confirm())
        pairNow();
    else if (m_stage == Stage::Choosing)
        takeChoice();
    else if (m_stage == Stage::FetchFailed)
        fetchAgain();
}

void ConnectDialog::pairNow()
{
    const auto connection = m_form->connection();
    if (!connection) {
        ConnectText why = ConnectText::of(connection.error(), HttpsPeer::Trouble::None, m_form->host());
        why.field = ConnectText::Field::Certificate;
        why.headline = tr("The certificate's file cannot be used.");
        why.rest = tr("It has to be a text file with a certificate in it (PEM).");
        fail(why);
        return;
    }
    m_progress = std::make_shared<Progress>();
    setStage(Stage::Pairing);
    whenDone(this, m_workspace.sync.pair(m_form->code(), *connection, m_progress),
        [this](const PairAttempt& attempt) { paired(attempt); });
}

bool ConnectDialog::canSend() const
{
    const SyncState& state = m_workspace.sync.state();
    return m_workspace.ledger.isOpen() && (!state.isConnected() || state.isAccessLost());
}

const PairedLedger* ConnectDialog::ledgerOfOpen() const
{
    return m_device && m_workspace.ledger.isOpen() ? m_device->ledger(m_workspace.ledger.status().id) : nullptr;
}

void ConnectDialog::paired(const PairAttempt& attempt)
{
    if (attempt.device)
        m_device = *attempt.device;
    if (m_isClosing) {
        giveUp();
        return;
    }
    if (!attempt.device) {
        fail(ConnectText::of(attempt.device.error(), attempt.trouble, m_form->host()));
        return;
    }
    const auto& ledgers = m_device->paired.ledgers;
    const bool isSending = m_form->isSending();
    if (isSending && (ledgers.empty() || ledgerOfOpen()))
        connectOwn();
    else if (!isSending && ledgers.size() == 1)
        fetch(ledgers.front());
    else
        offerChoice();
}

/// The invitation is for something else than was asked for, or for several ledgers.
void ConnectDialog::offerChoice()
{
    const auto& ledgers = m_device->paired.ledgers;
    if (ledgers.empty() && !canSend()) {
        fail({ ConnectText::Field::Whole, tr("There is no ledger for this device on the server yet."),
            tr("The invitation is used up. Start a ledger first and connect that, or ask for an invitation to one."),
            {} });
        giveUp();
        return;
    }
    m_choices->clear();
    for (const PairedLedger& ledger : ledgers)
        m_choices->addItem(tr("Fetch “%1” into a new file here").arg(QString::fromStdString(ledger.name)));
    if (canSend()) {
        auto* item = new QListWidgetItem(
            tr("Send “%1” to the server, to share it").arg(m_workspace.ledger.catalogue().ledgerName), m_choices);
        item->setData(sendRole, true);
    }
    m_choiceHead->setText(ledgers.empty() ? tr("There is no ledger for this device on the server yet. What now?")
                                          : tr("The server knows this device now. What shall it do?"));
    m_choices->setCurrentRow(0);
    setStage(Stage::Choosing);
    m_choices->setFocus(Qt::OtherFocusReason);
}

void ConnectDialog::takeChoice()
{
    const int row = m_choices->currentRow();
    if (row < 0)
        return;
    if (m_choices->item(row)->data(sendRole).toBool())
        connectOwn();
    else
        fetch(m_device->paired.ledgers[static_cast<std::size_t>(row)]);
}

void ConnectDialog::connectOwn()
{
    setStage(Stage::Connecting);
    const PairedDevice device = *std::exchange(m_device, {}); // is used from now on
    whenDone(this, m_workspace.sync.connectLedger(device), [this, device](const Result<>& done) {
        if (!done) {
            m_device = device;
            fail(ConnectText::of(done.error(), HttpsPeer::Trouble::None, m_form->host()));
            giveUp();
            return;
        }
        m_workspace.notify(tr("“%1” is connected to %2. Its changes are being sent.")
                               .arg(m_workspace.ledger.catalogue().ledgerName, m_form->host()),
            Workspace::Tone::Good);
        accept();
    });
}

void ConnectDialog::fetch(const PairedLedger& chosen)
{
    m_chosen = chosen;
    m_path = m_workspace.preferences.folders().newLedgerPath(QString::fromStdString(chosen.name));
    fetchAgain();
}

void ConnectDialog::fetchAgain()
{
    m_progress = std::make_shared<Progress>();
    setStage(Stage::Fetching);
    whenDone(this, m_workspace.sync.fetch(*m_device, *m_chosen, m_path, m_progress),
        [this](const Result<>& done) { fetched(done); });
}

void ConnectDialog::fetched(const Result<>& done)
{
    if (m_isClosing) {
        giveUp();
        return;
    }
    if (done) {
        openFetched();
        return;
    }
    const ConnectText why = ConnectText::of(done.error(), HttpsPeer::Trouble::None, m_form->host());
    setStage(Stage::FetchFailed);
    m_fault->setText(
        tr("%1 %2 The device is connected: trying again needs no new invitation.").arg(why.headline, why.rest));
    m_fault->setToolTip(why.detail);
    m_fault->show();
    fit();
    m_go->setFocus(Qt::OtherFocusReason);
}

void ConnectDialog::openFetched()
{
    whenDone(&m_workspace, m_workspace.ledger.open(m_path), [&workspace = m_workspace](const Result<>& opened) {
        if (!opened)
            workspace.showError(opened.error());
        else
            workspace.notify(tr("The ledger is here, and stays together with the server's."), Workspace::Tone::Good);
    });
    m_device.reset(); // is used from now on
    accept();
}

void ConnectDialog::fail(const ConnectText& why)
{
    setStage(Stage::Form);
    m_form->refuse(why);
    if (why.field != ConnectText::Field::Whole)
        return;
    m_fault->setText(why.headline + QLatin1Char(' ') + why.rest);
    m_fault->setToolTip(why.detail);
    m_fault->show();
    fit();
    m_go->setFocus(Qt::OtherFocusReason);
}

/// Of a device that comes to nothing the server need not know.
void ConnectDialog::giveUp()
{
    if (m_device)
        m_workspace.sync.giveUp(*m_device, m_path);
    m_device.reset();
    m_path.clear();
    if (m_isClosing)
        QDialog::reject();
}

void ConnectDialog::reject()
{
    m_isClosing = true;
    switch (m_stage) {
    case Stage::Pairing:
    case Stage::Fetching: // what is under way ends within tenths of a second, and giveUp() follows
        m_progress->isCancelled = true;
        setStage(Stage::GivingUp);
        m_cancel->setEnabled(false);
        return;
    case Stage::Connecting: // short, and half of it is no connection
        m_isClosing = false;
        return;
    case Stage::GivingUp: return;
    default: giveUp();
    }
}

} // namespace qm::desktop
