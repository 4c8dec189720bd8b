# shellcheck shell=bash
# For checks that need no Docker engine: tests/deploy/host/run, or one by itself: bash tests/deploy/host/NAME.sh
#
#   root            the tree;  bin: the programs under test (DEPLOY_BIN, else build/dev/bin)
#   work            a folder of the check's own (DEPLOY_WORK, else one that is removed at the end)
#   note SENTENCE   a figure for the check's one line
#   and what check.sh has: fail, equal, contains, wait_until
#   at_end COMMAND  run when the check ends, however it ends; the last given first
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/deploy/check.sh
. "$root/tests/deploy/check.sh"
bin=${DEPLOY_BIN:-$root/build/dev/bin}
export PATH=$bin:$PATH
export LC_ALL=C.UTF-8
ends=()
finish_host() {
    local i
    for ((i = ${#ends[@]} - 1; i >= 0; --i)); do
        eval "${ends[i]}" || :
    done
}
trap finish_host EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
at_end() {
    ends+=("$1")
}
if [ -n "${DEPLOY_WORK:-}" ]; then
    work=$DEPLOY_WORK
else
    work=$(mktemp -d "${TMPDIR:-/tmp}/quartermaster-check-XXXXXX")
    at_end "rm -rf '$work'"
fi

note() { # told at once: one of these runs by itself, too
    echo "$*" | tee -a "$work/note"
}
needs() { # needs COMMAND...: each must be there; scripts/setup --full installs them
    local one
    for one in "$@"; do
        command -v "$one" >/dev/null || fail "$one is missing; scripts/setup --full installs it."
    done
}

# start_daemon LOG: `serve --migrate` with the variables of the environment; sets daemon_pid and daemon_port.
start_daemon() {
    local i
    quartermaster-syncd serve --migrate >"$1" 2>&1 &
    daemon_pid=$!
    at_end "kill $daemon_pid 2>/dev/null"
    for ((i = 0; i < 200; ++i)); do
        daemon_port=$(sed -nE 's/.*"event":"listening".*"address":"[^"]*:([0-9]+)".*/\1/p' "$1" | tail -n 1)
        [ -z "$daemon_port" ] || return 0
        kill -0 "$daemon_pid" 2>/dev/null || break
        sleep 0.05
    done
    cat "$1" >&2
    fail "the daemon did not start"
}
