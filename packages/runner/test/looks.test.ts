// Keys of others, read out of a file or a table: no session knows them, and they are masked by their form.
import * as fc from 'fast-check'
import { isSecretValue, SECRET_FORMS, secretPattern } from '@keys/schema'
import { describe, expect, test } from 'vitest'
import { createMasker } from '../src/index.js'

const masker = createMasker([])
const MARKER = '[hidden: looks like a secret]'
const LETTERS = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA'

const TOKENS = [
  ['sk', 'live', LETTERS].join('_'),
  ['rk', 'test', LETTERS].join('_'),
  `whsec_${LETTERS}`,
  `ghp_${LETTERS}abcd`,
  `github_pat_11AB_${LETTERS}`,
  `glpat-${LETTERS}`,
  `xoxb-1234567890-${LETTERS}`,
  `npm_${LETTERS}abcd`,
  `AIza${LETTERS}abc`,
  `sk-proj-${LETTERS}`,
  `sk-ant-api03-${LETTERS}`,
  'AKIAABCDEFGH12345678',
  `eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.${LETTERS}`,
  `https://hooks.slack.com/services/T00000000/B00000000/${LETTERS}`,
  `-----BEGIN RSA PRIVATE KEY-----\n${LETTERS}${LETTERS}\n${LETTERS}=\n-----END RSA PRIVATE KEY-----`
]

test.each(TOKENS)('%s', (token) => {
  for (const around of [
    (text: string) => text,
    (text: string) => `key: "${text}", next`,
    (text: string) => `a=${text}\nb`
  ])
    expect(masker.mask(around(token))).toBe(around(MARKER))
})

test.each(SECRET_FORMS.map((form) => [form.name, form.begins[0] ?? '', form] as const))(
  'a %s (%s) is masked however it comes in parts, and taken for a secret as a value',
  (_, __, { end: ___, ...form }) => {
    const key = fc.stringMatching(new RegExp(`^${secretPattern(form)}$`), { maxLength: 80 })
    fc.assert(
      fc.property(key, fc.nat(120), fc.nat(120), (secret, first, second) => {
        const line = `{"token":"${secret}"} and so on\n`
        const [from, to] = [Math.min(first, second), Math.max(first, second)]
        const shown = `{"token":"${MARKER}"} and so on\n`
        const filter = masker.stream()
        const parts = [line.slice(0, from), line.slice(from, to), line.slice(to)].map((part) => filter.push(part))
        expect(parts.join('') + filter.end()).toBe(shown)
        expect(isSecretValue(secret)).toBe(true)
      }),
      { numRuns: 40 }
    )
  }
)

describe('words that are none stay', () => {
  test.each([
    'sk_live_',
    'the prefix is ghp_ or npm_install',
    'npm_config_registry=https://registry.npmjs.org',
    'AKIA is how they begin',
    'risk_live_migration_of_everything_1234',
    'task-proj-alpha-beta-gamma-delta',
    'eyJ.eyJ.x',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    'BEGIN; -- PRIVATE KEY',
    'see https://hooks.slack.com/services for how to make one',
    'https://discord.com/developers/docs/resources/webhook is the page of all fields',
    'https://acme.webhook.example/webhookb2/0123456789abcdef',
    'a sentence about sk-based names, npm_config_registry and the xoxo-sign',
    'ghp_short, glpat-short and hvs.short',
    'ASIAPACIFICREGION, AKIA'
  ])('%s', (text) => expect(masker.mask(text)).toBe(text))
})

const AWS_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

/** Base64 in lines of 76 signs. */
function encoded(text: string): string {
  return Buffer.from(text)
    .toString('base64')
    .replaceAll(/.{76}(?=.)/g, '$&\n')
}

