# yamllint, the Dockerfiles by a parser of their own, shellcheck of what the server's machine runs, and the one place that
# names the public address.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"
# shellcheck source=tests/deploy/npm.sh
. "$DEPLOY/npm.sh"
cd "$DEPLOY_ROOT"

yamllint --strict --config-file "$DEPLOY/yamllint.yml" .forgejo compose.yml "$DEPLOY"/*.yml
printf 'jobs:\n  one: 1\n  one: 2\n' >"$DEPLOY_WORK/twice.yml"
! yamllint --strict --config-file "$DEPLOY/yamllint.yml" "$DEPLOY_WORK/twice.yml" >/dev/null || fail "a key that stands twice passes"

files=$(find syncd tests/deploy -name Dockerfile)
for file in $files; do
    npm_tool dockerfile-utils lint "$file"
done
sed 's/^FROM /FORM /' syncd/Dockerfile >"$DEPLOY_WORK/Dockerfile"
! npm_tool dockerfile-utils lint "$DEPLOY_WORK/Dockerfile" >/dev/null || fail "a Dockerfile with FORM passes"
note "$(wc -w <<<"$files") Dockerfiles"

grep -rlE '^#!/usr/bin/env bash' installers/server tests/deploy/smoke | xargs shellcheck

equal "https://quartermaster.unbiasedgeek.com" "$(env -u QUARTERMASTER_HOST installers/server/public-url)" "the public address"
equal "https://ledger.example.org" "$(QUARTERMASTER_HOST=ledger.example.org installers/server/public-url)" "another address"
! QUARTERMASTER_HOST='ledger.example.org/x' installers/server/public-url 2>/dev/null || fail "an address that is no host passes"

# The page about deploying knows every exit code of the smoke and of the roll-out.
codes() {
    sed -nE "s/^# +([0-9]+)  .*/\1/p" "installers/server/$1"
}
for code in $(codes public-smoke | grep -vxE '0|2') $(codes roll-out); do
    grep -qE "^\| $code \|" docs/deploying.md || fail "docs/deploying.md does not know exit code $code"
done
equal "11 5" "$(codes public-smoke | wc -l) $(codes roll-out | wc -l)" "the number of exit codes told in the scripts' heads"
