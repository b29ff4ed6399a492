import { expect, test } from 'vitest'
import { readSettings } from '../src/settings.ts'
import { VARIABLES } from '../src/variables.ts'

const whole = {
  KEYS_GATE_URL: 'https://npm.example.com',
  KEYS_GATE_PEPPER: 'p'.repeat(32),
  KEYS_GATE_ADMIN_SECRET: 'a'.repeat(32),
  STRIPE_API_KEY: 'rk_live_abc',
  STRIPE_WEBHOOK_SECRET: 'whsec_a,whsec_b'
}

test('what is needed is enough', async () => {
  expect(await readSettings(whole)).toMatchObject({
    settings: {
      publicUrl: 'https://npm.example.com',
      scopes: ['@keys'],
      writes: true,
      stripe: { livemode: true, webhookSecrets: ['whsec_a', 'whsec_b'] }
    }
  })
})

test('each that is missing is named, all at once', async () => {
  const read = await readSettings({})
  const faults = 'faults' in read ? read.faults : []
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual(
    VARIABLES.filter(({ required }) => required).map(({ name }) => name)
  )
})

test.each([
  [{ KEYS_GATE_URL: 'https://example.com/npm' }, 'root of a host'],
  [{ KEYS_GATE_URL: 'npm.example.com' }, 'has to be an address'],
  [{ KEYS_GATE_PEPPER: 'hunter2' }, '32 characters'],
  [{ STRIPE_API_KEY: 'pk_live_hunter2' }, 'has to begin with rk_live_'],
  [{ STRIPE_WEBHOOK_SECRET: 'hunter2' }, 'whsec_'],
  [{ KEYS_GATE_SCOPES: '@Keys' }, 'lower case'],
  [{ KEYS_GATE_ROLE: 'reader' }, 'DATABASE_URL is needed'],
  [{ KEYS_GATE_ROLE: 'leader' }, 'writer or reader'],
  [{ DATABASE_URL: 'mysql://hunter2' }, 'postgres://'],
  [{ KEYS_GATE_PORT: 'hunter2' }, 'KEYS_GATE_PORT has to be a number from 0 to 65535.'],
  [{ KEYS_GATE_PORT: '70000' }, 'KEYS_GATE_PORT has to be a number from 0 to 65535.'],
  [{ KEYS_GATE_ANSWER_HOURS: 'hunter2' }, 'KEYS_GATE_ANSWER_HOURS has to be a number of hours.'],
  [{ KEYS_GATE_LOG: 'hunter2' }, 'KEYS_GATE_LOG has to be trace, debug, info, warn or error.'],
  [{ STRIPE_API_URL: 'hunter2' }, 'STRIPE_API_URL has to be an address.'],
  [{ KEYS_GATE_STORE: '{"a":{},"b":{}}' }, 'one plugin'],
  [{ KEYS_GATE_STORE: 'hunter2' }, 'has to be JSON'],
  [{ KEYS_GATE_PLANS: '/nowhere/plans.json' }, 'cannot be read'],
  [{ KEYS_GATE_PUBLISHERS: '/nowhere/publishers.json' }, 'cannot be read'],
  [{ KEYS_GATE_TRUSTED_PROXYS: '10.0.0.0/8' }, 'is not a setting of the gate']
])('%j is refused', async (more, part) => {
  const read = await readSettings({ ...whole, ...more })
  const text = 'faults' in read ? read.faults.join('\n') : ''
  expect(text).toContain(part)
  expect(text).not.toContain('hunter2')
})
