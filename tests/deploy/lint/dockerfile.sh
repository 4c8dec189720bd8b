# The Dockerfile builds under BuildKit of Docker 20.10, tells the project's version, and its context is the daemon's.
. "$DEPLOY/check.sh"

file=$DEPLOY_ROOT/syncd/Dockerfile
! grep -niE '^# *syntax|<<|--link|--exclude' "$file" || fail "the Dockerfile has what Docker 20.10 cannot build, see above"
version=$(sed -n 's/^project(quartermaster VERSION \([0-9.]*\).*/\1/p' "$DEPLOY_ROOT/CMakeLists.txt")
equal "$version" "$(sed -n 's/^ARG QM_VERSION=//p' "$file")" "QM_VERSION of syncd/Dockerfile, beside CMakeLists.txt"
grep -qx 'USER 1000:1000' "$file" || fail "the image's user is not 1000:1000"
packages=$(grep -n 'apt-get install' "$file" | cut -d : -f 1)
copy=$(grep -n '^COPY \. \.' "$file" | cut -d : -f 1)
[ "$packages" -lt "$copy" ] || fail "sources are copied before packages are installed"
equal "*" "$(grep -v '^#' "$DEPLOY_ROOT/.dockerignore" | head -n 1)" "the first rule of .dockerignore"
