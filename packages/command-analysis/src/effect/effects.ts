/**
 * What was found that keeps a command from being shown to be read-only.
 */
import type { Classification, EffectReason } from '@keys/schema'
import type { Span } from '../text/mapped-text.js'
import { folderOf, isDynamic, isOwnPath, isRepository, written } from './paths.js'

/** What is noted of an effect, one after the other. */
type Note = { type: 'reason'; reason: EffectReason } | { type: 'loads'; place: Span } | { type: 'moves' }

/** Collects findings. */
export class Effects {
  readonly reasons: EffectReason[] = []

  /** Inputs whose values have to be plain names or numbers. */
  readonly assumed = new Set<string>()

  /** Inputs whose values a program would take for an option when they begin with a dash. */
  readonly operands = new Set<string>()

  /** Inputs that name the folders of the run into which something is written. */
  readonly folders = new Set<string>()

  /** Where code is loaded from the folder in which it runs. */
  readonly #loads: Span[] = []
  #isMoved = false

  /** All that was noted, in order. */
  readonly #notes: Note[] = []

  /** Something is loaded from the folder in which it runs. */
  loadsFromFolder(place: Span): void {
    this.#notes.push({ type: 'loads', place })
    this.#loads.push(place)
    if (this.#isMoved) this.moves()
  }

  /** It goes to another folder. */
  moves(): void {
    this.#notes.push({ type: 'moves' })
    this.#isMoved = true
    for (const place of this.#loads) this.unknown('it loads code from a folder that it goes to', place)
  }

  /** Notes a path that is written. */
  writes(path: string, place: Span, what = 'it writes to'): void {
    const folder = folderOf(path)
    if (folder !== null) this.folders.add(folder)
    // The shell opens no file without a name.
    if (path === '') return
    if (isOwnPath(path)) {
      if (isRepository(path)) this.unknown('it makes a repository, and what git is told there may run programs', place)
      return
    }
    if (isDynamic(path)) this.unknown(`${what} \`${written(path)}\`, wherever that lies`, place)
    else this.changes(`${what} \`${path}\``, place)
  }

  /** Notes a text that becomes code or several words: only a run can tell it, or a person gives it. */
  becomesCode(value: string, what: string, place: Span): void {
    const rest = value.replaceAll(/\uE002(\w+)\uE003/g, (_, name: string) => {
      this.assumed.add(name)
      return ''
    })
    if (isDynamic(rest)) this.unknown(what, place)
  }

  /**
   * Takes over what was found of what runs on another machine. Folders of the run are not there; and what a script of its
   * own reads there are no inputs.
   */
  runsElsewhere({ reasons, assumed, operands, folders }: Effects, isScript: boolean, place: Span): void {
    for (const reason of reasons) this.#add(reason)
    if (folders.size > 0) this.unknown('it writes where no folder of the run is', place)
    if (isScript && assumed.size + operands.size > 0) this.unknown('it reads what only another machine knows', place)
    for (const name of assumed) this.assumed.add(name)
    for (const name of operands) this.operands.add(name)
  }

  /** Something of which nobody can say what it does. */
  unknown(what: string, place: Span): void {
    this.#add({ effect: 'unknown', what, irreversible: false, place })
  }

  /** Something that changes something. */
  changes(what: string, place: Span, irreversible = false): void {
    this.#add({ effect: 'changes', what, irreversible, place })
  }

  /**
   * Notes again what others noted.
   * @param others What a text does that stands elsewhere.
   * @param from The place that it was given there: that one, and none that only lies where it does.
   * @param to The place that it has here.
   */
  include(others: Effects, from: Span, to: Span): void {
    const placeOf = (place: Span): Span => (place === from ? to : place)
    for (const note of others.#notes) {
      if (note.type === 'moves') this.moves()
      else if (note.type === 'loads') this.loadsFromFolder(placeOf(note.place))
      else this.#add({ ...note.reason, place: placeOf(note.reason.place) })
    }
    for (const name of others.assumed) this.assumed.add(name)
    for (const name of others.operands) this.operands.add(name)
    for (const name of others.folders) this.folders.add(name)
  }

  #add(reason: EffectReason): void {
    this.#notes.push({ type: 'reason', reason })
    // One place is said to change something once, by what was known of it first.
    const other = this.reasons.findIndex(({ effect, what, place }) => {
      const isNear = place.start < reason.place.end && reason.place.start < place.end
      return effect === reason.effect && isNear && (effect === 'changes' || what === reason.what)
    })
    const before = this.reasons[other]
    if (!before) this.reasons.push(reason)
    else if (reason.irreversible && !before.irreversible) this.reasons[other] = { ...before, irreversible: true }
  }
}

/** What all findings together come to. */
export function classificationOf({
  reasons,
  assumed,
  operands,
  folders
}: Effects): Omit<Classification, 'asks' | 'endless'> {
  const changes = reasons.filter(({ effect }) => effect === 'changes')
  const effect = changes.length > 0 ? 'changes' : reasons.length > 0 ? 'unknown' : 'read-only'
  return {
    effect,
    irreversible: changes.some(({ irreversible }) => irreversible),
    assumes: [...assumed].toSorted(),
    operands: [...operands].toSorted(),
    folders: [...folders].toSorted(),
    reasons: reasons.toSorted((a, b) => a.place.start - b.place.start)
  }
}
