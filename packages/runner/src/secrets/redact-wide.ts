/**
 * Reads UTF-16 as what it shows: whoever shows it leaves its NULs out, and what they parted comes together.
 */
import type { OutputFilter } from '../ports.js'

const NUL = '\0'

/** Starts to leave out the NULs of UTF-16 in a text that comes in parts; others stay, such as those between the names of files. */
export function createWideReader(): OutputFilter {
  /** What is undecided, and the two signs before it. */
  let held = ''
  let before = ''

  function settle(limit: number): string {
    let shown = ''
    const all = before + held
    const start = before.length
    for (let at = start; at < start + limit; at++) if (!isOfUtf16(all, at)) shown += all[at]
    before = all.slice(Math.max(0, start + limit - 2), start + limit)
    held = held.slice(limit)
    return shown
  }

  return {
    push(text) {
      held += text
      const open = held.indexOf(NUL, Math.max(0, held.length - 2))
      const limit = open === -1 ? held.length : open
      if (limit === 0) return ''
      if (!held.includes(NUL) && !before.includes(NUL)) {
        const shown = held
        before = (before + held).slice(-2)
        held = ''
        return shown
      }
      return settle(limit)
    },
    end: () => settle(held.length)
  }
}

/** Whether a sign is a NUL that stands beside a single other sign, and then one more. */
function isOfUtf16(text: string, at: number): boolean {
  if (text[at] !== NUL || text[at - 1] === NUL || text[at + 1] === NUL) return false
  return text[at - 2] === NUL || text[at + 2] === NUL
}
