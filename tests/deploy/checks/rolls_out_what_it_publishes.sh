# The workflow's own steps: build and push with a login, roll out, prove it through the proxy and in a browser, name it
# latest; then the next version in its place. No password in what the steps say.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"
for part in server edge registry rollout; do
    # shellcheck source=/dev/null
    . "$DEPLOY/$part.sh"
done
rollout_ready
options=(--network=host --build-arg "BASE_IMAGE=debian:$QM_SUITE-slim")

docker logout "$registry"
step publish-image "$first" "${options[@]}"
ended 1 "was not built or not pushed; the running server was not touched" "pushing without a login"
docker login --username archeious --password-stdin "$registry" <<<token
step publish-image "$first" "${options[@]}"
ended 0 "" "publishing"

step roll-out "$first"
ended 0 "$first runs." "the first roll-out"
contains "$said" "$public_url is well" "the smoke"
served "$first"
equal 600 "$(stat -c %a "$checkout/.env")" "the mode of .env"
equal "$first" "$(tag_in_env)" "the tag in .env"
contains "$(<"$checkout/.env")" "QUARTERMASTER_BASIC_AUTH='$QUARTERMASTER_BASIC_AUTH'" "the hash in .env, as it is"
contains "$(docker inspect --format '{{json .Config.Labels}}' quartermaster)" "$QUARTERMASTER_BASIC_AUTH" "the hash in the label, as it is"
step name-latest "$first"
ended 0 "" "naming it latest"

since=$(milliseconds)
step publish-image "$second" "${options[@]}"
ended 0 "" "publishing the second"
step roll-out "$second"
ended 0 "$second runs." "the second roll-out"
note "published and rolled out in $(($(milliseconds) - since)) ms"
served "$second"
[[ $said != *smoke_password* && $said != *"admin:smoke"* ]] || fail "a password was said"
docker pull --quiet "$QUARTERMASTER_IMAGE:latest"
equal "$first" "$(docker run --rm --network none "$QUARTERMASTER_IMAGE:latest" version --json | jq -r .revision)" \
    "what latest is before the second has got that name"

# Going back to a version that reads the data is a roll-out like any other.
step roll-back "$first"
ended 0 "$first runs." "the way back"
served "$first"
step roll-back "main; reboot"
ended 2 "usage" "a tag that is none"
