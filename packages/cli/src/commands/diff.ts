import { ENGINE_OPTION, EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'diff',
  group: 'publish',
  order: 3,
  summary: 'Show what changed between two versions.',
  description: 'Show what changed between two versions of a pack, and the least bump that it demands.',
  arguments: [
    {
      name: '[a]',
      summary:
        'A folder, a tarball, a slug (workspace or installed), <revision>:<path or slug> of git, or <slug>@<version> by its git tag or from the registry. Alone: its last release against what it is.'
    },
    { name: '[b]', summary: 'The newer version, named likewise.' }
  ],
  options: [
    {
      flags: '--format <format>',
      summary: 'How to show it.',
      choices: ['words', 'json', 'mermaid', 'markdown'],
      default: 'words'
    },
    {
      flags: '--upgraded <list>',
      summary: 'A file that `keys list --format json` wrote before an update: what it changed in each installed pack.'
    },
    ENGINE_OPTION
  ],
  examples: [
    { line: 'keys diff stripe-webhook-failure', summary: 'the last release against the working tree' },
    { line: 'keys diff main:stripe-webhook-failure stripe-webhook-failure', summary: 'a branch against it' },
    { line: 'keys diff stripe-webhook-failure@1.0.0 stripe-webhook-failure@2.0.0', summary: 'two releases' },
    {
      line: 'keys diff --upgraded before.json --format markdown',
      summary: 'what an update of installed packs changes, for a pull request'
    },
    { line: 'keys diff old.tgz new.tgz --format mermaid', summary: 'two tarballs, as a graph with colors' }
  ],
  async run({ arguments: versions, options }, terminal) {
    const { shownDifference } = await import('@keys/release')
    const { engineOf } = await import('../engine.js')
    const { folder, environment } = terminal
    const typed = { versions, format: options.format, list: options.upgraded }
    terminal.stdout(await shownDifference(typed, { folder, environment, toTree: await engineOf(options) }, terminal))
    return EXIT.ok
  }
})
