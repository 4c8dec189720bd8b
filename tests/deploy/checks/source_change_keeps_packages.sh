# After a source file was touched the image builds again without installing packages: here, where no network is.
. "$DEPLOY/check.sh"

mkdir "$DEPLOY_WORK/tree"
cd "$DEPLOY_ROOT"
cp -a --parents .dockerignore CMakeLists.txt LICENSE common migrations syncd "$DEPLOY_WORK/tree"
echo '// touched' >>"$DEPLOY_WORK/tree/syncd/main.cpp"

since=$(milliseconds)
docker buildx build --progress=plain --network=host --file "$DEPLOY_WORK/tree/syncd/Dockerfile" \
    --build-arg "BASE_IMAGE=debian:$QM_SUITE-slim" --tag quartermaster:touched "$DEPLOY_WORK/tree" \
    >"$DEPLOY_WORK/log" 2>&1 || { tail -n 40 "$DEPLOY_WORK/log"; fail "it does not build"; }
note "built again after $(($(milliseconds) - since)) ms"

step=$(grep -oE '^#[0-9]+ \[build [0-9]+/[0-9]+\] RUN apt-get' "$DEPLOY_WORK/log" | head -n 1 | cut -d ' ' -f 1)
[ -n "$step" ] || fail "the step that installs packages was not found in: $(cat "$DEPLOY_WORK/log")"
grep -qx "$step CACHED" "$DEPLOY_WORK/log" || fail "packages were installed again: $(cat "$DEPLOY_WORK/log")"
copied=$(grep -oE '^#[0-9]+ \[build [0-9]+/[0-9]+\] COPY' "$DEPLOY_WORK/log" | head -n 1 | cut -d ' ' -f 1)
! grep -qx "$copied CACHED" "$DEPLOY_WORK/log" || fail "the touched source did not reach the build"
docker image rm --force quartermaster:touched
