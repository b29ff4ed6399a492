import { describe, expect, it } from 'vitest'
import { seenIn } from './support/seen-in.js'

const VALUE = 'printed API_TOKEN'
const ALL = 'printed all'
const FOREIGN = 'printed foreign'

describe('a store of secrets whose answer is seen', () => {
  it.each([
    // Tables and settings of servers.
    `psql "$U" -c 'select name, decrypted_secret from vault.decrypted_secrets'`,
    `psql "$U" -c 'select * from vault.decrypted_secrets'`,
    `psql "$U" -c 'select rolname, rolpassword from pg_authid'`,
    `timeout 5 psql "$U" -Atc "select usename, passwd from pg_shadow"`,
    `psql "$U" <<'SQL'\nselect decrypted_key::text from pgsodium.decrypted_key;\nSQL`,
    `psql "$U" -c 'select umoptions from pg_user_mappings'`,
    `psql "$U" -c 'select coalesce(access_token, refresh_token) from oauth_grants limit 5'`,
    `psql "$U" -c 'select id from a union select api_key from b'`,
    `psql "$U" -c "update users set a = 1 returning encrypted_password"`,
    `psql "$U" -c "copy (select api_key from tenants) to stdout"`,
    `psql "$U" -c "select current_setting('app.settings.jwt_secret')"`,
    `mysql -e 'select user, authentication_string from mysql.user'`,
    'redis-cli config get requirepass',
    'rabbitmqctl environment',
    `mongosh --eval 'db.system.users.find()'`,
    'pg_dumpall --roles-only',
    // What runs elsewhere.
    `kubectl exec deploy/api -- sh -c 'env | grep DB_'`,
    `docker exec api sh -c 'echo $DB_PASSWORD'`,
    `docker inspect -f '{{json .Config.Env}}' api`,
    'crictl inspect abc',
    'ssh host cat /etc/shadow',
    `ssh host 'cat ~/.ssh/id_ed25519'`,
    'aws lambda get-function-configuration --function-name api',
    'aws ecs describe-task-definition --task-definition api',
    'gcloud run services describe api --format=export',
    'az webapp config appsettings list --name api',
    // What something runs with.
    'watch env',
    'watch -n 5 printenv',
    'flyctl ssh console -C env',
    'netlify env:list',
    'supabase status -o env',
    'npx supabase status --output json',
    'pm2 env 0',
    'pm2 jlist',
    'eb printenv',
    'cf env api',
    'dokku config:show api',
    'kubectl set env deploy/api --list --resolve',
    'az containerapp secret list --name api --show-values',
    'nomad var get nomad/jobs/api',
    'rclone config show',
    `php artisan tinker --execute 'dump(config("database"))'`,
    'php artisan config:show database',
    'php -i',
    // Stores and services.
    'kubectl create token deployer',
    'kubectl view-secret app-db password',
    'chamber read prod db',
    'consul kv get config/db/password',
    'etcdctl get /registry/secrets/default/app',
    'vercel env pull /dev/stdout',
    'git credential fill',
    'npm config get //npm.example/:_authToken',
    'rails credentials:show',
    'argocd admin initial-password',
    'stripe listen --print-secret',
    'heroku pg:credentials:url DATABASE',
    'openssl rsa -in server.key -text',
    'openssl pkcs12 -in cert.p12 -nodes',
    // Files, and what somebody typed.
    'cat /etc/pgbouncer/userlist.txt',
    'cat ~/.ssh/id_rsa',
    'cat /etc/ssl/private/server.pem',
    'base64 -d token.b64',
    'jq . secret.json',
    'cat ~/.bash_history',
    'history | grep psql',
    'curl -sv "$U" -H @headers.txt'
  ])('%s', (code) => expect(seenIn(code)).toEqual([FOREIGN]))

  it('a fence of SQL', () => {
    expect(seenIn('select rolpassword from pg_authid;', 'sql')).toEqual([FOREIGN])
    expect(seenIn('select rolname from pg_authid;', 'sql')).toEqual([])
  })

  it.each([
    ['for p in /proc/[0-9]*; do cat $p/environ; done', ALL],
    ['curl -v -H "Authorization: Bearer $API_TOKEN" "$U"', VALUE],
    ['curl --trace-ascii - -u "admin:$API_TOKEN" "$U"', VALUE],
    ['wget -d --header="Authorization: Bearer $API_TOKEN" "$U"', VALUE],
    ["psql <<'SQL'\n\\getenv pw API_TOKEN\n\\echo :pw\nSQL", VALUE],
    ["psql <<'SQL'\n\\set pw `echo $API_TOKEN`\n\\warn :pw\nSQL", VALUE],
    [`psql -e -v pw="$API_TOKEN" -c "alter role app password :'pw'"`, VALUE],
    ['echo "$API_TOKEN" | sed \'s#@.*##\'', VALUE],
    ['bash -x deploy.sh "$API_TOKEN"', 'traced API_TOKEN']
  ])('%s', (code, seen) => expect(seenIn(code)).toContain(seen))
})

