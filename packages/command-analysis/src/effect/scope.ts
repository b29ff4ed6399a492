/**
 * What the parts of the classification hand to each other.
 */
import type { MappedText, Span } from '../text/mapped-text.js'
import type { Trees } from '../trees.js'
import type { Effects } from './effects.js'
import type { AbstractWord } from './shell-values.js'

/** What a file may hold; null for one whose text only a run can tell. */
export type FileTexts = readonly MappedText[] | null

/** The files that commands of the runbook write, and the scripts of the pack. */
export type KnownFiles = Pick<ReadonlyMap<string, FileTexts>, 'get' | 'keys'>

/** What looks into each language; a command in one may hold code in another. */
export interface Languages {
  shell: (code: MappedText, scope: EffectScope) => void
  /** `stops`: whether it ends with the first error. `path`: the file in which it stands. */
  sql: (code: MappedText, scope: EffectScope, given?: PsqlVariables, stops?: boolean, path?: string | null) => void
  programs: ReadonlyMap<string, ProgramEffects>
}

/**
 * All that a variable of psql may hold: words that can be nothing else, and texts that are code where they are put in; null
 * where only a run can tell.
 */
export type PsqlValue = readonly (string | MappedText)[] | null

/** What is known of the variables of psql. */
export type PsqlVariables = ReadonlyMap<string, PsqlValue>

/** Where findings go, and what is known around a command. */
export interface EffectScope {
  languages: Languages
  effects: Effects
  trees: Trees
  files: KnownFiles
  /** What scripts of the pack do, with the files that they ask for. */
  known: Map<string, readonly KnownEffects[]>
  /** How deep code stands in code. */
  depth: number
  /** Whether it runs on another machine, which has its own variables and files. */
  isElsewhere?: boolean
  /** What code for a shell finds on its standard input; nothing when it is absent. */
  piped?: ProgramInput | undefined
}

/** What a script of the pack does, which place its effects were given, and which files it asked for. */
export interface KnownEffects {
  effects: Effects
  place: Span
  asked: readonly (readonly [path: string, texts: FileTexts | undefined])[]
}

/** A word of a call. */
export interface ProgramWord extends AbstractWord {
  /** Its text, where the shell changes nothing of it. */
  code: MappedText | null
  /** Its text, where the shell changes nothing of it but that it puts inputs in; absent where it is not known. */
  filled?: MappedText | null
  place: Span
}

/** What a call reads on its standard input. `unknown`: something comes, and only a run can tell what. */
export type ProgramInput =
  | { type: 'none' }
  | { type: 'unknown' }
  /** Names, one a line. */
  | { type: 'names' }
  /** `isPlain`: what is put in comes from inputs, or is known and holds neither quotes nor ends of lines. */
  | { type: 'text'; code: MappedText; isLiteral: boolean; isPlain: boolean }

/** A call of a program. */
export interface ProgramCall extends EffectScope {
  name: string
  words: readonly ProgramWord[]
  input: ProgramInput
  namePlace: Span
  place: Span
  /** Paths below a folder of the run that the script has written so far. */
  made: Set<string>
  /** Notes what another program does that this one runs. */
  run: (name: ProgramWord, words: readonly ProgramWord[], input?: ProgramInput) => void
  /** Notes what code for a shell does. */
  shell: (code: MappedText) => void
  /** Notes what a program does that runs on another machine. */
  elsewhere: (name: ProgramWord, words: readonly ProgramWord[], input: ProgramInput) => void
}

/** Notes what a call of one program does. */
export type ProgramEffects = (call: ProgramCall) => void
