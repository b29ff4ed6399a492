/**
 * What is shown beside the cursor: what a matcher means, what a name stands for.
 */
import { type CatalogEntry, type Step } from '@keys/schema'
import { stepHeading } from '@keys/parser/model'
import type { Span } from './cursor.js'
import { matcherWords, needsSuccess } from './describe-matcher.js'
import type { Place } from './pack-context.js'
import { code, escaped, type ListedInput } from './pack-symbols.js'
import { thingAt, type Thing } from './symbol-at.js'

/** Markdown to show, and what it speaks of. */
export interface HoverText extends Span {
  markdown: string
}

/**
 * What to show at a place.
 * @param place A place in a document.
 * @returns Null when there is nothing to say.
 */
export function hover(place: Place): HoverText | null {
  const thing = thingAt(place)
  return thing && { markdown: markdownOf(thing), start: thing.start, end: thing.end }
}

function markdownOf(thing: Thing): string {
  switch (thing.type) {
    case 'matcher': {
      const words = matcherWords(thing.matcher)
      return needsSuccess(thing.matcher) ? `${words} The command must end with exit status 0.` : words
    }
    case 'step':
      return stepWords(thing.step)
    case 'key':
      return keyWords(thing.name, thing.entry)
    case 'pack': {
      const { title, package: name } = thing.neighbor
      return `**${escaped(title)}**\n\n${code(name)}`
    }
    case 'input':
      return inputWords(thing.input)
  }
}

function stepWords(step: Step): string {
  const { effect, fields } = step
  const heading = `**${escaped(stepHeading(step))}**`
  const expected = fields.find((field) => field.label === 'expected')
  return [
    effect === null ? heading : `${heading} (${effect})`,
    ...(expected === undefined ? [] : [`Expected: ${escaped(expected.text)}`])
  ].join('\n\n')
}

function keyWords(name: string, entry: CatalogEntry): string {
  const facts =
    entry.tool === 'jupyter'
      ? [`In: ${entry.inputs.join(', ')}`, `Out: ${entry.outputs.join(', ')}`]
      : [`Needs: ${entry.required_env.join(', ') || 'no environment variables'}`]
  return [
    `**${escaped(entry.title)}** ${code(name)} ${escaped(entry.version)}`,
    escaped(entry.description),
    ...(entry.question === undefined ? [] : [`Answers: ${escaped(entry.question)}`]),
    ...facts.map(escaped)
  ].join('\n\n')
}

/** What an input is, for hover and completion. */
export function inputWords({ name, description, example, required = true, secret = false }: ListedInput): string {
  const facts = [...(required ? [] : ['optional']), ...(secret ? ['secret: never shown or stored'] : [])]
  return [
    `**${escaped(name)}**${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`,
    escaped(description),
    ...(example === undefined ? [] : [`Example: ${code(example)}`])
  ].join('\n\n')
}
