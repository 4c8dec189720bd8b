# yamllint, compose's own check of compose.yml, the Dockerfiles' check, and shellcheck of what the server's machine runs.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"
# shellcheck source=tests/deploy/npm.sh
. "$DEPLOY/npm.sh"
cd "$DEPLOY_ROOT"

yamllint --strict --config-file "$DEPLOY/yamllint.yml" .forgejo compose.yml "$DEPLOY"/*.yml
compose() {
    env -u QUARTERMASTER_HOST -u QUARTERMASTER_TAG QUARTERMASTER_IMAGE=registry.test/quartermaster "$@" \
        docker compose --env-file /dev/null --file compose.yml config -q
}
# shellcheck disable=SC2016
compose 'QUARTERMASTER_BASIC_AUTH=admin:$2y$05$hash'
! compose QUARTERMASTER_BASIC_AUTH= 2>/dev/null || fail "compose.yml goes without QUARTERMASTER_BASIC_AUTH"
equal "https://quartermaster.unbiasedgeek.com" "$(env -u QUARTERMASTER_HOST installers/server/public-url)" "the public address"
equal "https://ledger.example.org" "$(QUARTERMASTER_HOST=ledger.example.org installers/server/public-url)" "another address"

files=$(find syncd tests/deploy -name Dockerfile)
for file in $files; do
    npm_tool dockerfile-utils lint "$file"
done
sed 's/^FROM /FORM /' syncd/Dockerfile >"$DEPLOY_WORK/Dockerfile"
! npm_tool dockerfile-utils lint "$DEPLOY_WORK/Dockerfile" >/dev/null || fail "a Dockerfile with FORM passes"

grep -rlE '^#!/usr/bin/env bash' installers tests/deploy | xargs shellcheck -x
note "$(wc -w <<<"$files") Dockerfiles"
