/**
 * What scripts of the pack do is looked at once: many commands run them.
 */
import type { MappedText, Span } from '../text/mapped-text.js'
import { Effects } from './effects.js'
import type { EffectScope, FileTexts, KnownFiles } from './scope.js'

/**
 * Notes what a script of the pack does, which is the same wherever it is run and finds the same files.
 * @param key What its effects depend on beside the files.
 * @param place Where it is run.
 * @param look Looks into it with these files, and notes what it does.
 */
export function noteKnown(
  key: string,
  place: Span,
  scope: EffectScope,
  look: (effects: Effects, files: KnownFiles) => void
): void {
  const known = scope.known.get(key) ?? []
  const before = known.find(({ asked }) => asked.every(([path, texts]) => isSame(texts, scope.files.get(path))))
  if (before) return scope.effects.include(before.effects, before.place, place)
  const effects = new Effects()
  const files = new AskedFiles(scope.files)
  try {
    look(effects, files)
    if (!files.isListed) scope.known.set(key, [...known, { effects, place, asked: [...files.asked] }])
  } finally {
    // Also of one that is nested too deep, up to there.
    scope.effects.include(effects, place, place)
  }
}

/** Files, with a note of those that were asked for: what a script does depends on no others. */
class AskedFiles implements KnownFiles {
  readonly asked = new Map<string, FileTexts | undefined>()
  /** Whether it was asked which files there are. */
  isListed = false
  readonly #files: KnownFiles

  constructor(files: KnownFiles) {
    this.#files = files
  }

  get(path: string): FileTexts | undefined {
    const texts = this.#files.get(path)
    this.asked.set(path, texts)
    return texts
  }

  keys(): MapIterator<string> {
    this.isListed = true
    return this.#files.keys()
  }
}

/** Whether two files hold the same. A script of the pack stands where it is run from, which differs. */
function isSame(texts: FileTexts | undefined, others: FileTexts | undefined): boolean {
  if (!texts || !others) return texts === others
  return texts.length === others.length && texts.every((text, index) => isSameText(text, others[index]))
}

function isSameText(text: MappedText, other: MappedText | undefined): boolean {
  if (text.elsewhere === null || !other?.elsewhere) return text === other
  return text.text === other.text
}
