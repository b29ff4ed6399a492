/**
 * Compares the fields of a step.
 */
import { FIELD_NAMES, type Addition, type Alteration, type Field, type FieldLabel, type Removal } from '@keys/schema'
import { diffCommands } from './commands.js'
import { diffMatchers } from './matchers.js'
import type { Side } from './names.js'
import type { Recorder, Scope } from './recorder.js'
import { pairTexts } from './texts.js'

/** What the changes of a field are called, by its label; any other label has the names of all. */
interface FieldChanges {
  added: Addition
  removed: Removal
  /** What other words are, where a person goes by them; null where they only explain. */
  changed: Alteration | null
}

const ANY: FieldChanges = { added: 'field-added', removed: 'field-removed', changed: null }
const CHANGES: Readonly<Partial<Record<FieldLabel, FieldChanges>>> = {
  action: { added: 'manual-action-added', removed: 'manual-action-removed', changed: 'manual-action-changed' },
  precondition: { added: 'precondition-added', removed: 'precondition-removed', changed: 'precondition-changed' },
  verification: { added: 'verification-added', removed: 'verification-removed', changed: 'verification-changed' },
  rollback: { added: 'rollback-added', removed: 'rollback-removed', changed: 'rollback-changed' },
  expected: { ...ANY, changed: 'expected-changed' }
}

/**
 * Compares fields by their labels.
 * @returns Whether words differ that only explain.
 */
export function diffFields(
  before: { side: Side; fields: readonly Field[] },
  after: { side: Side; fields: readonly Field[] },
  scope: Scope,
  record: Recorder
): boolean {
  let isReworded = false
  const labels = new Set([...before.fields, ...after.fields].map(keyOf))
  for (const label of labels) {
    const pairing = pairFields(
      before.fields.filter((field) => keyOf(field) === label),
      after.fields.filter((field) => keyOf(field) === label),
      before.side,
      after.side
    )
    for (const [was, is] of pairing.pairs) {
      const differs = diffField({ side: before.side, field: was }, { side: after.side, field: is }, scope, record)
      isReworded ||= differs
    }
    for (const field of pairing.removed) {
      record.removed(changesOf(field).removed, scope, wordsAt(field), { part: nameOf(field) })
      diffCommands(
        { side: before.side, commands: field.commands },
        { side: after.side, commands: [] },
        scope,
        nameOf(field),
        record
      )
      diffMatchers(field.matchers, [], scope, nameOf(field), record)
    }
    for (const field of pairing.added)
      record.added(changesOf(field).added, scope, wordsAt(field), { part: nameOf(field) })
  }
  return isReworded
}

/** Equal and similar ones first; what is left has become each other, in order, as a step rarely has two of a label. */
function pairFields(before: readonly Field[], after: readonly Field[], sideBefore: Side, sideAfter: Side) {
  const { same, changed, removed, added } = pairTexts(
    before,
    after,
    ({ text }) => sideBefore.plain(text),
    ({ text }) => sideAfter.plain(text)
  )
  const count = Math.min(removed.length, added.length)
  const rest = removed.slice(0, count).map((field, index): [Field, Field] => [field, added[index]!])
  return { pairs: [...same, ...changed, ...rest], removed: removed.slice(count), added: added.slice(count) }
}

function diffField(
  before: { side: Side; field: Field },
  after: { side: Side; field: Field },
  scope: Scope,
  record: Recorder
): boolean {
  const [was, is] = [before.field, after.field]
  const part = nameOf(is)
  diffCommands(
    { side: before.side, commands: was.commands },
    { side: after.side, commands: is.commands },
    scope,
    part,
    record
  )
  diffMatchers(was.matchers, is.matchers, scope, part, record)
  const words = [before.side.plain(withoutMatchers(was)), after.side.plain(withoutMatchers(is))]
  if (words[0] === words[1]) return false
  const { changed } = changesOf(is)
  const isJudgedByMachine = is.matchers.length > 0 || is.commands.length > 0
  // The words of a precondition are all that there is to go by, whatever commands stand below it.
  if (changed === null || (isJudgedByMachine && is.label !== 'precondition')) return true
  record.altered(changed, scope, wordsAt(was), wordsAt(is), { part })
  return false
}

/** The words of a field without the matchers that it begins with, which are compared by what they mean. */
function withoutMatchers({ text, matchers }: Field): string {
  return matchers.reduce((rest, { raw }) => rest.replace(raw, ''), text)
}

function keyOf({ label, name }: Field): string {
  return label ?? `other ${name.toLowerCase()}`
}

function changesOf({ label }: Field): FieldChanges {
  return (label && CHANGES[label]) ?? ANY
}

function nameOf({ label, name }: Field): string {
  return label === null ? name : FIELD_NAMES[label]
}

function wordsAt({ text, commands, position }: Field) {
  return { text: text === '' ? (commands[0]?.code ?? '') : text, position }
}
