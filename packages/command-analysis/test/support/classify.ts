import { parseRunbook } from '@keys/parser'
import type { Classification } from '@keys/schema'
import { createAnalyzer } from '../../src/index.js'

const analyzer = await createAnalyzer()

/** A runbook with some commands in its first step. */
export function classifyAll(
  blocks: readonly (readonly [language: string, code: string])[],
  scripts: Readonly<Record<string, string>> = {}
): Classification[] {
  const fences = blocks.map(([language, code]) => `\`\`\`\`${language}\n${code}\n\`\`\`\``).join('\n\n')
  const markdown = `# T\n\n## Diagnosis flow\n\n### Step 1: Look\n\n${fences}\n\n- **If \`1\`**: **STOP: resolved**\n- **Otherwise**: **STOP: escalate**\n`
  const runbook = parseRunbook(markdown, { scripts })
  return runbook.steps.flatMap(({ commands }) =>
    commands.map((command) => analyzer.classify(runbook, markdown, command))
  )
}

/** What one command is. */
export function classify(
  language: string,
  code: string,
  scripts: Readonly<Record<string, string>> = {}
): Classification {
  const [classification] = classifyAll([[language, code]], scripts)
  if (!classification) throw new Error('no command was found')
  return classification
}
