import { compareDotted } from '@keys/schema'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { evidenceFolders, parseOverlay, preflight, type PreflightFinding, type PreflightOptions } from '../src/index.js'
import { nodeProcesses, systemClock } from '../src/node.js'
import { versionIn } from '../src/preflight/version.js'
import { SECRET, smallPack } from './evidence-run.js'
import { always } from './support/classifiers.js'

const PORTS = { processes: nodeProcesses(), clock: systemClock, classifier: always('read-only') }

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'keys-preflight-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** All that the small pack needs. */
function options(changes: Partial<PreflightOptions> = {}): PreflightOptions {
  const path = folder()
  return {
    standIns: { EVIDENCE_DIR: join(path, 'evidence') },
    environment: {
      PATH: process.env['PATH'] ?? '',
      SERVICE_URL: 'https://service.internal/health',
      TOKEN: SECRET
    },
    presets: {},
    folder: path,
    runsCommands: true,
    ...changes
  }
}

function statesOf(findings: readonly PreflightFinding[]): Record<string, string> {
  return Object.fromEntries(findings.map(({ name, state }) => [name, state]))
}

test('a runbook for which all is there is not stopped', async () => {
  const { findings, stops } = await preflight(smallPack(), PORTS, options())
  expect(statesOf(findings)).toEqual({
    bash: 'ok',
    EVIDENCE_DIR: 'ok',
    SERVICE_URL: 'ok',
    TOKEN: 'ok',
    ANSWER: 'ok',
    'Check 1: Inputs are there': 'ok',
    'Check 2: The service answers': 'ok'
  })
  expect(stops).toBe(false)
})

test('no value of a secret is in a report, also when a check prints it', async () => {
  const pack = smallPack({}, (text) => text.replace('echo "${ANSWER:-up}"', 'echo "$TOKEN"'))
  const report = await preflight(pack, PORTS, options())
  expect(report.findings.at(-1)).toMatchObject({ state: 'failed', message: expect.stringContaining('TOKEN') })
  expect(JSON.stringify(report)).not.toContain(SECRET)
})

test('no secret of the environment is in a report, though no input has it', async () => {
  const outside = 'ghp_0123456789abcdefABCDEF0123456789abcd'
  const pack = smallPack({}, (text) => text.replace('echo "${ANSWER:-up}"', 'env | grep GITHUB_TOKEN'))
  const given = options()
  const environment = { ...given.environment, GITHUB_TOKEN: outside }
  const report = await preflight(pack, PORTS, { ...given, environment })
  expect(report.findings.at(-1)?.state).toBe('failed')
  expect(JSON.stringify(report)).not.toContain(outside)
})

describe('inputs', () => {
  test('one that is missing stops, and the checks that need it are not run', async () => {
    const { findings, stops } = await preflight(
      smallPack(),
      PORTS,
      options({ environment: { PATH: process.env['PATH'] ?? '' } })
    )
    expect(statesOf(findings)).toMatchObject({
      SERVICE_URL: 'missing',
      TOKEN: 'missing',
      'Check 1: Inputs are there': 'ok',
      'Check 2: The service answers': 'skipped'
    })
    expect(findings.find(({ name }) => name === 'SERVICE_URL')?.help).toBe(
      "Address of the service.\nexport SERVICE_URL='https://service.internal/health'"
    )
    expect(stops).toBe(true)
  })

  test('a preset of the team counts', async () => {
    const environment = { PATH: process.env['PATH'] ?? '', TOKEN: SECRET }
    const presets = { SERVICE_URL: 'https://ours.internal/' }
    const { findings, stops } = await preflight(smallPack(), PORTS, options({ environment, presets }))
    expect(findings.find(({ name }) => name === 'SERVICE_URL')).toMatchObject({
      state: 'ok',
      message: "set in the team's overlay"
    })
    expect(stops).toBe(false)
  })

  test.each([
    ['an address', 'https://a.internal/x', 'https://b.internal', 'b.internal'],
    ['an address with a scheme', 'postgresql://a@b/c', 'postgres://x@y/z', 'y/z'],
    ['a time', '2026-11-23T02:10:00Z', '2025-01-31T23:00:00Z', 'yesterday'],
    ['a whole number', '120', '7', 'seven'],
    ['an id where others count', '41', '3f0c9a52-7d3b-4e0e-9b1c-2f7f3d6d9c01', 'acme corp'],
    ['a list of claims', '{"sub":"a"}', '{"sub":"b","org":7}', 'a'],
    ['a name with a schema', 'public.invoices', 'billing."My Table"', 'ticket'],
    ['a prefix', 'we_...', 'we_123', '123'],
    ['anything', 'send-receipt', 'x y', null]
  ])('%s is held against its example', async (_, example, right, wrong) => {
    const pack = smallPack({
      inputs: [{ name: 'VALUE', description: 'A value, or none.', example }],
      required_tools: []
    })
    const stateWith = async (value: string) => {
      const given = options({ environment: { VALUE: value }, runsCommands: false })
      return (await preflight(pack, PORTS, given)).findings[0]?.state
    }
    expect(await stateWith(right)).toBe('ok')
    expect(await stateWith('none')).toBe('ok')
    if (wrong !== null) expect(await stateWith(wrong)).toBe('warn')
  })

  test('the time of an incident is stood in for', async () => {
    const pack = smallPack({ inputs: [{ name: 'SINCE', description: 'When.', example: '2026-11-23T02:10:00Z' }] })
    const { findings } = await preflight(pack, PORTS, options({ runsCommands: false }))
    expect(findings.find(({ name }) => name === 'SINCE')?.state).toBe('ok')
  })

  test('folders for evidence are known by their names', () => {
    expect(evidenceFolders(smallPack())).toEqual(['EVIDENCE_DIR'])
  })
})

