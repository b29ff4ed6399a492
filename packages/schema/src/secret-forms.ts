/**
 * The forms of keys and tokens of well-known services, as their services publish them. Whoever masks them, refuses them in
 * a text or takes a value for one derives that from here.
 */

/** What a kind of key looks like. */
export interface SecretForm {
  /** What it is, such as "Stripe key". */
  name: string
  /** How it begins, letter for letter; what an output is held back at until it is known what follows. */
  begins: readonly string[]
  /** The pattern of its beginning, where it is longer than `begins`. */
  start?: string
  /** The pattern of a sign of the rest. */
  body: string
  /** How many signs the rest has at least: shorter ones are no keys that were ever given out. */
  least: number
  /** From how many signs on a value by itself is taken for one; 4 where nothing is said. */
  short?: number
  /** The pattern of what may follow. */
  end?: string
}

export const SECRET_FORMS: readonly SecretForm[] = [
  { name: 'Stripe key', begins: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'], body: '[A-Za-z0-9]', least: 10 },
  { name: 'Stripe signing secret', begins: ['whsec_'], body: '[A-Za-z0-9+/=]', least: 16 },
  { name: 'AWS access key', begins: ['AKIA', 'ASIA'], body: '[A-Z0-9]', least: 16, short: 12, end: '(?![A-Za-z0-9])' },
  { name: 'GitHub token', begins: ['gho_', 'ghp_', 'ghs_', 'ghr_', 'ghu_'], body: '[A-Za-z0-9]', least: 30 },
  { name: 'GitHub token', begins: ['github_pat_'], body: '\\w', least: 30 },
  { name: 'GitLab token', begins: ['glpat-', 'glptt-', 'gldt-', 'glrt-'], body: '[\\w-]', least: 16 },
  {
    name: 'Slack token',
    begins: ['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-'],
    body: '[A-Za-z0-9-]',
    least: 16
  },
  { name: 'npm token', begins: ['npm_'], body: '[A-Za-z0-9]', least: 30 },
  { name: 'Google API key', begins: ['AIza'], body: '[\\w-]', least: 30 },
  { name: 'OpenAI or Anthropic key', begins: ['sk-proj-', 'sk-ant-', 'sk-svcacct-'], body: '[\\w-]', least: 16 },
  { name: 'OpenAI or Anthropic key', begins: ['sk-'], body: '[A-Za-z0-9]', least: 32 },
  { name: 'Supabase token', begins: ['sbp_'], body: '[A-Za-z0-9]', least: 20 },
  { name: 'Supabase token', begins: ['sb_secret_'], body: '[\\w-]', least: 16 },
  { name: 'Docker token', begins: ['dckr_pat_'], body: '[\\w-]', least: 16 },
  { name: 'HashiCorp Vault token', begins: ['hvs.', 'hvb.'], body: '[\\w-]', least: 20 },
  { name: 'JSON Web Token', begins: ['eyJ'], start: 'eyJ[\\w-]{8,}\\.eyJ', body: '[\\w.-]', least: 16 },
  {
    name: 'Slack webhook',
    begins: ['https://hooks.slack', 'hooks.slack'],
    start: '(?:https://)?hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/',
    body: '[\\w/-]',
    least: 16
  },
  {
    name: 'Discord webhook',
    begins: ['https://', 'discord', 'ptb.discord', 'canary.discord'],
    start: '(?:https://)?(?:ptb\\.|canary\\.)?discord(?:app)?\\.com/api/webhooks/',
    body: '[\\w/-]',
    least: 16
  },
  {
    name: 'Teams webhook',
    begins: ['https://'],
    start: 'https://[\\w.-]+\\.webhook\\.office\\.com/webhookb2/',
    body: '[\\w/@-]',
    least: 16
  },
  {
    name: 'Google Chat webhook',
    begins: ['https://chat.googleapis', 'chat.googleapis'],
    start: '(?:https://)?chat\\.googleapis\\.com/v1/spaces/',
    body: '[\\w/?=&.%-]',
    least: 16
  },
  {
    name: 'Zapier webhook',
    begins: ['https://hooks.zapier', 'hooks.zapier'],
    start: '(?:https://)?hooks\\.zapier\\.com/hooks/catch/',
    body: '[\\w/]',
    least: 10
  },
  // docs.digitalocean.com/reference/api/create-personal-access-token
  { name: 'DigitalOcean token', begins: ['dop_v1_', 'doo_v1_', 'dor_v1_'], body: '[a-f0-9]', least: 64, short: 16 },
  // shopify.dev/changelog/length-of-the-shopify-access-token-is-increasing
  {
    name: 'Shopify token',
    begins: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    body: '[A-Fa-f0-9]',
    least: 32,
    short: 16
  },
  // www.twilio.com/docs/sendgrid/api-reference
  {
    name: 'SendGrid key',
    begins: ['SG.'],
    start: 'SG\\.[\\w-]{16,32}\\.',
    body: '[\\w-]',
    least: 32,
    short: 16
  },
  // huggingface.co/docs/hub/security-tokens
  { name: 'Hugging Face token', begins: ['hf_'], body: '[A-Za-z0-9]', least: 30, short: 16 },
  // replicate.com/docs/topics/security/api-tokens
  { name: 'Replicate token', begins: ['r8_'], body: '[A-Za-z0-9]', least: 30, short: 16 },
  // pypi.org/help/#apitoken
  { name: 'PyPI token', begins: ['pypi-AgE'], body: '[\\w-]', least: 50, short: 16 },
  // guides.rubygems.org/api-key-scopes
  { name: 'RubyGems key', begins: ['rubygems_'], body: '[a-f0-9]', least: 48, short: 16 },
  // docs.slack.dev/authentication/tokens
  { name: 'Slack token', begins: ['xapp-'], start: 'xapp-\\d-', body: '[A-Za-z0-9-]', least: 16 },
  // docs.sentry.io/account/auth-tokens
  { name: 'Sentry token', begins: ['sntrys_', 'sntryu_'], body: '[\\w+/=-]', least: 30, short: 16 },
  // linear.app/developers
  { name: 'Linear key', begins: ['lin_api_', 'lin_oauth_'], body: '[A-Za-z0-9]', least: 32, short: 16 },
  // developer.squareup.com/docs/build-basics/access-tokens
  { name: 'Square token', begins: ['sq0atp-', 'sq0csp-'], body: '[\\w-]', least: 22, short: 16 },
  { name: 'Square token', begins: ['EAAA'], body: '[\\w-]', least: 56, short: 56 },
  // airtable.com/developers/web/api/authentication
  {
    name: 'Airtable token',
    begins: ['pat'],
    start: 'pat[A-Za-z0-9]{14}\\.',
    body: '[a-f0-9]',
    least: 40,
    short: 40
  },
  // docs.cloud.google.com/docs/authentication/token-types
  { name: 'Google OAuth token', begins: ['ya29.'], body: '[\\w.-]', least: 40, short: 16 },
  { name: 'Google OAuth token', begins: ['1//0'], body: '[\\w-]', least: 40, short: 40 },
  { name: 'Google OAuth client secret', begins: ['GOCSPX-'], body: '[\\w-]', least: 24, short: 16 },
  // fly.io/docs/security/tokens
  { name: 'Fly.io token', begins: ['fm2_', 'fm1a_', 'fm1r_', 'fo1_'], body: '[\\w+/=-]', least: 40, short: 40 },
  // docs.doppler.com/reference/auth-token-formats
  {
    name: 'Doppler token',
    begins: ['dp.'],
    start: 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.',
    body: '[\\w.-]',
    least: 32,
    short: 16
  },
  // planetscale.com/docs/reference/service-tokens
  {
    name: 'PlanetScale password',
    begins: ['pscale_pw_', 'pscale_tkn_', 'pscale_oauth_'],
    body: '[\\w.=-]',
    least: 32,
    short: 16
  },
  // neon.com/docs/connect/connect-from-any-app
  { name: 'Neon password', begins: ['npg_'], body: '[A-Za-z0-9]', least: 12, short: 12 },
  // grafana.com/docs/grafana/latest/administration/service-accounts
  { name: 'Grafana token', begins: ['glsa_'], body: '\\w', least: 32, short: 16 },
  { name: 'Grafana token', begins: ['glc_'], body: '[A-Za-z0-9+/=]', least: 32, short: 16 },
  // learning.postman.com/docs/developer/postman-api/authentication
  { name: 'Postman key', begins: ['PMAK-'], body: '[a-f0-9-]', least: 48, short: 16 },
  // docs.databricks.com/dev-tools/auth/pat
  { name: 'Databricks token', begins: ['dapi'], body: '[a-f0-9]', least: 32, short: 32 },
  // docs.netlify.com/api/get-started
  { name: 'Netlify token', begins: ['nfp_'], body: '[A-Za-z0-9]', least: 30, short: 16 },
  // age-encryption.org/v1
  { name: 'age key', begins: ['AGE-SECRET-KEY-1'], body: '[A-Z0-9]', least: 50, short: 16 },
  // The beginning of a private key whose first line is missing: of PKCS #8, of PKCS #1, of SEC 1 and of OpenSSH
  {
    name: 'private key',
    begins: ['MII', 'MHcCAQEE', 'MIGHAgEA', 'MC4CAQAw', 'b3BlbnNz'],
    start:
      'MII[A-Za-z\\d+/]{3}(?:IBADANBgkqhkiG9w0BAQEFAASC|IBAAK[BC])|MHcCAQEE|MIGHAgEAMBMGByqGSM49|MC4CAQAwBQYDK2V|b3BlbnNzaC1rZXktdjE',
    body: '(?:[A-Za-z\\d+/=]|\\\\[rn])',
    least: 24,
    short: 24
  },
  // Of crypt(3), of htpasswd, and of PostgreSQL (pg_authid)
  {
    name: 'hash of a password',
    begins: ['$1$', '$5$', '$6$', '$7$', '$y$', '$2a$', '$2b$', '$2x$', '$2y$', '$apr1$', '$argon2'],
    body: '[\\w./$,=+-]',
    least: 20,
    short: 20
  },
  { name: 'hash of a password', begins: ['SCRAM-SHA-256$'], body: '[\\w+/=$:]', least: 40, short: 40 }
]

/** The pattern of the first line of a private key, or of the private part of one (PuTTY). */
export const PRIVATE_KEY_BEGIN = '(?:-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|Private-Lines: \\d+)'
/** The pattern of its end. */
export const PRIVATE_KEY_END = '(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|Private-MAC:)'

/**
 * The pattern of a key, with what follows its beginning as the first group.
 * @param form Its form.
 * @param least How many signs the rest has at least; those of a whole key when absent.
 */
export function secretPattern({ begins, start, body, least: whole, end = '' }: SecretForm, least = whole): string {
  const escaped = begins.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return `(?:${start ?? escaped.join('|')})(${body}{${least},})${end}`
}
