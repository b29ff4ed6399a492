// Skills of all packs, held by a validator that is not ours.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { folderFiles, workspacePacks } from '@keys/pack'
import { parseRunbook } from '@keys/parser'
import { packSchema } from '@keys/schema'
import { validate } from 'skills-ref'
import { afterAll, describe, expect, test } from 'vitest'
import { skillOf } from '../src/index.js'

const REPOSITORY = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'keys-skill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(workspacePacks(REPOSITORY).map((location) => [location.slug, location] as const))(
  '%s',
  (slug, location) => {
    const files = folderFiles(location.dir)
    const text = (path: string): string => new TextDecoder().decode(files.read(path))
    const pack = packSchema.parse(JSON.parse(text('pack.json')))
    const exported = { package: location.package, pack, runbook: parseRunbook(text('README.md')) }
    const skill = skillOf(exported, 'sha256-x')

    test('passes the reference validator', async () => {
      mkdirSync(join(folder, dirname(skill.path)), { recursive: true })
      writeFileSync(join(folder, skill.path), skill.text)
      expect(await validate(join(folder, dirname(skill.path)))).toEqual([])
    })

    test('the description cuts nothing in the middle, and says when not to use it', () => {
      const description = /^description: (".*")$/m.exec(skill.text)?.[1] ?? '""'
      const words = JSON.parse(description) as string
      expect(words.length).toBeLessThanOrEqual(1024)
      expect(words).toMatch(/Use when: .*\. Not when: .*\.$/)
    })

    test('is a doorway: short, without allowed tools, without a command of the runbook', () => {
      expect(skill.name).toBe(`${slug}-runbook`)
      expect(skill.text.split('\n').length).toBeLessThanOrEqual(121)
      expect(skill.text).not.toMatch(/allowed-tools/)
      const description = /^description: (.+)$/m.exec(skill.text)?.[1] ?? '""'
      expect((JSON.parse(description) as string).length).toBeLessThanOrEqual(1024)
      expect(skill.text).toContain(`keys run ${slug}`)
      expect(skill.text).toContain('content-hash: "sha256-x"')
      for (const { code } of exported.runbook.steps.flatMap(({ commands }) => commands))
        expect(skill.text).not.toContain(code)
      expect(skillOf(exported, 'sha256-x')).toEqual(skill)
    })
  }
)

test('a slug that is too long for the name of a skill is refused', () => {
  const [location] = workspacePacks(REPOSITORY)
  const files = folderFiles(location!.dir)
  const pack = packSchema.parse(JSON.parse(new TextDecoder().decode(files.read('pack.json'))))
  const runbook = parseRunbook(new TextDecoder().decode(files.read('README.md')))
  expect(() => skillOf({ package: 'x', pack: { ...pack, slug: 'a'.repeat(60) }, runbook }, '')).toThrow(RangeError)
})
