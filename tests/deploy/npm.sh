# shellcheck shell=bash
# The linters that come from the npm registry, at the versions that npm/package-lock.json pins with their hashes.
#
#   npm_tool NAME ARGUMENT...   runs one, after installing all into build/deploy/npm where they are not there yet
#
# Environment: DEPLOY, DEPLOY_ROOT.

npm_tool() {
    local name=$1 folder=$DEPLOY_ROOT/build/deploy/npm
    shift
    if ! cmp -s "$DEPLOY/npm/package-lock.json" "$folder/installed"; then
        rm -rf "$folder"
        mkdir -p "$folder"
        cp "$DEPLOY"/npm/package*.json "$folder/"
        npm ci --prefix "$folder" --omit=dev --ignore-scripts --no-audit --no-fund >"$folder/log" 2>&1 \
            || { cat "$folder/log" >&2; return 1; }
        cp "$DEPLOY/npm/package-lock.json" "$folder/installed"
    fi
    "$folder/node_modules/.bin/$name" "$@"
}
