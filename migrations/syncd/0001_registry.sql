-- What the daemon itself must know: which devices are paired, which ledgers it holds, who may do what, and which
-- invitations are open. Nothing of a ledger's content stands here. Ids are 16-byte UUIDs, instants are UTC in ms since
-- 1970. A row of `device` is never deleted, so that its number keeps its meaning in every ledger's log.

CREATE TABLE server (
    one        INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    instance   BLOB NOT NULL CHECK (length(instance) = 16), -- tells this server from every other
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE device (
    no         INTEGER NOT NULL PRIMARY KEY CHECK (no > 0), -- its small number in logs
    uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    name       TEXT NOT NULL CHECK (name <> ''),
    platform   TEXT NOT NULL,
    app        TEXT NOT NULL, -- version of the program, as it says itself
    level      INTEGER NOT NULL CHECK (level >= 0), -- of rules that it understands
    selector   TEXT NOT NULL UNIQUE CHECK (length(selector) = 16), -- finds the token, is no secret
    token_hash BLOB NOT NULL CHECK (length(token_hash) = 32), -- SHA-256 of the token's verifier
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL, -- at most five minutes old while it is connected
    revoked_at INTEGER
) STRICT;

CREATE TABLE ledger (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), -- also the name of its file
    name       TEXT NOT NULL CHECK (name <> ''),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device_right (
    device   INTEGER NOT NULL REFERENCES device (no),
    ledger   BLOB NOT NULL REFERENCES ledger (id),
    granted  TEXT NOT NULL CHECK (granted IN ('viewer', 'editor', 'owner')),
    last_ver TEXT, -- the version it had after its last sync
    last_n   INTEGER, -- the number of its last change set
    synced_at INTEGER,
    PRIMARY KEY (device, ledger)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_right_by_ledger ON device_right (ledger);

CREATE TABLE invitation (
    code_hash  BLOB NOT NULL PRIMARY KEY CHECK (length(code_hash) = 32), -- SHA-256 of the code's eight letters
    ledger     BLOB REFERENCES ledger (id), -- none: the device brings a ledger of its own
    granted    TEXT NOT NULL CHECK (granted IN ('viewer', 'editor', 'owner')),
    made_by    INTEGER REFERENCES device (no), -- none: made on the server itself
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    attempts   INTEGER NOT NULL CHECK (attempts BETWEEN 0 AND 5), -- codes tried while it was open; closed at 5
    used_at    INTEGER,
    used_by    INTEGER REFERENCES device (no)
) STRICT, WITHOUT ROWID;
