# The public address answers over TLS through the proxy as the labels ask: basic auth everywhere but on /v1/, which is
# the daemon's own, and strict transport on every answer.
. "$DEPLOY/check.sh"
. "$DEPLOY/server.sh"
. "$DEPLOY/edge.sh"

new_data_folder
up
edge_start

status_of() {
    through_edge --silent --output "$DEPLOY_WORK/body" --dump-header "$DEPLOY_WORK/head" --write-out '%{http_code}' "$@"
}

equal 200 "$(status_of --user admin:smoke "$public_url/healthz")" "/healthz with the password"
equal "ok" "$(jq -r .status "$DEPLOY_WORK/body")" "/healthz"
equal "1111111111111111111111111111111111111111" "$(jq -r .revision "$DEPLOY_WORK/body")" "the revision it was built from"
equal 401 "$(status_of "$public_url/healthz")" "/healthz without a password"
grep -qi '^strict-transport-security: max-age=31536000' "$DEPLOY_WORK/head" || fail "no strict transport on a refusal"
equal 401 "$(status_of "$public_url/v1/ledgers")" "/v1/ without a token"
grep -qi '^www-authenticate: *basic' "$DEPLOY_WORK/head" && fail "/v1/ asks for a password, not for a token"
jq -e . "$DEPLOY_WORK/body" >/dev/null || fail "the refusal under /v1/ is not the daemon's own"
equal 200 "$(status_of --user admin:smoke "$public_url/")" "the page"

addresses=$(server_log | jq -r 'select(.event == "http_request" and .route == "/v1/ledgers") | .proto' | sort -u)
equal "https" "$addresses" "what the daemon knows of the device's connection"
