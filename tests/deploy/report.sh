# shellcheck shell=bash
# Runs one lint or check and keeps its result; sums all up.
#
#   run_one FOLDER NAME                     runs FOLDER/NAME.sh for at most five minutes, prints one line
#   record passed|failed NAME SECONDS NOTE  keeps and prints a result
#   summary SECONDS CHECKS SKIPPED          prints the counts and ends: 0, 1, or 77 when SKIPPED says why none could run
#
# Environment: DEPLOY, DEPLOY_RUN.

record() {
    printf '%s %s\n' "$1" "$2" >>"$DEPLOY_RUN/results"
    printf '%-7s %-28s %5s s  %s\n' "$1" "$2" "$3" "$4"
}

run_one() {
    local folder=$1 name=$2 status=0 since=$EPOCHREALTIME seconds note
    export DEPLOY_WORK=$DEPLOY_RUN/work/$name
    mkdir -p "$DEPLOY_WORK"
    : >"$DEPLOY_WORK/note"
    timeout --kill-after=10 300 bash -euo pipefail "$DEPLOY/$folder/$name.sh" >"$DEPLOY_WORK/output" 2>&1 || status=$?
    seconds=$(seconds_since "$since")
    note=$(paste -sd ';' "$DEPLOY_WORK/note" | sed 's/;/; /g')
    if [ "$status" -eq 0 ]; then
        record passed "$name" "$seconds" "$note"
        return
    fi
    record failed "$name" "$seconds" "$note"
    [ "$status" -ne 124 ] || echo "    it took longer than five minutes and was ended"
    sed 's/^/    /' "$DEPLOY_WORK/output" | tail -n 80
}

seconds_since() { # seconds_since SINCE: seconds since then, with one digit
    local tenths=$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000))
    echo "$((tenths / 10)).$((tenths % 10))"
}

summary() {
    local passed failed
    passed=$(grep -c '^passed ' "$DEPLOY_RUN/results") || :
    failed=$(grep -c '^failed ' "$DEPLOY_RUN/results") || :
    echo
    if [ -n "$3" ]; then
        echo "$passed passed, $failed failed, $2 skipped, in $1 s. Skipped because no Docker engine can run here: $3."
        [ "$failed" -eq 0 ] || exit 1
        exit 77
    fi
    echo "$passed passed, $failed failed, none skipped, in $1 s"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] || exit 1
    exit 0
}
