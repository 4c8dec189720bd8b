# A version that is healthy and not well from outside ends red, and what ran before is back: the very image, also where
# its tag has moved since, and all that it was started with. Where that is not well from outside either, it is told so.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"
for part in server edge registry rollout; do
    # shellcheck source=/dev/null
    . "$DEPLOY/$part.sh"
done
rollout_ready
runs_as() { # runs_as IMAGE-ID AUTH MEMORY: the container is of that image, with that hash and that limit
    equal "$1 $2 $3" "$(docker inspect quartermaster | jq -r '.[0] | [.Image,
        .Config.Labels["traefik.http.middlewares.qm-auth.basicauth.users"], .HostConfig.Memory] | join(" ")')" "what runs"
}
other_auth=$(htpasswd -nbB admin other | tr -d '\n')
has_image "$first"
has_image "$second" "FROM quartermaster:second"

# The first deployment, while the proxy cannot be reached: nothing is there to go back to, and the server itself is well.
docker stop edge
step roll-out "$first"
ended 5 "No earlier version ran here, so $first stays: it is healthy" "a first deployment that is not well from outside"
contains "$said" "smoke_tries" "what to do while a certificate is being issued"
docker start edge
docker rm --force quartermaster

# By hand, as `latest`, whose tag becomes another image. Then a checkout that is wrong in the name and the limit.
docker tag quartermaster:first "$QUARTERMASTER_IMAGE:latest"
QUARTERMASTER_TAG=latest compose up --detach --wait
served "$first"
image=$(docker inspect --format '{{.Image}}' quartermaster)
docker tag quartermaster:second "$QUARTERMASTER_IMAGE:latest"
QUARTERMASTER_BASIC_AUTH=$other_auth step roll-out "$second"
ended 1 "$second is healthy but not well from outside (public-smoke ended with 15). latest is back, under this checkout's compose.yml (no roll-out had started it), and well" "a wrong hash"
contains "$said" "Try 2 of 2: Access" "the smoke"
served "$first"
runs_as "$image" "$QUARTERMASTER_BASIC_AUTH" 1073741824
equal latest "$(tag_in_env)" "the tag in .env"
contains "$(<"$checkout/.env")" "QUARTERMASTER_BASIC_AUTH='$QUARTERMASTER_BASIC_AUTH'" "the hash in .env"

# What a roll-out started is put back from any checkout, also from a fresh one without .env that has another compose.yml.
step roll-out "$first"
ended 0 "$first runs." "the first version"
image=$(docker inspect --format '{{.Image}}' quartermaster)
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

cp "$DEPLOY_ROOT/compose.yml" "$checkout/"
step roll-out "$second"
ended 0 "$second runs." "the same version with all that is right"
served "$second"
