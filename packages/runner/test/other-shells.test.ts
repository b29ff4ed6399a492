import { parseRunbook } from '@keys/parser'
import { expect, test } from 'vitest'
import { evaluate } from '../src/index.js'

const stepWith = (...languages: string[]) => {
  const fences = languages.map((language) => `\`\`\`${language}\necho 1\n\`\`\``).join('\n\n')
  const branches = '- **If `1`**: **STOP: resolved**\n- **Otherwise**: **STOP: escalate**'
  return parseRunbook(`# T\n\n## Diagnosis flow\n\n### Step 1: A\n\n${fences}\n\n${branches}\n`).steps[0]!
}

const judged = (...languages: string[]) =>
  evaluate(stepWith(...languages), () => ({ number: 1, end: { type: 'exited', status: 0 }, stdout: '1\n' }))

test.each([
  ['zsh', ['zsh']],
  ['fish', ['fish']],
  ['ksh', ['KSH']],
  ['dash', ['dash']],
  ['pwsh', ['pwsh']],
  ['zsh', ['bash', 'zsh']],
  ['zsh', ['zsh', 'bash']]
])('a block of %s is left to the operator: %j', (language, languages) => {
  const said = judged(...languages)
  expect(said.type).toBe('asks')
  expect('reason' in said && said.reason.toLowerCase()).toContain(`is ${language}, which is not run here`)
})

test.each(['bash', 'sh', 'shell', 'python', 'js'])('a block of %s decides', (language) => {
  expect(judged(language)).toMatchObject({ type: 'suggests', choice: { index: 0 } })
})
