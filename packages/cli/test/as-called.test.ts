import { describe, expect, test } from 'vitest'
import { asCalled } from '@keys/pack/invocation'
import { registry } from '../src/registry.js'
import { keysHere, temporaryFolder } from './support.js'

const PNPM = { npm_config_user_agent: 'pnpm/12.21.0 npm/? node/v24', npm_command: 'run-script' }
const CALLED = 'npx -y pnpm@12.21.0 keys'

describe('a line to type begins as keys was called', () => {
  test.each([
    [
      'Start one: keys run <pack>. Ended ones: keys runs --all',
      `Start one: ${CALLED} run <pack>. Ended ones: ${CALLED} runs --all`
    ],
    ['Run `keys validate --fix`.', `Run \`${CALLED} validate --fix\`.`],
    ['or pipe the log in: tail -200 app.log | keys find', `or pipe the log in: tail -200 app.log | ${CALLED} find`],
    ['See: keys --help', `See: ${CALLED} --help`],
    ['source <(keys completion bash)', `source <(${CALLED} completion bash)`]
  ])('%s', (text, wanted) => {
    expect(asCalled(text, PNPM)).toBe(wanted)
    expect(asCalled(text, {})).toBe(text)
    expect(asCalled(asCalled(text, PNPM), PNPM)).toBe(wanted)
  })

  test.each([
    'The keys that the pack references',
    'Type npx keys run',
    'a folder named runbook-keys list',
    'my-keys run',
    'keys running',
    'keys index-all',
    'npx @keys/cli run',
    '/opt/keys run'
  ])('%s is left as it is', (text) => {
    expect(asCalled(text, PNPM)).toBe(text)
  })

  test('each command is known', () => {
    for (const { name } of [...registry, { name: 'help' }]) {
      expect(asCalled(`keys ${name}`, PNPM)).toBe(`${CALLED} ${name}`)
    }
  })
})

describe('what is said of a wrong call', () => {
  test.each([
    [['nothing-of-this-name'], 'keys --help'],
    [['run', '--no-such-option'], 'keys run --help'],
    [['report'], 'keys run <pack>'],
    [['report', 'zzz'], 'keys runs --all'],
    [['runs'], 'keys run '],
    [['explain', 'no/such-rule'], 'keys explain'],
    [['resume', '--plain'], 'keys run <pack>'],
    [['handover'], 'keys runs --all'],
    [['find', '--help'], 'keys find '],
    [['--help'], 'keys help <command>'],
    [['skills', 'unlink'], 'keys skills link'],
    [['step', 'remove'], 'keys step remove']
  ])('%j', async (args, line) => {
    const folder = temporaryFolder()
    const { out, err } = await keysHere(args, folder, { ...PNPM, KEYS_RUNS: folder })
    const said = `${out}${err}`.replaceAll(/\s+/g, ' ').replace(/^Usage: keys \S+/, '')
    expect(said).toContain(`${CALLED}${line.slice('keys'.length)}`)
    expect(said.replaceAll(CALLED, '')).not.toMatch(/(?<![/\w-])keys (?:run|runs|resume|explain|find|help) /)
  })
})
