# The image goes through a real registry: refused without a login and with a wrong password, then pushed, pulled by the
# tag that compose.yml names, and run.
. "$DEPLOY/check.sh"
. "$DEPLOY/server.sh"
. "$DEPLOY/registry.sh"

registry_start
trap registry_stop EXIT
image=$registry/archeious/quartermaster
docker tag quartermaster:first "$image:1111111111111111111111111111111111111111"

refused() { # refused WHAT COMMAND...
    local what=$1
    shift
    ! "$@" >"$DEPLOY_WORK/said" 2>&1 || fail "$what was let in"
    grep -qE 'no basic auth credentials|401 Unauthorized|unauthorized' "$DEPLOY_WORK/said" \
        || fail "$what failed for another reason: $(cat "$DEPLOY_WORK/said")"
}
login() {
    docker login --username archeious --password-stdin "$registry" <<<"$1"
}
refused "a push without a login" docker push "$image:1111111111111111111111111111111111111111"
refused "a wrong password" login wrong

login token
docker push "$image:1111111111111111111111111111111111111111"
docker image rm "$image:1111111111111111111111111111111111111111"
new_data_folder
export QUARTERMASTER_IMAGE=$image QUARTERMASTER_TAG=1111111111111111111111111111111111111111
compose pull
compose up --detach --wait --wait-timeout 60
equal "running healthy" "$(state)" "the container's state"
docker logout "$registry"
