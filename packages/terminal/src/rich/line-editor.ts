/**
 * A line of text as it is typed: pure, one key after the other.
 */
import type { Pressed } from './keyboard.js'

/** Cuts a text into what a person takes for one character, such as a letter with its accent. */
const segmenter = new Intl.Segmenter()

function charactersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

export interface Line {
  characters: readonly string[]
  /** How many characters stand before the cursor. */
  at: number
}

export const emptyLine: Line = { characters: [], at: 0 }

/** The text of a line. */
export function textOf({ characters }: Line): string {
  return characters.join('')
}

/**
 * The line after a key.
 * @param line The line.
 * @param key The key; one that edits nothing leaves the line as it is.
 */
export function edit(line: Line, key: Pressed): Line {
  const { characters, at } = line
  if (key.isControl) return control(line, key.name)
  switch (key.name) {
    case 'backspace':
      return at === 0 ? line : { characters: characters.toSpliced(at - 1, 1), at: at - 1 }
    case 'delete':
      return { characters: characters.toSpliced(at, 1), at }
    case 'left':
      return { characters, at: Math.max(0, at - 1) }
    case 'right':
      return { characters, at: Math.min(characters.length, at + 1) }
    case 'home':
      return { characters, at: 0 }
    case 'end':
      return { characters, at: characters.length }
    default: {
      // A line holds one line: what was pasted in several becomes one.
      const typed = charactersOf(key.text.replaceAll(/[\r\n\t]/g, ' ')).filter(
        (character) => character >= ' ' && character !== '\u007F'
      )
      return { characters: characters.toSpliced(at, 0, ...typed), at: at + typed.length }
    }
  }
}

/** The keys that shells have. */
function control({ characters, at }: Line, name: string | null): Line {
  switch (name) {
    case 'a':
      return { characters, at: 0 }
    case 'e':
      return { characters, at: characters.length }
    case 'u':
      return { characters: characters.slice(at), at: 0 }
    case 'k':
      return { characters: characters.slice(0, at), at }
    case 'w': {
      const kept = characters
        .slice(0, at)
        .join('')
        .replace(/\S*\s*$/, '')
      const before = charactersOf(kept)
      return { characters: [...before, ...characters.slice(at)], at: before.length }
    }
    case 'h':
      return at === 0 ? { characters, at } : { characters: characters.toSpliced(at - 1, 1), at: at - 1 }
    default:
      return { characters, at }
  }
}
