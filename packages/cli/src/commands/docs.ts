import { EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'docs',
  group: 'write',
  order: 8,
  summary: 'Show the pages for authors.',
  description:
    'Show a page for authors as Markdown: grammar, metadata, drills. They come with the command; no network is needed.',
  arguments: [{ name: '[page]', summary: 'The name of a page. Without one: all names.' }],
  isQuick: true,
  examples: [
    { line: 'keys docs', summary: 'which pages there are' },
    { line: 'keys docs structure | less', summary: 'the grammar of a runbook' }
  ],
  async run({ arguments: [name] }, terminal) {
    const { guidePage, guidePages } = await import('@keys/create-runbook')
    const { table } = await import('@keys/terminal')
    const all = () =>
      table(
        ['page', 'about'],
        guidePages().map((page) => [...page]),
        terminal
      )
    terminal.stdout(name === undefined ? all() : guidePage(name))
    return EXIT.ok
  }
})
