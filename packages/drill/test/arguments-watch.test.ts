import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { ArgumentsWatch } from '../src/arguments-watch.js'
import { flagPack } from './support.js'

const RUNBOOK = '/tmp/the-folder-of-this-drill'
const SECRET = 'postgresql://app:not-a-real-password@db/app'
const secretInput = { name: 'DATABASE_URL', description: 'd', secret: true }

/** Runs a program with arguments, and says what was seen. */
async function seen(args: readonly string[], environment: Record<string, string>, files = {}): Promise<string | null> {
  const pack = flagPack()
  const inputs = [secretInput, { name: 'PLACE', description: 'd' }]
  const watch = new ArgumentsWatch({ ...pack, pack: { ...pack.pack, inputs }, files: { ...pack.files, ...files } })
  const run = async (): Promise<unknown> => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 300)', ...args], { env: environment })
    return once(child, 'exit')
  }
  await watch.during({ RUNBOOK, DATABASE_URL: SECRET, PLACE: 'somewhere-public' }, run)
  try {
    watch.throwIfSeen()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test('a secret in the arguments of a program is seen from outside, and so is a password alone', async () => {
  expect(await seen([SECRET], { RUNBOOK })).toMatch(/the secret DATABASE_URL stood in the arguments of .*node/)
  expect(await seen(['not-a-real-password'], { RUNBOOK })).toContain('DATABASE_URL')
})

test('not what is no secret, what the environment holds, what the text says itself, or what others have started', async () => {
  expect(await seen(['somewhere-public'], { RUNBOOK })).toBeNull()
  expect(await seen([], { RUNBOOK, DATABASE_URL: SECRET })).toBeNull()
  expect(await seen([SECRET], { RUNBOOK }, { 'SETUP.md': `For example ${SECRET}, not-a-real-password` })).toBeNull()
  expect(await seen([SECRET], {})).toBeNull()
})

test('what is started while a command runs is looked at, however long others have been running', async () => {
  const old = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
  try {
    await once(old, 'spawn')
    expect(await seen([SECRET], { RUNBOOK })).toContain('DATABASE_URL')
  } finally {
    old.kill()
  }
})

test('so is what a program starts in its turn', async () => {
  const starts = `require('node:child_process').spawnSync(process.execPath,
    ['-e', 'setTimeout(() => {}, 300)', process.env.DATABASE_URL])`
  const watch = new ArgumentsWatch({ ...flagPack(), pack: { ...flagPack().pack, inputs: [secretInput] } })
  const env = { RUNBOOK, DATABASE_URL: SECRET }
  watch.arrive('Step 3')
  await watch.during(env, () => once(spawn(process.execPath, ['-e', starts], { env }), 'exit'))
  expect(() => watch.throwIfSeen()).toThrow(expect.objectContaining({ step: 'Step 3' }))
})
