#include "common/sync/server_private.h"

#include "common/planted_bug.h"
#include "common/sync/snapshot.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <openssl/crypto.h>
#include <zstd.h>

namespace qm {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t partBytesMax = 1 << 20; ///< of a snapshot's part, compressed; the wire allows 4 MiB
constexpr std::int64_t snapshotStaleAfter = 1000; ///< revisions: pulling that many costs less than a new snapshot
constexpr std::size_t snapshotsKept = 2;

/// A consistent view of the reader connection: what is committed when it begins.
class ReadView {
public:
    static Result<ReadView> begin(sql::Connection& connection)
    {
        QM_TRY(connection.execute("BEGIN"));
        return ReadView(connection);
    }
    ReadView(ReadView&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) { }
    ReadView& operator=(ReadView&&) = delete;
    ~ReadView()
    {
        if (m_connection)
            (void)m_connection->execute("ROLLBACK");
    }

private:
    explicit ReadView(sql::Connection& connection) : m_connection(&connection) { }
    sql::Connection* m_connection;
};

/// Compresses lines into part files of bounded size.
class PartWriter {
public:
    explicit PartWriter(std::string folder)
        : m_folder(std::move(folder))
        , m_context(ZSTD_createCCtx())
        , m_out(ZSTD_CStreamOutSize(), '\0')
    {
        ZSTD_CCtx_setParameter(m_context, ZSTD_c_compressionLevel, 3);
    }
    ~PartWriter() { ZSTD_freeCCtx(m_context); }
    PartWriter(const PartWriter&) = delete;
    PartWriter& operator=(const PartWriter&) = delete;

    void line(const std::string& text)
    {
        if (!m_file.is_open())
            open();
        m_checksum.add(text);
        ++m_lines;
        feed(text, ZSTD_e_continue);
        if (m_written >= partBytesMax)
            close();
    }

    Result<int> finish()
    {
        const std::string end = "{\"k\":\"end\",\"lines\":" + std::to_string(m_lines) + ",\"sha256\":\""
            + m_checksum.finish().hex() + "\"}\n";
        if (!m_file.is_open())
            open();
        feed(end, ZSTD_e_continue);
        close();
        if (m_failed)
            return Error { ErrorCode::DiskFull, "the snapshot could not be written to " + m_folder };
        return m_parts;
    }

private:
    void open()
    {
        m_file.open(m_folder + "/" + std::to_string(++m_parts) + ".zst", std::ios::binary | std::ios::trunc);
        m_written = 0;
    }

    void feed(std::string_view text, ZSTD_EndDirective directive)
    {
        ZSTD_inBuffer in { text.data(), text.size(), 0 };
        std::size_t left = 0;
        do {
            ZSTD_outBuffer to { m_out.data(), m_out.size(), 0 };
            left = ZSTD_compressStream2(m_context, &to, &in, directive);
            if (ZSTD_isError(left)) {
                m_failed = true;
                return;
            }
            m_file.write(m_out.data(), static_cast<std::streamsize>(to.pos));
            m_written += to.pos;
        } while (in.pos < in.size || (directive == ZSTD_e_end && left > 0));
    }

    void close()
    {
        feed({}, ZSTD_e_end);
        m_file.close();
        m_failed |= m_file.fail();
    }

