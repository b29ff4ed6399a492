/**
 * The extension as VS Code loads it: it starts a language server when the first document of a pack is opened.
 */
import { basename, dirname } from 'node:path'
import { isPack } from '@keys/pack'
import { commands, workspace, type ExtensionContext, type TextDocument } from 'vscode'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'
import { installedServer } from './server-program.js'

/** The documents that the server looks after, wherever they lie. */
const DOCUMENTS = ['**/{README,checklist,CHANGELOG}.md', '**/{pack,package}.json']
/** Of them, those that begin a pack or change it; package.json lies in every project. */
const OF_A_PACK = /^(?:README|checklist|CHANGELOG)\.md$|^pack\.json$/

let client: LanguageClient | null = null

/** Called by the editor when a Markdown document is opened, or a workspace that holds packs. */
export function activate(context: ExtensionContext): void {
  const bundled = context.asAbsolutePath('dist/server.cjs')
  const open = (document: TextDocument): void => {
    if (client === null && isOfPack(document)) start(bundled, document)
  }
  context.subscriptions.push(
    workspace.onDidOpenTextDocument(open),
    commands.registerCommand('runbookKeys.restart', async () => {
      await deactivate()
      for (const document of workspace.textDocuments) open(document)
    })
  )
  for (const document of workspace.textDocuments) open(document)
}

/** Called by the editor when it ends or the extension is turned off: the server ends with it. */
export async function deactivate(): Promise<void> {
  const ending = client
  client = null
  await ending?.dispose()
}

function isOfPack({ uri }: TextDocument): boolean {
  return uri.scheme === 'file' && OF_A_PACK.test(basename(uri.fsPath)) && isPack(dirname(uri.fsPath))
}

/** @param document The first document of a pack that was opened. */
function start(bundled: string, { uri }: TextDocument): void {
  const settings = workspace.getConfiguration('runbookKeys', uri)
  const installed = settings.get('useWorkspaceVersion', true) ? installedServer(dirname(uri.fsPath)) : null
  const { module, args } = installed ?? { module: bundled, args: [] }
  client = new LanguageClient(
    'runbookKeys',
    'Runbook Keys',
    { module, args: [...args], transport: TransportKind.stdio },
    { documentSelector: DOCUMENTS.map((pattern) => ({ scheme: 'file', pattern })) }
  )
  // When it does not start, the client itself tells the person.
  client.start().catch(() => {})
}
