/**
 * Places with secrets that are not inputs: stores that give them out, and files that hold them.
 */

/** The environment of a process, as a file. */
const ENVIRONMENT_FILE = /(?:^\/proc\/[^/]+|\0|\$\w+)\/environ$/

const SECRET_FILE = new RegExp(
  [
    String.raw`(^|/)\.env(\.(?!(example|sample|template|dist|defaults?)\b)[\w.-]+)?$`,
    String.raw`(^|/)\.(pgpass|netrc|npmrc|pypirc|my\.cnf|git-credentials|vault-token)$`,
    String.raw`(^|/)\.(aws/credentials|kube/config|docker/config\.json|ssh/id_\w+)$`,
    String.raw`(^|/)(credentials|service-?account[\w-]*)\.json$`,
    String.raw`\.(key|p12|pfx|jks)$`,
    String.raw`^/etc/g?shadow$`,
    String.raw`^/(var/)?run/secrets/.+`,
    String.raw`(^|/)id_(rsa|ed25519|ecdsa|dsa)$`,
    String.raw`^/etc/ssl/private/.+`,
    String.raw`(^|/)\.(bash|zsh|psql|mysql|rediscli)_history$`,
    String.raw`(^|/)(userlist\.txt|wp-config\.php|\.?htpasswd|recovery\.conf|kubeconfig|terraform\.tfstate)$`,
    String.raw`(^|[/_-])(secrets?\.(json|ya?ml|toml|txt|b64)|(token|password)\.(txt|b64))$`
  ].join('|')
)

/** What is secret in a file: all variables, secrets of others, or nothing that is known. */
export function secretIn(path: string): 'all' | 'foreign' | null {
  const file = path.replace(/^@/, '')
  if (ENVIRONMENT_FILE.test(file)) return 'all'
  return SECRET_FILE.test(file) ? 'foreign' : null
}

