import { ENGINE_OPTION, EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'show',
  group: 'read',
  order: 2,
  summary: 'Show a runbook at a glance, or its whole text.',
  description: 'Show a runbook: when to use it, its steps, and where each branch leads.',
  arguments: [{ name: '<pack>', summary: 'The slug of a pack, or the path of its folder.' }],
  options: [
    {
      flags: '--format <format>',
      summary: 'overview for people, markdown for the whole text, json for the model.',
      choices: ['overview', 'markdown', 'json'],
      default: 'overview'
    },
    ENGINE_OPTION
  ],
  isQuick: true,
  examples: [
    { line: 'keys show stripe-webhook-failure', summary: 'the overview' },
    { line: 'keys show stripe-webhook-failure --format markdown | less', summary: 'the whole text' }
  ],
  async run({ arguments: [name = ''], options }, terminal) {
    const { keptOverview, packNamed, visible } = await import('../named-pack.js')
    const location = packNamed(name, terminal.folder, terminal.environment)
    if (options.format === 'overview') {
      const { overview } = await import('../overview-text.js')
      const { BUILD } = await import('../kept.js')
      const shown = await keptOverview(location, terminal.environment, BUILD, async () => {
        const { engineOf } = await import('../engine.js')
        const { readOverview } = await import('../overview-read.js')
        return readOverview(location, await engineOf(options))
      })
      terminal.stdout(overview(location.file?.split(/[\\/]/).at(-1) ?? location.package, shown, terminal))
      return EXIT.ok
    }
    const { readModel } = await import('@keys/pack')
    const { engineOf } = await import('../engine.js')
    const { markdown, runbook } = await readModel(location, { toTree: await engineOf(options) })
    if (options.format === 'json') terminal.stdout(`${JSON.stringify(runbook, null, 2)}\n`)
    else {
      const lines = markdown.split('\n').map((line) => `${visible(line.replace(/\r$/, ''))}\n`)
      terminal.stdout(lines.join(''))
    }
    return EXIT.ok
  }
})
