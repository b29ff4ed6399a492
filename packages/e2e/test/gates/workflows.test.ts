// What the workflows may do, and whom they trust.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REPOSITORY } from '../support/packages.js'

const FOLDER = join(REPOSITORY, '.github/workflows')
const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8')

describe.each(readdirSync(FOLDER))('%s', (file) => {
  test('uses actions by the hash of what was looked at', () => {
    const uses = [...textOf(file).matchAll(/uses: (\S+)/g)].map(([, action = '']) => action)
    expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(action))).toEqual([])
  })

  test('gives no permission to all of its jobs but that to read', () => {
    expect(textOf(file)).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)\n/m)
  })

  test('leaves no credential in the clone', () => {
    const text = textOf(file)
    expect(text.match(/persist-credentials: false/g)?.length).toBe(text.match(/uses: actions\/checkout@/g)?.length)
  })
})

test('only the job that publishes may write, and what it publishes has its provenance', () => {
  const [, publish = ''] = textOf('release.yml').split('\n  publish:\n')
  expect(textOf('release.yml').match(/: write/g)?.length).toBe(2)
  expect(publish.match(/contents: write|id-token: write/g)).toEqual(['contents: write', 'id-token: write'])
  expect(publish).toContain("PNPM_CONFIG_PROVENANCE: 'true'")
})

test('nothing is published with a token that lies somewhere', () => {
  expect(textOf('release.yml')).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|_authToken/)
  expect(textOf('release.yml')).toMatch(/\n {4}environment: npm\n/)
})

test('the action for others takes nothing of an event into a script', () => {
  const text = readFileSync(join(REPOSITORY, 'action.yml'), 'utf8')
  const [, script = ''] = text.split('      run: |\n')
  expect(script).not.toContain('${{')
  expect(text).not.toMatch(/uses: (?!\S+@[0-9a-f]{40})/)
})
