/**
 * Answers the requests of the editor.
 */
import { pathToFileURL } from 'node:url'
import {
  CodeActionKind,
  MarkupKind,
  type Connection,
  type Position,
  type Range,
  type ServerCapabilities,
  type TextDocuments
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { MAX_FILE_SIZE } from '@keys/pack'
import { codeActionOf, type ClientFile } from './code-actions.js'
import { complete, TRIGGER_CHARACTERS } from './completion.js'
import type { Span } from './cursor.js'
import { definition } from './definition.js'
import { fixesAt } from './fixes.js'
import { hover } from './hover.js'
import { addressOf, locate } from './locate.js'
import type { Place } from './pack-context.js'
import { completionOf, rangeOf, symbolOf } from './protocol.js'
import type { PackState, Session } from './session.js'
import { outlineOf } from './symbols.js'

/** What these handlers can do. */
export const FEATURES: ServerCapabilities = {
  completionProvider: { triggerCharacters: TRIGGER_CHARACTERS },
  hoverProvider: true,
  definitionProvider: true,
  documentSymbolProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] }
}

/** What a request is about: a document of a pack, as it was when the request came. */
interface Subject {
  document: TextDocument
  file: string
  state: PackState
}

/**
 * Answers requests.
 * @param connection Where they come from.
 * @param documents The open documents.
 * @param session The packs that they belong to.
 * @param hasVersions Whether the client can make edits to a certain version of a document.
 */
export function answer(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  session: Session,
  hasVersions: () => boolean
): void {
  /** Null for what is not open, belongs to no pack, or is too large to be read. */
  async function subjectAt(uri: string): Promise<Subject | null> {
    const open = documents.get(uri)
    const place = locate(uri)
    if (open === undefined || place === null || open.getText().length > MAX_FILE_SIZE) return null
    const document = TextDocument.create(uri, open.languageId, open.version, open.getText())
    return { document, file: place.file, state: await session.stateOf(place.dir) }
  }

  connection.onCompletion(async ({ textDocument, position }) => {
    const subject = await subjectAt(textDocument.uri)
    if (subject === null) return null
    const suggestions = complete(placeAt(subject, position))
    return suggestions.map((suggestion, index) => completionOf(suggestion, index, spanOf(subject, suggestion)))
  })

  connection.onHover(async ({ textDocument, position }) => {
    const subject = await subjectAt(textDocument.uri)
    const shown = subject && hover(placeAt(subject, position))
    if (!shown) return null
    return { contents: { kind: MarkupKind.Markdown, value: shown.markdown }, range: spanOf(subject, shown) }
  })

  connection.onDefinition(async ({ textDocument, position }) => {
    const subject = await subjectAt(textDocument.uri)
    const found = subject && definition(placeAt(subject, position))
    if (!found) return null
    const { href } = pathToFileURL(found.path)
    const open = session.openAt(href)
    const range = found.position === null ? START : rangeOf(found.position, open?.getText())
    return { uri: open?.uri ?? href, range }
  })

  connection.onDocumentSymbol(async ({ textDocument }) => {
    const subject = await subjectAt(textDocument.uri)
    if (subject === null) return null
    const { document, file, state } = subject
    return outlineOf(state.context.source, file).map((part) => symbolOf(part, document.getText()))
  })

  connection.onCodeAction(async ({ textDocument, range, context: { only } }) => {
    const isAsked = only === undefined || only.some((kind) => isOrHolds(kind, CodeActionKind.QuickFix))
    const subject = isAsked ? await subjectAt(textDocument.uri) : null
    if (subject === null) return null
    const { document, file, state } = subject
    const { dir, source } = state.context
    const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) }
    function fileOf(path: string): ClientFile {
      const uri = addressOf(dir, path)
      const open = session.openAt(uri)
      return { uri: open?.uri ?? uri, version: state.versions.get(path) ?? null, text: open?.getText() ?? '' }
    }
    const { diagnostics } = state.findings()
    return fixesAt(source, diagnostics, file, span).map((fix) => codeActionOf(fix, fileOf, hasVersions()))
  })
}

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }

function placeAt({ document, file, state }: Subject, position: Position): Place {
  return { context: state.context, file, text: document.getText(), offset: document.offsetAt(position) }
}

function spanOf({ document }: Subject, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) }
}

/** Kinds of code actions hold each other: `quickfix` holds `quickfix.keys`. */
function isOrHolds(kind: string, inner: string): boolean {
  return kind === '' || kind === inner || inner.startsWith(`${kind}.`)
}
