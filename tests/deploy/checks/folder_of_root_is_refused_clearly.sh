# A data folder that is root's ends the start at once, with one sentence that says which folder, why, and what to do;
# nothing is written into it. A folder that is missing ends `compose up` and is not made.
. "$DEPLOY/check.sh"
. "$DEPLOY/server.sh"

mkdir -m 755 /mnt/quartermaster
code=0
docker run --name refused --read-only --tmpfs /tmp --cap-drop ALL --volume /mnt/quartermaster:/data quartermaster:first \
    >"$DEPLOY_WORK/said" 2>&1 || code=$?
said=$(cat "$DEPLOY_WORK/said")
equal "1" "$code" "its exit status"
equal "1" "$(wc -l <"$DEPLOY_WORK/said")" "the number of lines it said"
contains "$said" "/data" "the sentence"
contains "$said" "chown -R 1000:1000" "the sentence's advice"
equal "" "$(ls -A /mnt/quartermaster)" "what it left in the folder"

rmdir /mnt/quartermaster
! up >"$DEPLOY_WORK/up" 2>&1 || fail "compose started it without a data folder"
contains "$(cat "$DEPLOY_WORK/up")" "/mnt/quartermaster" "what compose says of the missing folder"
[ ! -e /mnt/quartermaster ] || fail "the missing folder was made"
