# shellcheck shell=bash
# The daemon's container as compose.yml runs it, on /mnt/quartermaster of the run's own.
#
#   new_data_folder            an empty /mnt/quartermaster of 1000:1000
#   up [TAG]                   compose up --wait with that tag, `first` unless told
#   down                       stops and removes it
#   syncd ARGUMENT...          the daemon's command line in the running container, as an administrator uses it
#   state                      running healthy, exited, …
#   is_healthy_again           whether it runs and is healthy
#   server_log                 its standard output so far
#   compose ARGUMENT...        docker compose on compose.yml, with the variables that it needs
#
# Sets QUARTERMASTER_IMAGE, QUARTERMASTER_TAG and QUARTERMASTER_BASIC_AUTH (user admin, password: smoke).

export QUARTERMASTER_IMAGE=quartermaster QUARTERMASTER_TAG=first
# shellcheck disable=SC2016
export QUARTERMASTER_BASIC_AUTH='admin:$2y$05$lDvtUeQ4kOfvnxc1LdVCJuxQwFCW.vbAGURdX9CuSZBWEGVgq4R0.'

new_data_folder() {
    # Outside the run's namespace this would be a household's data.
    [ /mnt -ef "$DEPLOY_RUN/mnt" ] || fail "/mnt is not the run's own; nothing was removed. Start checks by tests/deploy/run"
    rm -rf /mnt/quartermaster
    mkdir -m 700 /mnt/quartermaster
    chown 1000:1000 /mnt/quartermaster
}

compose() {
    docker compose --file "$DEPLOY_ROOT/compose.yml" "$@"
}

up() {
    QUARTERMASTER_TAG=${1:-$QUARTERMASTER_TAG} compose up --detach --wait --wait-timeout 60 --pull never
}

down() {
    compose down
}

syncd() {
    docker exec quartermaster quartermaster-syncd "$@"
}

state() {
    docker inspect --format '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' quartermaster
}

server_log() {
    docker logs quartermaster 2>&1
}

is_healthy_again() {
    [ "$(state)" = "running healthy" ]
}
