# Another user than 1000 runs it as well, with everything it writes below /data, under a root that is read-only.
. "$DEPLOY/check.sh"

data=$DEPLOY_WORK/data
mkdir -m 700 "$data"
chown 12345:12345 "$data"
docker run --detach --name other --user 12345:12345 --read-only --tmpfs /tmp --cap-drop ALL \
    --security-opt no-new-privileges --memory 128m --health-interval 1s --volume "$data:/data" quartermaster:first

is_healthy() {
    [ "$(docker inspect --format '{{.State.Health.Status}}' other)" = healthy ]
}
wait_until 20 is_healthy
equal "12345:12345" "$(find "$data" -printf '%U:%G\n' | sort -u)" "the owner of everything it wrote"
equal "" "$(docker diff other | grep -vE '^. /(data|tmp|etc|run)' || :)" "what it changed outside /data and /tmp"
docker stop other
equal "0" "$(docker inspect --format '{{.State.ExitCode}}' other)" "its exit status"
