# The container of compose.yml is healthy soon enough for the smoke test, logs JSON lines only, and the data are 1000's.
. "$DEPLOY/check.sh"
. "$DEPLOY/server.sh"

new_data_folder
since=$(milliseconds)
up
took=$(($(milliseconds) - since))
equal "running healthy" "$(state)" "the container's state"
[ "$took" -lt 10000 ] || fail "it took $took ms until the container was healthy"
note "healthy after $took ms"

server_log >"$DEPLOY_WORK/log"
[ -s "$DEPLOY_WORK/log" ] || fail "the server logs nothing"
jq -es 'all(.[]; has("ts") and has("level") and has("event"))' "$DEPLOY_WORK/log" >/dev/null \
    || fail "the log is not JSON lines with ts, level and event: $(cat "$DEPLOY_WORK/log")"

owners=$(find /mnt/quartermaster -printf '%U:%G\n' | sort -u)
equal "1000:1000" "$owners" "the owner of the data"
equal "600" "$(stat -c %a /mnt/quartermaster/quartermaster.db)" "the mode of the registry"
