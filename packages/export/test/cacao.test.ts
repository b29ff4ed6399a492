// Runbooks as playbooks of CACAO: held by the official schemas, and by a check for what these let through.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderFiles, workspacePacks } from '@keys/pack'
import { parseRunbook } from '@keys/parser'
import { packSchema } from '@keys/schema'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { checkCacao, toCacao, type CacaoPlaybook, type CacaoProfile, type ExportedRunbook } from '../src/index.js'

const REPOSITORY = join(import.meta.dirname, '../../..')
const SCHEMAS = join(import.meta.dirname, 'cacao-schemas')

/** The official schemas. They say draft 07, and hold only so: `unevaluatedProperties`, which is newer, is passed over. */
function officialSchema() {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
  const files = readdirSync(SCHEMAS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'))
  for (const path of files) ajv.addSchema(JSON.parse(readFileSync(join(SCHEMAS, path), 'utf8')) as object)
  const { $id } = JSON.parse(readFileSync(join(SCHEMAS, 'playbook.json'), 'utf8')) as { $id: string }
  const validate = ajv.getSchema($id)
  if (!validate) throw new Error('the schemas have no playbook')
  return validate
}

const packs = workspacePacks(REPOSITORY).map((location): ExportedRunbook => {
  const files = folderFiles(location.dir)
  const text = (path: string): string => new TextDecoder().decode(files.read(path))
  const pack = packSchema.parse(JSON.parse(text('pack.json')))
  return {
    package: location.package,
    contentHash: 'sha256-0123456789abcdef',
    pack,
    runbook: parseRunbook(text('README.md')),
    releases: ['2026-11-23', '2026-11-01']
  }
})

const PROFILES: readonly CacaoProfile[] = ['standard', 'soarca']

describe.each(PROFILES)('%s', (profile) => {
  const validate = officialSchema()
  test.each(packs.map((pack) => [pack.pack.slug, pack] as const))('%s', (_, pack) => {
    const options = { profile, isReadOnly: () => true }
    const { playbook } = toCacao(pack, options)
    expect(validate(playbook) ? [] : validate.errors?.slice(0, 5)).toEqual([])
    expect(checkCacao(playbook, profile)).toEqual([])
    expect(toCacao(pack, options).playbook).toEqual(playbook)
    const text = JSON.stringify(playbook)
    for (const { title } of pack.runbook.steps) expect(text).toContain(JSON.stringify(title).slice(1, -1))
    expect(playbook).toMatchObject({ created: '2026-11-01T00:00:00.000Z', modified: '2026-11-23T00:00:00.000Z' })
    for (const { name, secret } of pack.pack.inputs ?? [])
      if (secret === true) expect(playbook.playbook_variables[`__${name.toLowerCase()}__`]).not.toHaveProperty('value')
  })
})

test.each(PROFILES)('a command that is the last step has two ends, as %s', (profile) => {
  const [first] = packs
  const runbook = parseRunbook('# Disk\n\n## Diagnosis\n\n1. Look at it:\n\n   ```bash\n   df -h /\n   ```\n')
  const { playbook } = toCacao({ ...first!, runbook }, { profile, isReadOnly: () => true })
  expect(checkCacao(playbook, profile)).toEqual([])
  expect(officialSchema()(playbook)).toBe(true)
})

test('a file that is not a package is called by its name and hash, and is in no registry', () => {
  const [first] = packs
  const file = { ...first!, package: 'disk.md', pack: { ...first!.pack, 'x-markdown-file': 'disk.md' } }
  const { playbook } = toCacao(file, { profile: 'standard' })
  expect(playbook.external_references).toEqual([{ name: 'disk.md (sha256-0123456789ab)' }])
  expect(officialSchema()(playbook)).toBe(true)
})

test('what changes something is for a person, in every profile', () => {
  for (const pack of packs) {
    const { playbook } = toCacao(pack, { profile: 'standard', isReadOnly: () => true })
    for (const step of Object.values(playbook.workflow)) {
      if (step.type !== 'action' || !step.name.startsWith('Action ')) continue
      expect(step.commands.map(({ type }) => type)).toEqual(['manual'])
    }
    const soarca = toCacao(pack, { profile: 'soarca', isReadOnly: () => true }).playbook
    expect(JSON.stringify(soarca)).not.toContain('"bash"')
  }
})

test('ids are the same for every version, and differ between packs and profiles', () => {
  const ids = packs.flatMap((pack) => PROFILES.map((profile) => toCacao(pack, { profile }).playbook))
  expect(new Set(ids.map(({ id }) => id)).size).toBe(packs.length)
  expect(new Set(ids.map(({ workflow_start: start }) => start)).size).toBe(packs.length * 2)
})

describe('what the official schemas let through is found', () => {
  const [first] = packs
  const broken = (change: (playbook: CacaoPlaybook) => void, profile: CacaoProfile = 'standard'): string[] => {
    const { playbook } = toCacao(first!, { profile })
    change(playbook)
    return checkCacao(playbook, profile).map(({ message }) => message)
  }
  const action = ({ workflow }: CacaoPlaybook) => {
    const found = Object.values(workflow).find((step) => step.type === 'action')
    if (found?.type !== 'action') throw new Error('there is no action')
    return found
  }

  test.each<[string, (playbook: CacaoPlaybook) => void, RegExp, CacaoProfile?]>([
    [
      'on_completion beside on_success',
      (playbook) => void (action(playbook).on_success = playbook.workflow_start),
      /not both/
    ],
    ['an action without a successor', (playbook) => void delete action(playbook).on_completion, /needs on_completion/],
    ['a target that is not there', (playbook) => void (action(playbook).on_completion = 'end--0'), /not there/],
    ['an empty command', (playbook) => void (action(playbook).commands = [{ type: 'bash', command_b64: '' }]), /empty/],
    ['no command', (playbook) => void (action(playbook).commands = []), /no command/],
    ['an agent that is not defined', (playbook) => void (action(playbook).agent = 'linux--0'), /not defined/],
    [
      'a variable without underscores',
      (playbook) => void (playbook.playbook_variables['x'] = { type: 'string', constant: false, external: false }),
      /not the name/
    ],
    [
      'a circle',
      (playbook) =>
        void (action(playbook).on_completion = Object.keys(playbook.workflow).find(
          (id) => playbook.workflow[id] === action(playbook)
        )!),
      /again from itself/
    ],
    ['modified before created', (playbook) => void (playbook.modified = '2000-01-01T00:00:00.000Z'), /before created/],
    ['for SOARCA: no target', (playbook) => void delete action(playbook).targets, /without one target/, 'soarca'],
    ['for SOARCA: no time-out', (playbook) => void delete action(playbook).timeout, /one minute/, 'soarca'],
    [
      'for SOARCA: another agent',
      (playbook) => {
        for (const agent of Object.values(playbook.agent_definitions)) agent.name = 'me'
      },
      /no capability/,
      'soarca'
    ]
  ])('%s', (_, change, message, profile) => {
    expect(broken(change, profile).join('\n')).toMatch(message)
  })
})
