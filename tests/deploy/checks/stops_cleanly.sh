# `docker stop` reaches the daemon, which is process 1, ends it within two seconds and with 0, also while a device waits
# for news.
. "$DEPLOY/check.sh"
. "$DEPLOY/server.sh"
. "$DEPLOY/edge.sh"
. "$DEPLOY/devices.sh"

new_data_folder
up
edge_start
make_ledger first
connect first
on first sync --watch >"$DEPLOY_WORK/watching" 2>&1 &
watching=$!
trap 'kill $watching 2>/dev/null; wait $watching || :' EXIT
is_waiting() {
    grep -q . "$DEPLOY_WORK/watching"
}
wait_until 20 is_waiting

since=$(milliseconds)
docker stop quartermaster
took=$(($(milliseconds) - since))
equal "0" "$(docker inspect --format '{{.State.ExitCode}}' quartermaster)" "its exit status"
[ "$took" -lt 2000 ] || fail "the stop took $took ms"
contains "$(server_log)" '"event":"stopped"' "its last words"
[ ! -s /mnt/quartermaster/quartermaster.db-wal ] || fail "the write-ahead log of the registry was not put away"
note "stopped in $took ms"
