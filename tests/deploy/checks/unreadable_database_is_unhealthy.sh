# A database that cannot be read makes the container unhealthy while it runs, and keeps it from starting anew.
. "$DEPLOY/check.sh"
. "$DEPLOY/server.sh"

new_data_folder
up
cp -a /mnt/quartermaster/quartermaster.db "$DEPLOY_WORK/kept.db"
# as a failing disk does: every page reads as garbage
head -c "$(stat -c %s /mnt/quartermaster/quartermaster.db)" /dev/urandom \
    | dd of=/mnt/quartermaster/quartermaster.db conv=notrunc status=none
rm -f /mnt/quartermaster/quartermaster.db-wal

is_unhealthy() {
    [ "$(state)" = "running unhealthy" ]
}
wait_until 60 is_unhealthy
contains "$(docker inspect --format '{{range .State.Health.Log}}{{.Output}}{{end}}' quartermaster)" "503" "what the health check says"

docker stop quartermaster
chmod 000 /mnt/quartermaster/quartermaster.db
code=0
docker run --name again --user 1000:1000 --volume /mnt/quartermaster:/data quartermaster:first >"$DEPLOY_WORK/said" 2>&1 || code=$?
[ "$code" -ne 0 ] || fail "it started on a database that it cannot read"
contains "$(cat "$DEPLOY_WORK/said")" "/data/quartermaster.db" "what it says"
