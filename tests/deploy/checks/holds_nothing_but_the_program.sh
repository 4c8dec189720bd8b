# The image holds the daemon, what it links and nothing to break in with: no shell, compiler, package manager or curl.
. "$DEPLOY/check.sh"

container=$(docker create quartermaster:first)
mkdir "$DEPLOY_WORK/root"
# Without the mount points that Docker adds to every container.
docker export "$container" | tar -x -C "$DEPLOY_WORK/root" --exclude=.dockerenv --exclude=dev --exclude='etc/host*' \
    --exclude=etc/resolv.conf
cd "$DEPLOY_WORK/root"

programs=$(find . -xdev -type f -perm /111 ! -name '*.so*' | sort)
equal "./usr/bin/quartermaster-syncd" "$programs" "all programs in the image"
equal "quartermaster-syncd" "$(readlink usr/bin/syncd)" "the short name"
unwanted=$(find . -name '*.h' -o -name '*.a' -o -name '*.cmake' -o -name 'apt*' -o -name 'perl*')
equal "" "$unwanted" "headers, archives and package managers in the image"
setuid=$(find . -perm /6000)
equal "" "$setuid" "programs with special rights"

# Every library is one that the program needs, and the other way round.
needed=$(LD_LIBRARY_PATH='' chroot . /usr/lib64/ld-linux-x86-64.so.2 --list /usr/bin/quartermaster-syncd \
    | grep -oE '/[^ ]+\.so[^ ]*' | xargs -n 1 basename | sort -u)
there=$(find . -name '*.so*' -printf '%f\n' | sort -u)
equal "$needed" "$there" "the libraries in the image"

equal "1000:1000" "$(stat -c %u:%g data)" "the owner of the empty data folder"
equal "1777" "$(stat -c %a tmp)" "the mode of /tmp"
[ -s usr/share/doc/quartermaster-syncd/copyright ] || fail "the licence is not in the image"
for package in libc6 libsqlite3-0 libssl3; do
    grep -q '^Version: ' "var/lib/dpkg/status.d/$package" || fail "a scanner does not see the version of $package"
done

configuration() {
    docker image inspect --format "{{json .Config.$1}}" quartermaster:first
}
equal '"1000:1000"' "$(configuration User)" "the user"
equal '{"8000/tcp":{}}' "$(configuration ExposedPorts)" "the exposed port"
equal '["quartermaster-syncd"]' "$(configuration Entrypoint)" "the entry point"
equal '["serve","--migrate"]' "$(configuration Cmd)" "the command"
equal '["CMD","quartermaster-syncd","healthcheck"]' "$(configuration Healthcheck.Test)" "the health check"
equal "1111111111111111111111111111111111111111" \
    "$(docker image inspect --format '{{index .Config.Labels "org.opencontainers.image.revision"}}' quartermaster:first)" \
    "the revision's label"
version=$(docker run --rm --network none quartermaster:first version --json)
equal "1111111111111111111111111111111111111111" "$(jq -r .revision <<<"$version")" "the revision that it reports"
equal "$(docker image inspect --format '{{index .Config.Labels "org.opencontainers.image.version"}}' quartermaster:first)" \
    "$(jq -r .version <<<"$version")" "the version that it reports"

bytes=$(docker image inspect --format '{{.Size}}' quartermaster:first)
[ "$bytes" -lt 40000000 ] || fail "the image has $bytes bytes; 40 MB are the limit"
note "$((bytes / 100000)) x 0.1 MB"
