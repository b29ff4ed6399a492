/**
 * drill/drill.js of a new pack: a small world in which the skeleton can be walked, so that the author replaces parts of
 * something that runs.
 */
import { MARK } from '@keys/pack/edits'
import type { KeyType } from './answers.js'

/** What the pack of the author imports; nothing here does. */
const DRILL_PACKAGE = '@keys/drill'

/** What a stub holds beside the frame that all share. */
interface Stub {
  /** Modules of Node that the world needs. */
  imports: readonly string[]
  /** The statements that build the world; what it returns has `environment`. */
  world: string
  /** The scenarios: one that fixes, one that takes a wrong action. */
  scenarios: string
}

const SERVICE = `    const state = { failing: false }
    const server = createServer((_, response) => {
      response.writeHead(state.failing ? 500 : 200).end()
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)))
    scope.defer(() => server.close())
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the service does not listen')
    return {
      state,
      environment: {
        EVIDENCE_DIR: join(await scope.folder('evidence'), 'incident'),
        SERVICE_URL: \`http://127.0.0.1:\${address.port}/\`
      }
    }`

const BREAKS = `fault: ({ state }) => {
        state.failing = true
      }`

const STUBS: Readonly<Record<KeyType, Stub>> = {
  incident: {
    imports: ["import { createServer } from 'node:http'", "import { join } from 'node:path'"],
    world: SERVICE,
    scenarios: `    {
      name: 'a release broke it',
      ${BREAKS},
      manualActions: {
        'Step 2': () => {},
        'Action 1': ({ state }) => {
          state.failing = false
        }
      },
      decisions: { 'Step 2': 'went live' },
      path: ['Check 1', 'Check 2', 'Step 1', 'Step 2', 'Action 1', 'Verify 1', 'Verify 2'],
      fixedBy: 'Action 1',
      end: 'resolved'
    },
    {
      name: 'the wrong release is taken back',
      ${BREAKS},
      manualActions: { 'Step 2': () => {} },
      decisions: { 'Step 2': 'went live' },
      wrongAction: { description: 'takes back the release before', instead: { 'Action 1': () => {} } },
      path: ['Check 1', 'Check 2', 'Step 1', 'Step 2', 'Action 1'],
      end: 'escalate'
    }`
  },
  'failure-mode': {
    imports: [
      "import { appendFile } from 'node:fs/promises'",
      "import { join } from 'node:path'",
      "import { setTimeout } from 'node:timers/promises'"
    ],
    world: `    const log = await scope.file('service.log', 'started\\n')
    const state = { failing: false }
    const timer = setInterval(() => {
      void appendFile(log, state.failing ? 'connection pool exhausted\\n' : 'served\\n')
    }, 100)
    scope.defer(() => clearInterval(timer))
    return {
      state,
      environment: {
        EVIDENCE_DIR: join(await scope.folder('evidence'), 'incident'),
        FAILURE_TEXT: 'connection pool exhausted',
        SERVICE_LOG: log
      }
    }`,
    scenarios: `    {
      name: 'the pool is too small',
      fault: async ({ state }) => {
        state.failing = true
        await setTimeout(1000)
      },
      before: { 'Step 2': () => setTimeout(500) },
      manualActions: {
        'Action 1': ({ state }) => {
          state.failing = false
        },
        'Action 2': () => {}
      },
      path: ['Check 1', 'Check 2', 'Step 1', 'Step 2', 'Action 1', 'Action 2', 'Verify 1', 'Verify 2'],
      fixedBy: 'Action 1',
      end: 'resolved'
    },
    {
      name: 'the switch of another part',
      fault: async ({ state }) => {
        state.failing = true
        await setTimeout(1000)
      },
      before: { 'Step 2': () => setTimeout(500) },
      wrongAction: { description: 'holds back a part that is well', instead: { 'Action 1': () => {} } },
      path: ['Check 1', 'Check 2', 'Step 1', 'Step 2', 'Action 1'],
      end: 'escalate'
    }`
  },
  decision: {
    imports: ["import { createServer } from 'node:http'", "import { join } from 'node:path'"],
    world: SERVICE,
    scenarios: `    {
      name: 'a change that goes back',
      ${BREAKS},
      manualActions: {
        'Check 2': () => {},
        'Step 2': () => {},
        'Action 1': ({ state }) => {
          state.failing = false
        }
      },
      decisions: { 'Check 2': 'the person', 'Step 2': 'it goes back' },
      path: ['Check 1', 'Check 2', 'Step 1', 'Step 2', 'Action 1', 'Verify 1', 'Verify 2'],
      fixedBy: 'Action 1',
      end: 'resolved'
    },
    {
      name: 'it is decided, and not done',
      ${BREAKS},
      manualActions: { 'Check 2': () => {}, 'Step 2': () => {} },
      decisions: { 'Check 2': 'the person', 'Step 2': 'it goes back' },
      wrongAction: { description: 'writes the decision down and leaves it at that', instead: { 'Action 1': () => {} } },
      path: ['Check 1', 'Check 2', 'Step 1', 'Step 2', 'Action 1'],
      end: 'escalate'
    }`
  },
  recovery: {
    imports: [
      "import { execFileSync } from 'node:child_process'",
      "import { mkdir, rm, writeFile } from 'node:fs/promises'",
      "import { join } from 'node:path'"
    ],
    world: `    const folder = await scope.folder('service')
    const data = join(folder, 'data')
    const backup = join(folder, 'backup.tar.gz')
    await mkdir(data)
    for (const name of ['one', 'two', 'three']) await writeFile(join(data, \`\${name}.txt\`), name)
    execFileSync('tar', ['-czf', backup, '-C', data, '.'])
    return {
      data,
      backup,
      environment: {
        BACKUP_FILE: backup,
        DATA_DIR: data,
        EVIDENCE_DIR: join(folder, 'evidence'),
        RESTORE_DIR: join(folder, 'restored')
      }
    }`,
    scenarios: `    {
      name: 'a file was lost',
      fault: ({ data }) => rm(join(data, 'two.txt')),
      manualActions: { 'Check 3': () => {}, 'Action 3': () => {}, 'Verify 2': () => {} },
      decisions: { 'Check 3': '0 writers', 'Action 3': 'one write' },
      path: [
        'Check 1',
        'Check 2',
        'Check 3',
        'Step 1',
        'Step 2',
        'Action 1',
        'Action 2',
        'Action 3',
        'Verify 1',
        'Verify 2'
      ],
      fixedBy: 'Action 2',
      end: 'resolved'
    },
    {
      name: 'nothing is restored',
      fault: ({ data }) => rm(join(data, 'two.txt')),
      manualActions: { 'Check 3': () => {} },
      decisions: { 'Check 3': '0 writers' },
      wrongAction: {
        description: 'takes the damaged data for the backup',
        instead: { 'Action 1': ({ data, environment }) => void execFileSync('cp', ['-r', data, environment.RESTORE_DIR]) }
      },
      path: ['Check 1', 'Check 2', 'Check 3', 'Step 1', 'Step 2', 'Action 1'],
      end: 'escalate'
    }`
  }
}

/**
 * The text of drill/drill.js.
 * @param type The type of key that chose the skeleton.
 * @param furtherInputs Names of inputs that the skeleton does not have.
 */
export function drillStub(type: KeyType, furtherInputs: readonly string[] = []): string {
  const { imports, scenarios } = STUBS[type]
  const stood = furtherInputs.map((name) => `        ${name}: '${MARK} what the world gives for it',\n`)
  const world = STUBS[type].world.replace('environment: {\n', (start) => start + stood.join(''))
  return `// @ts-check
// ${MARK} the drill of this runbook. Build the system that it is about, break it as it breaks, and name the way that
// is right. The commands are taken from README.md. Add a scenario for each branch.
${imports.join('\n')}
import { defineDrill } from '${DRILL_PACKAGE}'

export const drill = defineDrill({
  world: async ({ scope }) => {
${world}
  },
  scenarios: [
${scenarios}
  ]
})
`
}
