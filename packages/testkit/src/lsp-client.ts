/**
 * A real client of a language server: it starts a program and talks to it over stdio.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams
} from 'vscode-languageserver/node'

/** How long a test waits for what does not come. */
const PATIENCE_MS = 20_000

/** An editor, as far as a server can tell. It ends with the test. */
export class LspClient {
  readonly connection: ProtocolConnection
  readonly process: ChildProcessWithoutNullStreams
  /** What the server said of itself. */
  capabilities: InitializeResult['capabilities'] = {}
  /** Everything on stderr. */
  complaints = ''
  readonly #written: Buffer[] = []
  readonly #published: PublishDiagnosticsParams[] = []
  readonly #waiting = new Set<() => void>()

  /**
   * @param program The file of the server, and its arguments.
   * @param folder Where it is started.
   */
  constructor(program: readonly [file: string, ...args: string[]], folder: string) {
    const { PATH = '' } = process.env
    this.process = spawn(process.execPath, program, { cwd: folder, env: { PATH } })
    this.process.stdout.on('data', (data: Buffer) => this.#written.push(data))
    this.process.stderr.on('data', (data: Buffer) => (this.complaints += String(data)))
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.process.stdout),
      new StreamMessageWriter(this.process.stdin)
    )
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.#published.push(params)
      for (const wake of this.#waiting) wake()
    })
    this.connection.listen()
    onTestFinished(() => {
      this.connection.dispose()
      this.process.kill()
    })
  }

  async initialize(): Promise<this> {
    const { capabilities } = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: { workspace: { workspaceEdit: { documentChanges: true } } }
    })
    this.capabilities = capabilities
    await this.connection.sendNotification(InitializedNotification.type, {})
    return this
  }

  /** Opens a file as it lies on disk, or with a text of its own. */
  async open(path: string, text = readFileSync(path, 'utf8')): Promise<string> {
    const { href: uri } = pathToFileURL(path)
    const languageId = path.endsWith('.md') ? 'markdown' : 'json'
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text }
    })
    return uri
  }

  /** Puts a whole new text in the place of a document. */
  async change(uri: string, version: number, text: string): Promise<void> {
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ text }]
    })
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } })
  }

  /** The next findings for a document of which something holds, those that have come already included. */
  async findings(
    uri: string,
    holds: (params: PublishDiagnosticsParams) => boolean = () => true
  ): Promise<PublishDiagnosticsParams> {
    const found = (): PublishDiagnosticsParams | undefined =>
      this.#published.find((params) => params.uri === uri && holds(params))
    await new Promise<void>((resolve, reject) => {
      const done = (): void => {
        if (!found()) return
        this.#waiting.delete(done)
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(done)
        reject(new Error(`No such findings for ${uri}: ${JSON.stringify(this.#published)} ${this.complaints}`))
      }, PATIENCE_MS)
      this.#waiting.add(done)
      done()
    })
    return found()!
  }

  /**
   * Says goodbye as the protocol demands.
   * @returns The exit code.
   * @throws When the server wrote anything but messages to stdout.
   */
  async leave(): Promise<number | null> {
    const exit = once(this.process, 'exit')
    await this.connection.sendRequest(ShutdownRequest.type)
    await this.connection.sendNotification(ExitNotification.type)
    const [code] = (await exit) as [number | null]
    const stray = withoutMessages(Buffer.concat(this.#written))
    if (stray !== '') throw new Error(`Stdout holds more than messages: ${stray}`)
    return code
  }
}

/** What stands on stdout beside whole messages. */
function withoutMessages(written: Buffer): string {
  let rest = written
  for (;;) {
    const header = /^Content-Length: (\d+)\r\n\r\n/.exec(rest.subarray(0, 100).toString('latin1'))
    const end = header === null ? 0 : header[0].length + Number(header[1])
    if (header === null || end > rest.length) return rest.toString()
    JSON.parse(rest.subarray(header[0].length, end).toString())
    rest = rest.subarray(end)
  }
}
