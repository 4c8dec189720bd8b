# A version that does not become healthy, or that is no such version, ends red, and the earlier one runs with its data.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"
for part in server edge registry rollout; do
    # shellcheck source=/dev/null
    . "$DEPLOY/$part.sh"
done
rollout_ready
started_at() {
    docker inspect --format '{{.State.StartedAt}}' quartermaster
}

# The very first version is broken: nothing can be put back.
has_image "$second" $'FROM quartermaster:second\nCMD ["version"]'
step roll-out "$second"
ended 4 "No earlier version ran here" "a broken first version"
docker rm --force quartermaster

has_image "$first"
step roll-out "$first"
ended 0 "$first runs." "the roll-out"
syncd invite --json | jq -r .code >"$DEPLOY_WORK/code"
cp /mnt/quartermaster/quartermaster.db "$DEPLOY_WORK/before.db"

step roll-out "$second"
ended 1 "$second does not become healthy. $first is back as it was, and well from outside; no data are lost." "a version that ends at once"
served "$first"
equal "$first" "$(tag_in_env)" "the tag in .env"
syncd verify

# Not even started: an image whose program is another one, and one that is not there.
before=$(started_at)
third=3333333333333333333333333333333333333333
has_image "$third"
step roll-out "$third"
ended 1 "its program says \"$first\" of itself. $first runs as before." "an image of another commit"
step roll-out 4444444444444444444444444444444444444444
ended 1 "could not be fetched. $first runs as before." "an image that is not there"
equal "$before" "$(started_at)" "when the container was started"
equal "$first" "$(tag_in_env)" "the tag in .env"
