# `docker stop` while eight devices push at 200 requests a second: under two seconds, status 0, and after a new start
# the log has every change set that was accepted. The same after a kill.
. "$DEPLOY/check.sh"
. "$DEPLOY/limited.sh"

run_limited stopped 8002
is_busy() {
    [ -e "$dir/accepted" ] && [ "$(wc -l <"$dir/accepted")" -gt 200 ]
}
load_begins() {
    dir=$DEPLOY_WORK/$1
    mkdir "$dir"
    code=$(docker exec stopped quartermaster-syncd invite --json | jq -r .code)
    "$DEPLOY_BIN/quartermaster-load" --port 8002 --code "$code" --dir "$dir" --seconds 120 --until-gone &
    load=$!
    trap 'kill $load 2>/dev/null || :' EXIT
    wait_until 60 is_busy
}
log_has_all() {
    wait "$load" || fail "the load saw something else than the server going away"
    docker start stopped
    wait_until 30 is_limited_healthy stopped
    "$DEPLOY_BIN/quartermaster-load" --port 8002 --check --dir "$dir" | tee "$dir/figures"
    note "$1: $(jq .accepted "$dir/figures") accepted, none missing"
    docker exec stopped quartermaster-syncd verify
}

load_begins stop
since=$(milliseconds)
docker stop stopped
took=$(($(milliseconds) - since))
equal 0 "$(docker inspect --format '{{.State.ExitCode}}' stopped)" "its exit status"
[ "$took" -lt 2000 ] || fail "the stop took $took ms"
log_has_all "stopped in $took ms"

load_begins kill
docker kill --signal KILL stopped
log_has_all "killed"
