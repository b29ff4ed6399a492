import { asCalled } from '@keys/pack/invocation'
import { ENGINE_OPTION, EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'step',
  group: 'write',
  order: 3,
  summary: 'Insert, move, remove or rename a step.',
  description:
    'Insert, move, remove or rename a step of a runbook, with everything that names one: text, links, checklist, drill. All of it or nothing.',
  arguments: [
    {
      name: '<change...>',
      summary:
        'insert, move, remove or rename; the pack; the label of the step, such as "Step 2": for insert the one that it shall have.'
    }
  ],
  options: [
    { flags: '--title <title>', summary: 'For insert and rename: the title.' },
    { flags: '--to <step>', summary: 'For move: the label that it shall have.' },
    { flags: '--dry-run', summary: 'Show a diff and write nothing.' },
    ENGINE_OPTION
  ],
  examples: [
    {
      line: 'keys step insert job-queue-stuck "Step 2" --title "Count the workers"',
      summary: 'the rest moves on by one'
    },
    { line: 'keys step move job-queue-stuck "Step 4" --to "Step 2" --dry-run', summary: 'what would change, as a diff' }
  ],
  async run({ arguments: words, options }, terminal) {
    const { changeStep } = await import('@keys/validator')
    const { engineOf } = await import('../engine.js')
    const { title = '', to = '', dryRun = false } = options
    const typed = { words, title, to, isDry: dryRun }
    const { diff, done } = await changeStep(typed, terminal.folder, await engineOf(options))
    terminal.stdout(diff)
    terminal.stderr(asCalled(done, terminal.environment))
    return EXIT.ok
  }
})
