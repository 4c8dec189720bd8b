# schema-guard beside a server that is not well: newer data alone are a reason to stay, as 3; damaged or locked ones say
# nothing about the image. A stand-in for docker ends as the daemon's `migrate --dry-run` does.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"

mkdir "$DEPLOY_WORK/bin"
cat >"$DEPLOY_WORK/bin/docker" <<'END'
#!/bin/sh
echo "$1" >>"$DEPLOY_WORK/asked"
case $1 in
    exec) exit 1 ;; # not healthy
    compose)
        echo "quartermaster-syncd: what it found" >&2
        exit "$FAKE_CODE"
        ;;
esac
END
chmod +x "$DEPLOY_WORK/bin/docker"

guard() { # guard DAEMON-CODE CODE PART ASKED
    local code=0 said
    : >"$DEPLOY_WORK/asked"
    said=$(FAKE_CODE=$1 PATH=$DEPLOY_WORK/bin:$PATH QUARTERMASTER_IMAGE=image \
        "$DEPLOY_ROOT/installers/server/schema-guard" 1111111111111111111111111111111111111111 2>&1) || code=$?
    equal "$2" "$code" "the exit code where the daemon ends with $1; it said: $said"
    contains "$said" "$3" "what it says where the daemon ends with $1"
    equal "$4" "$(paste -sd ' ' "$DEPLOY_WORK/asked")" "what docker was asked for where the daemon ends with $1"
}
guard 0 0 "" "exec stop compose"
guard 5 3 "cannot read the data: what it found" "exec stop compose start"
for code in 1 2 3 4; do
    guard "$code" 1 "cannot look at the data: quartermaster-syncd: what it found" "exec stop compose start"
done
