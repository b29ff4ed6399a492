import packageJson from '../../package.json' with { type: 'json' }
import { ENGINE_OPTION, EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'lsp',
  group: 'write',
  order: 5,
  summary: 'Serve editors, as a language server.',
  description: 'Serve editors: findings while a pack is written, fixes, completion, hover, definitions, symbols.',
  options: [
    { flags: '--stdio', summary: 'Talk over stdin and stdout, as it does without this option too.' },
    { flags: '--clientProcessId <id>', summary: 'The process of the editor; the server ends with it.' },
    ENGINE_OPTION
  ],
  examples: [{ line: 'keys lsp', summary: 'a language server on stdin and stdout; editors start it, not people' }],
  async run({ options }, terminal) {
    if (process.stdin.isTTY)
      terminal.stderr('This waits for an editor, which starts it and talks to it. Ctrl+C ends it.\n')
    const { serve, workspaceContextReader } = await import('@keys/language-server')
    const { engineOf } = await import('../engine.js')
    const readWorkspaceContext = workspaceContextReader({ toTree: await engineOf(options) })
    await serve({ name: 'keys', version: packageJson.version, readWorkspaceContext })
    return EXIT.ok
  }
})