/** What stands before a secret, the secret, and what stands after it. */
const PLACES: readonly (readonly [before: string, secret: string, after: string])[] = [
  ['postgres://app:', 'correct-horse', '@db/prod'],
  ['DATABASE_URL="postgresql://postgres:', 'postgres', '@h/db"'],
  ['mongodb+srv://app:', 'aB3dE5gH7jK9mN1p', '@c.mongodb.net/?w=1'],
  ['redis://:', 'p4', '@h:6379/0'],
  ['https://user:', 'pa/ss@w', '@host/path'],
  ['> Authorization: Bearer ', LETTERS, ''],
  ['authorization: Basic ', 'dXNlcjpwYXNzd29yZDEyMw==', ''],
  ['{"headers":{"Authorization":"Bearer ', LETTERS, '"}}'],
  ['the header was Bearer ', LETTERS, ' and failed'],
  ['< Set-Cookie: session=', LETTERS, '; Path=/; HttpOnly'],
  ['Cookie: theme=dark; sid=', LETTERS, ''],
  ['AWS_SECRET_ACCESS_KEY=', `${LETTERS}abcd/efg`, ''],
  ['aws_secret_access_key = ', LETTERS, ''],
  ['AccountName=x;AccountKey=', `${LETTERS}${LETTERS}==`, ';EndpointSuffix=core.windows.net'],
  ['SharedAccessKeyName=Root;SharedAccessKey=', `${LETTERS}abc=`, ''],
  ['  "client_secret": "', LETTERS, '",'],
  ['{\\"clientSecret\\":\\"', LETTERS, '\\"}'],
  ['"accessToken":"', LETTERS, '","expires":3600'],
  ['password: ', 'Tr0ub4dor&3', ''],
  ['--password=', 'letmein99', ' --host db'],
  ['Driver={X};Uid=u;Pwd=', '0dbcPass1', ';'],
  ['https://h/x?access_token=', LETTERS, '&page=2'],
  ['https://b.s3.amazonaws.com/x?X-Amz-Signature=', '0a1b2c3d'.repeat(8), ''],
  ['SECRET_KEY_BASE=', '0a1b2c3d'.repeat(16), ''],
  ['x-api-key: ', '9f8e7d6c5b4a39281706f5e4d3c2b1a0', ''],
  ['{"db":{"pass":"', 'Tr0ub4dor&3', '"}}'],
  ['{"passwords":["', 'kQwErTyUiOpAsDfG', '"]}'],
  ['[{"name":"DB_PASSWORD","value":"', 'kQwErTyUiOp12', '"},{"name":"PORT","value":"80"}]'],
  ['- name: DB_PASSWORD\n  value: ', 'kQwErTyUiOp12', '\n- name: PORT\n  value: "80"'],
  ['<add key="DbPassword" value="', 'kQwErTyUiOp12', '" />'],
  ['<password>', 'kQwErTyUiOp12', '</password>'],
  ['password: |\n  ', 'kQwErTyUiOp12', '\nhost: db'],
  ['client_secret: >-\n  ', LETTERS, '\nhost: db'],
  ['-[ RECORD 1 ]-\npassword   | ', 'kQwErTyUiOp12', '\nusername   | app'],
  ['Key        Value\n---        -----\npassword    ', 'kQwErTyUiOp12', '\nusername    app'],
  ['Passwort: ', 'kQwErTyUiOp12', ''],
  ['mot de passe : ', 'kQwErTyUiOp12', ''],
  ['パスワード：', 'kQwErTyUiOp12', ''],
  ['The new password is ', 'kQwErTyUiOp12', ''],
  ['Generated password: [ ', 'kQwErTyUiOp12', ' ]'],
  ['\u001B[32mDB_PASSWORD\u001B[0m=', '\u001B[33mkQwErTyUiOp12\u001B[0m', ''],
  ['DB_PASSWORD=', 'kQwErT\u001B[31myUiOp12\u001B[0m', ''],
  ['+ app --user a --password ', 'kQwErTyUiOp12', ' --dry-run'],
  ['+ mysql -h db -uroot -p', 'sesame', ' app'],
  ['+ sshpass -p ', 'sesame', ' ssh ops@host'],
  ['+ redis-cli -h c -a ', 'sesame', ' ping'],
  ['+ curl -sS -u ops:', 'sesame42', ' https://api.internal/health'],
  ['setx API_TOKEN ', LETTERS, ' /M'],
  ['kubectl create secret generic db --from-literal=key=', 'sesame', ''],
  ["ALTER ROLE app WITH PASSWORD '", 'sesame', "';"],
  ["CREATE USER 'a'@'%' IDENTIFIED BY '", 'sesame', "';"],
  ['machine api.example.com login ops password ', 'sesame', ''],
  ['machine api.example.com\n  login ops\n  password ', 'sesame', '\n'],
  ['x\ndb.internal:5432:app:app_rw:', 'sesame42', '\n'],
  ['dsn="app:', 'sesame', '@tcp(db:3306)/app"'],
  ['jdbc:oracle:thin:scott/', 'tiger', '@//db:1521/orcl'],
  ['https://app/cb?code=', LETTERS, '&state=xyz'],
  ['admin:', '$apr1$aB3dE5gH$7jK9mN1pQ2rS4tU6vW8xY0', ''],
  ['postgres | ', `SCRAM-SHA-256$4096:${LETTERS}==$${LETTERS}=:${LETTERS}=`, ''],
  ['.dockerconfigjson: ', 'eyJhdXRocyI6eyJyZWcuaW8iOnt9fX0=', ''],
  ['client-key-data: ', `LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo=`, ''],
  ['{"kind":"Secret","data":{"user":"YXBw","value":"', 'c2VzYW1lLW9wZW4=', '"}}'],
  // Below a line that says what stands there.
  ['\n id | email | api_key \n----+-------+---------\n  1 | a@b.c | ', LETTERS, '\n(1 row)\n'],
  ['\n| id | user | password |\n+----+------+----------+\n|  1 | app  | ', 'kQwErTyUiOp12', ' |\n'],
  ['\nid,user,password\n1,app,', 'kQwErTyUiOp12', '\n'],
  ['\nid\tuser\tpassword\n1\tapp\t', 'kQwErTyUiOp12', '\n'],
  ['\nNAME   TOKEN   AGE\nci     ', LETTERS, '   3h\n'],
  ['\napiVersion: v1\ndata:\n  username: YXBw\n  db-pass: ', 'c2VzYW1lLW9wZW4tbm93', '\nkind: Secret'],
  ['\n    "data": {\n        "db": "', 'c2VzYW1lLW9wZW4=', '"\n    },\n    "kind": "Secret"'],
  // Tables of AWS without names.
  [`ACCESSKEY\t${MARKER}\t2026-01-01T00:00:00+00:00\t`, AWS_KEY, '\tActive\tbob'],
  [`${MARKER} `, AWS_KEY, '\n'],
  ['p\tarn:aws:ssm:x:1:parameter/db\ttext\t2026-01-01\t/db\tSecureString\t', 'sesame', '\t3'],
  ['x\narn:aws:secretsmanager:x:1:secret:db-AbCdEf\t1700000000.1\tdb\t', 'sesame42', '\t1-2'],
  ['Driver={X};Uid=u;PWD={', 'Tr0ub4dor&3', '};'],
  // One of several.
  [`{"passwords":["${MARKER}","`, 'zXcVbNm34Qw9', '"]}'],
  ['{"passwords":["short", "", "', 'zXcVbNm34Qw9', '", "b"]}'],
  ["api_keys = ['a', '", LETTERS, "']"],
  ['passwords:\n  - short\n  - ', 'zXcVbNm34Qw9', '\n'],
  ['tokens:\n- "', LETTERS, '"\n'],
  // Codes that are good once.
  ['your verification code is ', '482913', '.'],
  ['OTP: ', '482913', ''],
  ['{"otp_code":"', '482913', '"}'],
  ['mfaCode=', '482-913', ''],
  ['two-factor code: ', '48291357', ''],
  // Base64 of a file of settings, on one line and wrapped as the command writes it.
  ['', encoded('DB_PASSWORD=kQwErTyUiOp12\n'), ''],
  ['env64=', encoded(`PORT=8080\nexport API_TOKEN="${LETTERS}"\n`), '\n'],
  [
    '',
    encoded(`HOST=db\nURL=postgres://app:sesame42@db/prod\nPORT=5432\nNAME=app\nLEVEL=info\nPASSWORD=kQwErTyUiOp12\n`),
    '\n'
  ],
  ['bot 1234567890:', `AA${LETTERS}a`, ''],
  ['', `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${LETTERS}${LETTERS}\n-----END PGP PRIVATE KEY BLOCK-----`, ''],
  ['Public-Lines: 1\nAAAA\n', `Private-Lines: 1\n${LETTERS}${LETTERS}\nPrivate-MAC:`, ' 0a1b']
]

