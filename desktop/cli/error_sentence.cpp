#include <QString>

#include "desktop/cli/error_sentence.h"

#include <algorithm>
#include <array>

namespace qm::cli {

namespace {

constexpr qsizetype shownMax = 600; ///< characters of a sentence from elsewhere

/// Sentences of the exchange say themselves what became of the data.
bool saysWhatBecame(std::string_view text)
{
    constexpr std::array said { "is lost", "are kept", "is kept", "stay queued", "stays queued", "othing was changed" };
    return std::any_of(
        said.begin(), said.end(), [&](const char* words) { return text.find(words) != std::string_view::npos; });
}

/// What became of the data, and what to do.
std::string_view rest(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid:
    case ErrorCode::NotFound:
    case ErrorCode::Exists:
    case ErrorCode::Ambiguous:
    case ErrorCode::Rule:
    case ErrorCode::OutsideMonth:
    case ErrorCode::Closed:
    case ErrorCode::Depends:
    case ErrorCode::Usage: return "Nothing was changed.";
    case ErrorCode::Changed: return "Nothing was changed. Look at it again and repeat what still fits.";
    case ErrorCode::Busy: return "Nothing was changed. Try again in a moment, or close the other program.";
    case ErrorCode::ReadOnly: return "Nothing was changed. Make the file and its folder writable, or work on a copy.";
    case ErrorCode::DiskFull: return "Nothing was changed. Free some space and try again.";
    case ErrorCode::Corrupt:
        return "Nothing was changed. Keep the file, and go on with a backup, a snapshot or a fresh copy from the "
               "server.";
    case ErrorCode::NotALedger: return "Nothing was changed. Name the ledger's file with --ledger FILE.";
    case ErrorCode::TooNew: return "Nothing was changed. Update this program.";
    case ErrorCode::Io: return "Nothing was changed.";
    case ErrorCode::Offline:
    case ErrorCode::Refused:
    case ErrorCode::Protocol:
    case ErrorCode::Later: return "Your changes are kept and will be sent later.";
    case ErrorCode::Forked: return "Your changes are kept and will be sent later.";
    case ErrorCode::Mismatch:
        return "Nothing was changed. Keep the file, and compare it with a backup or the server's copy; \"sync "
               "--check\" "
               "replaces what differs there.";
    }
    return {};
}

} // namespace

std::string printable(std::string_view text)
{
    QString out = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    const bool isLong = out.size() > shownMax;
    if (isLong)
        out.truncate(shownMax - 100);
    for (QChar& c : out) {
        if (c.category() == QChar::Other_Control)
            c = c == QChar::LineFeed ? QChar(QChar::Space) : QChar(QChar::ReplacementCharacter);
    }
    return out.toStdString() + (isLong ? " …" : "");
}

std::string errorSentence(const Error& error)
{
    std::string text = printable(error.detail);
    while (!text.empty() && (text.back() == '.' || text.back() == ' '))
        text.pop_back();
    if (text.empty())
        text = "this could not be done";
    // A sentence begins with a capital, but a file's name or a quotation stays as it is.
    const std::size_t word = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
    if (word != 0 && text.compare(word == std::string::npos ? 0 : word, 2, ": ") == 0) { // a column: "name: is empty"
        std::replace(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(word), '_', ' ');
        text = "The " + text.erase(word, 1);
    } else if (word != 0 && (word == std::string::npos || text[word] == ' ')) {
        text.front() = static_cast<char>(text.front() - 32);
    }
    if (text.back() != '?')
        text += '.';
    if (!saysWhatBecame(text))
        text += ' ' + std::string(rest(error.code));
    return text;
}

std::string_view errorName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid: return "invalid";
    case ErrorCode::NotFound: return "not_found";
    case ErrorCode::Exists: return "exists";
    case ErrorCode::Ambiguous: return "ambiguous";
    case ErrorCode::Rule: return "rule";
    case ErrorCode::OutsideMonth: return "outside_month";
    case ErrorCode::Closed: return "closed";
    case ErrorCode::Depends: return "depends";
    case ErrorCode::Changed: return "changed";
    case ErrorCode::Busy: return "busy";
    case ErrorCode::ReadOnly: return "read_only";
    case ErrorCode::DiskFull: return "disk_full";
    case ErrorCode::Corrupt: return "corrupt";
    case ErrorCode::NotALedger: return "not_a_ledger";
    case ErrorCode::TooNew: return "too_new";
    case ErrorCode::Io: return "io";
    case ErrorCode::Offline: return "offline";
    case ErrorCode::Refused: return "refused";
    case ErrorCode::Protocol: return "protocol";
    case ErrorCode::Later: return "later";
    case ErrorCode::Mismatch: return "mismatch";
    case ErrorCode::Forked: return "forked";
    case ErrorCode::Usage: return "usage";
    }
    return "failed";
}

int exitCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Usage: return 2;
    case ErrorCode::Invalid:
    case ErrorCode::NotFound:
    case ErrorCode::Exists:
    case ErrorCode::Ambiguous:
    case ErrorCode::Rule:
    case ErrorCode::OutsideMonth:
    case ErrorCode::Closed:
    case ErrorCode::Depends:
    case ErrorCode::Changed: return 3;
    case ErrorCode::Mismatch: return 4;
    case ErrorCode::Offline:
    case ErrorCode::Refused:
    case ErrorCode::Protocol:
    case ErrorCode::Forked:
    case ErrorCode::Later: return 5;
    default: return 1;
    }
}

} // namespace qm::cli
