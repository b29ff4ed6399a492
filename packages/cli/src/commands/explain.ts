import { EXIT, UsageError, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'explain',
  group: 'write',
  order: 3,
  summary: 'Show what a rule demands, why, and how to fix.',
  description: 'Show what a rule demands, why, and how to fix what it finds. Without a rule: all rules.',
  arguments: [{ name: '[rule]', summary: 'The code of a rule, such as flow/dead-end.' }],
  isQuick: true,
  examples: [
    { line: 'keys explain', summary: 'all rules' },
    { line: 'keys explain flow/dead-end', summary: 'one rule, with examples' }
  ],
  async run({ arguments: [code] }, terminal) {
    const { nearest, visible } = await import('@keys/pack')
    const { ownRulePage, rulePage, rulesAt } = await import('@keys/validator')
    const rules = await rulesAt(terminal.folder)
    if (code === undefined) {
      const { table } = await import('@keys/terminal')
      const rows = rules.map((rule) => [rule.code, rule.severity, rule.description])
      terminal.stdout(table(['rule', 'severity', 'demands'], rows, terminal))
      return EXIT.ok
    }
    const own = rules.find((rule) => rule.code === code)
    const page = rulePage(code) ?? (own && ownRulePage(own))
    if (page === undefined) {
      const codes = rules.map((rule) => rule.code)
      const name = codes.filter((candidate) => candidate.endsWith(`/${code}`))
      const suggestion = name[0] ?? nearest(code, codes)
      throw new UsageError(
        `There is no rule ${visible(code)}.`,
        suggestion === null ? 'See which there are: keys explain' : `Did you mean ${suggestion}?`
      )
    }
    terminal.stdout(page)
    return EXIT.ok
  }
})
