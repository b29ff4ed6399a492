/**
 * The language server: the one place that knows the protocol's connection.
 */
import {
  createConnection,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type Connection,
  type InitializeResult
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { answer, FEATURES } from './handlers.js'
import { locate } from './locate.js'
import { Publisher } from './publisher.js'
import { Session, type ReadWorkspaceContext } from './session.js'

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  ...FEATURES
}

/** What a server is started with. */
export interface ServerOptions {
  /** The program that serves, as editors show it. */
  name: string
  version: string
  /** Reads what lies beside a pack. */
  readWorkspaceContext: ReadWorkspaceContext
}

/** Files that change what is found in packs, wherever they lie. */
const WATCHED = ['**/{README,checklist,CHANGELOG}.md', '**/{pack,package,keys.config}.json', '**/catalogs/*.json']

/**
 * Serves one editor over stdin and stdout, until it says that it is done or goes away; then the process ends.
 * @param options What it is started with.
 */
export async function serve({ name, version, readWorkspaceContext }: ServerOptions): Promise<void> {
  const connection = createConnection(process.stdin, process.stdout)
  const documents = new TextDocuments(TextDocument)
  const session = new Session(
    () => documents.all(),
    readWorkspaceContext,
    (message) => connection.console.warn(message)
  )
  const publisher = new Publisher(session, {
    // An editor that has gone away needs no findings.
    publish: (params) => void connection.sendDiagnostics(params).catch(() => {}),
    complain: (message) => connection.console.error(message)
  })
  let client: ClientCapabilities = {}
  connection.onInitialize(({ capabilities }) => {
    client = capabilities ?? {}
    return { serverInfo: { name, version }, capabilities: CAPABILITIES }
  })
  connection.onInitialized(() => {
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return
    const watchers = WATCHED.map((globPattern) => ({ globPattern }))
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch((error: unknown) => {
      connection.console.warn(`Files are not watched: ${String(error)}`)
    })
  })
  follow(documents, connection, session, publisher)
  answer(connection, documents, session, () => client.workspace?.workspaceEdit?.documentChanges === true)
  documents.listen(connection)
  connection.listen()
  // The connection ends the process.
  await new Promise(() => {})
}

/** Keeps findings up with what happens to documents and files. */
function follow(
  documents: TextDocuments<TextDocument>,
  connection: Connection,
  session: Session,
  publisher: Publisher
): void {
  function refresh(): void {
    session.forgetAll()
    publisher.scheduleAll()
  }
  connection.onDidChangeWatchedFiles(refresh)
  documents.onDidSave(refresh)
  function changed(uri: string): void {
    const place = locate(uri)
    if (place === null) return
    session.forget(place.dir)
    publisher.schedule(place.dir)
  }
  documents.onDidChangeContent(({ document }) => changed(document.uri))
  documents.onDidClose(({ document }) => {
    publisher.clear(document.uri)
    changed(document.uri)
  })
  connection.onShutdown(() => publisher.stop())
}
