/** The variables that a gate is started with, and what each is for. */

/** A variable, and what it is for; the documentation is made of the same. */
export interface Variable {
  name: string
  required: boolean
  what: string
}

/** All variables. */
export const VARIABLES: readonly Variable[] = [
  {
    name: 'KEYS_GATE_URL',
    required: true,
    what: 'the address by which clients reach the gate, such as https://npm.example.com'
  },
  {
    name: 'KEYS_GATE_PEPPER',
    required: true,
    what: 'key of the hashes of tokens: 32 random characters or more; when it changes, no token is valid any more'
  },
  { name: 'KEYS_GATE_ADMIN_SECRET', required: true, what: 'what admin commands show: 32 random characters or more' },
  {
    name: 'STRIPE_API_KEY',
    required: true,
    what: 'a restricted key of Stripe that may read customers, subscriptions, products, entitlements, events and checkout sessions'
  },
  {
    name: 'STRIPE_WEBHOOK_SECRET',
    required: true,
    what: 'the signing secret of the webhook endpoint; two, separated by a comma, while it is rotated'
  },
  {
    name: 'KEYS_GATE_SCOPES',
    required: false,
    what: 'scopes that are served, separated by commas; @keys unless given'
  },
  {
    name: 'KEYS_GATE_FOLDER',
    required: false,
    what: 'folder of packages and of the embedded database; ./keys-gate unless given'
  },
  {
    name: 'DATABASE_URL',
    required: false,
    what: 'a PostgreSQL in place of the embedded database; needed for more than one process'
  },
  {
    name: 'KEYS_GATE_PLANS',
    required: false,
    what: 'a JSON file of what can be bought: a list of { feature, name, price, url }'
  },
  {
    name: 'KEYS_GATE_PUBLISHERS',
    required: false,
    what: 'a JSON file of builds that may publish without a stored token: a list of { issuer, claims, packages }'
  },
  { name: 'KEYS_GATE_SUPPORT', required: false, what: 'where buyers turn to: a mail address or a page' },
  {
    name: 'KEYS_GATE_FREE_PACKAGES',
    required: false,
    what: 'packages without a pack.json that everybody gets, separated by commas'
  },
  {
    name: 'KEYS_GATE_STORE',
    required: false,
    what: "the section `store` of Verdaccio's configuration, as JSON, for packages on S3"
  },
  {
    name: 'KEYS_GATE_TRUSTED_PROXIES',
    required: false,
    what: 'networks of proxies whose X-Forwarded-For is believed, separated by commas'
  },
  {
    name: 'KEYS_GATE_ANSWER_HOURS',
    required: false,
    what: "for how many hours Stripe's last answer holds; 72 unless given"
  },
  {
    name: 'KEYS_GATE_ROLE',
    required: false,
    what: 'writer (publishes, sweeps; one process) or reader; writer unless given'
  },
  { name: 'KEYS_GATE_HOST', required: false, what: 'the address to listen on; 127.0.0.1 unless given' },
  { name: 'KEYS_GATE_PORT', required: false, what: 'the port to listen on; 4873 unless given' },
  { name: 'KEYS_GATE_LOG', required: false, what: 'trace, debug, info, warn or error; info unless given' }
]
