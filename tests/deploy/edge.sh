# shellcheck shell=bash
# The TLS proxy of the run as a container on proxy-net: https://quartermaster.unbiasedgeek.com on this machine.
#
#   edge_start [limited]  its certificate is of an authority made for this check, $DEPLOY_WORK/tls/authority.pem; limited:
#                         with the rate limit of compose.yml's labels
#   edge_follows          from now on users and name are those of the labels of the container that was started last
#   edge_home FOLDER      makes a home whose browser trusts that authority
#   through_edge ARG...   curl that trusts that authority
#
# Sets public_url. Basic auth for everything but /v1/: user admin, password `smoke`.

public_url=https://quartermaster.unbiasedgeek.com

make_certificates() { # make_certificates FOLDER
    local dir=$1
    mkdir -p "$dir"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj '/CN=Deployment test' \
        -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
        -keyout "$dir/authority.key" -out "$dir/authority.pem"
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=${public_url#https://}" \
        -keyout "$dir/server.key" -out "$dir/server.csr"
    printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nkeyUsage=digitalSignature\n' \
        "${public_url#https://}" >"$dir/server.ext"
    openssl x509 -req -in "$dir/server.csr" -CA "$dir/authority.pem" -CAkey "$dir/authority.key" -CAcreateserial \
        -days 30 -extfile "$dir/server.ext" -out "$dir/server.pem"
    chmod 644 "$dir"/*
}

edge_start() {
    make_certificates "$DEPLOY_WORK/tls"
    htpasswd -nbBC 5 admin smoke >"$DEPLOY_WORK/tls/users"
    mkdir "$DEPLOY_WORK/tls/hosts"
    : >"$DEPLOY_WORK/tls/hosts/${public_url#https://}"
    : >"$DEPLOY_WORK/tls/rate.conf"
    # shellcheck disable=SC2016
    [ "${1:-}" != limited ] || printf '%s\n' 'limit_req_zone $binary_remote_addr zone=address:1m rate=10r/s;' \
        'limit_req zone=address burst=30 nodelay;' >"$DEPLOY_WORK/tls/rate.conf"
    docker run --detach --name edge --network proxy-net --publish 443:8443 --read-only --tmpfs /tmp:mode=1777 \
        --cap-drop ALL --security-opt no-new-privileges --volume "$DEPLOY_WORK/tls:/certificates:ro" edge:test >/dev/null
    wait_until 20 edge_answers
}

# Ends with the engine, whose events it reads.
edge_follows() {
    docker events --since "$(date +%s)" --filter container=quartermaster --filter event=start --format '{{.ID}}' \
        | while read -r _; do obey_labels; done &
}

obey_labels() {
    local users=traefik.http.middlewares.qm-auth.basicauth.users rule=traefik.http.routers.qm-web.rule name
    docker inspect --format "{{index .Config.Labels \"$users\"}}" quartermaster >"$DEPLOY_WORK/tls/users.new" || return 0
    mv "$DEPLOY_WORK/tls/users.new" "$DEPLOY_WORK/tls/users"
    name=$(docker inspect --format "{{index .Config.Labels \"$rule\"}}" quartermaster | sed -n 's/^Host(`\(.*\)`)$/\1/p')
    rm -f "$DEPLOY_WORK/tls/hosts"/*
    : >"$DEPLOY_WORK/tls/hosts/${name:-no-rule}"
}

# edge_home FOLDER: a home whose browser trusts the authority.
edge_home() {
    mkdir -p "$1/.pki/nssdb"
    certutil -d "sql:$1/.pki/nssdb" -N --empty-password
    certutil -d "sql:$1/.pki/nssdb" -A -t 'C,,' -n deployment-test -i "$DEPLOY_WORK/tls/authority.pem"
}

edge_answers() {
    through_edge --silent --output /dev/null "$public_url/"
}

through_edge() {
    curl --max-time 10 --cacert "$DEPLOY_WORK/tls/authority.pem" "$@"
}
