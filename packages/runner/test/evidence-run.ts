/** A small pack and a run of it, with real commands. */
import {
  memoryStore,
  readRunPack,
  startRun,
  type RunPack,
  type Session,
  type SessionOptions,
  type SessionPorts
} from '../src/index.js'
import { nodeProcesses, systemClock } from '../src/node.js'
import { always } from './support/classifiers.js'

const FENCE = '```'

const README = `# Small outage

Something small is out.

## Immediate safety checks

### Check 1: Inputs are there

${FENCE}bash
mkdir -p "$EVIDENCE_DIR" && [ -d "$EVIDENCE_DIR" ] && echo ready
${FENCE}

**Expected**: \`ready\`.

- **If \`ready\`**: continue to [Check 2].
- **Otherwise**: **STOP: escalate**

### Check 2: The service answers (READ-ONLY)

${FENCE}bash
echo "asked $SERVICE_URL with $TOKEN"
echo "\${ANSWER:-up}"
${FENCE}

**Expected**: \`up\`.

- **If \`up\`**: continue to [Step 1].
- **If \`down\`**: start it, then run [Check 1] again.
- **Otherwise**: **STOP: escalate**

## Diagnosis flow

### Step 1: Is it slow

<!-- formerly: is-it-late -->

${FENCE}bash
echo slow
${FENCE}

- **If \`slow\`**: go to [Action 1].
- **If \`lost\`**: go to [Step 2].
- **Otherwise**: **STOP: escalate**

### Step 2: Is it lost

- **If a person sees it**: go to [Action 1].
- **Otherwise**: **STOP: escalate**

## Action steps

### Action 1: Restart it (REVERSIBLE)

**Precondition**: nobody else restarts it.

${FENCE}bash
echo restarted
${FENCE}

**Rollback**: start the old one.

## Verification

### Verify 1: It answers (after 1 hour)

${FENCE}bash
echo 200
${FENCE}

**Expected**: \`200\`.
`

const PACK = {
  slug: 'small-outage',
  title: 'Small outage',
  description: 'Something small is out.',
  tool: 'operational',
  key_type: ['incident'],
  version: '1.2.3',
  outcome: 'incident-response',
  maturity: 'starter',
  license_spdx: 'MIT',
  author: { name: 'Somebody' },
  compliance_relevance: ['SOC2'],
  documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' },
  required_tools: [{ command: 'bash', minimum_version: '3.2' }],
  inputs: [
    { name: 'EVIDENCE_DIR', description: 'Folder for what is found.', example: './evidence' },
    { name: 'SERVICE_URL', description: 'Address of the service.', example: 'https://service.internal/health' },
    { name: 'TOKEN', description: 'Token of the service.', example: 'tok_...', secret: true },
    { name: 'ANSWER', description: 'What the service says.', example: 'up', required: false }
  ]
}

/** The fake secret of the run. */
export const SECRET = 'tok_fake-not-a-secret-1234'

/**
 * The pack.
 * @param changes Fields of pack.json that are different.
 * @param change Changes the README.
 */
export function smallPack(changes: object = {}, change = (text: string) => text): RunPack {
  return readRunPack({
    contentHash: `sha256-${'5a'.repeat(32)}`,
    files: { 'README.md': change(README), 'pack.json': JSON.stringify({ ...PACK, ...changes }) }
  })
}

export interface SmallRun {
  session: Session
  ports: SessionPorts
  journal(): Promise<Uint8Array>
}

/** Starts a run in memory. */
export async function startSmallRun(
  pack: RunPack = smallPack(),
  options: Partial<SessionOptions> = {}
): Promise<SmallRun> {
  let count = 0
  const ports: SessionPorts = {
    storage: memoryStore(),
    processes: nodeProcesses(),
    clock: systemClock,
    ids: { unique: () => `abcdefgh${++count}` },
    classifier: always('read-only')
  }
  const session = await startRun(pack, ports, { ...OPERATOR, ...options })
  return {
    session,
    ports,
    journal: async () => (await ports.storage.read(session.state.run))?.journal ?? new Uint8Array()
  }
}

/** Who answers in the run. */
export const OPERATOR = {
  operator: 'mara',
  host: 'laptop',
  process: 4711,
  tool: 'keys test',
  environment: {
    PATH: process.env['PATH'] ?? '',
    EVIDENCE_DIR: '/tmp',
    SERVICE_URL: 'https://service.internal/health',
    TOKEN: SECRET
  },
  folder: '/tmp'
}

/** Runs all commands of the current step. */
export async function runCommands({ session }: SmallRun): Promise<void> {
  for (const { reference, missing } of session.situation?.commands ?? []) {
    for (const { name } of missing) await session.perform({ type: 'set-input', name, value: null, origin: 'person' })
    await session.perform({ type: 'run-command', command: reference, confirmation: { type: 'confirmed' } })
  }
}

/** Runs the commands of a step and leaves it by the branch that the matchers suggest. */
export async function followMatchers(run: SmallRun): Promise<void> {
  await runCommands(run)
  const evaluation = run.session.situation?.evaluation
  if (evaluation?.type !== 'suggests') throw new Error(`the matchers suggest nothing: ${JSON.stringify(evaluation)}`)
  await run.session.perform({ type: 'choose', choice: evaluation.choice })
}

/** A whole run: one step by the matchers, one against them, one skipped, an action, and what is needed to end it. */
export async function wholeRun(pack = smallPack()): Promise<SmallRun> {
  const run = await startSmallRun(pack)
  const { session } = run
  await followMatchers(run)
  await session.perform({ type: 'note', text: 'The graph is red. <script>alert(1)</script> **not bold** \u202Eegnahc' })
  await followMatchers(run)
  await runCommands(run)
  await session.perform({ type: 'choose', choice: { type: 'branch', index: 1 }, reason: 'I saw that it is lost.' })
  await session.perform({ type: 'skip', choice: { type: 'branch', index: 0 }, reason: 'Seen by <Bo>.' })
  await session.perform({ type: 'acknowledge' })
  await followOrGoOn(run)
  await followMatchers(run)
  await session.close('ended')
  return run
}

async function followOrGoOn(run: SmallRun): Promise<void> {
  await runCommands(run)
  const [option] = run.session.situation?.options ?? []
  if (!option) throw new Error('the action leads nowhere')
  await run.session.perform({ type: 'choose', choice: option.choice })
}
