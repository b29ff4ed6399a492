/**
 * Reads alerting rules of Prometheus out of YAML, and writes runbook links back where they belong: nothing else of a file
 * changes.
 */
import type { AlertRule, RuleFinding } from './check-rules.js'
import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Pair, type YAMLMap } from 'yaml'

/** A rule, and where it stands. */
export interface PlacedRule extends AlertRule {
  file: string
  line: number
  /** Where its runbook link is, or goes; null where it cannot be written. */
  place: LinkPlace | null
}

/** Where a link is written: in place of a text, or as a new one. */
export interface LinkPlace {
  start: number
  end: number
  /** What stands before the link when it is new. */
  before: string
  after: string
}

/** What is wrong with a file. */
export interface RuleFileFault {
  file: string
  line: number
  message: string
}

/** The names of the annotation, as teams write it; the first is written. */
const LINK_NAMES = ['runbook_url', 'runbook']

/**
 * The alerting rules of a file: rule files of Prometheus, and PrometheusRule of Kubernetes, in any number of documents.
 * @param file What the file is called.
 * @param text The text of the file.
 */
export function rulesIn(file: string, text: string): { rules: PlacedRule[]; faults: RuleFileFault[] } {
  const counter = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter: counter, logLevel: 'silent' })
  const lineAt = (offset: number): number => counter.linePos(offset).line
  const rules: PlacedRule[] = []
  const faults: RuleFileFault[] = []
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors
    if (error) faults.push({ file, line: lineAt(error.pos[0]), message: error.message.split('\n')[0] ?? '' })
    else rules.push(...rulesOf(document.contents, file, text, lineAt))
  }
  return { rules, faults }
}

function rulesOf(root: unknown, file: string, text: string, lineAt: (offset: number) => number): PlacedRule[] {
  const groups = valueOf(root, 'groups') ?? valueOf(valueOf(root, 'spec'), 'groups')
  return itemsOf(groups).flatMap((group) =>
    itemsOf(valueOf(group, 'rules')).flatMap((rule): PlacedRule[] => {
      const name = textOf(valueOf(rule, 'alert'))
      if (name === null || !isMap(rule)) return []
      const annotations = textsOf(valueOf(rule, 'annotations'))
      const line = lineAt(rule.range?.[0] ?? 0)
      return [{ file, line, name, labels: textsOf(valueOf(rule, 'labels')), annotations, place: placeOf(rule, text) }]
    })
  )
}

/** Where the link of a rule is, or goes: only in a text that is written in blocks. */
function placeOf(rule: YAMLMap, text: string): LinkPlace | null {
  const annotations = valueOf(rule, 'annotations')
  for (const name of LINK_NAMES) {
    const own = isMap(annotations) ? valueOf(annotations, name) : undefined
    if (isScalar(own) && own.range) return { start: own.range[0], end: own.range[1], before: '', after: '' }
  }
  if (rule.flow === true) return null
  if (isMap(annotations)) {
    const start = keyStart(annotations.items[0])
    if (annotations.flow === true || start === null) return null
    return { start, end: start, before: 'runbook_url: ', after: `\n${indentAt(text, start)}` }
  }
  if (annotations !== undefined) return null
  const start = keyStart(rule.items.find(({ key }) => isScalar(key) && key.value !== 'alert'))
  if (start === null) return null
  const indent = indentAt(text, start)
  return { start, end: start, before: `annotations:\n${indent}  runbook_url: `, after: `\n${indent}` }
}

/** The white space before a place in its line; that of a list item counts its dash. */
function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  return ' '.repeat(offset - lineStart)
}

/**
 * The address under which runbooks lie; people open it from an alert.
 * @param base As somebody gave it.
 * @returns With a slash at its end; null for what is no plain address of the web.
 */
export function runbookBase(base: string): string | null {
  const url = URL.canParse(base) ? new URL(base) : null
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && !/[?#]/.test(base) && url.username === ''
  return isPlain ? base.replace(/\/*$/, '/') : null
}

/** Whether it is known which link a rule has to have, and where. */
export function isFixable({ state, slugs, rule }: RuleFinding<PlacedRule>): boolean {
  return state === 'unlinked' && slugs.length === 1 && rule.place !== null
}

/**
 * Rule files with the links that are missing and known.
 * @param texts The texts of the files, by their names.
 * @param findings What was found of their rules.
 * @param linkFor Gives the link to a runbook, by its slug.
 * @returns The new texts of those that change, and how many links were added.
 */
export function linkedFiles(
  texts: ReadonlyMap<string, string>,
  findings: readonly RuleFinding<PlacedRule>[],
  linkFor: (slug: string) => string
): { changed: { file: string; before: string; after: string }[]; links: number } {
  const fixable = findings.filter(isFixable)
  const changed = [...texts].flatMap(([file, before]) => {
    const links = fixable.flatMap(({ rule, slugs: [slug = ''] }) =>
      rule.file === file && rule.place ? [{ place: rule.place, link: linkFor(slug) }] : []
    )
    return links.length === 0 ? [] : [{ file, before, after: withLinks(before, links) }]
  })
  return { changed, links: fixable.length }
}

/**
 * A text with links written into it.
 * @param text The text.
 * @param links The places and the links.
 */
function withLinks(text: string, links: readonly { place: LinkPlace; link: string }[]): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  return links
    .toSorted((a, b) => b.place.start - a.place.start)
    .reduce((rest, { place: { start, end, before, after }, link }) => {
      const written = `${before}${JSON.stringify(link)}${after}`.replaceAll('\n', lineEnd)
      return `${rest.slice(0, start)}${written}${rest.slice(end)}`
    }, text)
}

function keyStart(pair: Pair | undefined): number | null {
  const key = pair?.key
  return isScalar(key) && key.range ? key.range[0] : null
}

function valueOf(node: unknown, key: string): unknown {
  return isMap(node) ? node.get(key, true) : undefined
}

function itemsOf(node: unknown): readonly unknown[] {
  return isSeq(node) ? node.items : []
}

function textOf(node: unknown): string | null {
  return isScalar(node) && (typeof node.value === 'string' || typeof node.value === 'number')
    ? String(node.value)
    : null
}

function textsOf(node: unknown): Record<string, string> {
  if (!isMap(node)) return {}
  return Object.fromEntries(
    node.items.flatMap(({ key, value }) => {
      const [name, text] = [textOf(key), textOf(value)]
      return name === null || text === null ? [] : [[name, text] as const]
    })
  )
}
