import { ENGINE_OPTION, EXIT, UsageError, type CommandDefinition } from '../command.js'

export const command: CommandDefinition = {
  name: 'diff',
  group: 'publish',
  order: 3,
  summary: 'Show what changed between two versions.',
  description: 'Show what changed between two versions of a pack, and the least bump that it demands.',
  arguments: [
    {
      name: '<a>',
      summary:
        'A folder, a tarball, a slug (workspace or installed), <revision>:<path or slug> of git, or <slug>@<version> by its git tag or from the registry. Alone: its last release against what it is.'
    },
    { name: '[b]', summary: 'The newer version, named likewise.' }
  ],
  options: [
    { flags: '--format <format>', summary: 'How to show it.', choices: ['words', 'json', 'mermaid'], default: 'words' },
    ENGINE_OPTION
  ],
  examples: [
    { line: 'keys diff stripe-webhook-failure', summary: 'the last release against the working tree' },
    { line: 'keys diff main:stripe-webhook-failure stripe-webhook-failure', summary: 'a branch against it' },
    { line: 'keys diff stripe-webhook-failure@1.0.0 stripe-webhook-failure@2.0.0', summary: 'two releases' },
    { line: 'keys diff old.tgz new.tgz --format mermaid', summary: 'two tarballs, as a graph with colors' }
  ],
  async run({ arguments: [first = '', second], options }, terminal) {
    const { toMermaidDiff } = await import('@keys/parser')
    const { findWorkspace, lastRelease, packageOf, packVersion, scopeOf } = await import('@keys/pack')
    const { engineOf } = await import('../engine.js')
    const { folder, environment } = terminal
    const place = { folder, environment, toTree: await engineOf(options) }
    const typed = await packVersion(first, place)
    const name = packageOf(typed.source, scopeOf(findWorkspace(folder)))
    const before = second === undefined ? await lastRelease(name, place) : typed
    const after = second === undefined ? typed : await packVersion(second, place)
    if (before.slug !== after.slug && second === undefined) {
      throw new UsageError(`${before.name} is not ${typed.slug}.`, 'Name both versions.')
    }
    const { differenceOf } = await import('@keys/release')
    const { difference, older, newer } = differenceOf(before, after)
    switch (options['format']) {
      case 'json':
        terminal.stdout(`${JSON.stringify(difference, null, 2)}\n`)
        break
      case 'mermaid':
        terminal.stdout(toMermaidDiff(older, newer, difference.changes))
        break
      default: {
        const { differenceText } = await import('@keys/release')
        terminal.stdout(differenceText(difference, terminal))
      }
    }
    return EXIT.ok
  }
}
