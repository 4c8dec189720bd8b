#include "desktop/models/error_text.h"

#include <QCoreApplication>

namespace qm::desktop {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
public:
    static QString headline(ErrorCode code)
    {
        switch (code) {
        case ErrorCode::Invalid: return tr("This cannot be right.");
        case ErrorCode::NotFound: return tr("This is not there any more.");
        case ErrorCode::Exists: return tr("This is there already.");
        case ErrorCode::Ambiguous: return tr("Several things have this name.");
        case ErrorCode::Rule: return tr("The ledger does not allow this.");
        case ErrorCode::OutsideMonth: return tr("The date lies outside the month.");
        case ErrorCode::Closed: return tr("The month is closed.");
        case ErrorCode::Depends: return tr("Something that this needs is missing.");
        case ErrorCode::Changed: return tr("This was changed meanwhile.");
        case ErrorCode::Busy: return tr("Another program is writing into the ledger's file.");
        case ErrorCode::ReadOnly: return tr("The ledger's file cannot be written.");
        case ErrorCode::DiskFull: return tr("The disk is full.");
        case ErrorCode::Corrupt: return tr("The ledger's file is damaged.");
        case ErrorCode::NotALedger: return tr("This file is not a Quartermaster ledger.");
        case ErrorCode::TooNew: return tr("This comes from a newer version of Quartermaster.");
        case ErrorCode::Io: return tr("The disk or the system has failed.");
        case ErrorCode::Offline: return tr("The server cannot be reached.");
        case ErrorCode::Refused: return tr("The server refuses this device.");
        case ErrorCode::Protocol: return tr("The answer does not come from a Quartermaster server.");
        case ErrorCode::Later: return tr("The server asks to come back later.");
        case ErrorCode::Mismatch: return tr("The ledger and its server do not agree.");
        case ErrorCode::Forked: return tr("Another copy of this device sends changes, too.");
        case ErrorCode::Usage: return tr("This cannot be done like this.");
        }
        return {};
    }

    static QString rest(ErrorCode code)
    {
        switch (code) {
        case ErrorCode::Closed: return tr("Nothing was changed. Reopen the month to change something in it.");
        case ErrorCode::Changed: return tr("Nothing was changed. Look at it again and repeat what still fits.");
        case ErrorCode::Busy: return tr("Nothing was changed. Try again in a moment, or close the other program.");
        case ErrorCode::ReadOnly:
            return tr("Nothing was changed. Make the file and its folder writable, or work on a copy.");
        case ErrorCode::DiskFull: return tr("Nothing was changed. Free some space and try again.");
        case ErrorCode::Corrupt:
            return tr("Nothing was changed. Keep the file, and go on with a snapshot or a fresh copy from the server.");
        case ErrorCode::TooNew: return tr("Nothing was changed. Update this program.");
        case ErrorCode::Offline:
        case ErrorCode::Protocol:
        case ErrorCode::Later:
        case ErrorCode::Forked: return tr("Your changes are kept and will be sent later.");
        case ErrorCode::Refused: return tr("Your changes are kept. Connect again with a new invitation to send them.");
        case ErrorCode::Mismatch: return tr("Nothing is lost. Check the ledger from the Server menu.");
        default: return tr("Nothing was changed.");
        }
    }
};

} // namespace

ErrorText ErrorText::of(const Error& error)
{
    // Of a closed month the two sentences say all, in the person's language.
    const bool saysAll = error.code == ErrorCode::Closed;
    return { Words::headline(error.code), Words::rest(error.code),
        saysAll ? QString() : QString::fromStdString(error.detail) };
}

QString ErrorText::text() const
{
    return detail.isEmpty() ? headline + QLatin1Char(' ') + rest
                            : headline + QLatin1Char(' ') + rest + QStringLiteral(" (") + detail + QLatin1Char(')');
}

} // namespace qm::desktop
