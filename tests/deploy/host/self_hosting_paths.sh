#!/usr/bin/env bash
# The ways of docs/self-hosting.md behind Caddy and with no proxy, run as they are written in a fresh Debian: its
# commands are taken from the page, and at the end of each way two desktops share a ledger, and a backup is restored.
#
#   bash tests/deploy/host/self_hosting_paths.sh
#
# In a network of its own without a way out, so Caddy is told to make certificates by itself, and the two names stand in
# /etc/hosts. There is no systemd: tests/deploy/systemctl_without_systemd stands in. Needs root, and what
# daemon_package.sh needs; bin must have quartermaster-cli, the desktops.
set -euo pipefail
# shellcheck source=tests/deploy/host.sh
. "$(dirname "${BASH_SOURCE[0]}")/../host.sh"
# shellcheck source=tests/deploy/host_debian.sh
. "$root/tests/deploy/host_debian.sh"
needs debootstrap zstd unshare ip curl jq quartermaster-cli
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")

if [ "${1:-}" != --inside ]; then
    daemon_package
    DEPLOY_WORK=$work package=$package unshare --net --mount --pid --fork --kill-child --mount-proc \
        bash "${BASH_SOURCE[0]}" --inside
    exit
fi

ip link set lo up
echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start # of this network: what systemd grants Caddy otherwise
cp /etc/hosts "$work/hosts"
echo "127.0.0.1 money.example.org box.lan" >>"$work/hosts"
mount --bind "$work/hosts" /etc/hosts

commands_of() { # commands_of WAY: as they stand in the page
    sed -n "/^\`\`\`sh run:$1\$/,/^\`\`\`\$/p" "$root/docs/self-hosting.md" | sed '1d;$d'
}

fresh_debian() {
    debian_root "$suite" "$1" adduser init-system-helpers libcpp-httplib0.11 libsqlite3-0 libssl3 libzstd1 openssl \
        ca-certificates caddy restic curl jq
    cp "$work/hosts" "$1/etc/hosts"
    cp "$package" "$1/root/"
    install "$root/tests/deploy/systemctl_without_systemd" "$1/usr/local/sbin/systemctl"
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
}
in_debian() { # in_debian SCRIPT: not by inside(), as what it starts must stay
    chroot "$debian" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        DEBIAN_FRONTEND=noninteractive bash -euo pipefail -c "$1"
}
answers() { # answers URL CA: within ten seconds
    local i
    for ((i = 0; i < 100; ++i)); do
        ! curl -fsS --cacert "$2" "$1" >"$work/answer" 2>"$work/no-answer" || return 0
        sleep 0.1
    done
    cat "$work/no-answer" "$debian"/var/log/*.log >&2
    fail "$1 does not answer"
}
cli() { # cli DESKTOP COMMAND...
    local desktop=$1
    shift
    mkdir -p "$work/$way-$desktop"
    XDG_DATA_HOME=$work/$way-$desktop XDG_CONFIG_HOME=$work/$way-$desktop quartermaster-cli \
        --ledger "$work/$way-$desktop/ledger.db" "$@"
}
code_in() {
    sed -n 's/^Code: //p' <<<"$1"
}

two_desktops() { # two_desktops URL CA CODE
    local second
    cli first init --name Home --currency EUR
    cli first account add Checking
    cli first connect --server "$1" --code "$3" --ca "$2" --device First
    cli first sync
    second=$(in_debian 'quartermaster-admin invite --ledger Home')
    cli second connect --server "$1" --code "$(code_in "$second")" --ca "$2" --device Second
    cli second account add Cash --kind cash
    cli second sync
    cli first sync
    equal "$(cli first --json status | jq -r .digest)" "$(cli second --json status | jq -r .digest)" "$way: the two digests"
    cli first account list | grep -q Cash || fail "$way: the first desktop has not what the second typed"
}
back_from_a_backup() {
    local folder digest
    in_debian 'quartermaster-admin backup' >"$work/backup.log"
    folder=$(sed -n 's/^Proven and kept in //p' "$work/backup.log")
    cli first account add Later
    cli first sync
    digest=$(cli first --json status | jq -r .digest)
    in_debian "systemctl stop quartermaster-syncd; quartermaster-admin restore $folder; systemctl restart quartermaster-syncd"
    answers "$1/healthz" "$2"
    cli first sync
    cli second sync
    equal "$digest" "$(cli second --json status | jq -r .digest)" "$way: what came after the backup, from the first desktop"
}

run_way() { # run_way WAY URL CA-IN-DEBIAN EXTRA: EXTRA is run before
    local said since=$SECONDS
    way=$1
    debian=$work/debian-$way
    fresh_debian "$debian"
    [ -n "$(commands_of "$way")" ] || fail "the page has no commands for $way"
    said=$(in_debian "cd /root
$4
$(commands_of "$way")" 2>"$work/way.log") || { cat "$work/way.log"; fail "$way: a command of the page fails"; }
    contains "$said" "Link: quartermaster://pair?server=$2" "$way: the invitation"
    answers "$2/healthz" "$debian$3"
    two_desktops "$2" "$debian$3" "$(code_in "$said")" >"$work/desktops.log"
    back_from_a_backup "$2" "$debian$3" >>"$work/desktops.log"
    in_debian 'systemctl stop quartermaster-syncd'
    note "$way: two synced desktops and a restore in $((SECONDS - since)) s"
}

run_way no-proxy https://box.lan:8443 /etc/quartermaster/certificate.pem ''
# Caddy asks nobody for a certificate here; all else is the page's.
# shellcheck disable=SC2016 # of the inner shell
run_way caddy https://money.example.org /var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt '
    real=$(command -v systemctl)
    systemctl() { grep -q local_certs /etc/caddy/Caddyfile || sed -i "1i { \n local_certs \n skip_install_trust \n }" /etc/caddy/Caddyfile; "$real" "$@"; }'
in_debian 'systemctl stop caddy'
grep -q '"ip":"127.0.0.1","proto":"https"' "$debian/var/log/quartermaster-syncd.log" || fail "behind Caddy the log does not say https"
