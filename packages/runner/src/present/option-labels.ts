/**
 * The ways out of a step, in words.
 */
import type { StepOption } from '@keys/parser/model'
import type { RunState } from '../run/state.js'
import { readable } from './markdown-blocks.js'
import { nodeName } from './format.js'

/** A way out of a step: when it is taken, what the text says of it, and where it leads. */
export function optionWords(state: RunState, option: StepOption): { label: string; note: string } {
  const says = withoutTarget(readable(option.text.replaceAll('\n', ' ')))
  const label = conditionWords(option)
  return { label: says === '' ? label : `${label}: ${says}`, note: `→ ${nodeName(state.pack, option.next)}` }
}

/** The condition of a way, in words. */
export function conditionWords({ choice, condition }: StepOption): string {
  switch (choice.type) {
    case 'branch':
      return condition === null || condition === 'Otherwise' ? 'Otherwise' : `If ${readable(condition)}`
    case 'holds':
      return 'It holds'
    case 'fails':
      return condition === null ? 'It does not hold' : 'Anything else'
    case 'continue':
      return 'Done, go on'
  }
}

/** The words of a branch without the sentence that names its target, which is shown with its title. */
function withoutTarget(words: string): string {
  return words.replace(/(?:^|\s)(?:Continue to|Go on with|STOP:)\s.*$/i, '').trim()
}
