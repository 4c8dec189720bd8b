# The workflows: their schema, sound shell in every run: block, pinned actions, two secrets, no SSH, one group that never
# cancels, inputs by env only. Each rule is tried on a workflow that breaks it.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"
# shellcheck source=tests/deploy/npm.sh
. "$DEPLOY/npm.sh"

workflows=$DEPLOY_ROOT/.forgejo/workflows
mkdir "$DEPLOY_WORK/scripts"
/usr/bin/python3 "$DEPLOY/workflows/rules.py" "$workflows" "$DEPLOY_WORK/scripts"
shellcheck "$DEPLOY_WORK"/scripts/*.sh
blocks=$(find "$DEPLOY_WORK/scripts" -name '*.sh' | wc -l)
for file in "$workflows"/*.yml; do
    npm_tool action-validator "$file"
done
grep -hoE 'installers/server/[a-z.-]+' "$workflows"/*.yml | sort -u | while read -r script; do
    [ -x "$DEPLOY_ROOT/$script" ] || fail "a workflow calls $script, which is not there"
done

broken=0
breaks() { # breaks FILE SED-SCRIPT PART: that change is found, and told so
    local said
    rm -rf "$DEPLOY_WORK/broken"
    cp -r "$workflows" "$DEPLOY_WORK/broken"
    sed -i "$2" "$DEPLOY_WORK/broken/$1"
    ! cmp -s "$workflows/$1" "$DEPLOY_WORK/broken/$1" || fail "$2 changes nothing in $1"
    if said=$(/usr/bin/python3 "$DEPLOY/workflows/rules.py" "$DEPLOY_WORK/broken"); then
        fail "not found: $2 in $1"
    fi
    contains "$said" "$3" "$2 in $1"
    broken=$((broken + 1))
}
breaks deploy.yml 's/checkout@[0-9a-f]*/checkout@v4/' "full address"
breaks deploy.yml 's|https://data.forgejo.org/||' "full address"
breaks deploy.yml 's/persist-credentials: false/persist-credentials: true/' "keeps its credentials"
breaks deploy.yml 's/cancel-in-progress: false/cancel-in-progress: true/' "never cancels"
breaks rollback.yml 's/group: .*/group: rollback/' "never cancels"
# shellcheck disable=SC2016
breaks rollback.yml 's/"\$TAG"/"${{ inputs.tag }}"/' "give it by env"
breaks deploy.yml 's/secrets.REGISTRY_TOKEN/secrets.DEPLOY_TOKEN/' "the secrets used"
breaks deploy.yml 's/docker compose version/ssh host docker compose version/' "SSH"
breaks deploy.yml '/timeout-minutes/d' "no time limit"
breaks ci.yml '/timeout-minutes/d' "no time limit"

for change in 's/runs-on: homelab/runs_on: homelab/' 's/^jobs:/job:/' 's/    steps:/    step:/'; do
    sed "$change" "$workflows/deploy.yml" >"$DEPLOY_WORK/schema.yml"
    ! npm_tool action-validator "$DEPLOY_WORK/schema.yml" >/dev/null 2>&1 || fail "the schema allows $change"
    broken=$((broken + 1))
done
note "$blocks run blocks; $broken broken workflows found out"
