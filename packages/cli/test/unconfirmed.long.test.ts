// Over random packs and commands, with the real classification: nothing that cannot be shown to be read-only is ever
// started without a recorded confirmation by a person.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAnalyzer } from '@keys/command-analysis'
import {
  memoryStore,
  readJournal,
  readRunPack,
  startRun,
  type Intent,
  type Processes,
  type Situation
} from '@keys/runner'
import { nodeProcesses, randomIds, systemClock } from '@keys/runner/node'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { keysHere, temporaryFolder } from './support.js'

/** Each makes a file in `$MARKS`, by a way of its own: none of them is read-only. */
const ACTS = [
  'touch "$MARKS/a"',
  'printf x > "$MARKS/b"',
  'c=touch; $c "$MARKS/c"',
  'eval \'touch "$MARKS/d"\'',
  'x=echo; unset x; $x touch "$MARKS/e"',
  'n=\'a[$(touch "$MARKS/f")]\'; (( n )) || true',
  'ls / | head -n 1 | xargs -I{} touch "$MARKS/g"',
  'awk \'/"/ { system("touch $MARKS/h") } END { system("touch $MARKS/h") } /"/\' /dev/null',
  'bash <<\'EOF\'\ntouch "$MARKS/i"\nEOF',
  'find / -maxdepth 0 -exec touch "$MARKS/j" \\;',
  'echo "${a[$(touch "$MARKS/k")]}"',
  'trap \'touch "$MARKS/l"\' EXIT',
  'EVIDENCE_DIR=$MARKS; printf x > "$EVIDENCE_DIR/m"',
  'sort -o "$MARKS/n" /dev/null',
  'node -e \'require("fs").writeFileSync(process.env.MARKS + "/o", "")\'',
  'python3 -c \'import os; open(os.environ["MARKS"] + "/p", "w")\'',
  'cp /dev/null "$MARKS/q"',
  'sed -n "w $MARKS/r" /dev/null',
  'f() { ls; }; unset -f f; hash -r; touch "$MARKS/s"',
  'printf -v cmd %s touch; $cmd "$MARKS/t"',
  'curl -s -o "$MARKS/u" file:///dev/null',
  'tee "$MARKS/v" < /dev/null'
]
/** These only read. */
const LOOKS = [
  'ls /',
  'date',
  'printf "%s\\n" "$WORD"',
  'mkdir -p "$EVIDENCE_DIR" && date > "$EVIDENCE_DIR/t"',
  'id -u',
  'wc -l < /etc/hosts'
]
const WRAPS: readonly ((code: string) => string)[] = [
  (code) => code,
  (code) => `( ${code}\n)`,
  (code) => `{ ${code}\n}`,
  (code) => `if true; then\n${code}\nfi`,
  (code) => `for i in 1; do\n${code}\ndone`,
  (code) => `work() {\n${code}\n}\nwork`,
  (code) => `true\n${code}\ntrue`
]
const SECTIONS = [
  ['## Immediate safety checks', 'Check'],
  ['## Diagnosis flow', 'Step'],
  ['## Action steps', 'Action'],
  ['## Verification', 'Verify']
] as const

interface Plan {
  section: number
  code: string
  /** What an action says of itself. */
  effect: string
  isFolded: boolean
}
const command = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...LOOKS) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...ACTS), fc.constantFrom(...WRAPS)).map(([code, wrap]) => wrap(code))
  }
)
const plans = fc
  .array(
    fc.record<Plan>({
      section: fc.nat(3),
      code: command,
      effect: fc.constantFrom('READ-ONLY', 'REVERSIBLE', 'IRREVERSIBLE'),
      isFolded: fc.boolean()
    }),
    { minLength: 1, maxLength: 6 }
  )
  .map((steps) => steps.toSorted((a, b) => a.section - b.section))

function markdownOf(steps: readonly Plan[]): string {
  const parts = ['# A pack of chance\n\nIt does what it does.\n']
  let before = -1
  for (const [index, { section, code, effect, isFolded }] of steps.entries()) {
    const [heading = '', label = ''] = SECTIONS[section] ?? []
    if (section !== before) parts.push(heading)
    before = section
    const isAction = label === 'Action'
    parts.push(`### ${label} ${index + 1}: Do ${index + 1}${isAction ? ` (${effect})` : ''}`)
    if (isAction) parts.push('**Precondition**: it may.')
    const fence = `\`\`\`bash\n${code}\n\`\`\``
    parts.push(isFolded ? `<details><summary>If need be</summary>\n\n${fence}\n\n</details>` : fence)
    const next = steps[index + 1]
    const target = next ? `Continue to [${SECTIONS[next.section]?.[1] ?? ''} ${index + 2}].` : '**STOP: resolved**'
    parts.push(`- **If \`exit 0\`**: ${target}\n- **Otherwise**: ${target}`)
  }
  const definitions = steps.map(({ section, effect }, index) => {
    const label = SECTIONS[section]?.[1] ?? ''
    const anchor = `${label}-${index + 1}-do-${index + 1}${label === 'Action' ? `-${effect}` : ''}`
    return `[${label} ${index + 1}]: #${anchor.toLowerCase()}`
  })
  return `${parts.join('\n\n')}\n\n${definitions.join('\n')}\n`
}

