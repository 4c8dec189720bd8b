# A database that cannot be read makes the container unhealthy while it runs, and keeps it from starting anew.
. "$DEPLOY/check.sh"
. "$DEPLOY/server.sh"

new_data_folder
up
is_unhealthy() {
    [ "$(state)" = "running unhealthy" ]
}

# Out of its place, or no longer the server's to read; then as it was.
chmod 000 /mnt/quartermaster/quartermaster.db
wait_until 40 is_unhealthy
contains "$(docker inspect --format '{{range .State.Health.Log}}{{.Output}}{{end}}' quartermaster)" "503" "what the health check says"
chmod 600 /mnt/quartermaster/quartermaster.db
wait_until 20 is_healthy_again

docker stop quartermaster
chmod 000 /mnt/quartermaster/quartermaster.db
code=0
docker run --name again --user 1000:1000 --volume /mnt/quartermaster:/data quartermaster:first >"$DEPLOY_WORK/said" 2>&1 || code=$?
[ "$code" -ne 0 ] || fail "it started on a database that it cannot read"
contains "$(cat "$DEPLOY_WORK/said")" "/data/quartermaster.db" "what it says"
