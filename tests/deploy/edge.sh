# shellcheck shell=bash
# The TLS proxy of the run as a container on proxy-net: https://quartermaster.unbiasedgeek.com on this machine.
#
#   edge_start            its certificate is of an authority made for this check, $DEPLOY_WORK/tls/authority.pem
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
    local hash
    make_certificates "$DEPLOY_WORK/tls"
    hash=$(htpasswd -nbBC 5 admin smoke | head -n 1)
    docker run --detach --name edge --network proxy-net --publish 443:8443 --read-only --tmpfs /tmp --cap-drop ALL \
        --security-opt no-new-privileges --volume "$DEPLOY_WORK/tls:/certificates:ro" \
        --env "EDGE_HOST=${public_url#https://}" --env EDGE_USER=admin \
        --env "EDGE_PASSWORD_HASH=${hash#admin:}" edge:test >/dev/null
    wait_until 20 edge_answers
}

edge_answers() {
    through_edge --silent --output /dev/null "$public_url/"
}

through_edge() {
    curl --max-time 10 --cacert "$DEPLOY_WORK/tls/authority.pem" "$@"
}