    std::string m_folder;
    ZSTD_CCtx* m_context;
    std::string m_out;
    std::ofstream m_file;
    std::size_t m_written = 0;
    std::int64_t m_lines = 0;
    int m_parts = 0;
    bool m_failed = false;
    Sha256 m_checksum;
};

std::string readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

/// The bytes of a snapshot line hash, and the counts of its head.
Result<> writeSnapshotLines(sql::Connection& connection, RowStore& store, const LedgerServer::Private::Head& at,
    const std::function<void(const std::string&)>& write)
{
    std::string line = "{\"k\":\"head\",\"ver\":\"" + at.version().text() + "\",\"chain\":\"" + at.chain.hex()
        + "\",\"digest\":\"" + at.digest.bytes().hex() + "\",\"level\":" + std::to_string(levelNow) + "}\n";
    write(line);
    QM_ASSIGN(
        auto changes, connection.prepare("SELECT rev, id, dev, eff, indivisible, kind FROM change_set ORDER BY rev"));
    for (;;) {
        QM_ASSIGN(const bool more, changes->step());
        if (!more)
            break;
        line = "{\"k\":\"change\",\"rev\":" + std::to_string(changes->integer(0)) + ",\"id\":\""
            + Uuid::fromBytes(changes->blob(1)).text() + "\",\"dev\":\"" + Uuid::fromBytes(changes->blob(2)).text()
            + "\",\"eff\":" + std::to_string(changes->integer(3)) + (changes->integer(4) ? ",\"i\":1" : "");
        if (changes->integer(5) != 1)
            line += ",\"kind\":" + std::to_string(changes->integer(5));
        line += "}\n";
        write(line);
    }
    for (const Table table : allTables) {
        store.eachRow(table, [&](const RowImage& image) {
            line.clear();
            appendRowLine(image, image.groups > 0 ? store.tombstones(image.key) : std::vector<Tombstone>(), line);
            write(line);
            return true;
        });
    }
    store.eachConflict([&](const Conflict& conflict) {
        line.clear();
        appendConflictLine(conflict, line);
        write(line);
        return true;
    });
    std::vector<Parked> all;
    store.eachParked([&](const Parked& parked) {
        all.push_back(parked);
        return true;
    });
    for (const Parked& parked : all) {
        const auto intent = store.intentOf(parked.change);
        line.clear();
        appendParkedLine(parked, intent ? intent->canonical : std::string(), line);
        write(line);
    }
    QM_ASSIGN(auto devices, connection.prepare("SELECT id, no, name, platform FROM device ORDER BY no"));
    for (;;) {
        QM_ASSIGN(const bool more, devices->step());
        if (!more)
            break;
        line = "{\"k\":\"device\",\"id\":\"" + Uuid::fromBytes(devices->blob(0)).text()
            + "\",\"no\":" + std::to_string(devices->integer(1)) + ",\"name\":";
        appendJsonString(devices->text(2), line);
        line += ",\"platform\":";
        appendJsonString(devices->text(3), line);
        line += "}\n";
        write(line);
    }
    return store.status();
}

std::string hmacHex(std::string_view keyHex, std::string_view message)
{
    std::string inner(64, '\x36');
    std::string outer(64, '\x5c');
    for (std::size_t i = 0; i < keyHex.size() && i < 64; ++i) {
        inner[i] = static_cast<char>(inner[i] ^ keyHex[i]);
        outer[i] = static_cast<char>(outer[i] ^ keyHex[i]);
    }
    inner += message;
    outer += sha256(inner).view();
    return sha256(outer).hex();
}

} // namespace

Result<std::string> LedgerServer::Private::meta(sql::Connection& connection, std::string_view key)
{
    QM_ASSIGN(sql::Statement * select, connection.cached("SELECT v FROM meta WHERE k = ?"));
    select->bindText(0, key);
    QM_ASSIGN(const bool isSet, select->step());
    if (!isSet)
        return Error { ErrorCode::NotFound, std::string(key) + " is not set" };
    std::string value(select->text(0));
    select->reset();
    return value;
}

Result<> LedgerServer::Private::setMeta(std::string_view key, std::string_view value)
{
    QM_ASSIGN(sql::Statement * write,
        writer->cached("INSERT INTO meta (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v"));
    write->bindText(0, key);
    write->bindText(1, value);
    return write->run();
}

Result<LedgerServer::Private::Head> LedgerServer::Private::loadHead(sql::Connection& connection)
{
    QM_ASSIGN(const std::string text, meta(connection, "head"));
    const std::size_t first = text.find(' ');
    const std::size_t second = text.find(' ', first + 1);
    Head loaded;
    Hash digest;
    if (first == std::string::npos || second == std::string::npos
        || !Hash::parseHex(std::string_view(text).substr(first + 1, 64), loaded.chain)
        || !Hash::parseHex(std::string_view(text).substr(second + 1), digest))
        return Error { ErrorCode::Corrupt, "the ledger does not tell its revision" };
    loaded.rev = std::atoll(text.c_str());
    loaded.digest = Digest::fromBytes(digest.view());
    if (&connection == writer.get()) {
        QM_ASSIGN(headEffMax, effMaxAt(loaded.rev));
    }
    return loaded;
}

Result<> LedgerServer::Private::saveHead(const Head& saved)
{
    return setMeta("head", std::to_string(saved.rev) + " " + saved.chain.hex() + " " + saved.digest.bytes().hex());
}

Result<std::optional<Hash>> LedgerServer::Private::chainAt(sql::Connection& connection, std::int64_t rev)
{
    if (rev == 0)
        return std::optional<Hash>(chainStart(id));
    QM_ASSIGN(sql::Statement * select, connection.cached("SELECT chain FROM change_set WHERE rev = ?"));
    select->bind(0, rev);
    QM_ASSIGN(const bool isThere, select->step());
    std::optional<Hash> chain;
    if (isThere)
        chain = Hash::fromBytes(select->blob(0));
    select->reset();
    return chain;
}

