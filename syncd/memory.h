#pragma once

namespace qm::syncd {

/// Gives back what is not in use: free heap, and pages of program text that only starting or a past burst of work
/// needed. Text is read again from its file when it is needed once more. For a quiet moment: takes about a millisecond.
void giveMemoryBack();

} // namespace qm::syncd
