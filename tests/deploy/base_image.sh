# shellcheck shell=bash
# debian:SUITE-slim without a registry: made by debootstrap from the machine's own mirror, kept in the cache.
#
#   base_image SUITE      bookworm or trixie; afterwards `FROM debian:SUITE-slim` resolves in the running engine
#
# Environment: DEPLOY_CACHE, DOCKER_HOST. Needs plugins.sh for debian_mirror.

make_base() { # make_base SUITE ARCHIVE
    local root
    root=$(mktemp -d "$DEPLOY_CACHE/base-XXXXXX")
    if ! debootstrap --variant=minbase "$1" "$root" "$(debian_mirror "$1")" >"$DEPLOY_CACHE/debootstrap-$1.log" 2>&1; then
        tail -n 20 "$DEPLOY_CACHE/debootstrap-$1.log" >&2
        rm -rf "$root"
        return 1
    fi
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/cache/apt/*.bin "$root"/var/lib/apt/lists/* \
        "$root"/usr/share/{man,locale}/*
    find "$root/usr/share/doc" -type f ! -name copyright -delete
    tar -C "$root" -c . | zstd -q -3 -T0 -o "$2.part"
    mv "$2.part" "$2"
    rm -rf "$root"
}

base_image() {
    local archive=$DEPLOY_CACHE/base-$1.tar.zst
    mkdir -p "$DEPLOY_CACHE"
    docker image inspect "debian:$1-slim" >/dev/null 2>&1 && return
    [ -f "$archive" ] || make_base "$1" "$archive" || return 1
    zstd -qdc "$archive" | docker import --change 'CMD ["bash"]' - "debian:$1-slim" >/dev/null
}
