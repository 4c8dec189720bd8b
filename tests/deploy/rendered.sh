# shellcheck shell=bash
# compose.yml as compose understands it, without an engine. Needs check.sh.
#
#   rendered [NAME=VALUE...]   JSON of compose.yml with these variables and no others of QUARTERMASTER_

rendered() {
    env --unset=QUARTERMASTER_TAG --unset=QUARTERMASTER_IMAGE --unset=QUARTERMASTER_BASIC_AUTH \
        --unset=QUARTERMASTER_HOST --unset=QUARTERMASTER_METRICS_LISTEN --unset=QUARTERMASTER_LOG_LEVEL "$@" \
        docker compose --env-file /dev/null --file "$DEPLOY_ROOT/compose.yml" \
        config --format json
}
