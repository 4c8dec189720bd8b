#pragma once

#include "desktop/models/connect_text.h"
#include "desktop/services/connection.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLabel;
class QRadioButton;
class QToolButton;

namespace qm::desktop {

class RefusableEdit;

/// What a person gives to connect to a server: address, code, this device's name; an invitation's link that is pasted
/// into any of them fills all. What is wrong stands under the field that it concerns.
class ConnectForm final : public QWidget {
    Q_OBJECT

public:
    explicit ConnectForm(QWidget* parent = nullptr);

    /// Takes an invitation's link apart; false when it is none.
    bool takeLink(const QString& link);
    /// Asks whether the open ledger goes to the server or another is fetched; without it there is only fetching.
    void offerToSend(const QString& ledgerName);
    bool isSending() const;
    /// Checks all fields, marks the first that is wrong; true when there is none.
    bool confirm();
    QString host() const;
    std::string code() const;
    /// Without a token yet. Errors: those of readCaFile().
    Result<ServerConnection> connection() const;
    /// Shows under its field why it did not work; `Whole` is left to the dialog.
    void refuse(const ConnectText& why);

signals:
    void edited();
    void resized(); ///< something is shown or hidden

private:
    RefusableEdit* addField(QFormLayout* form, const QString& label, std::function<QString(const QString&)> check);
    void addCertificate(QFormLayout* form);
    void forgive();
    void textEdited(RefusableEdit* edit, const QString& text);
    void showCertificate(bool isShown);
    void chooseCertificate();

    RefusableEdit* m_address;
    RefusableEdit* m_code;
    RefusableEdit* m_device;
    RefusableEdit* m_certificate = nullptr;
    QToolButton* m_fold = nullptr;
    QWidget* m_certificateRow = nullptr;
    QLabel* m_keyNote;
    QWidget* m_modes;
    QRadioButton* m_send;
    QRadioButton* m_fetch;
    QCheckBox* m_consent;
    QLabel* m_consentFault;
    std::optional<Hash> m_key; ///< of the link, for the address that it named
    QString m_keyAddress;
};

} // namespace qm::desktop
