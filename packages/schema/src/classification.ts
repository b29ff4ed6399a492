/**
 * What a command does, told from its text.
 */

/** `read-only` is what can be shown to be. `changes`: it changes something. `unknown`: neither can be shown. */
export type CommandEffect = 'read-only' | 'changes' | 'unknown'

/** Why a command is not known to be read-only. */
export interface EffectReason {
  effect: Exclude<CommandEffect, 'read-only'>
  /** What was found, in words that a sentence can hold, such as `` `rm` removes `/etc/app` ``. */
  what: string
  /** Whether it destroys something for good. */
  irreversible: boolean
  /** Where it stands, as offsets in the text of the runbook. */
  place: { start: number; end: number }
}

/** What a command does. */
export interface Classification {
  effect: CommandEffect
  /** Whether it destroys something for good. */
  irreversible: boolean
  /**
   * Inputs that are put in as code, or as words of their own: it holds only while their values are plain names or
   * numbers, such as `public.jobs`.
   */
  assumes: readonly string[]
  /**
   * Inputs that stand where a program takes options, too: it holds only while their values do not begin with a dash.
   */
  operands: readonly string[]
  /** Inputs that name folders in which it writes: it holds only while they name one, and not the root. */
  folders: readonly string[]
  /** Programs in it that ask a person something at the terminal, such as `sudo`. */
  asks: readonly string[]
  /** What in it goes on until somebody ends it, such as `tail -f`: it may only read, and is still not left alone. */
  endless: readonly string[]
  /** None for what is read-only; else each thing that was found, in order of writing. */
  reasons: readonly EffectReason[]
}
