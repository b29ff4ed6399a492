/**
 * A difference of two versions in words, for people.
 */
import { visible, wrap } from '@keys/pack'
import { BUMPS, type Bump, type Change, type GraphDiff } from '@keys/schema'
import { diffLines } from 'diff'
import pc from 'picocolors'

type Colors = ReturnType<typeof pc.createColors>

/** How a text for people looks. */
export interface Look {
  color: boolean
  /** Columns. */
  width: number
}

const LABEL = 9
/** Of a longer command only this many changed lines are shown. */
const MAX_LINES = 14

/**
 * The difference, by step, the most dangerous first.
 * @param difference What changed.
 * @param look Columns, and whether colors may be written.
 */
export function differenceText(difference: GraphDiff, { color, width: columns }: Look): string {
  const colors = pc.createColors(color)
  const width = Math.max(Math.min(columns, 120), 40)
  const { slug, before, after, bump, changes } = difference
  const side = ({ name, version }: GraphDiff['before']): string =>
    visible(version === null || name.endsWith(`@${version}`) ? name : `${name} (${version})`)
  const head = wrap(`${visible(slug)}: ${side(before)} → ${side(after)}`, width).map((line) => colors.bold(line))
  if (bump === null) return `${[...head, 'No difference in the procedure.'].join('\n')}\n`
  const groups = groupsOf(changes).flatMap(([name, members]) => [
    '',
    ...wrap(visible(name), width).map((line) => colors.underline(line)),
    ...members.flatMap((change) => changeLines(change, width, colors))
  ])
  return `${[...head, ...groups, '', verdict(difference, colors)].join('\n')}\n`
}

/**
 * Changes in the order in which people want to know of them: the most dangerous first.
 * @param changes In the order of the text.
 */
export function mostDangerousFirst(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => BUMPS.indexOf(b.bump) - BUMPS.indexOf(a.bump))
}

function groupsOf(changes: readonly Change[]): [name: string, changes: Change[]][] {
  const groups = new Map<string, Change[]>()
  for (const change of mostDangerousFirst(changes)) {
    const name = change.name ?? (change.file === 'README.md' ? 'The runbook' : change.file)
    const members = groups.get(name)
    if (members) members.push(change)
    else groups.set(name, [change])
  }
  return [...groups]
}

function changeLines(change: Change, width: number, colors: Colors): string[] {
  const indent = ' '.repeat(LABEL)
  const [first = '', ...rest] = wrap(visible(ownWords(change)), width - LABEL)
  const lines = [`  ${paint(change.bump, colors)}${first}`, ...rest.map((line) => indent + line)]
  if (change.type !== 'command-changed') return lines
  return [...lines, ...codeLines(change.was, change.is, colors).map((line) => `${indent}${line}`)]
}

/** The message without the step that stands above it. */
function ownWords({ message, name }: Change): string {
  return name !== null && message.startsWith(name) ? message.slice(name.length).replace(/^[\s,:]+/, '') : message
}

function paint(bump: Bump, colors: Colors): string {
  const color = { major: colors.red, minor: colors.yellow, patch: colors.green }[bump]
  return `${color(bump)}${' '.repeat(LABEL - 2 - bump.length)}`
}

function codeLines(was: string, is: string, colors: Colors): string[] {
  const lines = diffLines(`${was}\n`, `${is}\n`).flatMap(({ added, removed, value }) => {
    if (!added && !removed) return []
    const sign = added ? '+' : '-'
    const texts = value.replace(/\n$/, '').split('\n')
    return texts.map((text) => (added ? colors.green : colors.red)(`${sign} ${visible(text)}`))
  })
  const more = lines.length - MAX_LINES
  return more > 0 ? [...lines.slice(0, MAX_LINES), colors.dim(`… ${more} more lines`)] : lines
}

function verdict({ bump, changes }: GraphDiff, colors: Colors): string {
  const counts = BUMPS.toReversed().flatMap((kind) => {
    const count = changes.filter((change) => change.bump === kind).length
    return count === 0 ? [] : [`${count} ${kind}`]
  })
  return `${colors.bold(`At least ${bump}`)}: ${counts.join(', ')}.`
}
