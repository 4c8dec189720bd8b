# shellcheck shell=bash
# Docker's plugins compose and buildx. Debian 13 has them as packages; on Debian 12 the ones of Debian 13 are unpacked
# into the cache, beside the system, whose sources and packages stay as they are.
#
#   debian_mirror SUITE   prints the mirror that this machine takes Debian from
#   plugins_ready         makes $DOCKER_CONFIG/cli-plugins; fails with apt's words when they cannot be had
#
# Environment: DEPLOY_CACHE, DOCKER_CONFIG.

debian_mirror() {
    local uri
    uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $1" 'Component: main' \
        'Origin: Debian' 2>/dev/null | head -n 1)
    [ -n "$uri" ] || uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' \
        'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1)
    echo "${uri:-http://deb.debian.org/debian}"
}

unpack_plugins() { # unpack_plugins FOLDER
    local dir=$1 package
    mkdir -p "$dir/state/lists/partial" "$dir/cache/archives/partial" "$dir/etc" "$dir/unpacked"
    : >"$dir/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror trixie) trixie main" \
        >"$dir/etc/sources.list"
    cat >"$dir/apt.conf" <<END
Dir::State "$dir/state";
Dir::State::status "$dir/status";
Dir::Cache "$dir/cache";
Dir::Etc::sourcelist "$dir/etc/sources.list";
Dir::Etc::sourceparts "-";
APT::Sandbox::User "root";
END
    if ! APT_CONFIG=$dir/apt.conf apt-get -q update >"$dir/log" 2>&1 \
        || ! (cd "$dir" && APT_CONFIG=$dir/apt.conf apt-get -q download docker-compose docker-buildx) >>"$dir/log" 2>&1; then
        cat "$dir/log" >&2
        return 1
    fi
    for package in "$dir"/*.deb; do
        dpkg -x "$package" "$dir/unpacked"
    done
}

plugins_ready() {
    local from=/usr/libexec/docker/cli-plugins work
    mkdir -p "$DOCKER_CONFIG/cli-plugins" "$DEPLOY_CACHE"
    if [ ! -x "$from/docker-compose" ] || [ ! -x "$from/docker-buildx" ]; then
        from=$DEPLOY_CACHE/plugins
        if [ ! -x "$from/docker-buildx" ]; then
            work=$(mktemp -d "$DEPLOY_CACHE/plugins-XXXXXX")
            unpack_plugins "$work" || return 1
            mkdir -p "$from"
            cp "$work"/unpacked/usr/libexec/docker/cli-plugins/docker-{compose,buildx} "$from/"
            rm -rf "$work"
        fi
    fi
    ln -sf "$from"/docker-{compose,buildx} "$DOCKER_CONFIG/cli-plugins/"
}
