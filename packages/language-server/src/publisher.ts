/**
 * Sends findings to the editor, a moment after the last change.
 */
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node'
import { diagnosticOf } from './protocol.js'
import type { Session } from './session.js'

/** How long nothing must change before a pack is validated. */
const QUIET_MS = 150

/** Where findings go, and what is said of faults. */
export interface Editor {
  publish(params: PublishDiagnosticsParams): void
  complain(message: string): void
}

export class Publisher {
  readonly #session: Session
  readonly #editor: Editor
  readonly #quiet: number
  readonly #timers = new Map<string, NodeJS.Timeout>()

  /**
   * @param session What is open.
   * @param editor Where to send findings.
   * @param quiet Milliseconds without a change before a pack is validated.
   */
  constructor(session: Session, editor: Editor, quiet = QUIET_MS) {
    this.#session = session
    this.#editor = editor
    this.#quiet = quiet
  }

  /** Validates a pack soon, and once for many changes. */
  schedule(dir: string): void {
    clearTimeout(this.#timers.get(dir))
    const timer = setTimeout(() => {
      this.#timers.delete(dir)
      this.#publish(dir).catch((error: unknown) => {
        this.#editor.complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
      })
    }, this.#quiet)
    this.#timers.set(dir, timer)
  }

  /** Validates all packs that have open documents. */
  scheduleAll(): void {
    for (const dir of this.#session.openPacks()) this.schedule(dir)
  }

  /** Takes back what was sent for a document. */
  clear(uri: string): void {
    this.#editor.publish({ uri, diagnostics: [] })
  }

  /** Forgets what was to be validated. */
  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  async #publish(dir: string): Promise<void> {
    const state = await this.#session.stateOf(dir)
    const { diagnostics, failure } = state.findings()
    if (failure !== null) this.#editor.complain(failure.message)
    for (const { file, document } of this.#session.openIn(dir)) {
      // Changed meanwhile: the next validation is on its way.
      if (document.version !== state.versions.get(file)) continue
      const text = document.getText()
      const own = diagnostics.filter((diagnostic) => diagnostic.file === file)
      this.#editor.publish({
        uri: document.uri,
        version: document.version,
        diagnostics: own.map((diagnostic) => diagnosticOf(diagnostic, text))
      })
    }
  }
}
