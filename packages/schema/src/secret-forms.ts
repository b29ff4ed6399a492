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
  { name: 'HashiCorp Vault token', begins: ['hvs.'], body: '[\\w-]', least: 20 },
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
  }
]

/** The pattern of the first line of a private key. */
export const PRIVATE_KEY_BEGIN = '-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----'

/**
 * The pattern of a key, with what follows its beginning as the first group.
 * @param form Its form.
 * @param least How many signs the rest has at least; those of a whole key when absent.
 */
export function secretPattern({ begins, start, body, least: whole, end = '' }: SecretForm, least = whole): string {
  const escaped = begins.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return `(?:${start ?? escaped.join('|')})(${body}{${least},})${end}`
}
