/**
 * The search while somebody types: the terminal is here, the search is elsewhere.
 */
import type { Readable, Writable } from 'node:stream'
import { autocomplete, isCancel } from '@clack/prompts'
import { createSearch } from '@keys/search'
import { visible } from '@keys/validator/core'
import type { FindablePack } from './find-packs.js'
import { reasonLine } from './find-results.js'

const SHOWN = 8

/**
 * Lets somebody choose a pack by typing words, an error text or an alert name.
 * @param packs The packs.
 * @param streams The terminal.
 * @param width Its columns.
 * @returns The pack; null when they went away without choosing.
 */
export async function choosePack(
  packs: readonly FindablePack[],
  streams: { input: Readable; output: Writable },
  width: number
): Promise<FindablePack | null> {
  const options = optionsFor(packs, Math.min(width, 100))
  let last = ''
  const slug = await autocomplete({
    ...streams,
    message: 'What is wrong? An error text, an alert name, or words.',
    options(this: { userInput?: string; focusedValue?: unknown }) {
      const typed = this.userInput ?? ''
      // Other words, another best pack: the mark goes to it, and does not stay on the one before.
      if (typed !== last) delete this.focusedValue
      last = typed
      return options(typed)
    },
    // The search has chosen already.
    filter: () => true,
    maxItems: SHOWN,
    validate: (value) => (value === undefined ? 'No pack is chosen. Type other words, or press Ctrl-C.' : undefined)
  })
  if (isCancel(slug)) return null
  return packs.find((pack) => pack.slug === slug) ?? null
}

interface PackOption {
  value: string
  label: string
  hint: string
}

/** What can be chosen for what was typed: the packs found, or all of them while nothing is typed. */
function optionsFor(packs: readonly FindablePack[], width: number): (typed: string) => PackOption[] {
  const search = createSearch(packs)
  const all = packs.map((pack) => optionOf(pack, '', width)).toSorted((a, b) => (a.value < b.value ? -1 : 1))
  let known: { typed: string; options: PackOption[] } = { typed: '', options: all }
  // The prompt asks several times for each key.
  return (typed) => {
    if (typed !== known.typed) {
      const results = typed.trim() === '' ? null : search.find(typed, SHOWN).results
      const options = results?.map(({ document, reasons, instead }) => {
        const reason = instead ? `see ${instead.slug ?? 'escalation'} instead` : reasons[0] && reasonLine(reasons[0])
        return optionOf(document, reason ?? '', width)
      })
      known = { typed, options: options ?? all }
    }
    return known.options
  }
}

function optionOf({ slug, title, severity }: FindablePack, reason: string, width: number): PackOption {
  const label = cut(visible(`${severity ?? '--'}  ${slug}`), width - 8)
  return { value: slug, label, hint: cut(visible(reason === '' ? title : reason), width - label.length - 10) }
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`
}