test('a secret in one line holds nothing back in the next', () => {
  const key = TOKENS.at(-1) ?? ''
  for (const before of [`${MARKER} `, 'password: ', 'tokens: ["', 'Bearer ']) {
    const text = `${before}\n ${key}\n`
    const filter = masker.stream()
    expect(Array.from(text, (sign) => filter.push(sign)).join('') + filter.end()).toBe(masker.mask(text))
  }
})

test.each(PLACES)('a secret by its place: %s%s%s', (before, secret, after) => {
  const text = `x ${before}${secret}${after} y\n`
  const masked = `x ${before}${MARKER}${after} y\n`
  expect(masker.mask(text)).toBe(masked)
  expect(masker.mask(masked)).toBe(masked)
  for (let size = 1; size < 24; size++) {
    const filter = masker.stream()
    let shown = ''
    for (let at = 0; at < text.length; at += size) shown += filter.push(text.slice(at, at + size))
    expect(shown + filter.end()).toBe(masked)
  }
})

const KEY_LINES = [
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj',
  `${LETTERS}${LETTERS}`,
  `${LETTERS}=`
]

test.each([
  ['\n', KEY_LINES.join('\n'), KEY_LINES.map(() => MARKER).join('\n')],
  ['    ', KEY_LINES.join('\n    '), KEY_LINES.map(() => MARKER).join('\n    ')],
  ['"key":"', KEY_LINES.join('\\n'), MARKER],
  ['in UTF-16: ', wide('DB_PASSWORD=kQwErTyUiOp12\nPORT=80'), `DB_PASSWORD=${MARKER}\nPORT=80`],
  ['in UTF-16, the high byte first: ', wide(' password: kQwErTyUiOp12', true), ` password: ${MARKER}`]
])('a private key without its first line, and UTF-16: %j%j', (before, secret, shown) => {
  const [text, masked] = [`x ${before}${secret}\nand so on\n`, `x ${before}${shown}\nand so on\n`]
  expect(masker.mask(text)).toBe(masked)
  expect(masker.mask(masked)).toBe(masked)
  for (let size = 1; size < 24; size++) {
    const filter = masker.stream()
    const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      text.slice(at * size, (at + 1) * size)
    )
    expect(parts.map((part) => filter.push(part)).join('') + filter.end()).toBe(masked)
  }
})

