import type { CommandDefinition } from '../command.js'
import { EXIT } from '../command.js'

/** What each `--type` looks for. */
const KINDS = { runbooks: 'runbook', 'node-keys': 'key', library: 'library' } as const

export const command: CommandDefinition = {
  name: 'validate',
  summary: 'Check packs against all rules; nothing is changed.',
  arguments: [{ name: '[paths...]', summary: 'Packs, or folders of packs. Without any: all packs of the workspace.' }],
  options: [
    {
      flags: '--type <type>',
      summary: 'What to check.',
      choices: Object.keys(KINDS),
      default: 'runbooks'
    },
    {
      flags: '--format <format>',
      summary: 'How to show what is found.',
      choices: ['pretty', 'json'],
      default: 'pretty'
    }
  ],
  examples: [
    { line: 'keys validate', summary: 'all packs of the workspace' },
    { line: 'keys validate runbook-keys/stripe-webhook-failure', summary: 'one pack' },
    { line: 'keys validate --type=node-keys ../node-next-keys', summary: 'the metadata of Node and Next keys' },
    { line: 'keys validate --format json > findings.json', summary: 'for a machine' }
  ],
  async run({ arguments: paths, options }, terminal) {
    const { jsonReport, prettyReport } = await import('@keys/validator')
    const { validate } = await import('../validation.js')
    const { report, sources } = await validate(KINDS[options['type'] as keyof typeof KINDS], paths, terminal.folder)
    const { colour, width } = terminal
    terminal.out(options['format'] === 'json' ? jsonReport(report) : prettyReport(report, { colour, width, sources }))
    return report.summary.error > 0 ? EXIT.findings : EXIT.ok
  }
}
