/**
 * What looks like a secret: by the name of the variable that holds it, or by the value. Whoever handles values asks here, so
 * that one is hidden whatever the text says in which it is declared.
 */
import { PRIVATE_KEY_BEGIN, SECRET_FORMS, secretPattern } from './secret-forms.js'
import { replaceSecretsByPlace } from './secret-places.js'

/** The last word of names of secrets, such as `GITHUB_TOKEN`, `PGPASSWORD`, `AWS_SECRET_ACCESS_KEY`. */
const SECRET_NAME =
  /(?:^|_)(?:API|AUTH|SSH|PG|DB)?(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD|PW|PASSPHRASE|CREDENTIALS?|COOKIE|BEARER|AUTH|CREDS|SK|WEBHOOK|SALT|PEPPER|SIGNING|KEY_BASE)(?:_V?\d{1,2})?$/i
/** The same without a word boundary, where no other word ends so. */
const SECRET_END = /(?:APIKEY|PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIALS?|TOKEN)$/i
/** Connection strings hold the password of the user. */
const CONNECTION_NAME = /(?:^|_)(?:DATABASE_URL|DATABASE_URI|DSN|CONNECTION_STRING|CONN_STR)$/i
/** Keys that are no secrets; that of PagerDuty's events is one. */
const PUBLIC_NAME =
  /(?:^|_)(?:PUBLIC|PUBLISHABLE|ANON|PRIMARY|FOREIGN|PARTITION|SORT|SHARD|CACHE|IDEMPOTENCY|(?<!PAGERDUTY_|PD_)ROUTING|ISSUE|PROJECT|OBJECT|LOOKUP)_KEY$|^PWD$/i

/** A key or a token of a well-known service, also one that was cut. */
const SECRET_VALUE = new RegExp(
  SECRET_FORMS.map((form) => `(?:^|[\\s"'=:<(])${secretPattern(form, form.short ?? 4)}`).join('|') +
    `|${PRIVATE_KEY_BEGIN}`
)
/** A password in a URL, in its userinfo or as a parameter. */
const USERINFO = /^\s*[a-z][a-z0-9+.-]*:\/\/[^/?#\s@[]*:(?!\d{1,5}\/)[^?#\s]+@(?!sha\d)/i
const PARAMETER = /[?&;\s](?:password|passwd|pwd|secret|token|api_?key|sslpassword)=[^&\s]/i

/**
 * Whether a variable is meant to hold a secret, told by its name.
 * @param name The name, such as `STRIPE_SECRET_KEY`.
 */
export function isSecretName(name: string): boolean {
  if (PUBLIC_NAME.test(name)) return false
  return SECRET_NAME.test(name) || SECRET_END.test(name) || CONNECTION_NAME.test(name)
}

/**
 * Whether a value is a secret, told by its form.
 * @param value The value.
 */
export function isSecretValue(value: string): boolean {
  const beginning = value.slice(0, 10_000)
  return (
    SECRET_VALUE.test(beginning) ||
    USERINFO.test(beginning) ||
    PARAMETER.test(` ${beginning}`) ||
    replaceSecretsByPlace(beginning, '') !== beginning
  )
}
