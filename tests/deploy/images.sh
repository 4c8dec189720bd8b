# shellcheck shell=bash
# Builds the images that the checks run, while the engine still has the network.
#
#   build_daemon SUITE TAG [OPTION...]   the daemon's image on debian:SUITE-slim
#   build_newer SUITE TAG [OPTION...]    the image of a version to come, whose registry has one schema more
#   build_edge SUITE                     the TLS proxy, edge:test
#
# Environment: DEPLOY_ROOT (the tree), DEPLOY_RUN. What docker said is in $DEPLOY_RUN/build-*.log.

quiet_build() { # quiet_build LOG ARGUMENT...
    local log=$1
    shift
    docker buildx build --progress=plain --network=host "$@" >"$log" 2>&1 && return
    tail -n 60 "$log" >&2
    return 1
}

build_daemon() {
    local suite=$1 tag=$2
    shift 2
    quiet_build "$DEPLOY_RUN/build-$(tr -c 'a-z0-9\n' - <<<"$tag").log" --file "$DEPLOY_ROOT/syncd/Dockerfile" \
        --build-arg "BASE_IMAGE=debian:$suite-slim" --tag "$tag" "$@" "$DEPLOY_ROOT"
}

build_newer() {
    local suite=$1 tag=$2 tree=$DEPLOY_RUN/newer-tree steps
    shift 2
    mkdir -p "$tree"
    tar -C "$DEPLOY_ROOT" -c .dockerignore CMakeLists.txt LICENSE common migrations syncd | tar -C "$tree" -x
    steps=$(find "$tree/migrations/syncd" -name '*.sql' | wc -l)
    echo 'CREATE TABLE tomorrow (id INTEGER PRIMARY KEY) STRICT;' \
        >"$tree/migrations/syncd/$(printf %04d $((steps + 1)))_tomorrow.sql"
    DEPLOY_ROOT=$tree build_daemon "$suite" "$tag" "$@"
}

build_edge() {
    quiet_build "$DEPLOY_RUN/build-edge.log" --build-arg "BASE_IMAGE=debian:$1-slim" \
        --tag edge:test "$DEPLOY_ROOT/tests/deploy/edge"
}
