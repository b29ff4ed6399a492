import { describe, expect, test } from 'vitest'
import { parseChangelog, parseChecklist, parseRunbook } from '../src/index.ts'
import { at, misplaced, positionsIn } from './helpers.ts'

const runbook = `# Queue 🔥 stands *still*

Größe: 漢字.

## When to use

- **Alert**: \`QueueOld\`

## Immediate safety checks (first 5 minutes)

**DO NOT**

- Do not purge.

## Diagnosis flow

### Step 1: Ask 🔥 (READ-ONLY)

Ünder it.

\`\`\`bash
echo "$QUEUE_URL"
\`\`\`

**Expected**: \`0\` or \`empty\`. Nothing 🔥 waits.

- **If \`0\` or \`the log\`**: 🔥 done. **STOP: resolved**
- **Otherwise**: go to step 2 or [Step 2].

### Step 2: Look

**Key**: \`node-queue-drain\`

[Step 2]: #step-2-look
`

const checklist = '# Checklist: 🔥\n\n## Verification\n\n- [ ] ü [Step 1]: a `__`\n- [ ] b\n\n[Step 1]: README.md#a\n'
const changelog = '# Änderungen 🔥\n\n## 1.0.0 - 2026-11-23\n\n- é\n- b\n'

const variants: [string, (text: string) => string][] = [
  ['as it is', (text) => text],
  ['with a BOM', (text) => `\uFEFF${text}`],
  ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['with CR', (text) => text.replaceAll('\n', '\r')],
  ['with a BOM and CRLF', (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
  ['after non-ASCII', (text) => `<!-- 🔥é漢 -->\n\n${text}`]
]

describe.each(variants)('%s', (_, change) => {
  const text = change(runbook)
  const lf = (written: string): string => written.replace(/\r\n?/g, '\n')
  const model = parseRunbook(text)
  const [first, second] = model.steps
  const [expected] = first!.fields
  const [branch, otherwise] = first!.branches

  test('a command is the same for a shell', () => {
    expect(
      parseRunbook(change('# A\n\n## Diagnosis flow\n\n### Step 1: A\n\n```bash\none\ntwo\n```\n')).steps[0]
        ?.commands[0]?.code
    ).toBe('one\ntwo')
  })

  test.each([
    ['title', model.title!, '# Queue 🔥 stands *still*'],
    ['introduction', model.introduction[0]!, 'Größe: 漢字.'],
    ['signal', model.signals[0]!, '- **Alert**: `QueueOld`'],
    ['section heading', model.sections[1]!.headingPosition, '## Immediate safety checks (first 5 minutes)'],
    ['prohibition', model.prohibitions[0]!, '- Do not purge.'],
    ['step heading', first!.headingPosition, '### Step 1: Ask 🔥 (READ-ONLY)'],
    ['prose', first!.prose[0]!, 'Ünder it.'],
    ['command', first!.commands[0]!, '```bash\necho "$QUEUE_URL"\n```'],
    ['label', expected!.labelPosition, '**Expected**'],
    ['field', expected!, '**Expected**: `0` or `empty`. Nothing 🔥 waits.'],
    ['matcher of a field', expected!.matchers[1]!, '`empty`'],
    ['condition', branch!.conditionPosition, '**If `0` or `the log`**'],
    ['matcher', branch!.matchers[0]!, '`0`'],
    ['stray code', branch!.strayCode[0]!, '`the log`'],
    ['branch', branch!, '**If `0` or `the log`**: 🔥 done. **STOP: resolved**'],
    ['stop', branch!.targets[0]!, '**STOP: resolved**'],
    ['default', otherwise!.conditionPosition, '**Otherwise**'],
    ['target in words', otherwise!.targets[0]!, 'go to step 2'],
    ['target by reference', otherwise!.targets[1]!, '[Step 2]'],
    ['step', second!, '### Step 2: Look\n\n**Key**: `node-queue-drain`'],
    ['reference', model.references[0]!, '`node-queue-drain`'],
    ['definition', model.definitions[0]!, '[Step 2]: #step-2-look'],
    ['input', model.inputs[0]!.positions[0]!, '```bash\necho "$QUEUE_URL"\n```']
  ])('%s', (__, part, written) => {
    expect(lf(at(text, 'position' in part ? part.position : part))).toBe(written)
  })

  test('edges stand at their targets', () => {
    const places = model.graph.edges.map(({ position }) => position && at(text, position))
    expect(places).toEqual(['**STOP: resolved**', 'go to step 2', '[Step 2]'])
  })

  test('items of a checklist', () => {
    const list = change(checklist)
    const { phases } = parseChecklist(list)
    expect(phases[0]!.items.map((item) => at(list, item.position))).toEqual(['- [ ] ü [Step 1]: a `__`', '- [ ] b'])
  })

  test('entries of a changelog', () => {
    const log = change(changelog)
    const [entry] = parseChangelog(log).entries
    expect(lf(at(log, entry!.position))).toBe('## 1.0.0 - 2026-11-23\n\n- é\n- b')
    expect(lf(entry!.text)).toBe('- é\n- b')
  })

  test('lines and columns agree with offsets', () => {
    const positions = [parseRunbook(text), parseChecklist(change(checklist)), parseChangelog(change(changelog))].map(
      positionsIn
    )
    expect(
      positions.flatMap((list, index) => misplaced([text, change(checklist), change(changelog)][index]!, list))
    ).toEqual([])
  })
})
