#include "desktop/models/connect_text.h"

#include "desktop/models/error_text.h"

#include <QCoreApplication>

namespace qm::desktop {

namespace {

using Field = ConnectText::Field;
using Trouble = HttpsPeer::Trouble;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ConnectText)
public:
    static ConnectText notReached(Trouble trouble, const QString& host)
    {
        switch (trouble) {
        case Trouble::UnknownName:
            return { Field::Address, tr("The name %1 is not known.").arg(host),
                tr("Look for a typing mistake, or check that this computer is in the network."), {} };
        case Trouble::NotListening:
            return { Field::Address, tr("Nothing answers at %1.").arg(host),
                tr("The server is not running, or it is at another port. The port stands behind the name, as :8443."),
                {} };
        case Trouble::Proxy:
            return { Field::Address, tr("The network's proxy does not let the connection to %1 through.").arg(host),
                tr("Ask whoever looks after this network."), {} };
        case Trouble::Cancelled: return { Field::Whole, tr("It was stopped."), tr("Nothing was changed."), {} };
        case Trouble::NoEncryption:
            return { Field::Address, tr("%1 does not speak HTTPS.").arg(host),
                tr("It may be another program's port. Compare the address with the invitation."), {} };
        default:
            return { Field::Address, tr("%1 does not answer.").arg(host),
                tr("Check that this computer is online and the server is running, and try again."), {} };
        }
    }

    static ConnectText notTrusted(Trouble trouble, const QString& host)
    {
        switch (trouble) {
        case Trouble::CertificateUnknown:
            return { Field::Certificate, tr("Nobody this computer trusts vouches for the certificate of %1.").arg(host),
                tr("If it is your own server, paste its whole invitation link, or choose its certificate's file below. "
                   "Otherwise do not connect."),
                {} };
        case Trouble::CertificateExpired:
            return { Field::Address, tr("The certificate of %1 has expired.").arg(host),
                tr("The server needs a new one. Is this computer's clock right?"), {} };
        case Trouble::CertificateNotYetValid:
            return { Field::Address, tr("The certificate of %1 is not valid yet.").arg(host),
                tr("Is this computer's clock right? Set it, and try again."), {} };
        case Trouble::CertificateOfAnotherName:
            return { Field::Address, tr("The certificate is not for the name %1.").arg(host),
                tr("Use the name that stands in the certificate, or paste the whole invitation link."), {} };
        case Trouble::OtherKey:
            return { Field::Address, tr("This is not the server that the invitation was made by."),
                tr("Another server answers at this address, or it has a new key. If it is yours, ask for a new "
                   "invitation."),
                {} };
        case Trouble::NoEncryption:
            return { Field::Address, tr("No encrypted connection to %1 comes about.").arg(host),
                tr("It may be another program's port, or too old a server."), {} };
        default:
            return { Field::Address, tr("The certificate of %1 is not accepted.").arg(host),
                tr("Ask whoever looks after the server."), {} };
        }
    }

    static ConnectText other(const Error& error, Trouble trouble, const QString& host)
    {
        switch (error.code) {
        case ErrorCode::Rule:
            return { Field::Code, tr("The server does not accept this invitation."),
                tr("A code holds for ten minutes and for one device, and closes after five wrong tries. Look for a "
                   "typing mistake, or ask for a new invitation."),
                {} };
        case ErrorCode::Protocol:
            if (trouble == Trouble::SentElsewhere)
                return { Field::Address, tr("%1 sends us on to another address.").arg(host),
                    tr("Nothing was sent there. Use the server's own address."), {} };
            return { Field::Address, tr("This is not a Quartermaster server."),
                tr("Another program or a proxy's page answers at %1. Compare the address with the invitation; in a "
                   "guest network, sign in there first.")
                    .arg(host),
                {} };
        case ErrorCode::Later: return { Field::Whole, tr("The server is busy."), tr("Try again in a moment."), {} };
        case ErrorCode::TooNew:
            return { Field::Whole, tr("This program and the server do not fit together."),
                tr("Update whichever of the two is older."), {} };
        default: {
            const ErrorText text = ErrorText::of(error);
            return { Field::Whole, text.headline, text.rest, {} };
        }
        }
    }
};

} // namespace

ConnectText ConnectText::of(const Error& error, HttpsPeer::Trouble trouble, const QString& host)
{
    ConnectText text = error.code == ErrorCode::Offline ? Words::notReached(trouble, host)
        : error.code == ErrorCode::Refused              ? Words::notTrusted(trouble, host)
                                                        : Words::other(error, trouble, host);
    text.detail = QString::fromStdString(error.detail);
    return text;
}

} // namespace qm::desktop
