# public-smoke against a server that fails in one way at a time: each has its own exit code and sentence.
# shellcheck source=tests/deploy/check.sh
. "$DEPLOY/check.sh"

smoke=$DEPLOY_ROOT/installers/server/public-smoke
certificates=$DEPLOY_WORK/certificates
seen=$DEPLOY_WORK/seen
password='a "quoted\" pass word 7f3e'
server=
"$DEPLOY/smoke/certificates" "$certificates" ledger.test other.test
trap 'end_server || :' EXIT

end_server() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || :
    wait "$server" 2>/dev/null || :
    server=
}

serve() { # serve MODE [CERTIFICATE]: sets $port
    end_server
    rm -f "$DEPLOY_WORK/port" "$seen"
    FAKE_PASSWORD=$password python3 "$DEPLOY/smoke/fake_server.py" "$1" "$certificates/${2:-good}.pem" \
        "$certificates/${2:-good}.key" "$DEPLOY_WORK/port" "$seen" &
    server=$!
    wait_until 20 test -f "$DEPLOY_WORK/port"
    port=$(<"$DEPLOY_WORK/port")
}

look() { # look [NAME=VALUE...]: runs the smoke, sets $code and $said
    code=0
    said=$(env HOME="$certificates/home" SMOKE_URL="https://ledger.test:$port" SMOKE_PASSWORD="$password" SMOKE_TRIES=1 \
        SMOKE_PAUSE=0 SMOKE_BROWSER=off SMOKE_CA="$certificates/ca.pem" SMOKE_RESOLVE="ledger.test:$port:127.0.0.1" \
        SMOKE_EXPECT_REVISION=1111111111111111111111111111111111111111 "$@" "$smoke" 2>&1) || code=$?
}

tries=0
ends() { # ends CODE PART WHAT: the last look ended with that code and told so
    equal "$1" "$code" "$3: the exit code; it said: $said"
    contains "$said" "$2" "$3"
    tries=$((tries + 1))
}

expect() { # expect MODE CODE PART [NAME=VALUE...]
    serve "$1"
    look "${@:4}"
    ends "$2" "$3" "$1"
}

# All is well: at once, at the third try, with every kind of link, and the password is seen by nobody else.
expect well 0 "is well"
[ ! -e "$seen" ] || fail "the password was seen: $(cat "$seen")"
expect every-kind 0 "is well"
expect well-at-third-try 0 "Try 2 of 5: Proxy" SMOKE_TRIES=5
expect well-at-third-try 13 "Try 2 of 2: Proxy" SMOKE_TRIES=2
serve other-host
look "SMOKE_RESOLVE=*:$port:127.0.0.1"
ends 0 "is well" "a link to another host"
[ ! -e "$seen" ] || fail "the password was seen: $(cat "$seen")"
look
ends 10 "DNS: other.test" "a link to a host that is not there"
expect lost-link 17 "lost, is 404"

# The way there.
look "SMOKE_URL=https://nowhere.invalid" SMOKE_RESOLVE=
ends 10 "DNS: nowhere.invalid/healthz leads nowhere" "a name without a record"
end_server
look
ends 11 "Network: nobody answers" "a closed port"
serve well
look SMOKE_CA=
ends 12 "TLS" "an unknown authority"
serve well expired
look
ends 12 "TLS" "an expired certificate"
serve well other
look
ends 12 "TLS" "another host's certificate"
expect no-tls 12 "TLS"

# The proxy.
expect proxy-404 13 "no route for this name"
expect proxy-502 13 "/healthz is 502, and not from the daemon"
expect proxy-503 13 "/healthz is 503, and not from the daemon"
expect proxy-429 13 "rate limit"
expect proxy-silent 13 "was not answered"
expect another-service 13 "another service"
expect api-behind-password 13 "basic auth"
expect api-without-route 13 "/v1/ping is 404"

# The daemon.
expect daemon-503 14 'it says "draining"'
expect daemon-says-failing 14 'says "failing"'
expect api-open 14 "/v1/ping without a token is 200"
serve well
look SMOKE_EXPECT_REVISION=2222222222222222222222222222222222222222
ends 14 "revision 1111111111111111111111111111111111111111 answers" "another revision"

# Access, headers, page.
expect open 15 "open without a password"
serve well
look SMOKE_PASSWORD=wrong
ends 15 "refuses admin's password" "a wrong password"
expect no-hsts 16 "Strict-Transport-Security"
expect empty-hsts 16 "Strict-Transport-Security"
expect http-link 17 "http://ledger.test/, which is not https"
expect http-image 17 "not https"
expect lost-stylesheet 17 "style.css, is 404"
expect no-stylesheet 17 "no stylesheet"
expect http-in-stylesheet 17 "over http"

# In a real browser: what text alone does not show.
expect well 0 "is well" SMOKE_BROWSER=required "SMOKE_SCREENSHOT=$DEPLOY_WORK/page.png"
[ ! -e "$seen" ] || fail "the password was seen: $(cat "$seen")"
[ -s "$DEPLOY_WORK/page.png" ] || fail "there is no picture of the page"
expect browser-429-once 0 "Try 1 of 2: Browser" SMOKE_BROWSER=required
expect console-error 18 "console: it hurts" SMOKE_BROWSER=required
contains "$said" "Try 2 of 2: Browser" "a page that is not clean at the second look either"
expect script-throws 18 "it breaks" SMOKE_BROWSER=required
expect mixed-content 18 "mixed content: http://ledger.test/picture" SMOKE_BROWSER=required
expect late-404 18 "/late is 404" SMOKE_BROWSER=required
expect stylesheet-of-wrong-kind 18 "unstyled" SMOKE_BROWSER=required
serve well
look SMOKE_BROWSER=required HOME=/nonexistent
ends 18 "ERR_CERT_AUTHORITY_INVALID" "a browser that does not know the authority"
mkdir "$DEPLOY_WORK/bin"
for program in bash curl dirname grep head mktemp rm sed sort tail tr cp cat sleep; do
    ln -s "$(command -v "$program")" "$DEPLOY_WORK/bin/"
done
look SMOKE_BROWSER=required PATH="$DEPLOY_WORK/bin"
ends 18 "nothing looked at the page" "a required browser that is missing"
look SMOKE_BROWSER=auto PATH="$DEPLOY_WORK/bin"
ends 0 "not looked at in a browser" "a missing browser that is not required"
ln -s "$(command -v node)" "$DEPLOY_WORK/bin/"
printf '#!/bin/sh\nexit 1\n' >"$DEPLOY_WORK/bin/chromium"
chmod +x "$DEPLOY_WORK/bin/chromium"
look SMOKE_BROWSER=auto PATH="$DEPLOY_WORK/bin"
ends 0 "the browser does not work here" "a browser that does not start"
look SMOKE_BROWSER=required PATH="$DEPLOY_WORK/bin"
ends 18 "nothing looked at the page" "a required browser that does not start"

# Wrong use.
look SMOKE_URL=http://ledger.test
ends 2 "must be https" "a URL without TLS"
look SMOKE_PASSWORD=
ends 2 "SMOKE_PASSWORD is not set" "no password"
look SMOKE_TRIES=0
ends 2 "SMOKE_TRIES" "no tries"
note "$tries endings told apart"
