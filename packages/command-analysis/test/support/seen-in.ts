/** What can be seen of secrets in a command, for tests. */
import { parseRunbook } from '@keys/parser'
import { createAnalyzer, exposuresIn } from '../../src/index.js'

const analyzer = await createAnalyzer()
const isSecret = (name: string): boolean => name === 'API_TOKEN'

/** What can be seen of secrets in a block, each as a road and a thing. */
export function seenIn(code: string, language = 'bash'): string[] {
  const markdown = `# A\n\n## Diagnosis flow\n\n### Step 1: A\n\n\`\`\`${language}\n${code}\n\`\`\`\n`
  const runbook = parseRunbook(markdown)
  const [facts] = analyzer.analyze(runbook, markdown).commands
  if (!facts) throw new Error('There is no command.')
  const exposures = exposuresIn(facts, isSecret).map(
    ({ road, what }) => `${road} ${what.kind === 'value' ? what.name : what.kind}`
  )
  const printed = [...facts.printed.map(({ name }) => `printed ${name}`), ...facts.dumps.map(() => 'printed all')]
  return [...new Set([...exposures, ...printed])].toSorted()
}
