import { CodeActionKind, type CodeAction, type TextDocumentEdit, type TextEdit } from 'vscode-languageserver/node'
import type { OfferedFix } from './fixes.js'
import { diagnosticOf, rangeOf } from './protocol.js'

/** A file as the client knows it. */
export interface ClientFile {
  uri: string
  /** The version that was validated; null for a file that is not open. */
  version: number | null
  /** The text as the client has it; empty for a file that is not open. */
  text: string
}

/**
 * A fix as an editor offers it.
 * @param fix The fix.
 * @param fileOf Gives a file of the pack by its path.
 * @param hasVersions Whether the client refuses edits to a document that changed meanwhile; others just make them.
 */
export function codeActionOf(
  { finding, changes }: OfferedFix,
  fileOf: (path: string) => ClientFile,
  hasVersions: boolean
): CodeAction {
  const edits = [...changes].map(([path, list]): TextDocumentEdit => {
    const { uri, version, text } = fileOf(path)
    const own = list.map((change): TextEdit => ({ range: rangeOf(change.position, text), newText: change.text }))
    return { textDocument: { uri, version }, edits: own }
  })
  return {
    title: finding.help,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(finding, fileOf(finding.file).text)],
    isPreferred: true,
    edit: hasVersions
      ? { documentChanges: edits }
      : {
          changes: Object.fromEntries(
            edits.map(({ textDocument, edits: own }) => [textDocument.uri, own as TextEdit[]])
          )
        }
  }
}
