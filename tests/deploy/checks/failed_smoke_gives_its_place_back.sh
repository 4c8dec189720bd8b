# A version that is healthy and not well from outside ends red, and the very image that ran before is back, also where
# its tag has moved since.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"
for part in server edge registry rollout; do
    # shellcheck source=/dev/null
    . "$DEPLOY/$part.sh"
done
rollout_ready

# By hand, as `latest`; then latest becomes another image.
docker tag quartermaster:first "$QUARTERMASTER_IMAGE:latest"
QUARTERMASTER_TAG=latest compose up --detach --wait
served "$first"
image=$(docker inspect --format '{{.Image}}' quartermaster)
has_image "$second" "FROM quartermaster:second"
docker tag quartermaster:second "$QUARTERMASTER_IMAGE:latest"

smoke_password=wrong step roll-out "$second"
ended 1 "$second is healthy but not well from outside (public-smoke ended with 15). latest is back and healthy" "a smoke that fails"
contains "$said" "Try 2 of 2: Access" "the smoke"
served "$first"
equal "$image" "$(docker inspect --format '{{.Image}}' quartermaster)" "the image that is back"
equal latest "$(tag_in_env)" "the tag in .env"

step roll-out "$second"
ended 0 "$second runs." "the same version with the right password"
served "$second"
