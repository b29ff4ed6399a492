import { expect, test } from 'vitest'
import { diffGraphs, parseRunbook } from '../src/index.js'

const README = `# Flag down

## First minute

- **Nobody answers**: **STOP: wrong runbook** \`@keys/runbook-mast-down\`
- **The flag is torn**: go to [Check 1].

## Immediate safety checks

### Check 1: Look

\`\`\`bash
node "$RUNBOOK/scripts/look.mjs" && bash "\${RUNBOOK}/scripts/deep/count.sh" && psql -XqAt -c 'select 1'
\`\`\`
`
const SCRIPTS = {
  'scripts/look.mjs': "import { list } from './list.mjs'\nconsole.log(list(process.env.MAST))\n",
  'scripts/list.mjs': 'export const list = () => process.env.FLAG_COLOR\n',
  'scripts/deep/count.sh': 'echo "$HEIGHT $RUNBOOK"\n',
  'scripts/unused.sh': 'echo "$NOBODY"\n',
  'README.md': README
}

test('a command has the scripts that it runs, those that they import, and the inputs of all', () => {
  const [step] = parseRunbook(README, { scripts: SCRIPTS }).steps
  const [command] = step?.commands ?? []
  expect(command?.scripts?.map(({ path, interpreter }) => [path, interpreter])).toEqual([
    ['scripts/look.mjs', 'js'],
    ['scripts/list.mjs', 'js'],
    ['scripts/deep/count.sh', 'bash']
  ])
  expect(command?.inputs).toEqual(['DATABASE_URL', 'MAST', 'FLAG_COLOR', 'HEIGHT'])
})

test.each([
  ['\\getenv folder RUNBOOK\n\\i :folder/scripts/limits.sql', ['DATABASE_URL', 'ROLE']],
  ['\\getenv folder RUNBOOK\n\\include :folder/scripts/limits.sql', ['DATABASE_URL', 'ROLE']],
  ['\\getenv folder EVIDENCE_DIR\n\\i :folder/scripts/limits.sql', ['DATABASE_URL', 'EVIDENCE_DIR']],
  ['\\getenv folder RUNBOOK\n\\i :other/scripts/limits.sql', ['DATABASE_URL']]
])('an sql block %j reads %j', (code, inputs) => {
  const text = `# A\n\n## Diagnosis flow\n\n### Step 1: B\n\n\`\`\`sql\n${code}\nselect 1;\n\`\`\`\n`
  const scripts = { 'scripts/limits.sql': '\\getenv role ROLE\n' }
  expect(parseRunbook(text, { scripts }).steps[0]?.commands[0]?.inputs).toEqual(inputs)
})

test('without its scripts a command is what stands between the fences', () => {
  const [step] = parseRunbook(README).steps
  expect(step?.commands[0]).not.toHaveProperty('scripts')
  expect(step?.commands[0]?.inputs).toEqual(['DATABASE_URL'])
})

test.each([
  ['psql -XqAt -f "$EVIDENCE_DIR/a.sql"', true],
  ['n=$(psql -XqAt -c "select 1")', true],
  ['PGCONNECT_TIMEOUT=5 psql -c "select 1"', true],
  ['psql -h db.internal -c "select 1"', false],
  ['psql "$OTHER_URL" -c "select 1"', false],
  ['psql postgres://db/app', false],
  ['echo psql is a tool', false]
])('%s reaches the database of DATABASE_URL: %s', (code, reaches) => {
  const text = `# A\n\n## Diagnosis flow\n\n### Step 1: B\n\n\`\`\`bash\n${code}\n\`\`\`\n`
  expect(parseRunbook(text).steps[0]?.commands[0]?.inputs.includes('DATABASE_URL')).toBe(reaches)
})

test('the first minute is a section of its own, before all others, and leads somewhere', () => {
  const { sections, firstMinute } = parseRunbook(README)
  expect(sections[0]?.kind).toBe('first-minute')
  expect(firstMinute.map(({ targets }) => targets.map((target) => target.type))).toEqual([['terminal'], ['step']])
  expect(firstMinute[1]?.targets[0]).toMatchObject({ step: 'look' })
})

test('another script is another command', () => {
  const before = parseRunbook(README, { scripts: SCRIPTS })
  const after = parseRunbook(README, { scripts: { ...SCRIPTS, 'scripts/list.mjs': 'export const list = () => 2\n' } })
  expect(diffGraphs({ runbook: before }, { runbook: after }).map(({ type }) => type)).toEqual(['command-changed'])
  expect(diffGraphs({ runbook: before }, { runbook: before })).toEqual([])
})
