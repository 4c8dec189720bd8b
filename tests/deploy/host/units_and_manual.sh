#!/usr/bin/env bash
# systemd's own tools on the units: no fault, and the server's exposure at most 1.5 of 10; mandoc and groff on the manual.
#
#   bash tests/deploy/host/units_and_manual.sh
set -euo pipefail
# shellcheck source=tests/deploy/host.sh
. "$(dirname "${BASH_SOURCE[0]}")/../host.sh"
needs systemd-analyze mandoc man
server=$root/installers/server

verify_units() { # verify_units FOLDER: of its units and the timers, with the programs that they start put in their place
    local said
    mkdir -p "$work/units"
    cp "$server"/systemd/*.timer "$server/$1"/*.service "$work/units"
    sed -i "s|/usr/bin/quartermaster-syncd|$bin/quartermaster-syncd|; s|/usr/lib/quartermaster/|$server/|
        s|/usr/local/lib/quartermaster/|$server/|; /docker.service/s/ docker.service//; /^Requires=docker/d" "$work"/units/*.service
    said=$(systemd-analyze verify --man=no --recursive-errors=no "$work"/units/* 2>&1) || fail "systemd refuses a unit: $said"
    equal "" "$said" "what systemd-analyze verify finds in $1"
    rm -r "$work/units"
}
verify_units systemd
verify_units docker

exposure=$(systemd-analyze security --offline=yes --no-pager "$server/systemd/quartermaster-syncd.service" \
    | sed -nE 's/.*exposure level for .*: ([0-9.]+) .*/\1/p')
[ -n "$exposure" ] || fail "systemd-analyze security says nothing"
awk -v exposure="$exposure" 'BEGIN { exit !(exposure <= 1.5) }' || fail "the server's unit is exposed by $exposure of 10"

sed 's/@PROJECT_VERSION@/0/' "$server/quartermaster-syncd.8" >"$work/quartermaster-syncd.8"
said=$(mandoc -T lint -W warning "$work/quartermaster-syncd.8") || fail "mandoc: $said"
said=$(MANWIDTH=80 man --warnings -l "$work/quartermaster-syncd.8" 2>&1 >"$work/page")
equal "" "$said" "what man warns of"
contains "$(cat "$work/page")" "QUARTERMASTER_DB_URL" "the page as it is shown"
note "exposure $exposure of 10"