/** A text of ASCII as UTF-16 looks when it is read byte by byte. */
function wide(text: string, isBig = false): string {
  return Array.from(text, (sign) => (isBig ? `\0${sign}` : `${sign}\0`)).join('')
}

describe('what stands there and is no secret stays', () => {
  test.each([
    'postgres://app@h/db and postgres://app:***@h/db',
    'postgres://user:password@host/db, https://x:${PASSWORD}@h, redis://:<password>@h',
    'http://web:3000/@vite/client http://[::1]:8080/a@b mongodb://h1:27017,h2:27017/?x=a@b',
    'image: docker-pullable://nginx:1.25@sha256:0123456789abcdef0123456789abcdef',
    'password: required, password: "", PASSWORD=postgres, password_encryption = scram-sha-256',
    'secret: Db-Credentials-V2, secretName: web-tls-2026, Secret: prod/app/Database-3',
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/db-Ab1CdE',
    '"NextToken": "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA", next_page_token=aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA',
    'token: 2026-11-30T20:00:00Z, tokens: 4096, token=$TOKEN',
    'Idempotency-Key: aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA',
    'private_key: /etc/ssl/private/server1Key.pem, api_key: <YOUR_API_KEY_2>',
    'Basic authentication-with-Passwords2 or Bearer tokens',
    'pass: 1h23m45s total, PASS: tests/unit/login_v2.spec.ts',
    'password authentication failed for user "app_rw2", the password was changed 3 days ago',
    'main.go:1200:15:warning:unusedVar2 and 10.0.3.17:5432:accepting connections',
    'docker run --user 1000:1000 -p 8080:80, ssh -p 2222 deploy@host-12, mysql -P 3306 -u app -p',
    'ALTER ROLE app PASSWORD NULL; --token-ttl 30m0s --auth-mode RBAC,Node',
    'login attempts 5 password resets 12345678a',
    'id | key | value\n1 | retention_days_v2 | 30\nname | secret_name\ndb | Prod-Db-V2',
    'apiVersion: v1\ndata:\n  LEVEL: information\n  FLAGS: checkout\nkind: ConfigMap',
    '{"data":{"id":"abcdefgh","commit":"9fceb02d"}}',
    'access key is active since 2026-01-02T03:04:05Z, the new secret is mounted at /etc/tls-2',
    'signature=v1 algorithm=HS256, GET /callback?code=permission_denied_by_user',
    'Cookie: theme=dark-and-wide-enough-2',
    'at 12:30:45 the job 1234567890:12 ran',
    'Private-Lines are those of PuTTY',
    'AKIA is the beginning of 9fceb02d0ae598e95dc970b74767f19372d61af8',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8\nsha512-aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zAaB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA==',
    'NAME\tSecureString\t3, PWD={pwd} password={process.env.DB2}',
    'secrets:\n  - db-credentials\n  - Prod-Db-V2\ntokens: [1, 2, 4096]',
    'otp: required, verification code: invalid, login code: 401, otp_timeout: 300000, security code 1234567',
    'Rk9PPWJhcgpMRVZFTD1pbmZvcm1hdGlvbgpQT1JUPTgwODAK',
    'VGhlIGpvYiBpcyBkb25lIGFuZCBub3RoaW5nIHdhcyBjaGFuZ2VkLg==',
    '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n-----END CERTIFICATE-----',
    'a\0b c\0\0 files\0'
  ])('%s', (text) => {
    expect(masker.mask(text)).toBe(text)
    const filter = masker.stream()
    expect(Array.from(text, (sign) => filter.push(sign)).join('') + filter.end()).toBe(text)
  })
})