const PACK = {
  slug: 'pack-of-chance',
  title: 'A pack of chance',
  description: 'It does what it does.',
  tool: 'operational',
  key_type: ['incident'],
  version: '1.0.0',
  outcome: 'recovery',
  maturity: 'starter',
  license_spdx: 'MIT',
  author: { name: 'Keys' },
  documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' },
  inputs: [
    { name: 'EVIDENCE_DIR', description: 'Folder.', example: './evidence', required: true },
    { name: 'MARKS', description: 'Folder.', example: './marks', required: true },
    { name: 'WORD', description: 'Word.', example: 'word', required: true }
  ]
}

function filesOf(steps: readonly Plan[]): Record<string, string> {
  return { 'README.md': markdownOf(steps), 'pack.json': `${JSON.stringify(PACK, null, 2)}\n` }
}

function place(): { folder: string; marks: string; environment: Record<string, string> } {
  const folder = temporaryFolder()
  const marks = join(folder, 'marks')
  mkdirSync(marks)
  const { PATH = '' } = process.env
  const environment = {
    PATH,
    MARKS: marks,
    EVIDENCE_DIR: join(folder, 'evidence'),
    WORD: 'word',
    KEYS_RUNS: join(folder, 'runs')
  }
  return { folder, marks, environment }
}

test('the command: run --yes, preflight and a dry run leave no mark', async () => {
  let ran = 0
  await fc.assert(
    fc.asyncProperty(
      plans,
      fc.constantFrom(['run', '--yes'], ['preflight'], ['run', '--dry-run']),
      async (steps, [name = '', ...flags]) => {
        const { folder, marks, environment } = place()
        const pack = join(folder, 'runbook-keys', PACK.slug)
        mkdirSync(pack, { recursive: true })
        for (const [path, text] of Object.entries({
          ...filesOf(steps),
          'CHANGELOG.md': '# Changelog\n',
          'checklist.md': '# Checklist\n',
          'LICENSE.txt': 'MIT\n'
        }))
          writeFileSync(join(pack, path), text)
        const { err, out } = await keysHere([name, PACK.slug, ...flags], folder, environment)
        expect(err).not.toContain('Internal error')
        if (/Runs the command of|answered/.test(out + err)) ran++
        expect([markdownOf(steps), readdirSync(marks)]).toEqual([markdownOf(steps), []])
      }
    ),
    { numRuns: 150 }
  )
  expect(ran).toBeGreaterThan(5)
})

/** Everything that a machine without a person could want. */
function wishes({ commands, options }: Situation): Intent[] {
  const policy = { type: 'policy' } as const
  return [
    ...commands.map(({ reference }): Intent => ({ type: 'run-command', command: reference, confirmation: policy })),
    ...options.map(({ choice }): Intent => ({ type: 'choose', choice, confirmation: policy })),
    { type: 'acknowledge' }
  ]
}

test('the session: whoever asks, each started command is read-only or was confirmed by a person', async () => {
  const analyzer = await createAnalyzer()
  const counts = { started: 0, policy: 0, person: 0, refused: 0 }
  const intents = fc.array(fc.record({ dice: fc.nat(), asPerson: fc.integer({ min: 0, max: 9 }) }), {
    minLength: 4,
    maxLength: 14
  })
  await fc.assert(
    fc.asyncProperty(
      plans,
      intents,
      fc.constantFrom<'person' | 'agent'>('person', 'agent'),
      async (steps, rolls, answeredBy) => {
        const { folder, marks, environment } = place()
        const files = filesOf(steps)
        const pack = readRunPack({ contentHash: `sha256-${'0'.repeat(64)}`, files })
        const started: string[] = []
        const real = nodeProcesses()
        const processes: Processes = { ...real, run: (request) => (started.push(request.code), real.run(request)) }
        const storage = memoryStore()
        const session = await startRun(
          pack,
          { storage, processes, clock: systemClock, ids: randomIds, classifier: analyzer },
          { operator: 'mara', host: 'laptop', process: process.pid, tool: 'test', environment, folder, answeredBy }
        )
        let mayMark = false
        for (const { dice, asPerson } of rolls) {
          const situation = session.situation
          if (!situation) break
          const wish = wishes(situation)[dice % wishes(situation).length]
          if (!wish) break
          // One in ten is a person, who confirms it at a terminal.
          const isPerson = asPerson === 0 && wish.type === 'run-command'
          const done = await session.perform(isPerson ? { ...wish, confirmation: { type: 'confirmed' } } : wish)
          if (done.type === 'refused') counts.refused++
          mayMark ||= isPerson && answeredBy === 'person' && done.type === 'done'
        }
        const { events } = readJournal((await storage.read(session.state.run))!.journal)
        const recorded = events.filter((event) => event.type === 'command-started')
        expect(started).toEqual(recorded.map(({ code }) => code))
        for (const event of recorded) {
          const { confirmedBy, code } = event
          counts.started++
          counts[confirmedBy === 'person' ? 'person' : 'policy']++
          const all = pack.runbook.steps.flatMap(({ commands }) => commands)
          const effects = all
            .filter((one) => one.code === code)
            .map((one) => analyzer.classify(pack.runbook, files['README.md'] ?? '', one).effect)
          if (confirmedBy !== 'person') expect([code, effects]).toEqual([code, effects.map(() => 'read-only')])
        }
        if (!mayMark) expect([markdownOf(steps), readdirSync(marks)]).toEqual([markdownOf(steps), []])
      }
    ),
    { numRuns: 150 }
  )
  // It was tried: some ran alone, some by a person, and much was refused.
  expect(Math.min(counts.policy, counts.person, counts.refused)).toBeGreaterThan(5)
})
