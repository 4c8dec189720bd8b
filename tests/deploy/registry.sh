# shellcheck shell=bash
# A real registry with a login, on 127.0.0.1 of the run, where Docker asks for no TLS.
#
#   registry_start     sets registry=127.0.0.1:5000; user archeious, password token
#   registry_stop
#
# Environment: DEPLOY_WORK. Nothing is logged in: docker login --username archeious --password-stdin "$registry"

registry=127.0.0.1:5000

registry_start() {
    local dir=$DEPLOY_WORK/registry
    mkdir -p "$dir/data"
    htpasswd -nbBC 5 archeious token >"$dir/users"
    cat >"$dir/config.yml" <<END
version: 0.1
storage:
  filesystem: {rootdirectory: $dir/data}
  delete: {enabled: true}
http: {addr: "$registry"}
auth:
  htpasswd: {realm: registry, path: $dir/users}
END
    docker-registry serve "$dir/config.yml" >"$dir/log" 2>&1 &
    registry_pid=$!
    wait_until 10 registry_answers
}

registry_answers() { # 401 is an answer
    curl --silent --output /dev/null --max-time 2 "http://$registry/v2/"
}

registry_stop() {
    [ -n "${registry_pid:-}" ] || return 0
    kill "$registry_pid" 2>/dev/null || :
    wait "$registry_pid" 2>/dev/null || :
    registry_pid=
}