describe('an answer without secrets', () => {
  it.each([
    'watch date',
    'pm2 list',
    'netlify status',
    'supabase status',
    'php -v',
    'php artisan migrate:status',
    `php artisan tinker --execute 'echo User::count()'`,
    'cf apps',
    'dokku ps:report api',
    'kubectl set env deploy/api --list',
    'nomad job status api',
    'npx prisma migrate status',
    'rclone ls remote:',
    `psql "$U" -c 'select count(*) from vault.decrypted_secrets'`,
    `psql "$U" -c 'select name, updated_at from vault.decrypted_secrets'`,
    `psql "$U" -c 'select rolname, rolpassword is not null from pg_authid'`,
    `psql "$U" -c 'select * from pg_roles'`,
    `psql "$U" -c 'select id, length(password) from users'`,
    `psql "$U" -c "select count(*) from users where password = 'x'"`,
    `psql "$U" -c 'select token_count, max_tokens, password_changed_at from usage'`,
    `psql "$U" -c 'select idempotency_key, key, event_key, page_token from jobs'`,
    `psql "$U" -c 'update users set password = null where id = 4 returning id'`,
    `psql "$U" -c 'create table a as select password from users'`,
    `psql "$U" -c "select current_setting('max_connections')"`,
    `x=$(psql "$U" -Atc 'select access_token from grants')`,
    `mysql -e 'select user, host from mysql.user'`,
    `psql <<'SQL'\n\\getenv pw API_TOKEN\nalter role app password :'pw';\nSQL`,
    'curl -v "$U/health"',
    `curl -sv -H 'Accept: application/json' "$U"`,
    'curl -sS -H "Authorization: Bearer $API_TOKEN" "$U"',
    'wget -q --header="Authorization: Bearer $API_TOKEN" "$U"',
    `docker inspect -f '{{json .State.Health}}' api`,
    `kubectl exec deploy/api -- sh -c 'env | cut -d= -f1'`,
    `kubectl exec deploy/api -- sh -c 'echo \${#DB_PASSWORD}'`,
    `kubectl exec api -- sh -c 'echo "token ok"'`,
    `docker exec api sh -c 'printenv NODE_ENV'`,
    `docker exec db psql -U app -c 'select count(*) from tokens'`,
    `ssh host 'set -e; systemctl status api'`,
    'kubectl create deployment x --image=y',
    'kubectl rollout history deploy/api',
    'aws lambda get-function-configuration --function-name api --query State',
    'aws ecs describe-services --services api',
    `gcloud run services describe api --format='value(status.url)'`,
    `az webapp config appsettings list --name a --query '[].name'`,
    'consul kv get config/replicas',
    'etcdctl endpoint health',
    'redis-cli config get maxmemory',
    'pg_dumpall --globals-only --no-role-passwords',
    'pg_dump -s app',
    'openssl rsa -in server.key -check -noout',
    'openssl pkcs12 -in c.p12 -nokeys',
    'openssl x509 -in cert.pem -noout -dates',
    'npm config get registry',
    'rails runner "puts User.count"',
    'chamber list prod',
    'cat tokens.json',
    'cat /etc/pgbouncer/pgbouncer.ini',
    'history -c',
    'echo "$API_TOKEN" | sed \'s#//[^@]*@#//#\'',
    'bash -x deploy.sh prod'
  ])('%s', (code) => expect(seenIn(code)).toEqual([]))
})
