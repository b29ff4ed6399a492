import { EXIT, UsageError, defineCommand } from '../command.js'
import { OPERATOR_OPTION, PERSON_OPTIONS, RUNS_OPTION, SIGN_OPTION, TRUST_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'run',
  group: 'incident',
  order: 3,
  summary: 'Follow a runbook step by step.',
  description: 'Follow a runbook step by step; every answer is on the disk before the next question.',
  arguments: [
    {
      name: '[pack]',
      summary: 'The slug of a pack or its beginning, the path of its folder, or a tarball. Without it: search.'
    }
  ],
  options: [
    ...PERSON_OPTIONS,
    { flags: '--alert <path>', summary: 'Run the runbook for an alert as it was delivered: a file, or - for stdin.' },
    { flags: '--fetch', summary: 'Fetch a pack that is not here from the npm registry without asking.' },
    { flags: '--dry-run', summary: 'Show what would be done along each way. Nothing is run or stored.' },
    { flags: '--print', summary: 'Print a checklist with boxes, and lines for values.' },
    { flags: '--format <format>', summary: 'Format of --print.', choices: ['markdown', 'text'], default: 'markdown' },
    OPERATOR_OPTION,
    SIGN_OPTION,
    TRUST_OPTION,
    RUNS_OPTION
  ],
  examples: [
    { line: 'keys run stripe-webhook-failure', summary: 'one step at a time; nothing runs by itself' },
    { line: 'keys run --alert alert.json', summary: 'the runbook for what fired; its values are proposed' },
    { line: 'keys run stripe-webhook-failure --dry-run', summary: 'what it would do' },
    { line: 'keys run stripe-webhook-failure --print > checklist.md', summary: 'on paper' }
  ],
  async run({ arguments: [name = ''], options }, terminal) {
    const [isDry, isPrint] = [options.dryRun === true, options.print === true]
    if (isDry && isPrint) throw new UsageError('--dry-run and --print cannot be combined.', 'Give one of them.')
    const isFetching = options.fetch === true
    if (options.alert !== undefined) {
      if (name !== '' || isDry || isPrint)
        throw new UsageError('--alert takes no pack, no --dry-run and no --print beside it.', 'Give one of them.')
      const { runAlert } = await import('../alert/run-alert.js')
      return runAlert(options.alert, options, terminal)
    }
    if (name === '') {
      if (isDry || isPrint) throw new UsageError('No pack was named.', 'See which there are: keys list')
      const { searchAndRun } = await import('../operate/search-packs.js')
      return searchAndRun(options, terminal, EXIT.ok)
    }
    const { findPack } = await import('@keys/runner/node')
    if (isDry) {
      const { dryRunBlocks } = await import('@keys/runner/present')
      const { render } = await import('@keys/terminal')
      const found = await findPack(name, terminal, async () => isFetching)
      const { createAnalyzer } = await import('@keys/command-analysis')
      const analyzer = await createAnalyzer(Object.values(found.pack.files))
      const blocks = dryRunBlocks(found.pack, terminal.environment, analyzer)
      terminal.stdout(`${render(blocks, { ...terminal, isPlain: false }).join('\n')}\n`)
      return EXIT.ok
    }
    if (isPrint) {
      const { checklistDoubts, printedChecklist } = await import('@keys/runner/present')
      const found = await findPack(name, terminal, async () => isFetching)
      for (const doubt of checklistDoubts(found.pack)) terminal.stderr(`${doubt}\n`)
      terminal.stdout(printedChecklist(found.pack, options.format === 'text' ? 'text' : 'markdown'))
      return EXIT.ok
    }
    const { askToFetch, openNew, runContextOf } = await import('../operate/open-run.js')
    const { runInteractive } = await import('../operate/interactive-session.js')
    return runInteractive(
      async (dialogue) => {
        const found = await findPack(name, terminal, async (wanted) => isFetching || askToFetch(wanted, dialogue))
        return openNew(found, runContextOf(options, terminal), dialogue)
      },
      options,
      terminal
    )
  }
})
