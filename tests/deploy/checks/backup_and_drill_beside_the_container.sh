# nightly-backup by docker exec while two devices write, and monthly-drill with the container's own image, as the units in
# installers/server/docker run them: the backup comes back whole and is served with the digests of its manifest.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"
# shellcheck source=tests/deploy/limited.sh
. "$DEPLOY/limited.sh"

run_limited nightly 8012
codes=()
for _ in 1 2; do
    codes+=("$(docker exec nightly quartermaster-syncd invite --json | jq -r .code)")
done
"$DEPLOY_BIN/qm-write-load" 8012 "${codes[@]}" >"$DEPLOY_WORK/load.log" 2>&1 &
load=$!
trap 'kill $load 2>/dev/null || :' EXIT
both_write() {
    [ "$(grep -c ' begins$' "$DEPLOY_WORK/load.log")" -eq 2 ]
}
wait_until 60 both_write

export RESTIC_REPOSITORY=$DEPLOY_WORK/repository RESTIC_PASSWORD=secret RESTIC_CACHE_DIR=$DEPLOY_WORK/restic-cache
export QM_CONTAINER=nightly QM_BACKUPS=$DEPLOY_WORK/nightly/backups QM_SCRATCH=$DEPLOY_WORK
restic init --quiet
"$DEPLOY_ROOT/installers/server/nightly-backup"
said=$("$DEPLOY_ROOT/installers/server/monthly-drill")
contains "$said" "comes back whole: 2 ledgers, each served with the digest of its manifest." "the drill"
equal "running" "$(docker inspect --format '{{.State.Status}}' nightly)" "the server meanwhile"
equal "" "$(docker ps --all --quiet --filter name=quartermaster-drill)" "what the drill leaves"
kill "$load"
wait "$load" || fail "a device failed: $(cat "$DEPLOY_WORK/load.log")"
note "$(awk '/ change sets by / { sum += $1 } END { print sum }' "$DEPLOY_WORK/load.log") change sets were written meanwhile"
