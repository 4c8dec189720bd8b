# shellcheck shell=bash
# The daemon's container as strict as in compose.yml, with far less memory and a port on 127.0.0.1, which compose.yml never publishes. For loads
# that must not go through the proxy. Needs check.sh.
#
#   run_limited NAME PORT [OPTION...]   on an empty folder of its own; waits until it is healthy
#   peak_memory NAME                    most KiB that the daemon had resident

run_limited() {
    local name=$1 port=$2
    shift 2
    mkdir -m 700 "$DEPLOY_WORK/$name"
    chown 1000:1000 "$DEPLOY_WORK/$name"
    docker run --detach --name "$name" --publish "127.0.0.1:$port:8000" --read-only --tmpfs /tmp:size=64m \
        --cap-drop ALL --security-opt no-new-privileges --memory 64m --memory-swap 64m --pids-limit 256 \
        --health-interval 1s --ulimit nofile=4096:4096 --volume "$DEPLOY_WORK/$name:/data" "$@" quartermaster:first
    wait_until 30 is_limited_healthy "$name"
}

is_limited_healthy() {
    [ "$(docker inspect --format '{{.State.Health.Status}}' "$1")" = healthy ]
}

peak_memory() {
    awk '$1 == "VmHWM:" { print $2 }' "/proc/$(docker inspect --format '{{.State.Pid}}' "$1")/status"
}
