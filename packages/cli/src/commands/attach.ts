import { defineCommand } from '../command.js'
import { OPERATOR_OPTION, RUNS_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'attach',
  group: 'afterwards',
  order: 3,
  summary: 'Attach a file to a run and record its hash.',
  description:
    'Keep a file with a run, such as a screenshot: a copy in the folder of the run, its SHA-256 in the record.',
  arguments: [
    { name: '<run>', summary: 'Its id, or the beginning of it.' },
    { name: '<file>', summary: 'The file.' }
  ],
  options: [{ flags: '--text <words>', summary: 'What it shows; else its name.' }, OPERATOR_OPTION, RUNS_OPTION],
  examples: [
    { line: "keys attach k3f9q graph.png --text 'errors before and after'", summary: 'and it is in the report' }
  ],
  async run({ arguments: [run = '', file = ''], options }, terminal) {
    const { attachCommand } = await import('../evidence/attachments.js')
    return attachCommand(run, file, options, terminal)
  }
})
