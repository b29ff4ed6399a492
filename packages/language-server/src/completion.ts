/**
 * What can be written at a place.
 */
import { cutLine, holds, isInFence, type CutLine } from './cursor.js'
import type { Place } from './pack-context.js'
import { commandsOf } from './pack-symbols.js'
import {
  commentWords,
  fieldLabels,
  inputs,
  keysAndPackages,
  related,
  ruleCodes,
  stepLabels,
  type Suggested
} from './suggestions.js'

/** Something that can be written, and what it takes the place of. */
export interface Suggestion extends Suggested {
  start: number
  end: number
}

/** Characters after which an editor asks by itself. */
export const TRIGGER_CHARACTERS = ['$', '{', '[', '`', '*', '@', '/', '"']

const VARIABLE = /\$(\{?)([A-Za-z0-9_]*)$/
const RULE = /<!--\s*keys-(?:disable-next-line|disable|enable)\s(?:(?!\s--\s).)*?([^\s,]*)$/
const COMMENT_WORD = /<!--\s*([\w-]*)$/
const FIELD = /^[\s>]*(?:[-*+]\s+)?\*\*([A-Za-z ]*)$/
const LABEL = /\[([A-Za-z]*(?: \d*)?)$/
const CHECKBOX = /^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]?$/
const CONDITION = /\*\*(?:if|when|in case)\b[^*]*$/i
const INLINE_CODE = /^[^`]*(?:`[^`]*`[^`]*)*`([@\w./-]*)$/
const JSON_LIST = /"(related_runbooks|references_jupyter_keys|references_node_keys)"\s*:\s*\[[^\]]*"([\w-]*)$/
/** A list of names in pack.json is no longer than this. */
const JSON_REACH = 5000

/**
 * What can be written at a place.
 * @param place A place in a document.
 */
export function complete(place: Place): Suggestion[] {
  const { context, file, text, offset } = place
  if (file === 'pack.json') return completeJson(place)
  if (!file.endsWith('.md')) return []
  const line = cutLine(text, offset)
  if (file === 'README.md' && isInCommand(place)) return completeVariable(place, line)
  if (isInFence(text, offset)) return []

  const { before, after } = line
  const rule = RULE.exec(before)
  if (rule) return spanning(ruleCodes(context), offset, [rule[1], /^[\w/-]*/.exec(after)])
  const word = COMMENT_WORD.exec(before)
  if (word) return spanning(commentWords(), offset, [word[1], null])
  const code = INLINE_CODE.exec(before)
  if (code) {
    if (CONDITION.test(before)) return []
    const names = keysAndPackages(context, code[1] ?? '')
    return closed('`', after, spanning(names, offset, [code[1], /^[@\w./-]*/.exec(after)]), offset)
  }
  const field = FIELD.exec(before)
  if (field) return spanning(fieldLabels(), offset, [field[1], /^(?:\*\*)?:? ?/.exec(after)])
  const label = LABEL.exec(before)
  if (label && !(file === 'checklist.md' && CHECKBOX.test(before))) {
    return closed(']', after, spanning(stepLabels(context), offset, [label[1], /^[\w ]*(?=\])/.exec(after)]), offset)
  }
  return []
}

function isInCommand({ context, offset }: Place): boolean {
  const runbook = context.source.readme?.model
  return runbook !== undefined && commandsOf(runbook).some(({ position }) => holds(position, offset))
}

function completeVariable({ context, offset }: Place, { before, after }: CutLine): Suggestion[] {
  const variable = VARIABLE.exec(before)
  if (!variable) return []
  const rest = /^[A-Za-z0-9_]*/.exec(after)
  const suggestions = spanning(inputs(context), offset, [variable[2], rest])
  // An expansion that goes on, as `${NAME:-x}` does, is closed further on.
  const isOpen = variable[1] === '{' && /^(?:$|[\s"';)|&])/.test(after.slice(rest?.[0].length ?? 0))
  return isOpen ? closed('}', after, suggestions, offset) : suggestions
}

function completeJson({ context, text, offset }: Place): Suggestion[] {
  const match = JSON_LIST.exec(text.slice(Math.max(0, offset - JSON_REACH), offset))
  if (!match) return []
  const { after } = cutLine(text, offset)
  const names = related(context, match[1] ?? '')
  return closed('"', after, spanning(names, offset, [match[2], /^[\w-]*/.exec(after)]), offset)
}

/** Suggestions that take the place of what was begun before the cursor and goes on behind it. */
function spanning(
  suggested: readonly Suggested[],
  offset: number,
  [begun = '', rest]: readonly [begun: string | undefined, rest: RegExpExecArray | null]
): Suggestion[] {
  const [start, end] = [offset - begun.length, offset + (rest?.[0].length ?? 0)]
  return suggested.map((suggestion) => ({ ...suggestion, start, end }))
}

/** Closes the bracket or quote that was opened, unless what follows does. */
function closed(closing: string, after: string, suggestions: readonly Suggestion[], offset: number): Suggestion[] {
  return suggestions.map((suggestion) =>
    after.startsWith(closing, suggestion.end - offset)
      ? suggestion
      : { ...suggestion, insert: suggestion.insert + closing }
  )
}
