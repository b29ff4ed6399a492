import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { extract } from 'tar'
import { beforeAll, expect, test } from 'vitest'
import { buildIndex } from '../src/index.js'
import { copyWorkspace } from '@keys/testkit'

const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

// A folder in which one runbook is installed, out of its tarball, and nothing else.
let consumer: string
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-entry-'))
  const root = join(folder, 'workspace')
  copyWorkspace(root)
  const result = await buildIndex(root, { SOURCE_DATE_EPOCH: '0' })
  expect(result.ok).toBe(true)
  consumer = join(folder, 'consumer')
  const target = join(consumer, 'node_modules/@keys/runbook-stripe-webhook-failure')
  mkdirSync(target, { recursive: true })
  const [tarball = ''] = readdirSync(join(root, 'dist/packs')).filter((name) => name.includes('stripe-webhook-failure'))
  extract({
    file: join(root, 'dist/packs', tarball),
    cwd: target,
    strip: 1,
    sync: true
  })
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module", "private": true }')
  return () => rmSync(folder, { recursive: true, force: true })
})

test('an installed runbook can be imported, with no dependency installed', () => {
  const code = `
    import { pack, runbook, checklist } from '@keys/runbook-stripe-webhook-failure'
    console.log(JSON.stringify([pack.slug, runbook.steps[0].label, runbook.graph.entry, checklist.phases.length > 3]))`
  writeFileSync(join(consumer, 'use.js'), code)
  const output = execFileSync(process.execPath, ['use.js'], { cwd: consumer, encoding: 'utf8' })
  expect(JSON.parse(output)).toEqual(['stripe-webhook-failure', 'Check 1', 'inputs-and-tools', true])
  const manifest: object = JSON.parse(
    readFileSync(join(consumer, 'node_modules/@keys/runbook-stripe-webhook-failure/package.json'), 'utf8')
  )
  expect(manifest).not.toHaveProperty('dependencies')
  expect(manifest).not.toHaveProperty('peerDependencies')
})

test('it can be required where no ES module can be, as in Jest as it comes, with the same values', () => {
  writeFileSync(
    join(consumer, 'use.cjs'),
    `const required = require('@keys/runbook-stripe-webhook-failure')
    import('@keys/runbook-stripe-webhook-failure').then((imported) => {
      require('node:assert').deepStrictEqual({ ...required }, { ...imported })
      console.log(Object.keys(required).join())
    })`
  )
  const node = ['--no-experimental-require-module', 'use.cjs']
  expect(execFileSync(process.execPath, node, { cwd: consumer, encoding: 'utf8' })).toBe('pack,runbook,checklist\n')
})

test.each(['ts', 'cts'])('an installed runbook is typed: .%s', (kind) => {
  const file = join(consumer, `use.${kind}`)
  const check = (code: string): string => {
    writeFileSync(file, `import { pack, runbook, checklist } from '@keys/runbook-stripe-webhook-failure'\n${code}\n`)
    try {
      execFileSync(process.execPath, [TSC, '--noEmit', '--strict', '--module', 'nodenext', '--types', '', file], {
        cwd: consumer,
        encoding: 'utf8'
      })
      return ''
    } catch (error) {
      return (error as { stdout: string }).stdout
    }
  }
  expect(
    check(`
      const slug: string = pack.slug
      const kinds: ('check' | 'diagnosis' | 'action' | 'verification')[] = runbook.steps.map((step) => step.kind)
      const first: number | undefined = checklist.phases[0]?.items[0]?.position.start.line
      console.log(slug, kinds, first)`)
  ).not.toContain('error TS2322')
  expect(check('const slug: number = pack.slug')).toContain('error TS2322')
  expect(check('runbook.steps[0]!.nothing')).toContain('error TS2339')
})
