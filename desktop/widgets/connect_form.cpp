#include "desktop/widgets/connect_form.h"

#include "desktop/services/server_connect.h"
#include "desktop/widgets/refusable_edit.h"
#include "desktop/widgets/small_label.h"
#include "desktop/widgets/theme.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr qsizetype codeLetters = 8;
constexpr qsizetype nameMost = 60;

/// The letters of a code as they are typed, whatever stands between them.
QString lettersOf(const QString& text)
{
    QString letters;
    for (const QChar c : text.toUpper()) {
        if (c.isLetterOrNumber())
            letters += c;
    }
    return letters;
}

/// `BCDF-GHJK`
QString shownCode(const QString& text)
{
    const QString letters = lettersOf(text).left(codeLetters);
    return letters.size() > codeLetters / 2
        ? letters.left(codeLetters / 2) + QLatin1Char('-') + letters.mid(codeLetters / 2)
        : letters;
}

} // namespace

ConnectForm::ConnectForm(QWidget* parent) : QWidget(parent)
{
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(3 * unit);
    form->setVerticalSpacing(2 * unit);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);

    m_address = addField(form, tr("Ser&ver's address"), [](const QString& text) {
        if (text.trimmed().isEmpty())
            return tr("The server's address is missing.");
        return ServerAddress::parse(text.toStdString())
            ? QString()
            : tr("This is no server's address. It looks like https://box.lan:8443.");
    });
    m_address->setPlaceholderText(tr("https://… or the whole invitation link"));
    m_keyNote = new SmallLabel(
        tr("The link names the server's key: exactly that server is accepted."), SmallLabel::Tone::Muted, this);
    m_keyNote->hide();
    form->addRow(QString(), m_keyNote);
    m_code = addField(form, tr("&Code"), [](const QString& text) {
        return lettersOf(text).size() == codeLetters ? QString() : tr("A code has eight letters, such as BCDF-GHJK.");
    });
    m_code->setPlaceholderText(QStringLiteral("BCDF-GHJK"));
    m_device = addField(form, tr("This device's &name"), [](const QString& text) {
        return text.trimmed().isEmpty() ? tr("The device needs a name, so that the household knows it.") : QString();
    });
    m_device->setMaxLength(nameMost);
    m_device->setText(QString::fromStdString(usualDeviceName()));

    m_modes = new QWidget(this);
    auto* modes = new QVBoxLayout(m_modes);
    modes->setContentsMargins(0, unit, 0, unit);
    m_send = new QRadioButton(m_modes);
    m_fetch = new QRadioButton(tr("&Fetch a ledger that is on the server, into a new file here"), m_modes);
    m_fetch->setChecked(true);
    modes->addWidget(m_send);
    modes->addWidget(m_fetch);
    m_modes->hide();
    form->addRow(m_modes);
    addCertificate(form);

    m_consent = new QCheckBox(tr("&Keep this device's token in a file that only I can read"), this);
    auto* why = new SmallLabel(tr("The token lets this device in. It is kept beside the ledger: whoever reads that "
                                  "file can read and change the ledger at the server."),
        SmallLabel::Tone::Muted, this);
    why->setContentsMargins(6 * unit, 0, 0, 0);
    m_consentFault = new SmallLabel(
        tr("Without its token the device cannot come back. Tick this to connect."), SmallLabel::Tone::Fault, this);
    m_consentFault->setContentsMargins(6 * unit, 0, 0, 0);
    m_consentFault->hide();
    m_consent->setAccessibleDescription(why->text());
    form->addRow(m_consent);
    form->addRow(why);
    form->addRow(m_consentFault);
    connect(m_consent, &QCheckBox::toggled, this, [this] {
        m_consentFault->hide();
        emit edited();
    });
}

RefusableEdit* ConnectForm::addField(
    QFormLayout* form, const QString& label, std::function<QString(const QString&)> check)
{
    auto* edit = new RefusableEdit(std::move(check), this);
    edit->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    edit->setMinimumWidth(80 * unit);
    auto* fault = new SmallLabel({}, SmallLabel::Tone::Fault, this);
    fault->hide();
    auto* column = new QVBoxLayout;
    column->setSpacing(unit / 2);
    column->addWidget(edit);
    column->addWidget(fault);
    auto* name = new QLabel(label, this);
    name->setBuddy(edit);
    form->addRow(name, column);
    connect(edit, &QLineEdit::textEdited, this, [this, edit](const QString& text) { textEdited(edit, text); });
    const auto show = [this, edit, fault] {
        fault->setText(edit->fault());
        if (fault->isVisibleTo(this) == edit->isMarked())
            return;
        fault->setVisible(edit->isMarked());
        emit resized();
    };
    connect(edit, &CheckedEdit::faultChanged, this, show);
    connect(this, &ConnectForm::edited, edit, show);
    return edit;
}

