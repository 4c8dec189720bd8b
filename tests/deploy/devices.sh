# shellcheck shell=bash
# Command-line devices that sync through the proxy. Needs check.sh, server.sh and edge.sh.
#
#   on DEVICE ARGUMENT...          quartermaster-cli on that device's own ledger
#   field DEVICE NAME ARGUMENT...  one member of its JSON answer
#   connect DEVICE [LEDGER]        pairs it by an invitation; to join that ledger, or to bring its own
#   make_ledger DEVICE             a ledger "Home" with an account, a category and an open month 2026-05
#   post DEVICE AMOUNT MEMO        one posting
#
# Environment: DEPLOY_BIN, DEPLOY_WORK.

on() {
    local dir=$DEPLOY_WORK/devices/$1
    shift
    mkdir -p "$dir"
    XDG_DATA_HOME=$dir/data XDG_CONFIG_HOME=$dir/config "$DEPLOY_BIN/quartermaster-cli" --ledger "$dir/ledger.db" "$@"
}

field() {
    local device=$1 name=$2
    shift 2
    on "$device" --json "$@" | jq -r ".$name"
}

connect() {
    local device=$1 ledger=${2:-} code
    code=$(syncd invite ${ledger:+--ledger "$ledger"} --json | jq -r .code)
    on "$device" connect --server "$public_url" --code "$code" --device "$device" ${ledger:+--join "$ledger"} \
        --ca "$DEPLOY_WORK/tls/authority.pem"
}

make_ledger() {
    on "$1" init --name Home --currency EUR
    on "$1" account add Checking
    on "$1" category add Food --group Living
    on "$1" month open 2026-05 --blank
}

post() {
    on "$1" post --date 2026-05-03 --amount="$2" --account Checking --payee Market --memo "$3"
}
