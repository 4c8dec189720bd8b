# A ledger of schema 1 is brought up to date at the start, and its snapshot is made first: where none can be made the
# server does not start and every row stays as it was.
. "$DEPLOY/check.sh"
. "$DEPLOY/server.sh"

sql() { # sql FILE STATEMENT: its first value
    python3 - "$@" <<'END'
import sqlite3, sys
print(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro&immutable=1", uri=True).execute(sys.argv[2]).fetchone()[0])
END
}

rows() { # rows FILE: all of it as SQL
    python3 - "$1" <<'END'
import sqlite3, sys
print(*sqlite3.connect(f"file:{sys.argv[1]}?mode=ro&immutable=1", uri=True).iterdump(), sep="\n")
END
}

new_data_folder
up
down
zstd -qdc "$DEPLOY_ROOT/tests/golden/ledger_schema_1.db.zst" >"$DEPLOY_WORK/older.db"
id=$(sql "$DEPLOY_WORK/older.db" "SELECT v FROM meta WHERE k = 'ledger'")
ledger=/mnt/quartermaster/ledgers/$id.db
equal 1 "$(sql "$DEPLOY_WORK/older.db" 'PRAGMA user_version')" "the older ledger's schema"
install -d -o 1000 -g 1000 -m 700 /mnt/quartermaster/ledgers
install -o 1000 -g 1000 -m 600 "$DEPLOY_WORK/older.db" "$ledger"

# No snapshot, no migration: a file stands where the folder of backups belongs.
rm -rf /mnt/quartermaster/backups
touch /mnt/quartermaster/backups
code=0
docker run --name refused --user 1000:1000 --volume /mnt/quartermaster:/data quartermaster:first >"$DEPLOY_WORK/said" 2>&1 || code=$?
[ "$code" -ne 0 ] || fail "it started without being able to make a snapshot"
contains "$(cat "$DEPLOY_WORK/said")" "/data/backups" "what it says"
rows "$DEPLOY_WORK/older.db" >"$DEPLOY_WORK/rows-before"
rows "$ledger" | diff "$DEPLOY_WORK/rows-before" - || fail "the ledger was changed although no snapshot could be made"
equal 1 "$(sql "$ledger" 'PRAGMA user_version')" "the ledger's schema where no snapshot could be made"
rm /mnt/quartermaster/backups

up
server_log | jq -es --arg file "/data/ledgers/$id.db" \
    '(map(.event) | index("migrating") < index("listening")) and any(.[]; .event == "migrating" and .file == $file and .from == 1)' \
    >/dev/null || fail "the log does not tell of the migration before it listens: $(server_log)"
down
[ "$(sql "$ledger" 'PRAGMA user_version')" -gt 1 ] || fail "the ledger was not migrated"
mapfile -t snapshots < <(find /mnt/quartermaster/backups -type f -name '*.db')
equal 1 "${#snapshots[@]}" "the number of snapshots"
equal 1 "$(sql "${snapshots[0]}" 'PRAGMA user_version')" "the snapshot's schema"
equal ok "$(sql "${snapshots[0]}" 'PRAGMA integrity_check')" "the snapshot's integrity"
for what in 'SELECT count(*) FROM posting' 'SELECT count(*) FROM change_set' 'SELECT sum(amount) FROM posting'; do
    for file in "${snapshots[0]}" "$ledger"; do
        equal "$(sql "$DEPLOY_WORK/older.db" "$what")" "$(sql "$file" "$what")" "$what in $file"
    done
done
