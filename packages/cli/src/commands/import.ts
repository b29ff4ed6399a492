import { asCalled } from '@keys/pack/invocation'
import { ENGINE_OPTION, EXIT, UsageError, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'import',
  group: 'write',
  order: 1,
  summary: 'Make a draft pack from a runbook that exists.',
  description:
    'Make a draft pack from a Markdown file, a folder of them, or an export of a wiki. What is certain becomes structure, all else ' +
    'stays as it is written, and each gap is a question. Nothing is executed or fetched.',
  arguments: [{ name: '<path>', summary: 'A file, a folder, or a zip file.' }],
  options: [
    {
      flags: '--from <format>',
      summary: 'Where it was exported from; told from the text when absent.',
      choices: ['markdown', 'notion', 'gdocs', 'confluence', 'ssm', 'cacao']
    },
    { flags: '--out <folder>', summary: 'Where the packs are written; a folder for each. This folder when absent.' },
    { flags: '--slug <slug>', summary: 'What the pack is called; after its file when absent.' },
    { flags: '--answers <file>', summary: 'Answers to questions: a JSON object of their ids.' },
    {
      flags: '--yes',
      summary: 'Ask nothing; questions stay open, and the rules of a pack fail until they are answered.'
    },
    { flags: '--plain', summary: 'Ask in plain lines.' },
    ENGINE_OPTION
  ],
  examples: [
    { line: 'keys import disk-full.md', summary: 'asks what the text does not say' },
    { line: 'keys import disk-full.md --answers answers.json', summary: 'answers from a file' },
    { line: 'keys import wiki.zip --from notion --out packs --yes', summary: 'a whole export, to be answered later' }
  ],
  async run({ arguments: [path = ''], options }, terminal) {
    const { importPacks } = await import('@keys/import')
    const { engineOf } = await import('../engine.js')
    const { createDialogue, walkQuestions } = await import('@keys/terminal')
    const { from = null, out = '.', slug = null, answers = null } = options
    const order = { path, from, out, slug, answers }
    const attached = options.yes === true ? null : await createDialogue(terminal, options)
    const ask = attached?.isAttended === true ? walkQuestions(attached.dialogue) : null
    try {
      const done = await importPacks({ ...order, folder: terminal.folder, toTree: await engineOf(options) }, ask)
      terminal.stdout(asCalled(done.text, terminal.environment))
      if (done.written > 0) return EXIT.ok
    } finally {
      await attached?.dialogue.close()
    }
    throw new UsageError('Nothing was written.', 'Name a file in which steps can be found.')
  }
})
