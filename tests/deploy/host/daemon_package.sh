#!/usr/bin/env bash
# The daemon's .deb: built, looked at by lintian, installed in a fresh Debian, and taken away again without a household's
# ledgers. For the Debian that this machine is, as a package is for the Debian that it was built on.
#
#   bash tests/deploy/host/daemon_package.sh
#
# Needs root. The first time the package mirror, too.
set -euo pipefail
# shellcheck source=tests/deploy/host.sh
. "$(dirname "${BASH_SOURCE[0]}")/../host.sh"
# shellcheck source=tests/deploy/host_debian.sh
. "$root/tests/deploy/host_debian.sh"
needs debootstrap lintian zstd unshare
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")

daemon_package
findings=$(lintian --allow-root --tag-display-limit 0 "$package" 2>&1) || :
! grep '^E:' <<<"$findings" || fail "lintian finds errors in the package"
contents=$(dpkg-deb -c "$package" | awk '$1 !~ /^d/ { print $6 }' | sort)
equal "./etc/default/quartermaster-syncd
./usr/bin/quartermaster-syncd
./usr/lib/quartermaster/monthly-drill
./usr/lib/quartermaster/nightly-backup
./usr/lib/systemd/system/quartermaster-backup.service
./usr/lib/systemd/system/quartermaster-backup.timer
./usr/lib/systemd/system/quartermaster-drill.service
./usr/lib/systemd/system/quartermaster-drill.timer
./usr/lib/systemd/system/quartermaster-syncd.service
./usr/sbin/quartermaster-admin
./usr/share/doc/quartermaster-syncd/changelog.gz
./usr/share/doc/quartermaster-syncd/copyright
./usr/share/man/man8/quartermaster-admin.8.gz
./usr/share/man/man8/quartermaster-syncd.8.gz
./usr/share/quartermaster/alerts.yml
./usr/share/quartermaster/grafana-dashboard.json" "$contents" "the files of the package"

depends=$(dpkg-deb -f "$package" Depends | tr ',' '\n' | sed 's/^ *//; s/[ (].*//' | sed '/^$/d' | sort -u | tr '\n' ' ')
at_home=$work/debian
at_end "rm -rf '$at_home'"
debian_root "$suite" "$at_home" adduser init-system-helpers libcpp-httplib0.11 libsqlite3-0 libssl3 libzstd1 openssl ca-certificates caddy \
    restic curl jq
cp "$package" "$at_home/root/"
inside "$at_home" apt-get install -y --no-install-recommends "/root/${package##*/}" >"$work/install.log" 2>&1 \
    || { cat "$work/install.log"; fail "the package cannot be installed"; }
version=$(inside "$at_home" quartermaster-syncd version)
contains "$version" "quartermaster-syncd $(dpkg-deb -f "$package" Version) " "what the program says that it is"
equal "quartermaster quartermaster 700" "$(inside "$at_home" stat -c '%U %G %a' /var/lib/quartermaster)" "whose the ledgers are"
equal "root quartermaster 750" "$(inside "$at_home" stat -c '%U %G %a' /etc/quartermaster)" "whose the certificate is"
said=$(inside "$at_home" quartermaster-admin invite)
contains "$said" "Code: " "an invitation"
equal "quartermaster" "$(inside "$at_home" stat -c %U /var/lib/quartermaster/quartermaster.db)" "whose the registry is"

# restic's set-up as the page writes it, but for the place of the repository; then the nightly and the drill as the
# package's user, with the variables of their units.
install -m 0755 "$root/tests/deploy/systemctl_without_systemd" "$at_home/usr/local/sbin/systemctl"
inside "$at_home" install -d -o quartermaster -m 0700 /srv/restic
sed -n "/^\`\`\`sh run:restic\$/,/^\`\`\`\$/p" "$root/docs/self-hosting.md" | sed '1d;$d; s|sftp:box@nas:|/srv/restic|' >"$at_home/root/set-up"
[ -s "$at_home/root/set-up" ] || fail "the page has no commands for restic"
inside "$at_home" bash -euo pipefail /root/set-up >"$work/set-up.log" 2>&1 \
    || { cat "$work/set-up.log" "$at_home"/var/log/quartermaster-backup.log; fail "a command of the page fails"; }
equal "root quartermaster 640" "$(inside "$at_home" stat -c '%U %G %a' /etc/quartermaster/restic-password)" "whose restic's password is"
inside "$at_home" bash -euo pipefail -c 'systemctl start quartermaster-backup; systemctl start quartermaster-drill'
contains "$(cat "$at_home/var/log/quartermaster-backup.log")" "is proven and in restic." "the nightly as the package's user"
contains "$(cat "$at_home/var/log/quartermaster-drill.log")" "comes back whole" "the drill as the package's user"
status=0
said=$(inside "$at_home" setpriv --reuid nobody --clear-groups quartermaster-admin invite 2>&1) || status=$?
equal 1 "$status" "quartermaster-admin without root"
contains "$said" "nothing was done" "what it says"

# Variables that somebody has changed stay; an upgrade over itself is one.
echo QUARTERMASTER_LOG_LEVEL=debug >>"$at_home/etc/default/quartermaster-syncd"
inside "$at_home" dpkg -i "/root/${package##*/}" >"$work/install.log" 2>&1 || { cat "$work/install.log"; fail "no upgrade"; }
grep -q '^QUARTERMASTER_LOG_LEVEL=debug$' "$at_home/etc/default/quartermaster-syncd" || fail "an upgrade loses the variables"
equal 2 "$(find "$at_home/etc/systemd" -name 'quartermaster-*.timer' | wc -l)" "links of timers, before"
rm "$at_home/usr/local/sbin/systemctl"
said=$(inside "$at_home" dpkg --purge quartermaster-syncd 2>&1)
contains "$said" "are kept" "what a purge says"
[ -f "$at_home/var/lib/quartermaster/quartermaster.db" ] || fail "a purge has removed the ledgers"
[ ! -e "$at_home/etc/default/quartermaster-syncd" ] || fail "a purge leaves the variables"
equal "" "$(find "$at_home/etc/systemd" -name 'quartermaster*')" "links that a purge leaves"
note "$(($(stat -c %s "$package") / 1024)) KiB, needs $depends; lintian: $(grep -c '^W:' <<<"$findings" || :) warnings"
