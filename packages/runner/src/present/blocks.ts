/**
 * What is shown in a run, as blocks without a terminal: the flow makes them, a dialogue draws them.
 */

/** How a text is meant. Each drawing also says it in words or signs: colors are never its only carrier. */
export type Tone = 'plain' | 'dim' | 'strong' | 'good' | 'bad' | 'warning'

export type Block =
  /** A line across, with something at either end. */
  | { type: 'rule'; left: string; right?: string }
  | { type: 'title'; text: string; badge?: string }
  /** A paragraph; its line ends are kept. `label` stands before it. */
  | { type: 'text'; text: string; label?: string; tone?: Tone; indent?: number }
  /** Something to be copied, such as a command or a hash: it is never broken. */
  | { type: 'line'; text: string }
  | { type: 'list'; items: readonly string[] }
  /** A name and what is to be said of it, in two columns. */
  | { type: 'pairs'; pairs: readonly (readonly [name: string, value: string])[] }
  /** Code as it stands in the text. Of one with more than `most` lines the first are shown; a key shows all. */
  | { type: 'code'; code: string; label: string; most?: number }
  /** Lines that a command printed. */
  | { type: 'output'; lines: readonly string[] }
  | { type: 'gap' }

export const gap: Block = { type: 'gap' }

/** A paragraph. */
export function text(words: string, tone: Tone = 'plain', indent = 0): Block {
  return { type: 'text', text: words, tone, indent }
}

/** A paragraph with a word in bold before it. */
export function labeled(label: string, words: string, tone: Tone = 'plain'): Block {
  return { type: 'text', label, text: words, tone }
}