Result<std::int64_t> LedgerServer::Private::effMaxAt(std::int64_t rev)
{
    QM_ASSIGN(sql::Statement * select, writer->cached("SELECT eff_max FROM change_set WHERE rev = ?"));
    select->bind(0, rev);
    QM_ASSIGN(const bool isThere, select->step());
    const std::int64_t eff = isThere ? select->integer(0) : 0;
    select->reset();
    return eff;
}

std::string LedgerServer::Private::receipt(const Version& version) const
{
    return "{\"ver\":\"" + version.text() + "\",\"mac\":\""
        + hmacHex(receiptKey, (QM_PLANTED_BUG(sign_anything) ? std::string() : id.text()) + version.text()) + "\"}";
}

bool LedgerServer::Private::isReceipt(const Version& version, std::string_view mac) const
{
    const std::string own = hmacHex(receiptKey, id.text() + version.text());
    return own.size() == mac.size() && CRYPTO_memcmp(own.data(), mac.data(), own.size()) == 0;
}

Answer LedgerServer::Private::unknownVersion(sql::Connection& connection, const Head& at)
{
    Answer answer;
    answer.status = 409;
    answer.body = "{\"error\":\"unknown_version\",\"head\":\"" + at.version().text() + "\",\"probes\":[";
    bool isFirst = true;
    for (std::int64_t step = 0;; step = step ? step * 2 : 1) {
        const std::int64_t rev = std::max<std::int64_t>(at.rev - step, 0);
        auto chain = chainAt(connection, rev);
        if (chain && *chain) {
            answer.body += (isFirst ? "\"" : ",\"") + Version::at(rev, **chain).text() + "\"";
            isFirst = false;
        }
        if (rev == 0)
            break;
    }
    answer.body += "]}";
    return answer;
}

Result<LedgerServer::Head> LedgerServer::head()
{
    QM_ASSIGN(const ReadView view, ReadView::begin(*d->reader));
    QM_ASSIGN(const Private::Head at, d->loadHead(*d->reader));
    Head head { at.version(), at.digest.bytes(), {}, {} };
    d->readStore->forget();
    if (const RowImage* row = d->readStore->row({ Table::Ledger, d->id })) {
        head.name = *asText(row->columns[col::ledger::name]);
        head.currency = *asText(row->columns[col::ledger::currency]);
    }
    QM_TRY(d->readStore->status());
    return head;
}

Answer LedgerServer::log(std::string_view after, std::int64_t limit)
{
    const auto read = [&]() -> Result<Answer> {
        QM_ASSIGN(const ReadView view, ReadView::begin(*d->reader));
        QM_ASSIGN(const Private::Head at, d->loadHead(*d->reader));
        auto from = Version::parse(after);
        if (!from)
            return failure(400, "malformed", from.error().detail);
        QM_ASSIGN(const auto chain, d->chainAt(*d->reader, from->rev));
        if (!chain || chain->hex().compare(0, 16, from->hash16) != 0)
            return d->unknownVersion(*d->reader, at);
        Answer answer;
        answer.body = "{\"head\":\"" + at.version().text() + "\"";
        QM_TRY(d->appendEntries(*d->reader, at, from->rev, std::clamp<std::int64_t>(limit, 0, 10000), {}, answer.body));
        answer.body += "}";
        return answer;
    };
    auto answer = read();
    return answer ? *std::move(answer) : failure(answer.error());
}

Result<std::string> LedgerServer::Private::buildSnapshot(const Head& at)
{
    const std::string version = at.version().text();
    const std::string folder = options.snapshotDir + "/" + version;
    const std::string temporary = folder + ".part";
    std::error_code ignored;
    fs::remove_all(temporary, ignored);
    std::error_code failed;
    fs::create_directories(temporary, failed);
    if (failed)
        return Error { ErrorCode::Io, "the folder " + temporary + " cannot be made: " + failed.message() };
    PartWriter parts(temporary);
    readStore->forget();
    QM_TRY(writeSnapshotLines(*reader, *readStore, at, [&](const std::string& line) { parts.line(line); }));
    readStore->forget();
    QM_ASSIGN(const int count, parts.finish());
    std::ofstream(temporary + "/parts") << count;
    fs::rename(temporary, folder, failed);
    if (failed)
        return Error { ErrorCode::Io, "the snapshot " + folder + " cannot be kept: " + failed.message() };
    // Older ones go, but for those that somebody may be loading right now.
    std::vector<std::pair<std::int64_t, fs::path>> kept;
    for (const auto& entry : fs::directory_iterator(options.snapshotDir, ignored)) {
        if (auto named = Version::parse(entry.path().filename().string()))
            kept.emplace_back(named->rev, entry.path());
    }
    std::sort(kept.rbegin(), kept.rend());
    for (std::size_t i = snapshotsKept; i < kept.size(); ++i)
        fs::remove_all(kept[i].second, ignored);
    return version;
}

