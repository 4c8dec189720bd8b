# While 200 half-open requests are held on the daemon itself, and opened again when it closes them, another device syncs
# through the proxy in under a second, each time.
. "$DEPLOY/check.sh"
. "$DEPLOY/server.sh"
. "$DEPLOY/edge.sh"
. "$DEPLOY/devices.sh"

new_data_folder
up
edge_start
make_ledger first
connect first
on first sync

address=$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' quartermaster)
python3 "$DEPLOY/slow_loris.py" "$address" 8000 200 "$DEPLOY_WORK/held" &
loris=$!
trap 'kill $loris 2>/dev/null || :' EXIT
wait_until 20 test -e "$DEPLOY_WORK/held"

slowest=0
for i in $(seq 20); do
    post first "-$i.00" "slow $i"
    since=$(milliseconds)
    on first sync
    took=$(($(milliseconds) - since))
    [ "$took" -le "$slowest" ] || slowest=$took
    kill -0 "$loris" || fail "the half-open requests ended early"
done
[ "$slowest" -lt 1000 ] || fail "a sync took $slowest ms"
equal 0 "$(field first pending status)" "what waits on the device"
equal "running healthy" "$(state)" "the container's state"
note "slowest of 20 syncs $slowest ms; $(awk '{ print $1 " held, " $2 " opened again" }' "$DEPLOY_WORK/held")"
