import { parseRunbook } from '@keys/parser'
import { expect, test } from 'vitest'
import { Analyzer, createAnalyzer } from '../src/index.js'

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

test('a script that runs itself ends', async () => {
  const markdown = '## Diagnosis flow\n\n### Step 1: Look\n\n```bash\nbash "$RUNBOOK/scripts/loop.sh"\n```\n'
  const scripts = { 'scripts/loop.sh': 'bash "$RUNBOOK/scripts/loop.sh"\n' }
  const [facts] = (await createAnalyzer()).analyze(parseRunbook(markdown, { scripts }), markdown).commands
  expect(facts?.calls).toHaveLength(2)
})
