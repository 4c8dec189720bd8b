# The page behind a TLS proxy is clean whatever the request's headers claim: only relative addresses, no foreign name.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"
# shellcheck source=tests/deploy/server.sh
. "$DEPLOY/server.sh"

new_data_folder
up first
daemon=http://$(docker inspect --format '{{(index .NetworkSettings.Networks "proxy-net").IPAddress}}' quartermaster):8000
for scheme in https http; do
    for path in / /style.css; do
        curl --silent --fail --header 'Host: evil.example' --header 'X-Forwarded-Host: evil.example' \
            --header "X-Forwarded-Proto: $scheme" "$daemon$path" >"$DEPLOY_WORK/answer"
        ! grep -oiE 'http://[^"]*|evil\.example' "$DEPLOY_WORK/answer" || fail "$path has these in it (X-Forwarded-Proto: $scheme)"
    done
done
equal 200 "$(curl --silent --output /dev/null --write-out '%{http_code}' --header 'Host: evil.example' "$daemon/")" "the page"
