/**
 * Finds many texts at once, in one pass, whatever they are made of (Aho and Corasick's automaton).
 */
import type { Form } from './redact-forms.js'
import type { Reader } from './redact-decoders.js'

/** How far some text agrees with one of the forms. */
interface State {
  next: Map<number, State>
  /** The state for the longest end of this text with which another form begins. */
  fallback: State | null
  /** Units of this text. */
  depth: number
  /** The first secret that has a form which begins with this text. */
  secret: number
  /** The longest form with which this text ends. */
  found: { length: number; secret: number } | null
}

/** A place of a text that gives a secret away. */
export interface Found {
  start: number
  end: number
  /** Index of the secret. */
  secret: number
}

/** What to look for, prepared. */
export interface Automaton {
  root: State
  /** Units of the longest form. */
  longest: number
}

/**
 * Prepares a search.
 * @param forms What to look for. Of equal ones, the first counts.
 */
export function createAutomaton(forms: readonly Form[]): Automaton {
  const root = createState(0, 0)
  let longest = 0
  for (const { text, secret } of forms) {
    let state = root
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      const next = state.next.get(code) ?? createState(index + 1, secret)
      state.next.set(code, next)
      state = next
    }
    state.found ??= { length: text.length, secret }
    longest = Math.max(longest, text.length)
  }
  addFallbacks(root)
  return { root, longest }
}

function createState(depth: number, secret: number): State {
  return { next: new Map(), fallback: null, depth, secret, found: null }
}

/** Breadth first: the fallback of a state is less deep than the state. */
function addFallbacks(root: State): void {
  const queue = [root]
  for (const state of queue) {
    for (const [code, next] of state.next) {
      next.fallback = state.fallback === null ? root : step(state.fallback, code)
      next.found ??= next.fallback.found
      queue.push(next)
    }
  }
}

function step(from: State, code: number): State {
  let state = from
  for (;;) {
    const next = state.next.get(code)
    if (next) return next
    if (state.fallback === null) return state
    state = state.fallback
  }
}

/**
 * Searches what a reader hands on.
 * @param shortest Forms with fewer units than this are not reported.
 * @param report Is told of the longest form that ends at each place: shorter ones lie in it.
 */
export function createSearch({ root, longest }: Automaton, shortest: number, report: (found: Found) => void): Reader {
  let state = root
  // Where the last units of the text start, written round and round.
  const starts = new Float64Array(longest + 1)
  let count = 0
  const startOf = (back: number) => starts[(count - back) % starts.length]!
  /** The longest beginning of a form that can still go on; one that cannot is complete. */
  const open = (): State => {
    let at = state
    while (at.next.size === 0 && at.fallback) at = at.fallback
    return at
  }

  return {
    unit(code, start, end) {
      starts[count % starts.length] = start
      count += 1
      state = step(state, code)
      const { found } = state
      if (found && found.length >= shortest) report({ start: startOf(found.length), end, secret: found.secret })
    },
    end() {},
    pendingFrom() {
      const { depth } = open()
      return depth === 0 ? Infinity : startOf(depth)
    },
    begun() {
      const { depth, secret } = open()
      return depth === 0 ? null : { start: startOf(depth), depth, secret }
    }
  }
}
