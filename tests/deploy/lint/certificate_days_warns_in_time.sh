# certificate-days against certificates of 90 days, 5 days, and over.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"

certificates=$DEPLOY_WORK/certificates
server=
"$DEPLOY/smoke/certificates" "$certificates" ledger.test
trap 'end_server || :' EXIT

end_server() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || :
    wait "$server" 2>/dev/null || :
    server=
}

serve() { # serve CERTIFICATE: sets $port
    end_server
    openssl s_server -accept 127.0.0.1:0 -cert "$certificates/$1.pem" -key "$certificates/$1.key" -www \
        >"$DEPLOY_WORK/server" 2>&1 &
    server=$!
    wait_until 20 grep -q '^ACCEPT 127' "$DEPLOY_WORK/server"
    port=$(sed -n 's/^ACCEPT 127.0.0.1://p' "$DEPLOY_WORK/server")
}

days() { # days CODE PART [NAME=VALUE...]: PART is an extended regular expression
    local code=0 said
    said=$(env CERTIFICATE_CONNECT="127.0.0.1:$port" "${@:3}" "$DEPLOY_ROOT/installers/server/certificate-days" ledger.test 2>&1) \
        || code=$?
    equal "$1" "$code" "the exit code; it said: $said"
    [[ $said =~ $2 ]] || fail "what it says: \"$2\" is missing in: $said"
}

# Whole days are told: the certificate of 90 has 90 in its first second and 89 from then on.
serve good
days 0 "good for (90|89) days"
days 0 "good for (90|89) days" CERTIFICATE_DAYS=89
days 1 "in (90|89) days" CERTIFICATE_DAYS=91
serve soon
days 1 "in [54] days. The proxy renews it"
days 0 "good for [54] days" CERTIFICATE_DAYS=4
days 1 "in [54] days" CERTIFICATE_DAYS=6
serve expired
days 1 "ends on"
end_server
days 3 "no certificate could be seen"
days 2 "usage" CERTIFICATE_DAYS=soon
