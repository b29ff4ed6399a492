import type { CommandDefinition } from '../command.js'
import { EXIT, UsageError } from '../command.js'

export const command: CommandDefinition = {
  name: 'validate',
  summary: 'Check packs against all rules; nothing is changed.',
  arguments: [{ name: '[paths...]', summary: 'Packs, or folders of packs. Without any: all packs of the workspace.' }],
  options: [
    {
      flags: '--type <type>',
      summary: 'What to check.',
      choices: ['runbooks', 'node-keys', 'library'],
      default: 'runbooks'
    },
    { flags: '--format <format>', summary: 'How to show what is found.', choices: ['pretty', 'json'], default: 'pretty' }
  ],
  examples: [
    { line: 'keys validate', summary: 'all packs of the workspace' },
    { line: 'keys validate runbook-keys/stripe-webhook-failure', summary: 'one pack' },
    { line: 'keys validate --format json > findings.json', summary: 'for a machine' }
  ],
  async run({ arguments: paths, options }, terminal) {
    const { jsonReport, prettyReport } = await import('@keys/validator')
    const { validateRunbooks } = await import('../validation.js')
    const { report, sources } = await validateRunbooks(paths, terminal.folder)
    if (report.packs.length === 0) throw new UsageError('No packs were found.', 'Name a folder that holds a pack.json.')
    const { colour, width } = terminal
    terminal.out(options['format'] === 'json' ? jsonReport(report) : prettyReport(report, { colour, width, sources }))
    return report.summary.error > 0 ? EXIT.findings : EXIT.ok
  }
}