Answer LedgerServer::snapshot(int level, std::string_view ver, int part, std::int64_t since)
{
    if (level > levelNow)
        return failure(426, "server_too_old");
    const auto manifest = [&]() -> Result<Answer> {
        QM_ASSIGN(const ReadView view, ReadView::begin(*d->reader));
        QM_ASSIGN(const Private::Head at, d->loadHead(*d->reader));
        std::string version;
        std::int64_t newest = -1;
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(d->options.snapshotDir, ignored)) {
            auto named = Version::parse(entry.path().filename().string());
            if (!named || named->rev <= newest)
                continue;
            QM_ASSIGN(const auto chain, d->chainAt(*d->reader, named->rev));
            if (!chain || chain->hex().compare(0, 16, named->hash16) != 0)
                continue; // of a past that a restore has undone
            newest = named->rev;
            version = named->text();
        }
        if (newest < 0 || newest < std::min(since, at.rev) || at.rev - newest > snapshotStaleAfter) {
            QM_ASSIGN(version, d->buildSnapshot(at));
        }
        Answer answer;
        answer.body = "{\"ver\":\"" + version
            + "\",\"parts\":" + readFile(d->options.snapshotDir + "/" + version + "/parts")
            + ",\"level\":" + std::to_string(levelNow) + "}";
        return answer;
    };
    if (ver.empty()) {
        auto answer = manifest();
        return answer ? *std::move(answer) : failure(answer.error());
    }
    const auto version = Version::parse(ver); // so that no text of a request becomes a path
    if (!version || part < 1)
        return failure(400, "malformed", "not a part of a snapshot");
    Answer answer;
    answer.body = readFile(d->options.snapshotDir + "/" + version->text() + "/" + std::to_string(part) + ".zst");
    if (answer.body.empty())
        return failure(404, "not_found", "this snapshot is gone: ask for a new one");
    answer.contentType = "application/zstd";
    return answer;
}

Answer LedgerServer::digest(std::string_view bucket)
{
    const auto read = [&]() -> Result<Answer> {
        QM_ASSIGN(const ReadView view, ReadView::begin(*d->reader));
        QM_ASSIGN(const Private::Head at, d->loadHead(*d->reader));
        d->readStore->forget();
        Answer answer;
        answer.body = "{\"ver\":\"" + at.version().text() + "\",\"digest\":\"" + at.digest.bytes().hex() + "\"";
        if (bucket.empty()) {
            QM_ASSIGN(const BucketDigests digests, computeBuckets(*d->readStore));
            if (digests.total != at.digest)
                return failure(503, "self_check");
            char separator = '{';
            answer.body += ",\"buckets\":";
            for (const auto& [name, value] : digests.buckets) {
                answer.body += separator + ("\"" + name) + "\":\"" + value.bytes().hex() + "\"";
                separator = ',';
            }
            answer.body += separator == '{' ? "{}}" : "}}";
            return answer;
        }
        std::string lines;
        const auto separate = [&] {
            if (!lines.empty())
                lines.back() = ','; // the line's end
        };
        if (bucket == conflictBucket) {
            d->readStore->eachConflict([&](const Conflict& conflict) {
                separate();
                appendConflictLine(conflict, lines);
                return true;
            });
        } else if (bucket == parkedBucket) {
            d->readStore->eachParked([&](const Parked& parked) {
                separate();
                appendParkedLine(parked, {}, lines);
                return true;
            });
        } else {
            const TableInfo* table = tableNamed(bucket.substr(0, bucket.find('.')));
            if (!table)
                return failure(400, "malformed", "not a bucket (as posting.3f)");
            d->readStore->eachRow(table->table, [&](const RowImage& image) {
                if (bucketOf(image.key) == bucket) {
                    separate();
                    appendRowLine(image,
                        image.groups > 0 ? d->readStore->tombstones(image.key) : std::vector<Tombstone>(), lines);
                }
                return true;
            });
        }
        QM_TRY(d->readStore->status());
        answer.body += ",\"rows\":[" + lines + "]}";
        return answer;
    };
    auto answer = read();
    d->readStore->forget();
    return answer ? *std::move(answer) : failure(answer.error());
}

} // namespace qm
