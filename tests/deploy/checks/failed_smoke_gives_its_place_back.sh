# A version that is healthy and not well from outside ends red, and what ran before is back: the very image, also where
# its tag has moved since. Where nothing ran before it stays, and is told to be healthy.
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

# The first deployment, while the proxy cannot be reached: nothing is there to go back to, and the server itself is well.
docker stop edge
step roll-out "$first"
ended 5 "No earlier version ran here, so $first stays: it is healthy" "a first deployment that is not well from outside"
contains "$said" "smoke_tries" "what to do while a certificate is being issued"
docker start edge
docker rm --force quartermaster

# By hand, as `latest`, whose tag becomes another image. Then a wrong hash.
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

step roll-out "$second"
ended 0 "$second runs." "the same version with the right hash"
served "$second"
