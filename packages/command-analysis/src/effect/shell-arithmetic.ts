/**
 * What is counted with in a shell: the text of a variable is an expression of its own, and a subscript in it runs commands.
 */
import type { Span } from '../text/mapped-text.js'
import type { Effects } from './effects.js'
import { NUMBER } from './paths.js'
import type { Variables } from './shell-values.js'

/**
 * Notes what keeps an expression from being a number.
 * @param text The expression, with what its expansions may be.
 * @param at Its offset in the script.
 * @param place Where it stands.
 * @param variables The variables of the script.
 * @param effects Where findings go.
 */
export function noteArithmetic(text: string, at: number, place: Span, variables: Variables, effects: Effects): void {
  look(text, new Set())

  function look(value: string, open: ReadonlySet<string>): void {
    if (open.size > 10 || /`|\$\(/.test(value) || (open.size > 0 && value.includes('[')))
      return effects.unknown('it counts with a text that may hold code', place)
    // What an input holds has to be a number then.
    effects.becomesCode(value.replaceAll(NUMBER, '1'), 'it counts with a text that only a run can tell', place)
    const names = value.replaceAll(/\uE002\w+\uE003/g, ' ').match(/(?<![\w$#{'"])[A-Za-z_]\w*/g) ?? []
    for (const name of names) {
      if (open.has(name) || /^0x/i.test(name)) continue
      const inner = variables.valuesOf(name, at).filter((one) => !/^-?[\d\uE004]*$/.test(one))
      for (const one of inner) look(one, new Set([...open, name]))
    }
  }
}