void ConnectForm::addCertificate(QFormLayout* form)
{
    m_fold = new QToolButton(this);
    m_fold->setText(tr("Certi&ficate of an own authority"));
    m_fold->setAutoRaise(true);
    m_fold->setCheckable(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setArrowType(Qt::RightArrow);
    form->addRow(m_fold);

    m_certificateRow = new QWidget(this);
    auto* row = new QFormLayout(m_certificateRow);
    row->setContentsMargins(0, 0, 0, 0);
    m_certificate = addField(row, tr("Certificate's &file (PEM)"), [](const QString& text) {
        if (text.trimmed().isEmpty() || QFileInfo(text.trimmed()).isFile())
            return QString();
        return tr("There is no such file.");
    });
    auto* browse = new QPushButton(tr("&Browse…"), m_certificateRow);
    browse->setAccessibleName(tr("Choose the certificate's file"));
    row->addRow(QString(), browse);
    m_certificateRow->hide();
    form->addRow(m_certificateRow);
    connect(m_fold, &QToolButton::toggled, this, &ConnectForm::showCertificate);
    connect(browse, &QPushButton::clicked, this, &ConnectForm::chooseCertificate);
}

void ConnectForm::showCertificate(bool isShown)
{
    m_fold->setChecked(isShown);
    m_fold->setArrowType(isShown ? Qt::DownArrow : Qt::RightArrow);
    m_certificateRow->setVisible(isShown);
    emit resized();
}

void ConnectForm::chooseCertificate()
{
    auto* dialog = new QFileDialog(this, tr("Choose the certificate's file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({ tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)") });
    connect(dialog, &QFileDialog::fileSelected, m_certificate, &QLineEdit::setText);
    dialog->open();
}

/// What was refused may be right with what has changed elsewhere.
void ConnectForm::forgive()
{
    for (RefusableEdit* const edit : { m_address, m_code, m_device, m_certificate })
        edit->forgive();
}

void ConnectForm::textEdited(RefusableEdit* edit, const QString& text)
{
    forgive();
    if (Invitation::isLink(text.trimmed().toStdString()) && takeLink(text)) {
        emit edited();
        return;
    }
    if (edit == m_code) {
        // What is typed in the middle stays in the middle.
        const qsizetype before = lettersOf(text.left(edit->cursorPosition())).size();
        const QString shown = shownCode(text);
        edit->setText(shown);
        edit->setCursorPosition(static_cast<int>(before > codeLetters / 2 ? before + 1 : before));
    }
    if (edit == m_address && text.trimmed() != m_keyAddress) {
        m_key.reset(); // it is the key of another address
        m_keyNote->hide();
    }
    emit edited();
}

bool ConnectForm::takeLink(const QString& link)
{
    const auto invitation = Invitation::parse(link.trimmed().toStdString());
    if (!invitation)
        return false;
    m_key = invitation->key;
    m_keyAddress = QString::fromStdString(invitation->server.text());
    m_address->setText(m_keyAddress);
    m_code->setText(shownCode(QString::fromStdString(invitation->code)));
    m_keyNote->setVisible(m_key.has_value());
    m_device->setFocus(Qt::OtherFocusReason);
    m_device->selectAll();
    return true;
}

void ConnectForm::offerToSend(const QString& ledgerName)
{
    m_send->setText(tr("&Send “%1” to the server, to share it").arg(ledgerName));
    m_send->setChecked(true);
    m_modes->show();
}

bool ConnectForm::isSending() const
{
    return m_send->isChecked();
}

bool ConnectForm::confirm()
{
    bool isRight = true;
    std::vector<RefusableEdit*> edits { m_address, m_code, m_device };
    if (m_certificateRow->isVisibleTo(this))
        edits.push_back(m_certificate);
    forgive();
    for (RefusableEdit* const edit : edits)
        isRight = isRight && edit->ask(); // the focus stays in the first that is wrong
    if (isRight && !m_consent->isChecked()) {
        m_consentFault->show();
        m_consent->setFocus(Qt::OtherFocusReason);
        isRight = false;
    }
    emit edited();
    return isRight;
}

QString ConnectForm::host() const
{
    const auto address = ServerAddress::parse(m_address->text().toStdString());
    return address ? QString::fromStdString(address->authority()) : m_address->text().trimmed();
}

std::string ConnectForm::code() const
{
    return shownCode(m_code->text()).toStdString();
}

Result<ServerConnection> ConnectForm::connection() const
{
    ServerConnection connection;
    QM_ASSIGN(connection.server, ServerAddress::parse(m_address->text().toStdString()));
    connection.key = m_key;
    if (m_certificateRow->isVisibleTo(this)) {
        QM_ASSIGN(connection.caPem, readCaFile(m_certificate->text().trimmed().toStdString()));
    }
    connection.deviceName = m_device->text().trimmed().toStdString();
    return connection;
}

void ConnectForm::refuse(const ConnectText& why)
{
    using Field = ConnectText::Field;
    if (why.field == Field::Certificate)
        showCertificate(true);
    RefusableEdit* const edit = why.field == Field::Address ? m_address
        : why.field == Field::Code                          ? m_code
        : why.field == Field::DeviceName                    ? m_device
        : why.field == Field::Certificate                   ? m_certificate
                                                            : nullptr;
    if (!edit)
        return;
    edit->refuse(why.headline + QLatin1Char(' ') + why.rest);
    edit->setToolTip(why.detail);
    emit edited();
}

} // namespace qm::desktop
