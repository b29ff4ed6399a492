import { EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'list',
  group: 'read',
  order: 1,
  summary: 'List the packs that are here.',
  description: 'List the packs of the workspace and those that are installed here.',
  options: [
    { flags: '--format <format>', summary: 'How to list them.', choices: ['table', 'json', 'names'], default: 'table' }
  ],
  isQuick: true,
  examples: [{ line: 'keys list', summary: 'as a table' }],
  async run({ options }, terminal) {
    const { howToGetPacks, keptList, table, unreadableFolders } = await import('../listing.js')
    const { BUILD } = await import('../kept.js')
    const { folder, environment } = terminal
    const packs = await keptList(folder, environment, BUILD, async (dir) =>
      (await import('../listing-read.js')).listedMetadata(dir)
    )
    if (options.format === 'json') {
      terminal.stdout(`${JSON.stringify(packs, null, 2)}\n`)
      return EXIT.ok
    }
    if (options.format === 'names') {
      for (const { slug } of packs) terminal.stdout(`${slug}\n`)
      return EXIT.ok
    }
    if (packs.length === 0) {
      terminal.stderr(`There are no packs here. ${howToGetPacks(terminal.folder, terminal.environment)}\n`)
      return EXIT.ok
    }
    const unread = unreadableFolders(terminal.folder, terminal.environment)
    if (unread.length > 0) terminal.stderr(`Not all could be looked at: ${unread.join(', ')}.\n`)
    // Where a pack comes from is worth a column only where it differs.
    const mixed = packs.some(({ origin }) => origin === 'installed')
    const from = <Cell>(cell: Cell): Cell[] => (mixed ? [cell] : [])
    const rows = packs.map(({ slug, version, severity, origin, title }) => {
      return [slug, version, severity ?? '-', ...from(origin), title]
    })
    terminal.stdout(table(['pack', 'version', 'severity', ...from('from'), 'title'], rows, terminal))
    const { invocation } = await import('@keys/pack/invocation')
    const keys = invocation(terminal.environment)
    const [first] = packs
    terminal.stderr(
      `\nWhat to type next:\n  ${keys} show ${first!.slug}\n  ${keys} graph ${first!.slug}\n  ${keys} --help\n`
    )
    return EXIT.ok
  }
})
