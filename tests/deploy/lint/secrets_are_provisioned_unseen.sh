# provision-secrets against a forge: what it stores works together, a second run renews all, and no value is ever printed
# or seen in ps.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"

certificates=$DEPLOY_WORK/certificates
state=$DEPLOY_WORK/state
password='an "admin\" pass word 51c0'
server=
"$DEPLOY/smoke/certificates" "$certificates" localhost
trap 'end_server || :' EXIT

end_server() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || :
    wait "$server" 2>/dev/null || :
    server=
}

serve() { # serve MODE: sets $port
    end_server
    rm -f "$DEPLOY_WORK/port" "$state"
    FAKE_PASSWORD=$password python3 "$DEPLOY/forge/fake_forge.py" "$1" "$certificates/good.pem" \
        "$certificates/good.key" "$DEPLOY_WORK/port" "$state" &
    server=$!
    wait_until 20 test -f "$DEPLOY_WORK/port"
    port=$(<"$DEPLOY_WORK/port")
}

provision() { # provision [NAME=VALUE...]: traced by the caller, as by a careless runner; sets $code, $said
    code=0
    said=$(env FORGE_URL="https://localhost:$port" FORGE_REPOSITORY=home/ledger FORGE_USER=bot FORGE_PASSWORD="$password" \
        FORGE_CA="$certificates/ca.pem" "$@" bash -x "$DEPLOY_ROOT/installers/server/provision-secrets" 2>&1) || code=$?
}

stored() {
    jq -r "$1" "$state"
}

serve well
provision
equal 0 "$code" "the exit code; it said: $said"
equal "REGISTRY_TOKEN and QUARTERMASTER_SMOKE_PASSWORD" "$(stored '.secrets | keys_unsorted | join(" and ")')" "the secrets"
equal "$(stored '.tokens["quartermaster-registry"]')" "$(stored .secrets.REGISTRY_TOKEN)" "the token"
stored .variables.QUARTERMASTER_BASIC_AUTH >"$DEPLOY_WORK/htpasswd"
stored .secrets.QUARTERMASTER_SMOKE_PASSWORD | htpasswd -vi "$DEPLOY_WORK/htpasswd" admin 2>/dev/null \
    || fail "the hash is not of the password"
first=$(stored .secrets.REGISTRY_TOKEN)$(stored .secrets.QUARTERMASTER_SMOKE_PASSWORD)
for value in "$(stored .secrets.REGISTRY_TOKEN)" "$(stored .secrets.QUARTERMASTER_SMOKE_PASSWORD)" "$password"; do
    [[ $said != *"$value"* ]] || fail "a secret value was printed"
done

provision
equal 0 "$code" "the second run; it said: $said"
second=$(stored .secrets.REGISTRY_TOKEN)$(stored .secrets.QUARTERMASTER_SMOKE_PASSWORD)
[ "$first" != "$second" ] || fail "the second run renewed nothing"
equal 1 "$(stored '.tokens | length')" "the tokens"
equal false "$(stored .in_ps)" "a value was seen in ps"

provision FORGE_PASSWORD=wrong
equal 1 "$code" "a wrong password"
contains "$said" "removing the old token was answered with 401" "a wrong password"
serve secret-refused
provision
equal 1 "$code" "a store that refuses"
contains "$said" "storing the secret REGISTRY_TOKEN was answered with 403" "a store that refuses"
serve token-useless
provision
equal 1 "$code" "a token that does not work"
contains "$said" "the new token" "a token that does not work"
end_server
provision
equal 1 "$code" "no forge"
contains "$said" "does not answer" "no forge"
provision FORGE_URL=http://localhost
equal 2 "$code" "a forge without TLS"
