# What a roll-out has started comes back with all that it was started with, from any checkout; where it is not well from
# outside either that is told. Variables that compose.yml cannot be used with touch nothing.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"
for part in server edge registry rollout; do
    # shellcheck source=/dev/null
    . "$DEPLOY/$part.sh"
done
rollout_ready
other_auth=$(htpasswd -nbB admin other | tr -d '\n')
has_image "$first"
has_image "$second" "FROM quartermaster:second"

step roll-out "$first"
ended 0 "$first runs." "the first version"
image=$(docker inspect --format '{{.Image}}' quartermaster)

# A fresh checkout without .env, whose compose.yml has another route and another limit.
rm "$checkout/.env"
sed -i 's/mem_limit: 1g/mem_limit: 2g/; s/memswap_limit: 1g/memswap_limit: 2g/; s/qm-web.rule=Host(`/&no-such-name./' "$checkout/compose.yml"
for time in first second; do
    QUARTERMASTER_BASIC_AUTH=$other_auth step roll-out "$second"
    ended 1 "(public-smoke ended with 13). $first is back as it was, and well from outside" "a route without a name, the $time time"
    served "$first"
    runs_as "$image" "$QUARTERMASTER_BASIC_AUTH" 1073741824
done
equal 600 "$(stat -c %a "$checkout/.env")" "the mode of .env"
equal "$first" "$(tag_in_env)" "the tag in .env"

# With a password that is of neither: what is back is healthy and no more is said.
smoke_password=wrong step roll-out "$second"
ended 5 "$first is back as it was and healthy, but not well from outside either (public-smoke ended with 15)" "a wrong password"
runs_as "$image" "$QUARTERMASTER_BASIC_AUTH" 1073741824

# Variables that compose.yml cannot be used with touch nothing.
before=$(docker inspect --format '{{.Id}}' quartermaster)
sed -i '/BASIC_AUTH/d' "$checkout/.env"
QUARTERMASTER_BASIC_AUTH='' step roll-out "$second"
ended 2 "compose.yml cannot be used with the variables" "no hash"
contains "$said" "set it to user:bcrypt" "compose's words"
equal "$before" "$(docker inspect --format '{{.Id}}' quartermaster)" "the container"
