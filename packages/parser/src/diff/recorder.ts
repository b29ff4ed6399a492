/**
 * Where the parts of a difference put what they find. Bump and message are stamped here, so that neither is forgotten.
 */
import {
  fill,
  ADDITIONS,
  ALTERATIONS,
  REMOVALS,
  type Addition,
  type Alteration,
  type Change,
  type ChangeType,
  type Position,
  type Removal
} from '@keys/schema'
import { DIFF_MESSAGES } from './messages.js'
import { shown, shownBeside } from './truncate.js'

/** What a change was made in. */
export interface Scope {
  /** The id of the step; null outside all steps. */
  step: string | null
  /** The step or section in words. */
  name: string | null
}

/** Outside all steps. */
export const WHOLE: Scope = { step: null, name: null }

interface Details {
  part?: string | null
  file?: Change['file']
}

/** Words with their place. */
export interface Placed {
  text: string
  position: Position | null
}

/** Collects changes, in the order in which they are found. */
export class Recorder {
  readonly changes: Change[] = []

  added(type: Addition, scope: Scope, is: Placed, details: Details = {}): void {
    const rest = { was: null, is: is.text, before: null, after: is.position }
    this.changes.push({ type, bump: ADDITIONS[type], ...this.common(type, scope, details, rest), ...rest })
  }

  removed(type: Removal, scope: Scope, was: Placed, details: Details = {}): void {
    const rest = { was: was.text, is: null, before: was.position, after: null }
    this.changes.push({ type, bump: REMOVALS[type], ...this.common(type, scope, details, rest), ...rest })
  }

  altered(type: Alteration, scope: Scope, was: Placed, is: Placed, details: Details = {}): void {
    const rest = { was: was.text, is: is.text, before: was.position, after: is.position }
    this.changes.push({ type, bump: ALTERATIONS[type], ...this.common(type, scope, details, rest), ...rest })
  }

  /** What went and what came, in pairs: the first that went has become the first that came, and so on. */
  exchanged(
    kind: 'matcher' | 'command',
    scope: Scope,
    gone: readonly Placed[],
    come: readonly Placed[],
    details: Details
  ): void {
    for (let index = 0; index < Math.max(gone.length, come.length); index++) {
      const [was, is] = [gone[index], come[index]]
      if (was && is) this.altered(`${kind}-changed`, scope, was, is, details)
      else if (was) this.removed(`${kind}-removed`, scope, was, details)
      else if (is) this.added(`${kind}-added`, scope, is, details)
    }
  }

  private common(
    type: ChangeType,
    scope: Scope,
    { part = null, file = 'README.md' }: Details,
    { was, is }: { was: string | null; is: string | null }
  ): Pick<Change, 'message' | 'file' | 'step' | 'name' | 'part'> {
    const values: Readonly<Record<string, string>> = {
      in: shown(scope.name ?? 'The runbook'),
      of: part === null ? '' : `, ${shown(part)}`,
      was: shownBeside(was ?? '', is ?? ''),
      is: shownBeside(is ?? '', was ?? '')
    }
    const message = fill(DIFF_MESSAGES[type], values)
    // What ends in a full stop needs no second.
    return { message: message.replace(/([.?!]"?)\.$/, '$1'), file, ...scope, part }
  }
}
