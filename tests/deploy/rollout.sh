# shellcheck shell=bash
# A checkout as the runner has it, a registry that is logged in to, and the proxy: what the workflows' steps work on.
#
#   rollout_ready                      registry, login, proxy with its rate limit that obeys the labels, an empty data folder
#   step NAME ARGUMENT...              runs installers/server/NAME as a workflow does; sets $code and $said
#   ended CODE PART WHAT               the step ended with that code and said so
#   has_image COMMIT [DOCKERFILE]      pushes what the Dockerfile makes, quartermaster:first unless told, as COMMIT
#   runs_as IMAGE-ID HASH MEMORY       the container is of that image, with that password's hash and that limit
#   tag_in_env                         the tag that .env names
#   served [TAG]                       the revision that answers at the public address; TAG: fails unless it is that
#
# Sets QUARTERMASTER_IMAGE, first, second, newer (the commits that the images of build_phase report) and checkout.
# Environment: DEPLOY_ROOT, DEPLOY_WORK; check.sh, server.sh, edge.sh and registry.sh are read before.

export first=1111111111111111111111111111111111111111 second=2222222222222222222222222222222222222222
export newer=9999999999999999999999999999999999999999
checkout=$DEPLOY_WORK/checkout

rollout_ready() {
    export QUARTERMASTER_IMAGE=$registry/archeious/quartermaster
    unset QUARTERMASTER_TAG
    new_data_folder
    registry_start
    trap 'docker logout "$registry" || :; registry_stop || :' EXIT
    edge_start limited
    edge_follows
    edge_home "$DEPLOY_WORK/home"
    docker login --username archeious --password-stdin "$registry" <<<token
    mkdir "$checkout"
    tar -C "$DEPLOY_ROOT" -c .dockerignore CMakeLists.txt LICENSE common compose.yml installers migrations syncd \
        | tar -C "$checkout" -x
}

step() {
    local name=$1
    shift
    code=0
    said=$(cd / && env HOME="$DEPLOY_WORK/home" SMOKE_PASSWORD="${smoke_password:-smoke}" SMOKE_CA="$DEPLOY_WORK/tls/authority.pem" \
        SMOKE_TRIES=2 SMOKE_BROWSER=required ROLL_OUT_SECONDS=40 COMPOSE_PROJECT_NAME=quartermaster \
        "$checkout/installers/server/$name" "$@" 2>&1) || code=$?
    printf '%s ended with %s:\n%s\n' "$name" "$code" "$said"
}

ended() {
    equal "$1" "$code" "$3: the exit code"
    contains "$said" "$2" "$3"
}

has_image() {
    printf '%s\n' "${2:-FROM quartermaster:first}" >"$DEPLOY_WORK/Dockerfile"
    docker buildx build --quiet --file "$DEPLOY_WORK/Dockerfile" --tag "$QUARTERMASTER_IMAGE:$1" --push "$DEPLOY_WORK/tls"
    docker image rm "$QUARTERMASTER_IMAGE:$1" >/dev/null # so that only a pull brings it
}

served() {
    local revision
    revision=$(through_edge --silent --fail --user admin:smoke "$public_url/healthz" | jq -r .revision)
    equal "${1:-$revision}" "$revision" "the revision that answers at the public address"
    echo "$revision"
}

runs_as() {
    equal "$1 $2 $3" "$(docker inspect quartermaster | jq -r '.[0] | [.Image,
        .Config.Labels["traefik.http.middlewares.qm-auth.basicauth.users"], .HostConfig.Memory] | join(" ")')" "what runs"
}

tag_in_env() {
    sed -n 's/^QUARTERMASTER_TAG=//p' "$checkout/.env"
}
