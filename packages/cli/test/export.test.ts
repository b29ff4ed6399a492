// Runbooks in the forms of other tools, and as skills.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SLUGS } from '@keys/testkit'
import { afterAll, describe, expect, test } from 'vitest'
import { keysHere, REPOSITORY } from './support.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-export-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('keys export', () => {
  test.each([
    ['mermaid', /^(?:---|flowchart|graph)/],
    ['json', /^\{\n {2}"modelVersion"/],
    ['markdown-checklist', /^# /],
    ['cacao', /^\{\n {2}"type": "playbook",\n {2}"spec_version": "cacao-2.0"/],
    ['cacao-soarca', /"soarca-manual"/]
  ])('--to %s', async (form, beginning) => {
    const { code, out } = await keysHere(['export', 'supabase-rls-lockout-recovery', '--to', form], REPOSITORY)
    expect(code).toBe(0)
    expect(out).toMatch(beginning)
  })

  test('what a playbook cannot say is told, and a form has to be named', async () => {
    const { err } = await keysHere(['export', 'stripe-webhook-failure', '--to', 'cacao'], REPOSITORY)
    expect(err).toMatch(/goes back to Check 1.*: a playbook has no way back/)
    expect((await keysHere(['export', 'stripe-webhook-failure'], REPOSITORY)).code).toBe(2)
  })
})

describe('keys skills link', () => {
  test('writes a skill for each runbook, again without a difference, and never over that of somebody else', async () => {
    const first = await keysHere(['skills', 'link', '--to', join(folder, 'a')], REPOSITORY)
    expect(first.err).toBe(`${SLUGS.length} skills were written.\n`)
    const names = readdirSync(join(folder, 'a'))
    expect(names).toContain('stripe-webhook-failure-runbook')
    const path = join(folder, 'a', 'stripe-webhook-failure-runbook', 'SKILL.md')
    const text = readFileSync(path, 'utf8')
    await keysHere(['skills', 'link', '--to', join(folder, 'a')], REPOSITORY)
    expect(readFileSync(path, 'utf8')).toBe(text)
    writeFileSync(path, 'mine')
    const refused = await keysHere(['skills', 'link', 'stripe-webhook-failure', '--to', join(folder, 'a')], REPOSITORY)
    expect([refused.code, readFileSync(path, 'utf8')]).toEqual([2, 'mine'])
  })

  test('--print writes nothing', async () => {
    const { out } = await keysHere(
      ['skills', 'link', 'ai-output-regression', '--print', '--to', join(folder, 'b')],
      REPOSITORY
    )
    expect(out).toMatch(/^---\nname: ai-output-regression-runbook\n/)
    expect(existsSync(join(folder, 'b'))).toBe(false)
  })
})
