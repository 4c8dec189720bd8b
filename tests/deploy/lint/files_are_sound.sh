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

# In a folder of its own, as this tree may have an .env; the environment goes before it, as compose has it.
mkdir -p "$DEPLOY_WORK/checkout/installers/server"
cp compose.yml "$DEPLOY_WORK/checkout/"
cp installers/server/public-url "$DEPLOY_WORK/checkout/installers/server/"
url=$DEPLOY_WORK/checkout/installers/server/public-url
unset QUARTERMASTER_HOST
equal "https://quartermaster.unbiasedgeek.com" "$("$url")" "the public address"
equal "https://ledger.example.org" "$(QUARTERMASTER_HOST=ledger.example.org "$url")" "another address"
! QUARTERMASTER_HOST='ledger.example.org/x' "$url" 2>/dev/null || fail "an address that is no host passes"
echo "QUARTERMASTER_HOST='box.example.org:8443'" >"$DEPLOY_WORK/checkout/.env"
equal "https://box.example.org:8443" "$("$url")" "the address in .env"
equal "https://ledger.example.org" "$(QUARTERMASTER_HOST=ledger.example.org "$url")" "the environment's before the one in .env"

# The page about deploying knows every exit code of the smoke and of the roll-out.
codes() {
    sed -nE "s/^# +([0-9]+)  .*/\1/p" "installers/server/$1"
}
for code in $(codes public-smoke | grep -vxE '0|2') $(codes roll-out); do
    grep -qE "^\| $code \|" docs/deploying.md || fail "docs/deploying.md does not know exit code $code"
done
equal "11 6" "$(codes public-smoke | wc -l) $(codes roll-out | wc -l)" "the number of exit codes told in the scripts' heads"