describe('checks', () => {
  test.each([
    ['leads to a stop', 'echo lost', 'failed', 'saw lost; leads to Escalation', 'STOP: escalate'],
    ['leads back', 'echo down', 'failed', 'saw down; leads to Check 1: Inputs are there', 'start it, then run'],
    ['ends with a failure', 'echo no >&2; exit 3', 'failed', 'saw exit 3: no. The command exited with 3', 'by hand']
  ])('one that %s is told with how to fix it', async (_, command, state, message, help) => {
    const pack = smallPack({}, (text) => text.replace('echo "${ANSWER:-up}"', command))
    const { findings } = await preflight(pack, PORTS, options())
    expect(findings.at(-1)).toMatchObject({
      state,
      message: expect.stringContaining(message),
      help: expect.stringContaining(help)
    })
  })

  test.each([
    ['leads on otherwise than expected', 'echo worse', '- **If `worse`**: go on with [Step 1].'],
    ['is left to a person', 'echo worse', '- **If you see it so**: go on with [Step 1].']
  ])('one that %s is to be looked at, and does not stop', async (_, command, branch) => {
    const pack = smallPack({}, (text) =>
      text.replace('echo "${ANSWER:-up}"', command).replace('- **If `up`**: continue to [Step 1].', branch)
    )
    const { findings, stops } = await preflight(pack, PORTS, options())
    expect([findings.at(-1)?.state, stops]).toEqual(['warn', false])
  })

  test('none is run when commands were not allowed', async () => {
    const given = options({ runsCommands: false })
    const { findings, stops } = await preflight(smallPack(), PORTS, given)
    expect(findings.filter(({ of }) => of === 'check').map(({ state }) => state)).toEqual(['skipped', 'skipped'])
    expect(stops).toBe(false)
  })

  test('one that never ends is ended', async () => {
    const pack = smallPack({}, (text) => text.replace('echo "${ANSWER:-up}"', 'sleep 600'))
    const { findings } = await preflight(pack, PORTS, options({ timeLimit: 300 }))
    expect(findings.at(-1)).toMatchObject({ state: 'failed', message: expect.stringContaining('timed out') })
  })
})

describe('a check that fails without what a skipped one leaves says nothing', () => {
  /** Check 1 needs TOKEN, which is missing, and leaves something; Check 2 uses it. */
  function chain(first: string, second: string) {
    return smallPack({}, (text) =>
      text
        .replace('[ -d "$EVIDENCE_DIR" ] && echo ready', `printf '%s' "$TOKEN" > /dev/null && ${first} && echo ready`)
        .replace('echo "asked $SERVICE_URL with $TOKEN"\necho "${ANSWER:-up}"', second)
    )
  }

  async function secondOf(pack: ReturnType<typeof chain>, ports = PORTS) {
    const given = options()
    const environment = { PATH: process.env['PATH'] ?? '', SERVICE_URL: 'out' }
    const { findings } = await preflight(pack, ports, { ...given, environment })
    return findings.filter(({ of }) => of === 'check').map(({ state, message }) => [state, message])
  }
  const SKIPPED = ['skipped', 'it needs TOKEN']

  test('a file in the folder for evidence', async () => {
    const pack = chain('date > "$EVIDENCE_DIR/before.sql"', 'grep -q . "$EVIDENCE_DIR/before.sql" && echo up')
    const message = 'it uses what Check 1 leaves in EVIDENCE_DIR, and that was skipped'
    expect(await secondOf(pack)).toEqual([SKIPPED, ['skipped', message]])
  })

  test('the folder itself, which the second would write to', async () => {
    const pack = chain('true', 'date > "$EVIDENCE_DIR/t" && echo up')
    expect((await secondOf(pack)).map(([state]) => state)).toEqual(['skipped', 'skipped'])
  })

  test('a folder of another name, below which the classification saw it write', async () => {
    const pack = chain('date > "$SERVICE_URL/t"', 'cat "$SERVICE_URL/t" && echo up')
    const known = always('read-only')
    const classifier = {
      classify: (...given: Parameters<typeof known.classify>) => ({
        ...known.classify(...given),
        folders: ['SERVICE_URL']
      })
    }
    expect(await secondOf(pack, { ...PORTS, classifier })).toEqual([
      SKIPPED,
      ['skipped', 'it uses what Check 1 leaves in SERVICE_URL, and that was skipped']
    ])
  })

  test('one that makes the folder itself is judged, and so is one that uses nothing of it', async () => {
    expect((await secondOf(chain('true', 'mkdir -p "$EVIDENCE_DIR" && echo up')))[1]?.[0]).toBe('ok')
    expect((await secondOf(chain('true', 'exit 3')))[1]?.[0]).toBe('failed')
  })
})

