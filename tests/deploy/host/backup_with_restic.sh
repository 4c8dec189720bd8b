#!/usr/bin/env bash
# Twenty nights under write load: nightly-backup with the real restic beside a daemon that three devices write to; each
# snapshot is restored and every file of it proven. Then the drill, and what must make it or the nightly fail.
#
#   bash tests/deploy/host/backup_with_restic.sh
#
# NIGHTS: how many (20). Exit 0: all of them came back whole.
set -euo pipefail
# shellcheck source=tests/deploy/host.sh
. "$(dirname "${BASH_SOURCE[0]}")/../host.sh"
needs restic jq curl
nights=${NIGHTS:-20}
server=$root/installers/server

mkdir "$work/data" "$work/restic-cache"
export QUARTERMASTER_DB_URL=sqlite:///$work/data/quartermaster.db QUARTERMASTER_LISTEN=127.0.0.1:0
export RESTIC_REPOSITORY=$work/repository RESTIC_PASSWORD=secret RESTIC_CACHE_DIR=$work/restic-cache
export QM_SCRATCH=$work QM_ALERT="cat >>'$work/alerts'"
: >"$work/alerts"
restic init --quiet
start_daemon "$work/daemon.log"
codes=()
for _ in 1 2 3; do
    codes+=("$(quartermaster-syncd invite --json | jq -r .code)")
done
qm-write-load "$daemon_port" "${codes[@]}" >"$work/load.log" 2>&1 &
load_pid=$!
at_end "kill $load_pid 2>/dev/null"
for ((i = 0; i < 600; ++i)); do
    [ "$(grep -c ' begins$' "$work/load.log")" -lt 3 ] || break
    sleep 0.05
done
equal 3 "$(grep -c ' begins$' "$work/load.log")" "devices that write ($(cat "$work/load.log"))"

# The newest backup's folder in what restic restored.
restored_backup() {
    dirname "$(find "$1" -name manifest.json | sort -V | tail -n 1)"
}
revisions() {
    jq '[.files[].revision // 0] | add' "$1/manifest.json"
}

good=0
before=0
for ((night = 1; night <= nights; ++night)); do
    "$server/nightly-backup" >"$work/nightly.log" 2>&1 || { cat "$work/nightly.log"; fail "night $night: no backup"; }
    restic restore --quiet latest --target "$work/night"
    backup=$(restored_backup "$work/night")
    now=$(revisions "$backup")
    [ "$now" -gt "$before" ] || fail "night $night: nobody wrote since the night before ($before revisions, then $now)"
    before=$now
    if quartermaster-syncd verify "$backup" >"$work/verify.log" 2>&1; then
        good=$((good + 1))
    else
        cat "$work/verify.log"
    fi
    rm -rf "$work/night"
done
kill -0 "$load_pid" || { cat "$work/load.log"; fail "the devices had stopped writing"; }
equal "$nights" "$good" "nights whose restored backup is whole"
note "$good of $nights good, $before revisions in the last"

# Snapshots only, never the live files.
listed=$(restic ls --quiet latest)
contains "$listed" "/manifest.json" "what restic has"
! grep -qE -- '-wal$|-shm$|/data/quartermaster\.db$|/data/ledgers' <<<"$listed" || fail "restic has live files: $listed"
equal 0 "$(wc -l <"$work/alerts")" "alerts of good nights"

# The drill, beside the busy server.
said=$("$server/monthly-drill" 2>"$work/drill.log") || { cat "$work/drill.log"; fail "the drill failed"; }
contains "$said" "comes back whole: 3 ledgers, each served with the digest of its manifest." "the drill"
[ -z "$(find "$work" -maxdepth 1 -name 'quartermaster-drill-*')" ] || fail "the drill left its scratch folder"

must_fail() { # must_fail SENTENCE COMMAND...: it fails with that sentence, and tells QM_ALERT
    local sentence=$1 status=0
    shift
    : >"$work/alerts"
    "$@" >"$work/failed.log" 2>&1 || status=$?
    equal 1 "$status" "exit code of $* ($(tail -n 1 "$work/failed.log"))"
    contains "$(cat "$work/failed.log")" "$sentence" "what $* says"
    contains "$(cat "$work/alerts")" "$sentence" "the alert of $*"
}
must_fail "the nightly does not run" env QM_HOURS_MAX=0 "$server/monthly-drill"
must_fail "it is not at" env QM_BACKUPS="$work/elsewhere" "$server/nightly-backup"
must_fail "restic did not take it" env RESTIC_REPOSITORY="$work/nowhere" "$server/nightly-backup"
must_fail "No backup was made" env QUARTERMASTER_DB_URL="sqlite:///$work/nothing/quartermaster.db" "$server/nightly-backup"
must_fail "quartermaster-syncd config fails" env QUARTERMASTER_LOG_LEVEL=loud "$server/nightly-backup"
mkdir "$work/kept"
touch "$work/kept/quartermaster.db-wal"
must_fail "holds the live files" env QUARTERMASTER_BACKUP_DIR="$work/kept" "$server/nightly-backup"
must_fail "The container nowhere cannot be looked at" env QM_CONTAINER=nowhere "$server/monthly-drill"

# A damaged ledger is named; everything else goes to restic, and what is there stays.
damaged=ledgers/00000000-0000-7000-8000-000000000001.db
head -c 20000 /dev/urandom >"$work/data/$damaged"
older=$(find "$work/data/backups" -name manifest.json | wc -l)
must_fail "it lacks what is damaged: $damaged." "$server/nightly-backup"
equal $((older + 1)) "$(restic ls --quiet latest | grep -c '/manifest\.json$')" "backups in restic after a partial one"
must_fail "it lacks what was damaged on the server: $damaged." "$server/monthly-drill"
rm "$work/data/$damaged"
"$server/nightly-backup" >"$work/nightly.log" 2>&1 || { cat "$work/nightly.log"; fail "no backup without the damaged ledger"; }

# One byte of a ledger that is another one: the drill finds it.
backup=$(find "$work/data/backups" -maxdepth 1 -name '2*Z*' | sort -V | tail -n 1)
ledger=$(find "$backup/ledgers" -name '*.db' | head -n 1)
printf X | dd of="$ledger" bs=1 seek=$(($(stat -c %s "$ledger") / 2)) conv=notrunc status=none
restic backup --quiet --tag quartermaster "$work/data/backups"
must_fail "is not well" "$server/monthly-drill"

# What the devices wrote is all there.
kill "$load_pid"
wait "$load_pid" || fail "a device failed: $(cat "$work/load.log")"
quartermaster-syncd verify >"$work/verify.log" || { cat "$work/verify.log"; fail "the live files are not well"; }
while read -r digest; do
    grep -q "$digest" "$work/verify.log" || fail "the server has not what a device sent: $digest"
done < <(sed -nE 's/.*digest ([0-9a-f]{64}).*/\1/p' "$work/load.log")
equal 3 "$(grep -c ' digest ' "$work/load.log")" "devices that told their digest"
note "$(awk '/ change sets by / { sum += $1 } END { print sum }' "$work/load.log") change sets were written meanwhile"
