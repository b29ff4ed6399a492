import { parseRunbook } from '@keys/parser'
import type { Command } from '@keys/schema'
import { expect, test } from 'vitest'
import { Parser, type Options, type Program } from 'acorn'
import { Analyzer, createAnalyzer, loadParsers, pitfallsIn } from '../src/index.js'

const FENCES: readonly (readonly [language: string, code: string])[] = [
  ['sql', 'select 1'],
  ['js', 'console.log(1)'],
  ['ts', 'let a: number = 1'],
  ['bash', 'psql -c "select 1"']
]

function analyze(analyzer: Analyzer, language: string, code: string): ReturnType<Analyzer['analyze']> {
  const markdown = `## Diagnosis flow\n\n### Step 1: Look\n\n\`\`\`${language}\n${code}\n\`\`\`\n`
  return analyzer.analyze(parseRunbook(markdown), markdown)
}

test.each(FENCES)('what cannot be looked into is a fault, and never nothing: %s', async (language, code) => {
  const none = new Analyzer({ sql: null, javascript: null, typescript: null })
  const { commands, sampleFaults } = analyze(none, language, code)
  expect([...commands.flatMap(({ faults }) => faults), ...sampleFaults].map(({ reason }) => reason)).toEqual([
    'its parser is not loaded'
  ])
  const all = analyze(await createAnalyzer(), language, code)
  expect([...all.commands.flatMap(({ faults }) => faults), ...all.sampleFaults]).toEqual([])
})

test.each(FENCES)('the parsers that a text needs are those that its analyzer holds: %s', async (language, code) => {
  const analyzer = await createAnalyzer([`\`\`\`${language}\n${code}\n\`\`\`\n`])
  const { commands, sampleFaults } = analyze(analyzer, language, code)
  expect([...commands.flatMap(({ faults }) => faults), ...sampleFaults]).toEqual([])
})

test('a script of the pack is looked into as if it stood in the text, at the place of its call', async () => {
  const call = 'bash "$RUNBOOK/scripts/repair.sh"'
  const markdown = `## Diagnosis flow\n\n### Step 1: Look\n\n\`\`\`bash\n${call}\n\`\`\`\n`
  const scripts = {
    'scripts/repair.sh':
      'psql -XqAt -v ON_ERROR_STOP=1 <<SQL\ndelete from jobs;\nSQL\nnode "$RUNBOOK/scripts/ask.mjs" > "$EVIDENCE_DIR/a.txt"\n',
    'scripts/ask.mjs': "import './send.mjs'\nconsole.log(process.env.TOKEN)\n",
    'scripts/send.mjs': "await fetch(process.env.PLACE, { method: 'DELETE', headers: { authorization: 'a' } })\n"
  }
  const [facts] = (await createAnalyzer()).analyze(parseRunbook(markdown, { scripts }), markdown).commands
  expect(facts?.calls.map(({ name }) => name)).toEqual(['bash', 'psql', 'node'])
  expect(facts?.sql.flatMap(({ statements }) => statements.map(({ type }) => type))).toEqual(['DeleteStmt'])
  expect(facts?.requests.map(({ method }) => method)).toEqual(['DELETE'])
  expect(facts?.files.filter(({ use }) => use === 'write').map(({ path }) => path)).toEqual(['$EVIDENCE_DIR/a.txt'])
  const start = markdown.indexOf(call)
  expect(facts?.sql[0]?.place).toEqual({ start, end: start + call.length })
})

test.each([
  ['alone', 'with the file'],
  ['with the file', 'alone']
] as const)('what a script does is known by the files that it finds: first %s', async (...order) => {
  const call = 'bash "$RUNBOOK/scripts/clean.sh"'
  const fences = { alone: call, 'with the file': `psql -XqAt -f "$RUNBOOK/scripts/clean.sql"\n${call}` }
  const markdown = `## Diagnosis flow\n\n### Step 1: Look\n\n${order.map((name) => `\`\`\`bash\n${fences[name]}\n\`\`\`\n`).join('\n')}`
  const scripts = {
    // It names the file in two parts, so that only a command that names it has it at hand.
    'scripts/clean.sh': 'folder="$RUNBOOK/scripts"\npsql -XqAt -f "$folder/clean.sql"\n',
    'scripts/clean.sql': 'delete from jobs;\n'
  }
  const analysis = (await createAnalyzer()).analyze(parseRunbook(markdown, { scripts }), markdown)
  expect(
    analysis.commands.map(({ command }) => [command.code.includes('.sql'), analysis.classify(command).effect])
  ).toEqual(order.map((name) => (name === 'alone' ? [false, 'unknown'] : [true, 'changes'])))
})

test('a script that runs itself ends', async () => {
  const markdown = '## Diagnosis flow\n\n### Step 1: Look\n\n```bash\nbash "$RUNBOOK/scripts/loop.sh"\n```\n'
  const scripts = { 'scripts/loop.sh': 'bash "$RUNBOOK/scripts/loop.sh"\n' }
  const [facts] = (await createAnalyzer()).analyze(parseRunbook(markdown, { scripts }), markdown).commands
  expect(facts?.calls).toHaveLength(2)
})

test('each text is parsed once, however many commands run it and whatever is asked of them', async () => {
  const parsers = await loadParsers()
  const parsed: string[] = []
  const { sql, javascript } = parsers
  class Counted extends (javascript ?? Parser) {
    static override parse(text: string, options: Options): Program {
      parsed.push(text)
      return super.parse(text, options)
    }
  }
  const analyzer = new Analyzer({
    ...parsers,
    sql: { parseSync: (text) => (parsed.push(text), sql?.parseSync(text) ?? { version: 0, stmts: [] }) },
    javascript: Counted
  })
  const fence = '```bash\nnode "$RUNBOOK/scripts/ask.mjs"\npsql -XqAt -f "$RUNBOOK/scripts/ask.sql"\n```\n'
  const markdown = `## Diagnosis flow\n\n${['One', 'Two', 'Three'].map((title, index) => `### Step ${index + 1}: ${title}\n\n${fence}`).join('\n')}`
  const scripts = {
    'scripts/ask.mjs': "import './part.mjs'\nconsole.log(process.env.A)\n",
    'scripts/part.mjs': 'console.log(process.env.B)\n',
    'scripts/ask.sql': 'select 1;\nselect 2;\n'
  }
  const runbook = parseRunbook(markdown, { scripts })
  const { commands } = analyzer.analyze(runbook, markdown)
  for (const facts of commands) {
    analyzer.classify(runbook, markdown, facts.command)
    pitfallsIn(facts, new Set())
  }
  expect(commands).toHaveLength(3)
  expect(commands.map(({ sql: scripts }) => scripts.flatMap(({ statements }) => statements).length)).toEqual([2, 2, 2])
  expect(parsed.toSorted()).toEqual([...new Set(parsed)].toSorted())
  expect(parsed).toHaveLength(4)
})