describe('tools', () => {
  test.each([
    ['psql (PostgreSQL) 16.3 (Ubuntu 16.3-1.pgdg22.04+1)', '16.3'],
    ['curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.11', '7.88.1'],
    ['jq-1.6', '1.6'],
    ['jq-1.7.1-apple', '1.7.1'],
    ['v20.11.0', '20.11.0'],
    ['Python 3.11.2', '3.11.2'],
    ['GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)', '5.2.15'],
    ['sha256sum (GNU coreutils) 9.1', '9.1'],
    ['aws-cli/2.13.0 Python/3.11.4 Linux/5.15', '2.13.0'],
    ['Terraform v1.5.7\non linux_amd64', '1.5.7'],
    ['pg_dump (PostgreSQL) 17', '17'],
    ['openjdk 21 2023-09-19', '21'],
    ['Client Version: v1.29.0\nKustomize Version: v5.0.4', '1.29.0'],
    ['busybox', null],
    ['', null]
  ])('the version in %j is %s', (text, version) => {
    expect(versionIn(text)).toBe(version)
  })

  test.each([
    ['15', '15.0', true],
    ['14.9', '15.0', false],
    ['7.100.0', '7.76', true],
    ['1.6', '1.6.1', false],
    ['20.0.0', '20', true]
  ])('%s is at least %s: %s', (version, minimum, expected) => {
    expect(compareDotted(version, minimum) >= 0).toBe(expected)
  })

  test.each([
    ['is there', 'echo tool 2.1', 'ok', '2.1, wanted 2.0'],
    ['is too old', 'echo tool 1.9', 'missing', '1.9 is too old'],
    ['does not say its version', 'echo tool', 'warn', 'there; its version is not known'],
    ['knows another word for it', '[ "$1" = version ] && echo 3.0', 'ok', '3.0, wanted 2.0']
  ])('one that %s', async (_, script, state, message) => {
    const path = folder()
    mkdirSync(join(path, 'bin'))
    writeFileSync(join(path, 'bin/tool'), `#!/bin/sh\n${script}\n`)
    chmodSync(join(path, 'bin/tool'), 0o755)
    const environment = { PATH: `${join(path, 'bin')}:${process.env['PATH'] ?? ''}` }
    const pack = smallPack({ required_tools: [{ command: 'tool', minimum_version: '2.0' }] })
    const { findings } = await preflight(pack, PORTS, options({ environment, runsCommands: false }))
    expect(findings[0]).toMatchObject({ state, message })
  })

  test.each([
    ['has no value', {}, 0],
    ['is empty', { REDIS_HOST: '' }, 0],
    ['has one', { REDIS_HOST: 'redis.internal' }, 1]
  ])('one that is needed with an input which %s', async (_, environment, asked) => {
    const pack = smallPack({
      inputs: [{ name: 'REDIS_HOST', description: 'A host.', required: false }],
      required_tools: [{ command: 'keys-no-such-tool', needed_with: 'REDIS_HOST' }]
    })
    const { findings } = await preflight(pack, PORTS, options({ environment, runsCommands: false }))
    expect(findings.filter(({ of }) => of === 'tool')).toHaveLength(asked)
  })

  test('one that is not there stops', async () => {
    const pack = smallPack({ required_tools: [{ command: 'keys-no-such-tool', minimum_version: '2.0' }] })
    const { findings, stops } = await preflight(pack, PORTS, options())
    expect([findings[0]?.state, findings[0]?.help, stops]).toEqual([
      'missing',
      'Install keys-no-such-tool 2.0 or newer, and put it on PATH.',
      true
    ])
  })
})

test('an overlay that lost a step stops; one that should be written otherwise does not', async () => {
  const pack = smallPack()
  const withOverlay = async (markdown: string) => {
    const overlayFaults = parseOverlay(markdown, pack).faults
    const { findings, stops } = await preflight(pack, PORTS, options({ overlayFaults, runsCommands: false }))
    return [findings.at(-1)?.name, findings.at(-1)?.state, stops]
  }
  expect(await withOverlay('## ask-twice\n\nx')).toEqual(['line 1:1', 'failed', true])
  expect(await withOverlay('## Check 2\n\nx')).toEqual(['line 1:1', 'warn', false])
})

test('a text that declares no tools and has no checks: what its commands call is looked at, and that nothing was run is said', async () => {
  const pack = smallPack({ required_tools: [] }, (text) =>
    text.replace(/^## Immediate safety checks[^]*?(?=^## )/m, '')
  )
  const { findings, stops } = await preflight(pack, PORTS, options({ calledTools: ['bash', 'no-such-tool'] }))
  expect(statesOf(findings)).toMatchObject({ bash: 'ok', 'no-such-tool': 'missing', [pack.name]: 'skipped' })
  expect(stops).toBe(true)
})
