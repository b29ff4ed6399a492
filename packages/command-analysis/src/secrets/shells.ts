/**
 * How shells are started, set up and redirected.
 */
import type { Redirection } from 'unbash'
import type { TaintedWord } from './taint.js'

export const SHELLS = /^(ba|da|z|k)?sh$/

/** What a shell is given to run, and with which words. */
export function scriptOf(words: readonly TaintedWord[]): {
  /** What stands after `-c`; null without it. */
  code: string | null
  /** The script that it is given by name, as it is in a pack. */
  path: string | null
  isTraced: boolean
  /** What the script gets as `$1` and so on. */
  given: readonly TaintedWord[]
} {
  const values = words.map(({ value }) => value)
  const at = values.findIndex((value) => /^-\w*c$/.test(value))
  const file = values.findIndex((value, index) => !/^[-+]/.test(value) && !/^[-+]o$/.test(values[index - 1] ?? ''))
  const end = at === -1 ? file : at + 1
  const isTraced = tracing(end === -1 ? values : values.slice(0, end)) === true
  if (at !== -1) return { code: values[at + 1] ?? '', path: null, isTraced, given: words.slice(at + 3) }
  const path = file === -1 ? null : (values[file] ?? '').replace(/^\$RUNBOOK\//, '')
  return { code: null, path, isTraced, given: words.slice(file + 1) }
}

/** Whether options turn the trace on or off; null where they say nothing of it. */
export function tracing(values: readonly string[]): boolean | null {
  let isTraced: boolean | null = null
  for (const [index, value] of values.entries()) {
    if (/^[-+]\w*x/.test(value)) isTraced = value.startsWith('-')
    const option = values[index - 1] ?? ''
    if (value === 'xtrace' && /^[-+]\w*o$/.test(option)) isTraced = option.startsWith('-')
  }
  return isTraced
}

type Redirect = Extract<Redirection, { type: 'Redirect' }>

/** Whether it is about the descriptor of this number. */
export function isDescriptor({ descriptor }: Redirect, number: number): boolean {
  return descriptor?.type === 'FileDescriptor' && descriptor.value === number
}

/** Where a redirection leads what is printed. */
export function destinationOf({ operator }: Redirect, target: string): 'terminal' | 'output' | 'file' {
  if (/^\/dev\/(tty|stderr)$/.test(target) || (operator === '>&' && target === '2')) return 'terminal'
  return target === '/dev/stdout' || (operator === '>&' && target === '1') ? 'output' : 'file'
}

/** The first line of a command, so short that it goes into a sentence. */
export function firstLineOf(text: string): string {
  const [line = ''] = text.split('\n', 1)
  return line.length > 80 ? `${line.slice(0, 79)}\u2026` : line
}
