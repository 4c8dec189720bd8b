#include "tests/fuzz/household.h"

#include "common/sql/migrate.h"
#include "common/store/actions.h"
#include "common/sync/client.h"
#include "syncd/store/sqlite_connection.h"
#include "tests/fuzz/check.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace qm;
namespace fs = std::filesystem;

namespace fuzz {

namespace {

const Uuid& ledgerId()
{
    static const Uuid id = DerivedId("fuzz ledger").uuid();
    return id;
}

/// A folder that goes when the program ends as it should.
std::string newFolder()
{
    struct Root {
        Root()
            : path((access("/dev/shm", W_OK) == 0 ? fs::path("/dev/shm") : fs::temp_directory_path())
                / ("quartermaster-fuzz-" + std::to_string(getpid())))
        {
        }
        ~Root()
        {
            std::error_code ignored;
            fs::remove_all(path, ignored);
        }
        fs::path path;
        std::int64_t count = 0;
    };
    static Root root;
    const fs::path folder = root.path / std::to_string(++root.count);
    fs::create_directories(folder);
    return folder.string();
}

std::string readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

void writeFile(const std::string& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

std::unique_ptr<sql::Connection> openFile(const std::string& path, bool isNew)
{
    auto connection = must(syncd::openSqlite(path, sql::OpenMode::ReadWriteCreate), "a file opens");
    if (isNew)
        must(sql::migrate(*connection, path, sql::ledgerSchema(), { "", syncd::openSqlite }), "a file is migrated");
    must(connection->execute("PRAGMA synchronous = OFF"), "a file is not synchronised");
    return connection;
}

/// Everything in the file itself.
std::string imageOf(sql::Connection& connection, const std::string& path)
{
    must(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"), "a file is checkpointed");
    return readFile(path);
}

std::string queryOf(const std::string& target, const std::string& name)
{
    const std::size_t at = target.find(name + "=");
    if (at == std::string::npos)
        return {};
    const std::size_t from = at + name.size() + 1;
    return target.substr(from, target.find('&', from) - from);
}

std::int64_t numberOf(const std::string& target, const std::string& name)
{
    return std::atoll(queryOf(target, name).c_str());
}

Answer run(LedgerServer& core, SyncJob& job)
{
    SyncJob* jobs[] = { &job };
    core.run(jobs);
    return job.answer;
}

CellEdits planned(Table table, std::int64_t minor)
{
    CellValue value;
    value.columns[0] = minor;
    return { { cellNamed(table, "planned"), value } };
}

/// The first device's file, with nothing in it but the ledger itself.
std::string newLedger()
{
    Device device("", Uuid::make());
    Op op;
    op.image.key = { Table::Ledger, ledgerId() };
    op.image.columns = { std::string("Home"), std::string("EUR") };
    must(device.ledger->act("ledger.create", { op }), "a ledger is made");
    return device.image();
}

/// The words for the letter: the ids that the query gives.
void learn(Household& household, char letter, sql::Connection& connection, std::string_view sql)
{
    auto select = must(connection.prepare(sql), "a table is read");
    while (must(select->step(), "a table is read"))
        household.words[letter].push_back(Uuid::fromBytes(select->blob(0)).text());
}

void learnLog(Household& household, Server& server)
{
    household.words['v'].push_back(Version::at(0, chainStart(ledgerId())).text());
    household.chains[household.words['v'][0]] = chainStart(ledgerId());
    for (std::int64_t rev = 0; rev < household.head.rev; ++rev) {
        const Answer answer = server.core->log(household.words['v'].back(), 1);
        for (const auto& [key, text] : must(sliceObject(answer.body), "the log is read")) {
            if (key == "receipt")
                household.words['R'].emplace_back(text);
            if (key != "entries")
                continue;
            household.words['L'].push_back(std::string(text.substr(1, text.size() - 2)));
            const LogEntry entry = must(readLogEntries(text), "the log is read").at(0);
            household.words['v'].push_back(Version::at(entry.rev, entry.chain).text());
            household.chains[household.words['v'].back()] = entry.chain;
            household.words['x'].push_back(entry.id.text());
        }
    }
}

Household make()
{
    Household household;
    Server server("");
    Device anna(newLedger(), {});
    Device ben("", Uuid::make());
    household.newImage = ben.image();
    household.anna = { must(anna.ledger->status(), "status").device, 1, "Anna", "test", Right::Owner };
    household.ben = { must(ben.ledger->status(), "status").device, 2, "Ben", "test", Right::Editor };
    const auto sync = [&](Device& device, const Caller& caller) {
        LocalPeer peer(server, caller);
        must(SyncClient(*device.ledger, peer).sync(), "a device syncs");
    };
    const auto done = [](const auto& result) { return must(result, "an action is done"); };
    Ledger& ledger = *anna.ledger;
    const Uuid checking = done(addAccount(ledger, { "Checking", "checking", { 100000 }, "" }));
    const Uuid savings = done(addAccount(ledger, { "Savings", "savings", {}, "for later" }));
    const Uuid food = done(addCategory(ledger, { "Food", "Living", "expense" }));
    const Uuid pay = done(addCategory(ledger, { "Pay", "", "income" }));
    const Uuid usual = done(addTemplate(ledger, "Usual", ""));
    const Uuid groceries = done(addTemplateEntry(ledger, usual, { "Groceries", food, { -40000 }, 31 }));
    done(addTemplateEntry(ledger, usual, { "Salary", pay, { 250000 }, 1 }));
    const Uuid april = done(openMonth(ledger, { 2026, 4 }, MonthStart::FromTemplate, usual, false));
    const auto post = [&](Ledger& in, const char* date, std::int64_t minor, std::optional<Uuid> entry,
                          std::optional<Uuid> to = {}) {
        return done(addPosting(in, { date, { minor }, checking, entry, to, "Market", "", false }));
    };
    const auto entryOf = [&](const Uuid& month, std::size_t index) { return done(ledger.entries(month)).at(index).id; };
    post(ledger, "2026-04-03", -2340, entryOf(april, 0));
    sync(anna, household.anna);
    sync(ben, household.ben);
    household.serverBackup = server.image();

    // Ben is away: a sum that Anna changes, too, and a posting in a month that gets closed meanwhile.
    done(editRow(*ben.ledger, { Table::TemplateEntry, groceries }, planned(Table::TemplateEntry, -41000)));
    post(*ben.ledger, "2026-04-20", -500, entryOf(april, 1));
    household.benImage = ben.image();

    const Uuid may = done(openMonth(ledger, { 2026, 5 }, MonthStart::Copied, april, true));
    const Uuid gone = post(ledger, "2026-05-02", -700, {});
    post(ledger, "2026-05-04", -10000, {}, savings);
    const SplitPart parts[] = { { entryOf(may, 0), { -300 }, "" }, { entryOf(may, 1), { -200 }, "half" } };
    done(addSplit(ledger, { "2026-05-09", {}, checking, {}, {}, "Shop", "", true }, parts));
    done(editRow(ledger, { Table::TemplateEntry, groceries }, planned(Table::TemplateEntry, -42000)));
    done(editRow(ledger, { Table::Entry, entryOf(may, 0) }, planned(Table::Entry, -43000)));
    done(closeMonth(ledger, april));
    sync(anna, household.anna);
    sync(ben, household.ben);
    sync(anna, household.anna);
    done(deletePosting(ledger, gone));
    done(ledger.undo());
    done(deletePosting(ledger, gone));
    sync(anna, household.anna);

    household.head = done(server.core->head()).version;
    household.annaImage = anna.image();
    household.serverImage = server.image();
    household.annaNext
        = 1 + done(sql::queryInteger(ledger.connection(), "SELECT max(n) FROM change_set WHERE prev IS NOT NULL"));
    household.words['h'] = { household.head.text() };
    household.words['l'] = { ledgerId().text() };
    household.words['d'] = { household.anna.device.text(), household.ben.device.text() };
    sql::Connection& connection = ledger.connection();
    learn(household, 'a', connection, "SELECT id FROM account ORDER BY name");
    learn(household, 'c', connection, "SELECT id FROM category ORDER BY name");
    learn(household, 't', connection, "SELECT id FROM template ORDER BY id");
    learn(household, 'u', connection, "SELECT id FROM template_entry ORDER BY name");
    learn(household, 'm', connection, "SELECT id FROM month ORDER BY ym");
    learn(household, 'e', connection, "SELECT e.id FROM entry e JOIN month m ON m.id = e.month ORDER BY m.ym, e.name");
    learn(household, 'p', connection, "SELECT id FROM posting ORDER BY date, id");
    learn(household, 'k', connection, "SELECT id FROM conflict ORDER BY id");
    learnLog(household, server);
    require(done(ledger.conflicts()).size() == 1 && done(ledger.parkedChanges()).size() == 1, "Ben came late twice");
    return household;
}

} // namespace

std::string SteadyEnvironment::randomBytes(std::size_t count)
{
    std::string bytes(count, '\0');
    for (char& byte : bytes) {
        m_state = m_state * 6364136223846793005u + 1442695040888963407u;
        byte = static_cast<char>(m_state >> 56);
    }
    return bytes;
}

Server::Server(const std::string& image) : m_folder(newFolder())
{
    restore(image);
}

Server::~Server()
{
    core.reset();
    fs::remove_all(m_folder);
}

void Server::restore(const std::string& image)
{
    core.reset();
    fs::remove_all(m_folder);
    fs::create_directories(m_folder);
    const std::string path = m_folder + "/server.db";
    if (!image.empty())
        writeFile(path, image);
    LedgerServer::Options options;
    options.snapshotDir = m_folder + "/snapshots";
    auto writer = openFile(path, image.empty());
    core = must(LedgerServer::open(std::move(writer), openFile(path, false), ledgerId(), options), "a server opens");
}

std::string Server::image()
{
    must(core->checkpoint(), "a server is checkpointed");
    return readFile(m_folder + "/server.db");
}

Answer Server::run(SyncJob& job)
{
    return fuzz::run(*core, job);
}

Answer Server::answer(const PeerRequest& request, const Caller& caller)
{
    const std::string& target = request.target;
    const auto goesTo = [&](std::string_view place) { return target.find(place) != std::string::npos; };
    if (goesTo("/sync")) {
        auto decoded = decodeSyncRequest(request.body);
        if (!decoded.request)
            return decoded.failed;
        SyncJob job { caller, *std::move(decoded.request), {}, {}, 0, 0 };
        return run(job);
    }
    if (goesTo("/recover")) {
        auto decoded = decodeRecoverRequest(request.body);
        if (!decoded.request)
            return decoded.failed;
        SyncJob job { caller, {}, *std::move(decoded.request), {}, 0, 0 };
        return run(job);
    }
    if (goesTo("/log"))
        return core->log(queryOf(target, "after"), numberOf(target, "limit"));
    if (goesTo("/snapshot"))
        return core->snapshot(1, queryOf(target, "ver"), int(numberOf(target, "part")), numberOf(target, "since"));
    if (goesTo("/digest"))
        return core->digest(queryOf(target, "bucket"));
    return failure(404, "not_found");
}

void Server::verify()
{
    const auto connection = openFile(m_folder + "/server.db", false);
    must(verifyLedger(*connection), "the server's ledger is sound");
}

Device::Device(const std::string& image, const Uuid& id) : m_folder(newFolder())
{
    const std::string path = m_folder + "/device.db";
    if (!image.empty())
        writeFile(path, image);
    auto connection = openFile(path, image.empty());
    ledger = image.empty() ? must(Ledger::createCopy(std::move(connection), ledgerId(), id), "a copy is made")
                           : must(Ledger::open(std::move(connection)), "a copy opens");
}

Device::~Device()
{
    ledger.reset();
    fs::remove_all(m_folder);
}

std::string Device::image()
{
    return imageOf(ledger->connection(), m_folder + "/device.db");
}

Result<PeerReply> LocalPeer::exchange(const PeerRequest& request)
{
    const Answer answer = m_server.answer(request, m_caller);
    return PeerReply { answer.status, answer.body, answer.contentType == "application/json", answer.retryAfterSeconds,
        std::nullopt };
}

const Household& Household::made()
{
    static SteadyEnvironment environment;
    const auto startAgain = [] {
        environment = {};
        setEnvironment(&environment);
    };
    static const Household household = [&] {
        startAgain();
        return make();
    }();
    startAgain();
    return household;
}

std::string Household::spoken(std::string_view text) const
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto known = text[at] == '@' && at + 1 < text.size() ? words.find(text[at + 1]) : words.end();
        if (known == words.end()) {
            out.push_back(text[at++]);
            continue;
        }
        std::size_t number = 0;
        for (at += 2; at < text.size() && text[at] >= '0' && text[at] <= '9' && number < 1000; ++at)
            number = number * 10 + std::size_t(text[at] - '0');
        out += known->second[number % known->second.size()];
    }
    return out;
}

} // namespace fuzz
