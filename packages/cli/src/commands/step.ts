import { relative } from 'node:path'
import { ENGINE_OPTION, EXIT, UsageError, type CommandDefinition } from '../command.js'

export const command: CommandDefinition = {
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
  async run({ arguments: [type = '', name = '', label = '', ...more], options }, terminal) {
    const { insidePack, stepReplacements, writeEdits } = await import('@keys/validator')
    const { packsAt, unifiedDiff } = await import('@keys/pack')
    const [title, to] = [String(options['title'] ?? ''), String(options['to'] ?? '')]
    if (type !== 'insert' && type !== 'move' && type !== 'remove' && type !== 'rename')
      throw new UsageError(`There is no action ${type}.`, 'Actions are insert, move, remove and rename.')
    if (label === '' || more.length > 0)
      throw new UsageError(
        'Give the action, the pack and the label of the step.',
        'Such as: keys step remove job-queue-stuck "Step 3"'
      )
    const { engineOf } = await import('../engine.js')
    const [location] = packsAt([name], terminal.folder)
    const path = relative(terminal.folder, location!.dir).replaceAll('\\', '/') || '.'
    const edits = await stepReplacements(location!.dir, { type, label, title, to }, await engineOf(options))
    if (options['dryRun'] === true)
      for (const { file, before, after } of edits) terminal.stdout(unifiedDiff(insidePack(path, file), before, after))
    else writeEdits(location!.dir, path, edits)
    terminal.stderr(
      `${options['dryRun'] === true ? 'Would change' : 'Changed'} ${edits.map(({ file }) => file).join(', ')}.\n`
    )
    if (type === 'insert')
      terminal.stderr(`Write its command and branches, and lead a step to it: keys validate ${path}\n`)
    return EXIT.ok
  }
}
