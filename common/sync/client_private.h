#pragma once

#include "common/sync/client.h"

namespace qm {

// What the parts of SyncClient share (client.cpp, client_recover.cpp). Not for others.

/// What happened, and that nothing is lost.
Error syncError(ErrorCode code, std::string what);
Error notOurs(const std::string& why);
/// What any request of ours can be answered with besides the answer itself.
Error errorOf(const PeerReply& reply);
/// What a call made of an answer, or that the answer was cut off on its way.
template <typename T>
Result<T> whole(Result<T> read)
{
    return read ? std::move(read) : Result<T>(notOurs("an answer that is cut off"));
}
/// Entries of an answer, as sentences for a person when they cannot be read.
Result<std::vector<LogEntry>> readEntries(std::string_view text);

/// The server's signature in an answer; an empty one when it cannot be read.
Ledger::Receipt readReceipt(std::string_view text);

} // namespace qm
