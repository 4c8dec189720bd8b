# 200 requests a second of mixed pushes and pulls for a minute, by eight devices: no error, in a container that may have
# 64 MiB and no swap.
. "$DEPLOY/check.sh"
. "$DEPLOY/limited.sh"

run_limited loaded 8001
code=$(docker exec loaded quartermaster-syncd invite --json | jq -r .code)
"$DEPLOY_BIN/quartermaster-load" --port 8001 --code "$code" --dir "$DEPLOY_WORK" --rate 200 --seconds 60 | tee "$DEPLOY_WORK/figures"
figures=$(tail -n 1 "$DEPLOY_WORK/figures")
equal 0 "$(jq .errors <<<"$figures")" "requests that failed"
equal 12000 "$(jq '.pushes + .pulls' <<<"$figures")" "requests answered"
memory=$(peak_memory loaded)
[ "$memory" -lt 65536 ] || fail "the daemon had $memory KiB resident; 65536 are the limit"
equal "false" "$(docker inspect --format '{{.State.OOMKilled}}' loaded)" "whether memory ended it"
"$DEPLOY_BIN/quartermaster-load" --port 8001 --check --dir "$DEPLOY_WORK"
note "$(jq -r '"\(.per_second | round) requests/s, push p99 \(.push_p99_ms | round) ms, pull p99 \(.pull_p99_ms | round) ms"' <<<"$figures")"
note "$((memory / 1024)) MiB at most"
