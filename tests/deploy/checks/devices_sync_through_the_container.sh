# Two devices keep syncing through proxy and container while the daemon is upgraded, killed, restored from a backup and
# restarted. Every posting is there at the end, on both, with equal digests, and the server verifies.
. "$DEPLOY/check.sh"
. "$DEPLOY/server.sh"
. "$DEPLOY/edge.sh"
. "$DEPLOY/devices.sh"

posts_made=0
both_work() { # both_work MOMENT: both record and try to sync; without a server a change waits
    local device status
    for device in first second; do
        post "$device" "-$((++posts_made)).00" "$1 on $device"
        status=0
        on "$device" sync || status=$?
        [ "$status" -eq 0 ] || [ "$status" -eq 5 ] || fail "$1: sync on $device ended with $status"
    done
}

# Works all the time in the background until told to stop; notes every posting it made.
keep_working() { # keep_working DEVICE
    local number=0 status
    while [ ! -e "$DEPLOY_WORK/stop" ]; do
        post "$1" "-$((++number)).50" "meanwhile $number on $1"
        echo "meanwhile $number on $1" >>"$DEPLOY_WORK/made-$1"
        status=0
        on "$1" sync || status=$?
        [ "$status" -eq 0 ] || [ "$status" -eq 5 ] || { echo "$status" >>"$DEPLOY_WORK/broken"; return; }
    done
}

revision() {
    syncd version --json | jq -r .revision
}

# As a crash does it; the restart policy of compose.yml brings it back.
kill_daemon() {
    local before
    before=$(started_at)
    kill -KILL "$(docker inspect --format '{{.State.Pid}}' quartermaster)"
    wait_until 20 has_started_since "$before"
    wait_until 20 is_healthy_again
}
started_at() {
    docker inspect --format '{{.State.StartedAt}}' quartermaster
}
has_started_since() {
    [ "$(started_at)" != "$1" ]
}

new_data_folder
up first
edge_start
make_ledger first
connect first
on first sync
connect second Home
both_work "before"
equal "0" "$(field second pending status)" "what waits on the second device"

keep_working first &
one=$!
keep_working second &
other=$!
trap 'touch "$DEPLOY_WORK/stop"; wait $one $other || :' EXIT

up second
equal "2222222222222222222222222222222222222222" "$(revision)" "the revision after the upgrade"
backup=$(syncd backup | sed -n 's/^Proven and kept in //p')
kill_daemon
docker stop quartermaster
compose run --rm --no-deps --user 1000:1000 quartermaster restore "$backup"
docker start quartermaster
wait_until 20 is_healthy_again
docker restart quartermaster
wait_until 20 is_healthy_again

touch "$DEPLOY_WORK/stop"
wait "$one" "$other"
trap - EXIT
[ ! -e "$DEPLOY_WORK/broken" ] || fail "a sync ended with $(cat "$DEPLOY_WORK/broken")"

both_work "after"
for device in first second first second; do
    on "$device" sync
done
equal "$(field first digest status)" "$(field second digest status)" "the digest of the second device"
{
    cat "$DEPLOY_WORK"/made-*
    printf '%s\n' "before on first" "before on second" "after on first" "after on second"
} | sort >"$DEPLOY_WORK/made"
for device in first second; do
    equal "0" "$(field "$device" pending status)" "what waits on $device"
    on "$device" --json posting list | jq -r '.postings[].memo' | sort >"$DEPLOY_WORK/has-$device"
    diff "$DEPLOY_WORK/made" "$DEPLOY_WORK/has-$device" || fail "what $device has is not what was made, see above"
    on "$device" verify
done
syncd verify
note "$(wc -l <"$DEPLOY_WORK/made") postings, all there"
