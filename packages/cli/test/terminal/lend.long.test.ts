// A command that asks gets the terminal, and only then.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support.js'
import { QUEUE_PACK, writeQueuePack } from './fixture.js'
import { startOnTerminal } from './pseudo-terminal.js'

const FENCE = '```'
const block = (code: string): string => `${FENCE}bash\n${code}\n${FENCE}`
const README = `# It asks

It asks.

## Diagnosis flow

### Step 1: Ask

${block(`read -r -p 'Continue? ' x; echo "got:$x"`)}

- **If \`got:yes\`**: continue to [Step 2].
- **Otherwise**: **STOP: escalate**

### Step 2: Ask the terminal

${block('IFS= read -r x < /dev/tty && echo "tty:$x"')}

- **If \`tty:ok\`**: continue to [Step 3].
- **Otherwise**: **STOP: escalate**

### Step 3: Wait

${block("printf 'be%s\\n' gun; sleep 60")}

- **If \`exit 0\`**: **STOP: resolved**
- **Otherwise**: **STOP: escalate**

[Step 2]: #step-2-ask-the-terminal
[Step 3]: #step-3-wait
`

test('a command is answered at the terminal, can be ended there, and the record says so', async () => {
  const folder = temporaryFolder()
  const pack = JSON.parse(QUEUE_PACK['pack.json'] ?? '') as Record<string, unknown>
  writeQueuePack(folder, { 'README.md': README, 'pack.json': JSON.stringify({ ...pack, inputs: [] }) })
  const environment = { KEYS_RUNS: join(folder, 'runs') }
  using terminal = startOnTerminal(['run', 'queue-stands-still'], folder, environment)
  await terminal.see('It asks at the terminal (`read`): run it with t')
  await terminal.press('t', /ends it\.\s+Continue\?/)
  await terminal.press('yes\r', 'Answer 1 is suggested, because the last line is got:yes.')
  await terminal.press('\r', 'Step 2: Ask the terminal')
  await terminal.see('Enter run')
  // Without the terminal it says why it fails.
  await terminal.press('\r', 'It wanted to ask somebody')
  await terminal.press('t', /ends it\.\s*$/m)
  await terminal.press('ok\r', 'because the last line is tty:ok.')
  await terminal.press('\r', 'Step 3: Wait')
  await terminal.see('Enter run')
  // Only what has the terminal hears its keys.
  await terminal.press('t', 'begun')
  await terminal.press('\u0003', '✗ canceled')
  await terminal.press('q', 'keys resume')
  await terminal.ended
  const [run = ''] = readdirSync(join(folder, 'runs'))
  const started = readFileSync(join(folder, 'runs', run, 'journal.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('"type":"command-started"'))
  expect(started.map((line) => line.includes('"terminal":true'))).toEqual([true, false, true, true])
})
