/**
 * What is known of a command without running it. All places are offsets in README.md.
 */
import type { Command, Step } from '@keys/schema'
import type { Script } from 'unbash'
import type { MappedText, Span } from './text/mapped-text.js'
import type { Node, Part } from './text/tree.js'
import type { Trees } from './trees.js'

/** The languages that are looked into. */
export type Language = 'shell' | 'SQL' | 'JavaScript' | 'TypeScript' | 'JSON'

/** What a parser refuses. */
export interface Fault {
  language: Language
  /** What the parser says of it. */
  reason: string
  place: Span
}

/** One word of a shell command. */
export interface Word {
  /** Without quotes; an environment variable as `$NAME`, what only a run could tell as `\0`. */
  value: string
  /** All values that it takes, where a loop over words gives it several. */
  values: readonly string[]
  /** The variables whose plain value it holds, also through a variable of the shell. */
  holds: readonly string[]
  /** Whether it is the same in each run. */
  literal: boolean
  /** Its text, for words of which the shell changes nothing; null for others. */
  code: MappedText | null
  place: Span
}

/** A call of a program, of a builtin or of a function. */
export interface Call {
  name: string
  /** What follows the name, without redirections. */
  words: readonly Word[]
  /** What it is given on its standard input, as far as it stands in the command. */
  input: Input | null
  /** Whether its effect stays in the shell into which somebody pastes it. */
  live: boolean
  /** Whether what it prints reaches the terminal. */
  shown: boolean
  /** Whether it stands in a function, which runs later than it is written. */
  deferred: boolean
  /** Whether it is run by another one, such as `xargs` or `timeout`. */
  wrapper: string | null
  /** Variables set for this call alone. */
  settings: ReadonlyMap<string, string>
  /** The program alone, and the whole call. */
  namePlace: Span
  place: Span
}

/** A here-document or here-string. */
export interface Input {
  /** With a name in the place of each expansion. */
  code: MappedText
  /** Whether the shell expands something in it. */
  expanded: boolean
  /** The variables whose plain value it holds. */
  holds: readonly string[]
}

/** `|| true` and the like. */
export interface Swallowed {
  /** The program whose failure is swallowed. */
  name: string
  place: Span
}

/** A use of an environment variable. */
export interface VariableUse {
  name: string
  /** Whether the command goes on in good order when it is not set. */
  optional: boolean
  place: Span
}

/** A use of a file below a folder that an input names. */
export interface FileUse {
  /** As `$EVIDENCE_DIR/held.txt`. */
  path: string
  use: 'read' | 'write' | 'test'
  /** Whether it stands in a function, which runs later than it is written. */
  deferred: boolean
  place: Span
}

/** A statement of SQL. */
export interface Statement {
  /** The kind of its node, such as `DeleteStmt`. */
  type: string
  node: Node
  /** All named nodes in it, itself first. */
  parts: readonly Part[]
  /** Whether it stands in a transaction that is rolled back. */
  undone: boolean
  place: Span
}

/** What one run of psql is given. */
export interface SqlScript {
  statements: readonly Statement[]
  /** Whether it stops at the first error, by itself or by how it is run. */
  stops: boolean
  /** Whether it says for how long a statement may run. */
  limited: boolean
  /** Whether this command runs it, or only writes it to a file. */
  runs: boolean
  /** The call of psql; null for a fence of SQL, which runs with the options that the format gives it. */
  call: Call | null
  place: Span
}

/** A request over HTTP. */
export interface Request {
  method: string
  url: string
  /** Whether it carries an authorization. */
  authorized: boolean
  /** Whether it ends by itself. Null when that cannot be seen. */
  limited: boolean | null
  /** Whether this command sends it, or only writes the script that does. */
  runs: boolean
  /** The program: `curl`, `fetch`. */
  by: string
  place: Span
}

/** A place at which the value of a variable reaches the terminal. */
export interface Printed {
  name: string
  place: Span
}

/** Everything that is known of one fence. */
export interface CommandFacts {
  command: Command
  /** The step in which it stands; null for one that stands in none. */
  step: Step | null
  /** The field that owns it; null for the step's own. */
  field: 'verification' | 'rollback' | 'manual-alternative' | null
  code: MappedText
  /** Its tree, where it is a script of the shell that can be parsed. */
  tree: Script | null
  /** The trees of what it runs. */
  trees: Trees
  faults: Fault[]
  calls: Call[]
  functions: Set<string>
  swallowed: Swallowed[]
  variables: VariableUse[]
  files: FileUse[]
  /** Here-documents that are written to a file. */
  written: { path: string; input: Input }[]
  sql: SqlScript[]
  requests: Request[]
  printed: Printed[]
  /** What a script prints when it dumps all of the environment. */
  dumps: Span[]
}
