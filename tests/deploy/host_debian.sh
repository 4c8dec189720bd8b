# shellcheck shell=bash disable=SC2154,SC2015
# A Debian of its own in a folder, without an engine, for tests of packages. Needs host.sh, root and, the first time, the
# package mirror that this machine's own apt uses.
#
#   debian_root SUITE FOLDER PACKAGE...   unpacks it; made once by debootstrap with the packages, kept in the cache
#   daemon_package                        builds the daemon's .deb as a packager would; sets `package`
#   inside FOLDER COMMAND...              runs it there, with /proc and /dev
#
# Environment: DEPLOY_CACHE (build/deploy/cache), which holds some 60 MB for each suite.
# shellcheck source=tests/deploy/plugins.sh
. "$root/tests/deploy/plugins.sh"
deploy_cache=${DEPLOY_CACHE:-$root/build/deploy/cache}

debian_root() {
    local suite=$1 folder=$2 archive=$deploy_cache/packages-$1.tar.zst making mirror
    shift 2
    mkdir -p "$deploy_cache" "$folder"
    if [ ! -f "$archive" ] || [ "$(cat "$archive.list")" != "$*" ]; then
        making=$(mktemp -d "$deploy_cache/packages-XXXXXX")
        at_end "rm -rf '$making'"
        mirror=$(debian_mirror "$suite")
        debootstrap --variant=minbase "$suite" "$making" "$mirror" >"$work/debootstrap.log" 2>&1 \
            || { tail -n 20 "$work/debootstrap.log" >&2; fail "debootstrap cannot make a Debian $suite"; }
        # whatever this machine's apt needs to reach its mirror
        cp /etc/apt/apt.conf.d/* "$making/etc/apt/apt.conf.d/" 2>/dev/null || :
        rm -f "$making"/etc/apt/apt.conf.d/*docker*
        cp /etc/resolv.conf /etc/hosts "$making/etc/" 2>/dev/null || :
        printf '#!/bin/sh\nexit 101\n' >"$making/usr/sbin/policy-rc.d"
        chmod +x "$making/usr/sbin/policy-rc.d"
        inside "$making" apt-get update >"$work/apt.log" 2>&1
        inside "$making" apt-get install -y --no-install-recommends "$@" >>"$work/apt.log" 2>&1 \
            || { tail -n 20 "$work/apt.log" >&2; fail "apt cannot install $* in Debian $suite"; }
        rm -rf "$making"/var/cache/apt/archives/*.deb
        tar -C "$making" -c . | zstd -q -3 -T0 -f -o "$archive"
        echo "$*" >"$archive.list"
        rm -rf "$making"
    fi
    zstd -qdc "$archive" | tar -C "$folder" -x
    chmod 755 "$folder" # mktemp made it for root alone
}

inside() {
    local folder=$1
    shift
    # shellcheck disable=SC2016 # of the inner shell
    unshare --mount --pid --fork --kill-child bash -ec 'mount -t proc proc "$0/proc"; mount --rbind /dev "$0/dev"
        export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive
        exec chroot "$0" "$@"' "$folder" "$@"
}

daemon_package() {
    local build=$root/build/package
    cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DQM_BUILD_DESKTOP=OFF -DQM_BUILD_TESTS=OFF \
        -DCMAKE_INSTALL_PREFIX=/usr >"$work/build.log" 2>&1 && nice -n 5 cmake --build "$build" >>"$work/build.log" 2>&1 \
        || { tail -n 30 "$work/build.log" >&2; fail "the daemon cannot be built for its package"; }
    rm -f "$build"/*.deb
    (cd "$build" && cpack -G DEB) >"$work/cpack.log" 2>&1 || { cat "$work/cpack.log" >&2; fail "cpack makes no package"; }
    # shellcheck disable=SC2034 # whoever calls reads it
    package=$(ls "$build"/*.deb)
}
