-- A ledger: its rows, its log of change sets, and what is waiting to be sent. The same tables at the server and on a
-- desktop. Ids are 16-byte UUIDs. Money is in minor units of the ledger's currency, negative leaves the household.
-- Days are text 2026-05-03. Every row table ends with the same five columns:
--   extra   cells of a newer level, a JSON object; kept, digested, not understood here
--   w       the change set (change_set.no) that made the row: writer of every cell not named in `cells`
--   cells   JSON {"cell": no} or {"cell": [no, eff]}: writers of cells that were set later
--   groups  how many delete groups name this row
--   dead    how many of them hold: the row is alive when it is 0

CREATE TABLE meta (
    k TEXT NOT NULL PRIMARY KEY,
    v ANY
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger (
    id       BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name     TEXT NOT NULL CHECK (name <> ''),
    currency TEXT NOT NULL CHECK (length(currency) = 3), -- ISO 4217
    extra TEXT, w INTEGER NOT NULL, cells TEXT, groups INTEGER NOT NULL, dead INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name          TEXT NOT NULL CHECK (name <> ''),
    kind          TEXT NOT NULL CHECK (kind IN ('checking', 'savings', 'cash', 'card', 'loan')),
    opening_minor INTEGER NOT NULL CHECK (opening_minor BETWEEN -9007199254740991 AND 9007199254740991), -- minor units
    archived      INTEGER NOT NULL CHECK (archived IN (0, 1)),
    pos           INTEGER NOT NULL, -- place in lists, smallest first
    note          TEXT,
    extra TEXT, w INTEGER NOT NULL, cells TEXT, groups INTEGER NOT NULL, dead INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE category (
    id       BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name     TEXT NOT NULL CHECK (name <> ''),
    grp      TEXT, -- the group it is listed under
    kind     TEXT NOT NULL CHECK (kind IN ('income', 'expense', 'saving')),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    pos      INTEGER NOT NULL,
    extra TEXT, w INTEGER NOT NULL, cells TEXT, groups INTEGER NOT NULL, dead INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE template (
    id   BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL CHECK (name <> ''),
    note TEXT,
    pos  INTEGER NOT NULL,
    extra TEXT, w INTEGER NOT NULL, cells TEXT, groups INTEGER NOT NULL, dead INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE template_entry (
    id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    template      BLOB NOT NULL REFERENCES template (id) DEFERRABLE INITIALLY DEFERRED,
    name          TEXT NOT NULL CHECK (name <> ''),
    category      BLOB NOT NULL REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    planned_minor INTEGER NOT NULL CHECK (planned_minor BETWEEN -9007199254740991 AND 9007199254740991), -- minor units
    due_day       INTEGER CHECK (due_day BETWEEN 1 AND 31), -- clamped to the month's last day
    pos           INTEGER NOT NULL,
    extra TEXT, w INTEGER NOT NULL, cells TEXT, groups INTEGER NOT NULL, dead INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX template_entry_template ON template_entry (template);
CREATE INDEX template_entry_category ON template_entry (category);

CREATE TABLE month (
    id     BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), -- derived from ledger and ym (SYNC.md 3.1)
    ym     TEXT NOT NULL CHECK (ym || '-01' IS date(ym || '-01', '+0 days')), -- 2026-05
    status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    note   TEXT,
    extra TEXT, w INTEGER NOT NULL, cells TEXT, groups INTEGER NOT NULL, dead INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX month_ym ON month (ym);

CREATE TABLE entry (
    id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    month         BLOB NOT NULL REFERENCES month (id) DEFERRABLE INITIALLY DEFERRED,
    lineage       BLOB, -- the template entry or first entry it descends from; NULL: it is the first itself
    name          TEXT NOT NULL CHECK (name <> ''),
    category      BLOB NOT NULL REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    planned_minor INTEGER NOT NULL CHECK (planned_minor BETWEEN -9007199254740991 AND 9007199254740991), -- minor units
    due           TEXT CHECK (due IS NULL OR due IS date(due, '+0 days')), -- a day of its month
    pos           INTEGER NOT NULL,
    note          TEXT,
    extra TEXT, w INTEGER NOT NULL, cells TEXT, groups INTEGER NOT NULL, dead INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_month ON entry (month);
CREATE INDEX entry_category ON entry (category);

CREATE TABLE posting (
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    month        BLOB NOT NULL REFERENCES month (id) DEFERRABLE INITIALLY DEFERRED,
    date         TEXT NOT NULL CHECK (date IS date(date, '+0 days')), -- lies in its month
    entry        BLOB REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED, -- NULL: none yet
    amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN -9007199254740991 AND 9007199254740991), -- minor units
    account      BLOB NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    to_account   BLOB REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED, -- a transfer: where -amount arrives
    payee        TEXT,
    memo         TEXT,
    cleared      INTEGER NOT NULL CHECK (cleared IN (0, 1)),
    split        BLOB, -- shared by the postings of one purchase
    bank_ref     TEXT, -- the bank's own id of the line it was imported from
    extra TEXT, w INTEGER NOT NULL, cells TEXT, groups INTEGER NOT NULL, dead INTEGER NOT NULL,
    CHECK (to_account IS NULL OR to_account <> account)
) STRICT, WITHOUT ROWID;
-- Sums by month and entry come from this index alone.
CREATE INDEX posting_sums ON posting (month, entry, dead, amount_minor, to_account);
CREATE INDEX posting_split ON posting (split) WHERE split IS NOT NULL;

-- The log, and behind it the queue: a change set without a revision waits to be sent. `no` is its place in this file
-- and what rows refer to; at the server it is the revision.
CREATE TABLE change_set (
    no        INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    rev       INTEGER UNIQUE,
    kind      INTEGER NOT NULL,          -- 1 change set, 2 branch record, 3 level, 4 device, 5 redaction
    dev       BLOB NOT NULL,             -- the device that made it
    n         INTEGER NOT NULL,          -- its number on that device, gap-free; 0: only known by name (see known)
    prev      BLOB,                      -- the device's change set before it
    base_rev  INTEGER NOT NULL,          -- the version its author had seen
    base_hash BLOB NOT NULL,
    eff       INTEGER NOT NULL,          -- ms; its place in time (SYNC.md 3.4); a guess while it waits
    eff_max   INTEGER,                   -- the latest eff up to this revision; kept by the server
    recv      INTEGER NOT NULL,          -- ms since 1970 when this file got it
    at        TEXT NOT NULL,             -- the author's wall clock
    act       TEXT NOT NULL,             -- what the person did, as posting.add
    batch     BLOB,                      -- shared by the change sets of one large action
    indivisible INTEGER NOT NULL,
    outcome   INTEGER NOT NULL,          -- 0 waiting, 1 applied, 2 conflict (applied, with records), 3 parked
    why       TEXT,                      -- why it is parked, or why the prediction has no effect yet
    known     INTEGER NOT NULL,          -- 1: intent is in change_set_body; 0: came with a snapshot, log not here yet
    chain     BLOB,                      -- 32 bytes
    digest    BLOB,                      -- 32 bytes: of the whole ledger after it
    receipt   BLOB,                      -- 32 bytes: the server's signature of this version, where one came (SYNC.md 3.8)
    origin    TEXT,                      -- of a recovered one: the version it had before, 1029.9f3ab1c2d4e5f607
    plain     INTEGER NOT NULL,          -- its effects are exactly what it says
    delta     BLOB,                      -- while waiting: what it adds to the digest
    boot      TEXT,                      -- while waiting: the boot it was made in, and
    mono      INTEGER,                   -- ms since that boot, and
    wall      INTEGER                    -- ms since 1970, for its age
) STRICT;
CREATE INDEX change_set_dev ON change_set (dev, n);
CREATE INDEX change_set_waiting ON change_set (no) WHERE rev IS NULL;
CREATE INDEX change_set_batch ON change_set (batch) WHERE batch IS NOT NULL;

CREATE TABLE change_set_body (
    no      INTEGER PRIMARY KEY REFERENCES change_set (no) DEFERRABLE INITIALLY DEFERRED,
    intent  BLOB NOT NULL, -- canonical JSON (RFC 8785)
    effects BLOB           -- JSON; NULL: exactly what the intent says
) STRICT;

-- Which change sets touched a row beyond making it: 1 wrote, 2 deleted. A row's history, and what R7 and R11 ask.
CREATE TABLE touch (
    tbl INTEGER NOT NULL, id BLOB NOT NULL, no INTEGER NOT NULL, what INTEGER NOT NULL,
    PRIMARY KEY (tbl, id, no, what)
) STRICT, WITHOUT ROWID;

-- Delete groups: the rows that one change set deleted together. live 0: re-created since by someone who knew.
CREATE TABLE del_member (
    tbl INTEGER NOT NULL, id BLOB NOT NULL, del INTEGER NOT NULL, live INTEGER NOT NULL,
    PRIMARY KEY (tbl, id, del)
) STRICT, WITHOUT ROWID;
CREATE INDEX del_member_del ON del_member (del);

CREATE TABLE conflict (
    id       BLOB NOT NULL PRIMARY KEY,
    kind     TEXT NOT NULL CHECK (kind IN ('field', 'delete_undone', 'delete_blocked', 'undo_skipped')),
    tbl      INTEGER NOT NULL, row BLOB NOT NULL, cell TEXT,
    loser    BLOB NOT NULL, loser_v TEXT,  -- the change set whose value is not shown, and that value (JSON)
    winner   BLOB NOT NULL, winner_v TEXT, -- the one whose value is
    base_v   TEXT,                         -- what the loser had changed from
    no       INTEGER NOT NULL,             -- the change set on whose arrival it was found
    solved   BLOB,                         -- the change set that settled it
    choice   TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE parked (
    cs     BLOB NOT NULL PRIMARY KEY,
    no     INTEGER NOT NULL,
    why    TEXT NOT NULL, -- depends, month_closed, month_changed, deleted, indivisible, date_outside_month, invalid
    detail TEXT,
    root   BLOB,          -- the parked change set that this one waits for
    solved BLOB,          -- the change set that settled it
    choice TEXT CHECK (choice IN ('apply', 'discard'))
) STRICT, WITHOUT ROWID;

-- What rows were before each waiting change set, so that it can be taken back and predicted anew.
CREATE TABLE shadow (
    no INTEGER NOT NULL, tbl INTEGER NOT NULL, id BLOB NOT NULL,
    image TEXT, -- JSON; NULL: the row was not there
    PRIMARY KEY (no, tbl, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX shadow_row ON shadow (tbl, id);

-- Log entries that a restored server had lost and that have not been seen again yet.
CREATE TABLE limbo (
    cs      BLOB NOT NULL PRIMARY KEY,
    rev     INTEGER NOT NULL, -- its revision before
    after   BLOB NOT NULL,    -- 32 bytes: chain of the entry before it
    chain   BLOB NOT NULL,    -- 32 bytes
    raw     BLOB NOT NULL,    -- the entry as it came, JSON
    receipt BLOB
) STRICT, WITHOUT ROWID;

-- Change sets that the server called malformed: kept for a person, out of the way of the others.
CREATE TABLE quarantine (
    cs BLOB NOT NULL PRIMARY KEY, intent BLOB NOT NULL, why TEXT NOT NULL, at INTEGER NOT NULL -- ms since 1970
) STRICT, WITHOUT ROWID;

-- Versions that a restored server had lost and that devices told it again: what their authors had seen (R0).
CREATE TABLE branch (
    rev   INTEGER NOT NULL,
    chain BLOB NOT NULL, -- 32 bytes
    after BLOB NOT NULL, -- 32 bytes: chain of the version before
    cs    BLOB NOT NULL, -- its change set, which the log has under another revision
    PRIMARY KEY (rev, chain)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id BLOB NOT NULL PRIMARY KEY, no INTEGER NOT NULL, name TEXT NOT NULL, platform TEXT NOT NULL
) STRICT, WITHOUT ROWID;
