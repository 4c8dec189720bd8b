# Every script of the deployment is sound by shellcheck.
. "$DEPLOY/check.sh"

cd "$DEPLOY_ROOT"
# sources are found by variables, checks run under bash -euo pipefail, and hashes and formats have a $ of their own
shellcheck --shell=bash --exclude=SC1090,SC1091,SC2154,SC2164,SC2016 tests/deploy/run tests/deploy/*_phase tests/deploy/*.sh \
    tests/deploy/lint/*.sh tests/deploy/checks/*.sh
shellcheck syncd/image_root.sh
