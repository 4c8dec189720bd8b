# A version that has changed the data cannot be replaced by one that would refuse them: not by hand, and not after a
# failed smoke. With the snapshot from before the upgrade the way back is open. A damaged ledger does not bar it.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"
for part in server edge registry rollout; do
    # shellcheck source=/dev/null
    . "$DEPLOY/$part.sh"
done
rollout_ready
has_image "$first"
has_image "$newer" "FROM quartermaster:newer"
started_at() {
    docker inspect --format '{{.State.StartedAt}}' quartermaster
}
ready_first() {
    docker rm --force quartermaster || :
    new_data_folder
    step roll-out "$first"
    ended 0 "$first runs." "the older version"
    syncd invite
}

# By hand.
ready_first
step roll-out "$newer"
ended 0 "$newer runs." "the newer version"
before=$(started_at)
step roll-back "$first"
ended 3 "$first cannot read the data: registry has schema" "the way back"
equal "$before" "$(started_at)" "when the server was started"
served "$newer"

# As the refusal says: the snapshot first, and then the way is open.
snapshot=$(find /mnt/quartermaster/backups -type f -name '*.db' | head -n 1)
docker stop quartermaster
(cd "$checkout" && QUARTERMASTER_TAG=$first docker compose run --rm --no-deps -T quartermaster restore "${snapshot/#\/mnt\/quartermaster//data}")
step roll-back "$first"
ended 0 "$first runs." "the way back with the snapshot"
served "$first"
syncd verify

# After a failed smoke the newer version stays, as nothing else can serve.
ready_first
smoke_password=wrong step roll-out "$newer"
ended 3 "$first cannot read the data any more, so $newer stays." "a failed smoke after a change of the data"
served "$newer"
equal "$newer" "$(tag_in_env)" "the tag in .env"

# A newer version that has changed the data and then ends, and one that ends before it has changed them.
ready_first
has_image "$newer" $'FROM quartermaster:newer\nCMD ["migrate"]'
step roll-out "$newer"
ended 3 "$first cannot read the data any more, so $newer stays." "a version that ends after changing the data"
ready_first
has_image "$newer" $'FROM quartermaster:newer\nCMD ["version"]'
step roll-out "$newer"
ended 1 "$first is back as it was, and well from outside" "a version that ends before changing the data"
served "$first"

# A damaged ledger says nothing about the version: what ran before serves the others, and is put back.
ready_first
install -d -o 1000 -g 1000 -m 700 /mnt/quartermaster/ledgers
install -o 1000 -g 1000 -m 600 /dev/stdin /mnt/quartermaster/ledgers/019a0000-0000-7000-8000-000000000000.db <<<"no database at all"
step roll-out "$newer"
ended 1 "$first is back as it was, and well from outside" "a version that ends, over a damaged ledger"
served "$first"
