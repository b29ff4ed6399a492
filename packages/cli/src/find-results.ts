/**
 * What a search found, for people.
 */
import { visible, wrap } from '@keys/pack'
import type { SearchAnswer, SearchReason, SearchResult } from '@keys/search'
import pc from 'picocolors'
import type { Terminal } from './command.js'
import type { FindablePack } from '@keys/indexer/find'

// By itself, so that a search of packs that are unchanged reads no schemas.
export { howToGetPacks, unreadableFolders } from '@keys/pack'
export { answerDocument } from '@keys/search'

type Look = Pick<Terminal, 'color' | 'width'>
type Ranges = SearchReason['ranges']

/** Where a found part begins and ends, while lines are broken: `visible` leaves no such character in a text. */
const BEGIN = '\u0001'
const END = '\u0002'
const LABEL_WIDTH = 13

/** What the fields of a pack are called before a quotation. */
const LABELS: Readonly<Record<SearchReason['field'], string>> = {
  title: 'title',
  slug: 'name',
  tag: 'tag',
  alert: 'alert',
  log: 'log',
  http: 'http',
  symptom: 'symptom',
  signal: 'signal',
  description: 'description',
  redirection: 'sent here by'
}

/**
 * What a search came to, for people.
 * @param answer What the search came to.
 * @param packs How many packs were searched.
 * @param look Width of the terminal and whether colors may be written.
 * @param keys How the command is called here.
 * @returns The packs, and what is said beside them.
 */
export function answerText(
  answer: SearchAnswer<FindablePack>,
  packs: number,
  look: Look,
  keys: string
): { results: string; remarks: string } {
  const { results } = answer
  if (results.length === 0) return { results: '', remarks: nothingText(answer, packs, keys) }
  const text = resultsText(results, look)
  // A command to type is for a sure hit: at three in the morning it is typed.
  if (results[0]?.strength !== 'strong') return { results: text, remarks: NOT_SURE }
  return { results: text, remarks: `\nWhat to type next:\n  ${nextCommand(results, keys)}\n` }
}

const NOT_SURE = [
  '',
  'No sure hit: these packs have some of the words only. Read "When to use" before you follow one.',
  'More of what you see finds more: paste the error line, or pipe the log in: tail -200 app.log | keys find',
  ''
].join('\n')

/** Says that the beginning of a text was left out; empty when none was. */
export function leftOutText(bytes: number): string {
  if (bytes === 0) return ''
  return `Only the end was searched: ${Math.ceil(bytes / 1_000_000)} MB before it were left out.\n`
}

/**
 * The packs that were found, for people: each with its reasons, the best first.
 * @param results What was found.
 * @param look Width of the terminal and whether colors may be written; without them found parts stand in brackets.
 */
