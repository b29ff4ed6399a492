import { defineCommand } from '../command.js'
import { RUNS_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'report',
  group: 'afterwards',
  order: 1,
  summary: 'Write the evidence of a run.',
  description: 'Write the evidence of a run: what was asked, seen, decided and run, by whom and when.',
  arguments: [{ name: '[run]', summary: 'Its id, or the beginning of it. Without any: the newest.' }],
  options: [
    {
      flags: '--format <format>',
      summary: 'markdown for a ticket, html for reading and paper, json for keys verify-evidence.',
      choices: ['markdown', 'html', 'json'],
      default: 'markdown'
    },
    { flags: '--summary', summary: 'At most 15 lines of plain text, for a chat or a ticket.' },
    { flags: '--output <file>', summary: 'Where to write it, readable only by you; else stdout.' },
    { flags: '--sign <key>', summary: 'Sign the head with a key of ssh: <file>.head and <file>.head.sig.' },
    RUNS_OPTION
  ],
  examples: [
    { line: 'keys report', summary: 'of the newest run, as Markdown' },
    { line: 'keys report --summary', summary: 'in 15 lines, for a chat' },
    { line: 'keys report k3f9q --format html --output evidence.html', summary: 'as a page' },
    {
      line: 'keys report k3f9q --format json --output evidence.json --sign ~/.ssh/id_ed25519',
      summary: 'a bundle with a signed head, for an auditor'
    }
  ],
  async run({ arguments: [run], options }, terminal) {
    const { reportCommand } = await import('../evidence/report-command.js')
    return reportCommand(run, options, terminal)
  }
})
