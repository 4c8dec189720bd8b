# shellcheck shell=bash
# What every check says its findings with. A check is a script under set -euo pipefail that ends at the first fail.
#
#   fail SENTENCE                 ends the check
#   note SENTENCE                 a figure for the check's one line
#   equal EXPECTED ACTUAL WHAT    fails unless both are the same text
#   contains TEXT PART WHAT       fails unless PART stands in TEXT
#   wait_until SECONDS COMMAND…   runs it until it succeeds; fails when the time is over
#   milliseconds                  a clock
#
# Environment: DEPLOY_WORK, a folder of the check's own.

fail() {
    echo "$*" >&2
    exit 1
}

note() {
    echo "$*" >>"$DEPLOY_WORK/note"
}

equal() {
    [ "$1" = "$2" ] || fail "$3: expected \"$1\", found \"$2\""
}

contains() {
    [[ $1 == *"$2"* ]] || fail "$3: \"$2\" is missing in: $1"
}

milliseconds() {
    echo $((${EPOCHREALTIME/[.,]/} / 1000))
}

wait_until() {
    local until=$(($(milliseconds) + $1 * 1000)) seconds=$1
    shift
    until "$@"; do
        [ "$(milliseconds)" -lt "$until" ] || fail "after $seconds s still not so: $*"
        sleep 0.05
    done
}
