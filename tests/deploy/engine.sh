# shellcheck shell=bash
# A Docker engine of our own: own socket, own data, nothing of it outside the namespaces that we were started in.
#
#   engine_possible           says why an engine cannot run here, and fails; says nothing when one can
#   namespaces_possible       the same for mounts and networks of one's own, without an engine
#   engine_start [OPTION...]  starts dockerd with its options; its log is $DEPLOY_RUN/engine.log
#   engine_stop               removes every container and stops it
#
# Environment: DEPLOY_RUN (a folder with a short path), DEPLOY_DATA (images and build cache, kept between runs),
# DOCKER_HOST (unix://…, below DEPLOY_RUN).

namespaces_possible() {
    if [ "$(id -u)" -ne 0 ]; then
        echo "it needs root"
        return 1
    elif ! unshare --net --mount --pid --fork --kill-child --mount-proc true 2>/dev/null; then
        echo "this system allows no new namespaces"
        return 1
    fi
}

engine_possible() {
    namespaces_possible || return 1
    command -v dockerd >/dev/null && command -v debootstrap >/dev/null && return
    echo "dockerd or debootstrap is not installed (scripts/setup --full installs them)"
    return 1
}

engine_start() {
    local i
    mkdir -p "$DEPLOY_DATA" "$DEPLOY_RUN"
    rm -rf "$DEPLOY_DATA/network" "$DEPLOY_DATA/containers" # of a run that was cut off
    echo '{}' >"$DEPLOY_RUN/daemon.json"
    dockerd --config-file "$DEPLOY_RUN/daemon.json" --data-root "$DEPLOY_DATA" --exec-root "$DEPLOY_RUN/exec" \
        --pidfile "$DEPLOY_RUN/engine.pid" --host "$DOCKER_HOST" "$@" >>"$DEPLOY_RUN/engine.log" 2>&1 &
    engine_pid=$!
    for ((i = 0; i < 300; ++i)); do
        docker info >/dev/null 2>&1 && return
        kill -0 "$engine_pid" 2>/dev/null || break
        sleep 0.1
    done
    echo "dockerd does not start; its last words:" >&2
    grep -v 'level=info' "$DEPLOY_RUN/engine.log" | tail -n 3 >&2 || :
    return 1
}

engine_stop() {
    local i containers
    [ -n "${engine_pid:-}" ] || return 0
    containers=$(docker ps -aq 2>/dev/null) || :
    # shellcheck disable=SC2086
    [ -z "$containers" ] || docker rm -fv $containers >/dev/null 2>&1 || :
    kill -TERM "$engine_pid" 2>/dev/null || :
    for ((i = 0; i < 200; ++i)); do
        kill -0 "$engine_pid" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$engine_pid" 2>/dev/null || :
    wait "$engine_pid" 2>/dev/null || :
    engine_pid=
}
