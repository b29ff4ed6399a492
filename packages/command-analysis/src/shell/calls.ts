/**
 * What calls do with the calls in them, with what they print and with variables.
 */
import type { Redirection, SyntaxNode } from 'unbash'
import type { Word } from '../facts.js'
import { WRAPPERS } from './names.js'
import type { Value } from './words.js'

/** Programs that show what is piped into them. */
const PASSES = new Set(['cat', 'tee', 'sort', 'head', 'tail', 'less', 'more', 'uniq', 'nl', 'grep', 'column', 'fold'])

/** Whether what is printed goes to a file or to another stream that nobody sees. */
export function leavesTerminal(redirects: readonly Redirection[]): boolean {
  return redirects.some((redirect) => {
    if (redirect.type !== 'Redirect' || redirect.operator.startsWith('<')) return false
    const { descriptor, operator, target } = redirect
    if (descriptor && !(descriptor.type === 'FileDescriptor' && descriptor.value === 1)) return false
    const name = target?.value ?? ''
    if (operator === '>&') return /^[3-9]$/.test(name)
    return !/^\/dev\/(tty|stdout|stderr)$/.test(name)
  })
}

/**
 * Which commands of a pipeline show what they print.
 * @param shown Whether what the last one prints is shown.
 */
export function shownIn(commands: readonly SyntaxNode[], shown: boolean): boolean[] {
  let isShown = shown
  return commands
    .toReversed()
    .map((command) => {
      const own = isShown
      isShown &&= passesOn(command)
      return own
    })
    .toReversed()
}

/** Whether a call shows what is piped into it. */
function passesOn(node: SyntaxNode): boolean {
  if (node.type !== 'Command') return false
  const options = node.args.map((part) => (part.type === 'Word' ? part.value : ''))
  const quiet =
    node.name?.value === 'grep' && options.some((option) => /^-\w*[qcl]|^--(quiet|silent|count|files)/.test(option))
  return PASSES.has(node.name?.value ?? '') && !quiet
}

/** The call inside a call such as `timeout 5 psql`. */
export function wrappedIn<Named extends Pick<Word, 'value'>>(
  name: string,
  words: readonly Named[]
): { name: Named; words: readonly Named[] } | null {
  const takesValue = WRAPPERS.get(name)
  if (!takesValue) return null
  // `command -v psql` only asks.
  if (name === 'command' && /^-[vV]/.test(words[0]?.value ?? '')) return null
  let index = 0
  for (let word = words[index]; word; word = words[++index]) {
    if (takesValue.test(word.value)) index++
    else if (!word.value.startsWith('-') && !/^[A-Za-z_]\w*=/.test(word.value)) break
  }
  if (name === 'timeout') index++
  const inner = words[index]
  return inner ? { name: inner, words: words.slice(index + 1) } : null
}

/** The variables that a call sets, with what is known of their values. */
export function setBy(name: string, words: readonly Word[]): [name: string, value: Value][] {
  switch (name) {
    case 'read':
    case 'mapfile':
    case 'readarray':
    case 'unset':
      return words
        .filter(({ value }) => /^[A-Za-z_]\w*$/.test(value))
        .map(({ value }) => [value, { values: ['\0'], holds: [] }])
    case 'printf': {
      const [option, variable, ...rest] = words
      if (option?.value !== '-v' || !variable) return []
      return [[variable.value, { values: ['\0'], holds: rest.flatMap(({ holds }) => holds) }]]
    }
    default:
      return []
  }
}

/** The name of what may fail in `before || after` and is told as if it had not; null where `after` is no `true`. */
export function swallowedBy(before: SyntaxNode, after: SyntaxNode): string | null {
  if (after.type !== 'Command' || !['true', ':'].includes(after.name?.value ?? '') || after.redirects.length > 0)
    return null
  const from = before.type === 'Pipeline' ? before.commands.at(-1) : before
  return from?.type === 'Command' ? (from.name?.value ?? '') : ''
}
