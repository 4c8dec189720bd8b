# compose.yml says what the platform and the household's rules ask of it, and refuses to run without its variables.
. "$DEPLOY/check.sh"
. "$DEPLOY/rendered.sh"

json=$(rendered QUARTERMASTER_IMAGE=registry.test/quartermaster 'QUARTERMASTER_BASIC_AUTH=admin:$2y$05$abc')
is() { # is JQ-PATH JSON
    equal "$2" "$(jq -c "$1" <<<"$json")" "compose.yml, $1"
}
service=.services.quartermaster

is '.services | keys' '["quartermaster"]'
is .name '"quartermaster"'
is $service.container_name '"quartermaster"'
is $service.image '"registry.test/quartermaster:latest"'
is $service.restart '"unless-stopped"'
is $service.user '"1000:1000"'
is $service.read_only true
is $service.cap_drop '["ALL"]'
is $service.security_opt '["no-new-privileges:true"]'
is $service.mem_limit '"1073741824"'
is $service.memswap_limit '"1073741824"'
is $service.pids_limit 256
is $service.logging '{"driver":"json-file","options":{"max-file":"3","max-size":"50m"}}'
is $service.ports null
is $service.privileged null
is $service.build null
is $service.expose '["8000"]'
is "$service.volumes | length" 1
is "$service.volumes[0] | [.type, .source, .target]" '["bind","/mnt/quartermaster","/data"]'
is "$service.volumes[0].bind.create_host_path // false" false
is $service.environment.QUARTERMASTER_DB_URL '"sqlite:////data/quartermaster.db"'
is $service.environment.QUARTERMASTER_PUBLIC_URL '"https://quartermaster.unbiasedgeek.com"'
is $service.environment.QUARTERMASTER_METRICS_LISTEN '""'
is $service.environment.QUARTERMASTER_LOG_LEVEL '""'
is "$service.networks | keys" '["proxy-net"]'
is '.networks["proxy-net"].external' true
is $service.healthcheck.test '["CMD","quartermaster-syncd","healthcheck"]'
is $service.healthcheck.interval '"5s"'
is $service.healthcheck.start_period '"2m0s"'
contains "$(cat "$DEPLOY_ROOT/syncd/Dockerfile")" "--start-period=120s" "the same period in the Dockerfile"

# A hash goes through as it is, and nothing but QUARTERMASTER_HOST names the server.
is "$service.labels[\"traefik.http.middlewares.qm-auth.basicauth.users\"] | gsub(\"\\\\$\\\\$\"; \"$\")" '"admin:$2y$05$abc"'
other=$(rendered QUARTERMASTER_IMAGE=i QUARTERMASTER_BASIC_AUTH=u QUARTERMASTER_HOST=ledger.example.org)
! grep -q unbiasedgeek <<<"$other" || fail "the household's own name stays where QUARTERMASTER_HOST says another"
[ "$(grep -c 'ledger.example.org' <<<"$other")" -eq 4 ] || fail "the name is not in the three routers and the public URL"
for variable in QUARTERMASTER_METRICS_LISTEN=0.0.0.0:9090 QUARTERMASTER_LOG_LEVEL=debug; do
    equal "${variable#*=}" "$(rendered QUARTERMASTER_IMAGE=i QUARTERMASTER_BASIC_AUTH=u "$variable" \
        | jq -r "$service.environment.${variable%%=*}")" "what the server gets of $variable"
done
contains "$(rendered QUARTERMASTER_IMAGE=i QUARTERMASTER_BASIC_AUTH=u QUARTERMASTER_TAG=v1.2.3)" '"i:v1.2.3"' "the tag"

# The same from a .env beside the file, as the workflow and people write it.
cp "$DEPLOY_ROOT/compose.yml" "$DEPLOY_WORK/"
sed 's/^QUARTERMASTER_TAG=.*/QUARTERMASTER_TAG=0123456789012345678901234567890123456789/' "$DEPLOY_ROOT/.env.example" \
    >"$DEPLOY_WORK/.env"
image=$(docker compose --project-directory "$DEPLOY_WORK" --file "$DEPLOY_WORK/compose.yml" config --format json | jq -r $service.image)
equal "registry.example.org/archeious/quartermaster:0123456789012345678901234567890123456789" "$image" "the image by .env"

for variable in QUARTERMASTER_IMAGE QUARTERMASTER_BASIC_AUTH; do
    others=(QUARTERMASTER_IMAGE=i QUARTERMASTER_BASIC_AUTH=u)
    code=0
    said=$(rendered "${others[@]/#$variable=*/$variable=}" 2>&1) || code=$?
    [ "$code" -ne 0 ] || fail "compose.yml can be used without $variable"
    contains "$said" "$variable" "what compose says without $variable"
done
