import { describe, expect, test } from 'vitest'
import { isSecretBehind, isSecretName, isSecretValue } from '../src/index.ts'

describe('a name of a secret', () => {
  test.each([
    'GITHUB_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'DATABASE_URL',
    'PGPASSWORD',
    'NPM_TOKEN',
    'STRIPE_SECRET_KEY',
    'DB_PASS',
    'SMTP_PASSWD',
    'MYSQL_PWD',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'GPG_PASSPHRASE',
    'api_key',
    'APIKEY',
    'SENTRY_DSN',
    'SESSION_COOKIE',
    'TOKEN',
    'REDISCLI_AUTH',
    'NPM_CONFIG__AUTH',
    'SMTP_CREDS',
    'STRIPE_SK',
    'X_TOKEN_V2',
    'SLACK_WEBHOOK',
    'SECRET_KEY_BASE',
    'ADMIN_PW',
    'ENCRYPTION_SALT',
    'HMAC_PEPPER',
    'JWT_SIGNING',
    'PAGERDUTY_ROUTING_KEY'
  ])('%s', (name) => expect(isSecretName(name)).toBe(true))

  test.each([
    'STRIPE_PUBLISHABLE_KEY',
    'SSH_PUBLIC_KEY',
    'IDEMPOTENCY_KEY',
    'PARTITION_KEY',
    'ROUTING_KEY',
    'AMQP_ROUTING_KEY',
    'ASSIGNING',
    'URL_BASE',
    'JOB_KEY_FIELD',
    'TOKEN_COUNT',
    'TOKENS',
    'SECRETARY',
    'PASSENGER',
    'BYPASS_URL',
    'MONKEY',
    'TURKEY',
    'PWD',
    'OLDPWD',
    'STRIPE_API_BASE',
    'QUEUE_NAME'
  ])('is not %s', (name) => expect(isSecretName(name)).toBe(false))
})

describe('a value that is a secret', () => {
  test.each([
    'sk_live_1234',
    'rk_test_abcdEFGH',
    'ghp_REAL',
    'github_pat_11ABC',
    'npm_abcdefgh',
    'AKIAIOSFODNN7EXAMPLE',
    'https://hooks.slack.com/services/T00000000/B00000000/abcdefgh',
    'https://discord.com/api/webhooks/1234/abcdefgh',
    'xoxb-1-2-3',
    'whsec_abcd',
    'Bearer sk-proj-abcdef',
    'postgresql://u:S3CRETpw@db:5432/app',
    'https://user:pa/ss@host/path',
    'postgresql://db/app?user=u&password=x',
    'host=db user=u password=x',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
    'eyJhbGciOiJI.eyJzdWIiOiIx.sig',
    'Basic dXNlcjpwYXNzd29yZDEyMw==',
    'Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA',
    'https://x.blob.core.windows.net/c?sv=2022&sig=aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zAaB3%3D',
    'https://hooks.zapier.com/hooks/catch/123456/abcdefgh'
  ])('%s', (value) => expect(isSecretValue(value)).toBe(true))

  test.each([
    '',
    'we_1Mabc',
    'evt_123',
    'https://api.stripe.com',
    'https://user@host/path',
    'postgresql://db:5432/app',
    'redis://localhost:6379/0',
    'http://[::1]:8080/a@b',
    '2026-01-01T00:00:00Z',
    'disk_live_1234',
    'a task_live_1',
    'eyJ',
    '/var/log/app.log',
    'password',
    'Basic understanding of the service',
    'docker-pullable://nginx:1.25@sha256:0123',
    'token: next-page'
  ])('is not %j', (value) => expect(isSecretValue(value)).toBe(false))
})

describe('behind the name of a password', () => {
  test.each([
    ['ResetRequired', false],
    ['HTTPServerError', false],
    ['qWeRtYuIoPaS', true],
    // Words of small letters may end anywhere in it: each way was tried.
    [`${'a'.repeat(400)}${'A'.repeat(9)}`, true]
  ])('%s', (value, isSecret) => expect(isSecretBehind('password', value)).toBe(isSecret))
})
