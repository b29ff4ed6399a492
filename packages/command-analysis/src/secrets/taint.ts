import type { SyntaxNode } from 'unbash'
import type { CommandFacts } from '../facts.js'
import type { Value } from '../shell/words.js'
import type { Span } from '../text/mapped-text.js'
import type { Trees } from '../trees.js'

/** Something secret in what a command prints or is given. */
export type Taint =
  /** The value of a variable that is a secret. */
  | { kind: 'value'; name: string; place: Span }
  /** All variables of the environment. */
  | { kind: 'all'; code: string; place: Span }
  /** What another store of secrets answers. */
  | { kind: 'foreign'; code: string; place: Span }
  /** The search ended at its limit there: what comes after it, nobody can tell. */
  | { kind: 'unsearched'; code: string; place: Span }

/** By which road a secret is seen. */
export interface Exposure {
  /** On the terminal, in a file of the evidence, in a trace of the shell, or among the arguments of a program. */
  road: 'printed' | 'kept' | 'traced' | 'argument'
  what: Taint
  /** The file or the program; empty for the terminal. */
  by: string
}

/** A word of a call, with what is secret in it. */
export interface TaintedWord {
  /** Without quotes; an environment variable as `$NAME`, what only a run could tell as `\0`. */
  value: string
  taints: readonly Taint[]
  /** What is secret in the output that it names as a file: `<(...)`. */
  file: readonly Taint[]
  place: Span
}

/** A call, with what is secret in its words and on its standard input. */
export interface TaintedCall {
  name: string
  words: readonly TaintedWord[]
  input: readonly Taint[]
  /** A program on its standard input, as it stands there. */
  document: string
  /** How it is written. */
  code: string
  place: Span
  /** Where its name begins. */
  at: number
}

/** Says of a variable whether its value is a secret. */
export type IsSecret = (name: string) => boolean

/** What one shell knows while it runs; scripts in it start from its state. */
export interface ShellState {
  taints: Map<string, readonly Taint[]>
  values: Map<string, Value>
  functions: Map<string, SyntaxNode>
  /** What can be read from descriptors. */
  streams: Map<string, readonly Taint[]>
  /** Whether each command is printed before it runs. */
  isTraced: boolean
}

/** What all scripts of one command have in common. */
export interface Search {
  readonly found: Map<string, Exposure>
  readonly isSecret: IsSecret
  readonly trees: Trees
  readonly scripts: NonNullable<CommandFacts['command']['scripts']>
  budget: number
  /** The names of calls of psql that select secrets, by where they begin. */
  readonly selects: ReadonlySet<number>
}