function resultsText(results: readonly SearchResult<FindablePack>[], look: Look): string {
  const colors = pc.createColors(look.color)
  const width = Math.min(look.width, 100)
  const blocks = results.map(({ document, reasons, instead, strength, words, line }, index) => {
    const rank = `${index + 1}.`.padEnd(4)
    const head = `${rank}${colors.bold(visible(document.slug))}  ${colors.dim(document.severity ?? 'no severity')}`
    const title = wrap(visible(document.title), width - 4).map((text) => `    ${text}`)
    const weak =
      strength === 'weak' && instead === null
        ? wrap(weakWords(words), width - 4).map((text) => `    ${colors.yellow(text)}`)
        : []
    const warning = instead === null ? [] : warningLines(instead, width, look.color)
    // The line that led to the best pack is said once.
    const isSaid = line === null || (index > 0 && line.number === results[0]?.line?.number)
    const from = isSaid ? [] : lineOf(line, width).map((text) => `    ${colors.dim(text)}`)
    const why = reasons.flatMap((reason) => reasonLines(reason, width, look.color))
    return [head, ...title, ...weak, ...from, ...warning, ...why]
  })
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** Why a hit is weak, in words. */
export function weakWords(words: readonly string[]): string {
  if (words.length === 0) return 'weak: no word of its own'
  return `weak: only the ${words.length === 1 ? 'word' : 'words'} ${visible(words.slice(0, 6).join(', '))}`
}

/** The line of a log that led to a pack, in one row. */
function lineOf({ number, text }: NonNullable<SearchResult['line']>, width: number): string[] {
  const shown = `${`line ${number}`.padEnd(LABEL_WIDTH)}${visible(text.replace(/\s+/g, ' '))}`
  return [shown.length > width - 4 ? `${shown.slice(0, width - 5)}…` : shown]
}

/** One reason as one line without colors, for lists. */
export function reasonLine({ field, text }: SearchReason): string {
  return `${LABELS[field]}: ${visible(text.replace(/\s+/g, ' '))}`
}

function reasonLines({ field, text, ranges, from }: SearchReason, width: number, color: boolean): string[] {
  const colors = pc.createColors(color)
  const label = LABELS[field]
  const source = from === null ? '' : `${from}: `
  return quoted(text, ranges, source, width - 4 - LABEL_WIDTH, color).map((line, index) => {
    const lead = index === 0 ? label : ''
    return `    ${colors.dim(lead.padEnd(LABEL_WIDTH))}${line}`
  })
}

function warningLines(
  { slug, text, ranges }: NonNullable<SearchResult['instead']>,
  width: number,
  color: boolean
): string[] {
  const colors = pc.createColors(color)
  const lead = slug === null ? 'do not follow it, escalate' : `see ${visible(slug)} instead`
  const reason = quoted(text, ranges, '', width - 6, color).map((line) => `      ${line}`)
  return [`    ${colors.yellow(`${lead}:`)}`, ...reason]
}

/** A text on lines of some width, with what was found of it marked. */
function quoted(text: string, ranges: Ranges, lead: string, width: number, color: boolean): string[] {
  const colors = pc.createColors(color)
  const clean = (part: string): string => visible(part.replace(/\s+/g, ' '))
  let marked = clean(lead)
  let place = 0
  for (const [start, end] of ranges) {
    marked += clean(text.slice(place, start)) + BEGIN + clean(text.slice(start, end)) + END
    place = end
  }
  marked += clean(text.slice(place))
  // Brackets are the marks where there are no colors; found parts that go on in the next line keep theirs.
  if (!color) return wrap(marked.replaceAll(BEGIN, '[').replaceAll(END, ']'), width)
  let isOpen = false
  return wrap(marked, width).map((line) => {
    const whole = (isOpen ? BEGIN : '') + line
    isOpen = whole.lastIndexOf(BEGIN) > whole.lastIndexOf(END)
    const parts = (isOpen ? whole + END : whole).split(BEGIN)
    return parts
      .map((part, index) => {
        const [found = '', rest = ''] = part.split(END)
        return index === 0 ? found : colors.bold(colors.cyan(found)) + rest
      })
      .join('')
  })
}

/**
 * The command to type after a search.
 * @param results What was found; at least one pack.
 * @param keys How the command is called here.
 */
function nextCommand(results: readonly SearchResult<FindablePack>[], keys: string): string {
  const right = results.find(({ instead }) => instead === null)
  if (right) return `${keys} run ${nameToType(right.document, results)}`
  const [first] = results
  const elsewhere = first?.document.redirections.find(({ text }) => text === first.instead?.text)?.package
  if (typeof elsewhere === 'string') return `npm install ${elsewhere}`
  return `${keys} show ${results[0]?.document.slug ?? ''}`
}

/** The slug of a pack, unless another scope has one of the same name. */
function nameToType(pack: FindablePack, results: readonly SearchResult<FindablePack>[]): string {
  const namesakes = results.filter(({ document }) => document.slug === pack.slug)
  return namesakes.length > 1 ? pack.package : pack.slug
}

/**
 * What to say when nothing was found.
 * @param answer What the search came to.
 * @param packs How many packs were searched.
 * @param keys How the command is called here.
 */
function nothingText({ searched, nearWords }: SearchAnswer, packs: number, keys: string): string {
  const install = 'Install more: npm install <the package of a runbook>, such as @keys/runbook-stripe-webhook-failure'
  const shown = searched.length > 120 ? `${searched.slice(0, 120)}…` : searched
  const what =
    searched === '' ? 'No words are left of it without times, ids and addresses.' : `Searched for: ${visible(shown)}`
  const words = nearWords.slice(0, 6).map(visible).join(', ')
  return [
    `Nothing was found in ${packs} ${packs === 1 ? 'pack' : 'packs'}.`,
    what,
    ...(words === '' ? [] : [`Words that are near: ${words}`]),
    `See which packs there are: ${keys} list`,
    install,
    ''
  ].join('\n')
}