test('all variables that a script of the pack reads are named, at the place of its call', async () => {
  const call = 'node "$RUNBOOK/scripts/ask.mjs"'
  const markdown = `## Diagnosis flow\n\n### Step 1: Look\n\n\`\`\`bash\n${call}\n\`\`\`\n`
  const scripts = {
    'scripts/ask.mjs': 'const { FIRST } = process.env\nconsole.log(process.env.SECOND, process.env.THIRD ?? 1, FIRST)\n'
  }
  const [facts] = (await createAnalyzer()).analyze(parseRunbook(markdown, { scripts }), markdown).commands
  const start = markdown.indexOf(call)
  const place = { start, end: start + call.length }
  expect(facts?.variables.filter(({ name }) => name !== 'RUNBOOK')).toEqual([
    { name: 'FIRST', optional: false, place },
    { name: 'SECOND', optional: false, place },
    { name: 'THIRD', optional: true, place }
  ])
})

const SCRIPTS = {
  'scripts/outer.sh': 'bash "$RUNBOOK/scripts/inner.sh"\npsql "$DATABASE_URL" -f "$RUNBOOK/scripts/some.sql"\n',
  'scripts/inner.sh': `cat > "$EVIDENCE_DIR/made.sh" <<'E'\nrm -rf /srv/$X\nE\nbash "$EVIDENCE_DIR/made.sh"\nkill "$PID"\n`,
  'scripts/some.sql': 'delete from jobs;\n',
  'scripts/loop.sh': 'bash "$RUNBOOK/scripts/loop.sh"\n'
}

test('what a command does is the same whichever was asked first', async () => {
  const blocks = [
    'bash "$RUNBOOK/scripts/outer.sh"',
    'bash "$RUNBOOK/scripts/inner.sh"',
    'echo first\nbash "$RUNBOOK/scripts/inner.sh" | tail -1\nbash "$RUNBOOK/scripts/outer.sh"',
    'bash "$RUNBOOK/scripts/loop.sh"',
    'bash "$EVIDENCE_DIR/made.sh"',
    'bash -c \'bash "$RUNBOOK/scripts/outer.sh"\''
  ]
  const fences = blocks.map((code) => `\`\`\`bash\n${code}\n\`\`\`\n`).join('\n')
  const markdown = `## Diagnosis flow\n\n### Step 1: Look\n\n${fences}`
  const orders = [(commands: Command[]) => commands, (commands: Command[]) => commands.toReversed()]
  const told = await Promise.all(
    orders.map(async (inOrder) => {
      const runbook = parseRunbook(markdown, { scripts: SCRIPTS })
      const analyzer = await createAnalyzer()
      const commands = runbook.steps.flatMap((step) => step.commands)
      const found = new Map(inOrder(commands).map((one) => [one.code, analyzer.classify(runbook, markdown, one)]))
      return commands.map(({ code }) => found.get(code))
    })
  )
  expect(told[1]).toEqual(told[0])
  // One by one, so that nothing is known of scripts when a command is asked about.
  const alone = await Promise.all(
    blocks.map(async (_, index) => {
      const runbook = parseRunbook(markdown, { scripts: SCRIPTS })
      const command = runbook.steps.flatMap((step) => step.commands)[index]
      return command && (await createAnalyzer()).classify(runbook, markdown, command)
    })
  )
  expect(alone).toEqual(told[0])
  expect(alone.map((one) => one?.effect)).toEqual(['changes', 'changes', 'changes', 'unknown', 'changes', 'changes'])
})