test.each([
  '://a:',
  'token=',
  '; a=b',
  'cookie: a=',
  'Bearer ',
  '@',
  ':',
  'password: a&',
  'a.',
  'a:b',
  'a | ',
  'password\n',
  'data:\n  a: ',
  ' -p',
  'x,password\n',
  '$1$',
  '\u001B[1m',
  'passwords: ["a",',
  'tokens:\n- a\n- ',
  `${MARKER}\t`,
  'AKIAABCDEFGH12345678 ',
  'QUJD'.repeat(19) + '\n',
  'REJf ',
  'otp: 4',
  'a\0',
  'MII',
  '-----BEGIN',
  '1234567890:A'
])('a flood of %j takes time that is linear', (part) => {
  const time = (count: number) => {
    const start = performance.now()
    masker.mask(part.repeat(count / part.length))
    return performance.now() - start
  }
  time(20_000)
  expect(Math.min(time(200_000), time(200_000))).toBeLessThan((Math.min(time(100_000), time(100_000)) + 50) * 8)
})

test('property: in parts it is masked as in one, and nothing else is lost', () => {
  const words = fc.array(
    fc.oneof(fc.constantFrom(...TOKENS), fc.string({ maxLength: 8 }), fc.constantFrom('sk_', '-----', 'ey', '\n', ' ')),
    { maxLength: 8 }
  )
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 40 }), (parts, size) => {
      const text = parts.join(' ')
      const filter = masker.stream()
      let masked = ''
      for (let at = 0; at < text.length; at += size) masked += filter.push(text.slice(at, at + size))
      expect(masked + filter.end()).toBe(masker.mask(text))
    }),
    { numRuns: 200 }
  )
})

test('a word that cannot become a token is not held back', () => {
  const filter = masker.stream()
  expect(filter.push('Uploading 45')).toBe('Uploading 45')
  expect(filter.push(' done\nghp_abc')).toBe(' done\n')
  expect(filter.end()).toBe('ghp_abc')
})

test('a long word without any end takes time that is linear', () => {
  const filter = masker.stream()
  let length = 0
  for (let part = 0; part < 200; part++) length += filter.push('QUJD'.repeat(4096)).length
  expect(length + filter.end().length).toBe(200 * 4 * 4096)
})
