#!/usr/bin/env bash
# Prometheus' own tool on what the daemon says of itself: the format of its figures, the syntax of the rules, and that
# each rule fires when it should and not before (tests/deploy/alerts_test.yml).
#
#   bash tests/deploy/host/metrics_and_alerts.sh
set -euo pipefail
# shellcheck source=tests/deploy/host.sh
. "$(dirname "${BASH_SOURCE[0]}")/../host.sh"
needs promtool curl jq
rules=$root/installers/server/alerts.yml

mkdir "$work/data"
export QUARTERMASTER_DB_URL=sqlite:///$work/data/quartermaster.db QUARTERMASTER_LISTEN=127.0.0.1:0
QUARTERMASTER_METRICS_LISTEN=127.0.0.1:0 start_daemon "$work/daemon.log"
metrics=$(sed -nE 's/.*"event":"metrics_listening".*"address":"([^"]+)".*/\1/p' "$work/daemon.log")
for path in / /healthz /v1/ledgers /nowhere; do
    curl -sS -o /dev/null "http://127.0.0.1:$daemon_port$path"
done
curl -fsS "http://$metrics/metrics" >"$work/metrics"
said=$(promtool check metrics <"$work/metrics" 2>&1) || fail "promtool refuses the figures: $said"
equal "" "$said" "what promtool finds in the figures"

# What rules and dashboard ask for is what the daemon tells, by its very name.
awk '$1 == "#" && $2 == "TYPE" { print $3; if ($4 == "histogram") print $3 "_bucket\n" $3 "_sum\n" $3 "_count" }' \
    "$work/metrics" | sort -u >"$work/told"
for file in "$rules" "$root/installers/server/grafana-dashboard.json"; do
    grep -v 'alertname' "$file" | grep -oE '\b(quartermaster|process)_[a-z_]+' | sort -u >"$work/asked"
    [ "$(wc -l <"$work/asked")" -ge 5 ] || fail "${file##*/} asks for hardly any metric"
    equal "" "$(comm -13 "$work/told" "$work/asked")" "metrics in ${file##*/} that the daemon does not tell"
done

promtool check rules "$rules" >"$work/rules" || { cat "$work/rules"; fail "promtool refuses the rules"; }
promtool test rules "$root/tests/deploy/alerts_test.yml" >"$work/tested" 2>&1 || { cat "$work/tested"; fail "a rule is not as it should be"; }
all=$(grep -c -- '- alert:' "$rules")
while read -r alert; do
    grep -q "alertname: $alert\$" "$root/tests/deploy/alerts_test.yml" || fail "no test makes $alert fire"
done < <(sed -n 's/^ *- alert: //p' "$rules")
note "$(grep -c '^# TYPE' "$work/metrics") metrics, $all rules, each made to fire"
jq -e '.panels | length > 10' "$root/installers/server/grafana-dashboard.json" >/dev/null || fail "the dashboard is not what Grafana reads"
