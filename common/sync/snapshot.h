#pragma once

#include "common/store/row_store.h"

namespace qm {

/// Lines of a snapshot (SYNC.md 3.5): one JSON object each, numbers of change sets are revisions.
void appendRowLine(const RowImage& image, const std::vector<Tombstone>& tombstones, std::string& out);
void appendConflictLine(const Conflict& conflict, std::string& out);
void appendParkedLine(const Parked& parked, std::string_view intent, std::string& out);

struct RowLine {
    RowImage image;
    std::vector<Tombstone> tombstones;
};
Result<RowLine> readRowLine(const Json& line);
Result<Conflict> readConflictLine(const Json& line);
Result<Parked> readParkedLine(const Json& line);

/// The bucket of a row when digests are compared: table and last byte of the id, `posting.3f`. (The last byte, as the
/// first of a UUIDv7 is the same for years.) Records count under `conflict` and `parked`.
std::string bucketOf(const RowKey& key);
inline constexpr std::string_view conflictBucket = "conflict";
inline constexpr std::string_view parkedBucket = "parked";

/// Digests of canonical rows by bucket, and in all.
struct BucketDigests {
    Digest total;
    std::map<std::string, Digest> buckets;
};
Result<BucketDigests> computeBuckets(RowStore& store);

} // namespace qm