/** By the words of a call, behind its name, what gives out secrets. */
const STORES: readonly (readonly [program: RegExp, words: RegExp, but?: RegExp])[] = [
  [
    /^(kubectl|oc|k)$/,
    /(^| )get (secrets?|all,secrets?)\b.* (-o|--output)[ =]?(yaml|json|jsonpath|go-template)/,
    /jsonpath=\S*\{\.(metadata|type)|jsonpath=(?!.*data)/
  ],
  [/^(kubectl|oc)$/, /(^| )config view\b.*--raw\b/],
  [
    /^aws$/,
    /^(\S+ )*?(secretsmanager (batch-)?get-secret-value|ssm get-parameters?(-by-path)?\b.*--with-decryption)/,
    /--query[ =](?!\S*(SecretString|SecretBinary|Value\b))/
  ],
  [
    /^aws$/,
    /\b(configure (get \S*(secret|token)\S*|export-credentials)|ecr get-login-password|sts (get-session-token|assume-role\S*)|iam create-access-key|rds generate-db-auth-token|codeartifact get-authorization-token)/
  ],
  [
    /^gcloud$/,
    /\b(secrets versions access|auth (application-default )?print-(access|identity)-token|iam service-accounts keys create)/
  ],
  [/^az$/, /\b(keyvault secret show|account get-access-token|keys list|list-keys|show-connection-string)/],
  [/^(vault|bao)$/, /^(kv get|read|token create|print token)\b/, /^kv get\b.*-format=json.*-field=metadata/],
  [/^(op|lpass|bw|pass|gopass)$/, /^(read|item get|show|get|inject)\b/],
  [/^(doppler|infisical)$/, /^(secrets|export)\b/, /^secrets (set|upload|delete)\b|--only-names/],
  [/^(heroku|railway|render)$/, /^(config(:get)?|variables|run (env|printenv))( |$)/],
  [/^gh$/, /^auth (token|status\b.*--show-token)/],
  [/^(docker|podman|nerdctl)$/, /^(container )?inspect\b/, /(-f|--format)[ =](?!.*(\bEnv\b|json \.(Config)?\}))/],
  [
    /^(docker|podman|docker-compose)$/,
    /^(compose( -\S+ \S+)* )?config\b/,
    /--(services|images|volumes|quiet|hash)\b|-q\b|\bls\b/
  ],
  [
    /^(docker|podman|kubectl|oc|ssh|docker-compose|nomad|flyctl|fly|heroku)$/,
    /(^| )['"]?(env|printenv|export -p)( -0)?['"]?$/
  ],
  [
    /^(docker|podman|kubectl|oc|ssh|docker-compose)$/,
    /(^| )(cat|less|more|strings|head|tail) (\S+ )*(\/proc\/\S+\/environ|\S*\.env|\/(var\/)?run\/secrets\/\S+|\S*\/\.(pgpass|aws\/credentials))['"]?$/
  ],
  [/^sops$/, /(^| )(-d|--decrypt|decrypt|exec-env .* (env|printenv))\b/],
  [/^ansible-vault$/, /^(view|decrypt\b.*--output[ =]-)/],
  [/^(gpg2?|age)$/, /(^| )(-d|--decrypt)\b/, /(^| )(-o|--output)\b/],
  [/^security$/, /^find-(generic|internet)-password\b.*-w\b/],
  [/^secret-tool$/, /^lookup\b/],
  [/^systemctl$/, /^(show-environment$|show\b.*(-p|--property)[ =]?Environment)/],
  [/^getent$/, /^g?shadow\b/],
  [/^(terraform|tofu)$/, /^(output\b.*-(raw|json)\b|state pull$|show\b.*-json\b)/],
  // In a shell elsewhere: all variables, one of a secret, or a file of secrets.
  [
    /^(docker|podman|kubectl|oc|ssh|docker-compose|nomad|flyctl|fly|crictl)$/,
    /(^| )(ba|da|z|k)?sh -\w*c (.*[;&|] ?)?(env|printenv|set|export -p)( -0)?( *[|;&]|$)/,
    /\| *(cut -d ?= -f ?1|sed 's\/=|wc\b|grep -\w*[qc])/
  ],
  [
    /^(docker|podman|kubectl|oc|ssh|docker-compose|nomad|flyctl|fly|crictl)$/,
    /(^| )(echo|printf|printenv) [^|;&]*\$?\b\w*(PASSWORD|PASSWD|SECRET|TOKEN|API_KEY|SECRET_KEY|PRIVATE_KEY|DATABASE_URL)\b/,
    /\$\{#|\| *(wc|\w*sum|tr -cd|psql|grep -\w*[qc])\b/
  ],
  [/^ssh$/, /(^| )(cat|less|head|tail) (\S+ )*(\/etc\/g?shadow|\S*\/id_(rsa|ed25519|ecdsa|dsa)|\S*\.(netrc|my\.cnf))$/],
  [/^(kubectl|oc)$/, /^(\S+ )*?(create token|view-secret) /],
  [/^crictl$/, /^inspect /],
  [/^aws$/, /\blambda get-function(-configuration)?\b/, /--query[ =](?!\S*Environment)/],
  [/^aws$/, /\becs describe-task-definition\b/, /--query[ =](?!\S*(environment|taskDefinition$))/],
  [/^gcloud$/, /\brun (services|jobs|revisions) describe\b.*--format[ =](yaml|json|export)\b/],
  [/^az$/, /\b(web|function)app config (appsettings|connection-string) list\b/, /--query[ =]\S*\bname\b/],
  [/^chamber$/, /^(read|export|env)\b/],
  [/^consul$/, /^kv get\b.*(password|secret|token|credential)/i, /-keys\b/],
  [/^etcdctl$/, /(^| )get \S*\/secrets\//, /--keys-only|--count-only/],
  [/^vercel$/, /^env pull \/dev\/(stdout|stderr|tty)/],
  [/^netlify$/, /^env:(get|list)\b/],
  [/^supabase$/, /(^| )status\b.*(-o|--output)[ =]?(env|json|yaml|toml)\b/],
  // What platforms and process managers were given to run with.
  [/^pm2$/, /^(env \S|jlist|prettylist)/],
  [/^eb$/, /^printenv\b/],
  [/^(cf|scalingo|convox)$/, /^env( |$)/],
  [/^dokku$/, /^config(:show|:get|:export)?( |$)/],
  [/^(kubectl|oc)$/, /(^| )set env\b.*--resolve\b/],
  [/^az$/, /\bcontainerapp secret (show\b|list\b.*--show-values)/, /--query[ =](?!\S*value)/],
  [/^nomad$/, /^var get\b/, /-out[ =]none/],
  [/^rclone$/, /^config (show|dump)\b/],
  [/^watch$/, /(^| )['"]?(env|printenv|export -p)( -0)?['"]?$/],
  // The settings of a framework, one or all.
  [/^php$/, /(^| )artisan (config:show|tinker\b.*\b(config|env|getenv)\(|tinker\b.*\$_(ENV|SERVER))/],
  [/^php$/, /^(-i$|--info$|-r .*\bphpinfo\()/],
  [/^heroku$/, /^pg:credentials:url\b/],
  [/^git$/, /^credential fill$/],
  [/^(npm|pnpm|yarn)$/, /^config get \S*(_auth|_password|authToken)/],
  [/^(rails|rake)$/, /^credentials:show\b|^runner .*\bcredentials\b/],
  [/^argocd$/, /^(admin initial-password|account generate-token)\b/],
  [/^redis-cli$/, /\bconfig get (requirepass|masterauth|'?\*)/i],
  [/^rabbitmqctl$/, /(^| )environment$/],
  [/^(mongosh|mongo)$/, /\bsystem\.users\.find/],
  [/^(mysql|mariadb)$/, /\bauthentication_string\b|select \* from mysql\.user\b/i],
  [/^stripe$/, /^(config --list|listen\b.*--print-secret|webhook_endpoints create)/],
  [/^pg_dumpall$/, /(^| )(-\w*[gr]|--globals-only|--roles-only)\b/, /--no-role-passwords|(^| )(-f|--file)\b/],
  [/^openssl$/, /^(rsa|pkey|ec) /, /-(pubout|noout|out|pubcheck)\b/],
  [/^openssl$/, /^pkcs12\b.*-(nodes|noenc)\b/, /-(nokeys|noout|out)\b/]
]

/** Whether a call gives out secrets that are not inputs. */
export function givesSecrets(program: string, words: string): boolean {
  const name = program.replace(/^.*\//, '')
  const fetched = /^(?:npx|bunx)$/.test(name) ? /^(?:-\S+ )*(\S+) (.*)$/.exec(words) : null
  if (fetched !== null) return givesSecrets(fetched[1] ?? '', fetched[2] ?? '')
  return STORES.some(([programs, gives, but]) => programs.test(name) && gives.test(words) && but?.test(words) !== true)
}
