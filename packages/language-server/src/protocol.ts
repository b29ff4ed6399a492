/**
 * From what the features say to the words of the protocol.
 */
import type { Diagnostic, Position, Severity } from '@keys/schema'
import {
  CompletionItemKind,
  DiagnosticSeverity,
  MarkupKind,
  SymbolKind,
  type CompletionItem,
  type Diagnostic as ProtocolDiagnostic,
  type DocumentSymbol,
  type Position as ProtocolPosition,
  type Range
} from 'vscode-languageserver/node'
import type { Suggestion } from './completion.js'
import type { OutlinePart } from './symbols.js'

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information
} as const satisfies Record<Severity, DiagnosticSeverity>

const COMPLETION_KINDS = {
  input: CompletionItemKind.Variable,
  step: CompletionItemKind.Reference,
  key: CompletionItemKind.Module,
  pack: CompletionItemKind.Module,
  field: CompletionItemKind.Field,
  rule: CompletionItemKind.Constant
} as const satisfies Record<Suggestion['kind'], CompletionItemKind>

const SYMBOL_KINDS = {
  section: SymbolKind.Namespace,
  step: SymbolKind.Function,
  item: SymbolKind.Boolean,
  version: SymbolKind.Event
} as const satisfies Record<OutlinePart['kind'], SymbolKind>

/**
 * A range of the protocol: lines and UTF-16 code units from 0.
 * @param position A range of ours.
 * @param text The text as the client has it. Our columns do not count a byte order mark; most clients take it off, and
 * for one that does not it is a character like others.
 */
export function rangeOf({ start, end }: Position, text = ''): Range {
  const mark = text.startsWith('\uFEFF') ? 1 : 0
  const point = ({ line, column }: Position['start']): ProtocolPosition => ({
    line: line - 1,
    character: column - 1 + (line === 1 ? mark : 0)
  })
  return { start: point(start), end: point(end) }
}

/**
 * A finding as an editor shows it: what is wrong, what was expected and how to fix it, each on a line of its own.
 * @param finding What a rule reports.
 * @param text The text as the client has it.
 */
export function diagnosticOf(finding: Diagnostic, text: string): ProtocolDiagnostic {
  const { code, severity, range, message, expected, help, url } = finding
  return {
    range: rangeOf(range, text),
    severity: SEVERITIES[severity],
    code,
    codeDescription: { href: url },
    source: 'keys',
    message: `${message}\nExpected: ${expected}\n${help}`
  }
}

/**
 * Something that can be written, as an editor lists it.
 * @param suggestion What can be written.
 * @param index Its place among the others, which is kept.
 * @param range What it takes the place of.
 */
export function completionOf(suggestion: Suggestion, index: number, range: Range): CompletionItem {
  const { kind, label, insert, filter, detail, documentation } = suggestion
  return {
    kind: COMPLETION_KINDS[kind],
    label,
    filterText: filter,
    sortText: String(index).padStart(4, '0'),
    textEdit: { range, newText: insert },
    ...(detail !== '' && { detail }),
    ...(documentation !== '' && { documentation: { kind: MarkupKind.Markdown, value: documentation } })
  }
}

/**
 * A part of an outline, with all below it.
 * @param part The part.
 * @param text The text as the client has it.
 */
export function symbolOf(part: OutlinePart, text: string): DocumentSymbol {
  return {
    kind: SYMBOL_KINDS[part.kind],
    name: part.name,
    ...(part.detail !== '' && { detail: part.detail }),
    range: rangeOf(part.position, text),
    selectionRange: rangeOf(part.heading, text),
    children: part.children.map((child) => symbolOf(child, text))
  }
}
