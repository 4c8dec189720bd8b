# compose.yml has exactly the labels of installers/server/platform-labels.txt.
. "$DEPLOY/check.sh"
. "$DEPLOY/rendered.sh"

rendered QUARTERMASTER_IMAGE=image QUARTERMASTER_BASIC_AUTH=USERS QUARTERMASTER_HOST=HOST \
    | jq -r '.services.quartermaster.labels | to_entries[] | "\(.key)=\(.value)"' | sort >"$DEPLOY_WORK/there"
grep -vE '^(#|$)' "$DEPLOY_ROOT/installers/server/platform-labels.txt" | sort >"$DEPLOY_WORK/listed"
[ -s "$DEPLOY_WORK/listed" ] || fail "the list is empty"
diff "$DEPLOY_WORK/listed" "$DEPLOY_WORK/there" \
    || fail "compose.yml's labels (>) are not those of installers/server/platform-labels.txt (<), see above"
note "$(wc -l <"$DEPLOY_WORK/listed") labels"
