/**
 * What may go on without a person. One policy for `--yes`, preflight and agents: commands that stand where only looking is
 * meant, that are shown to be read-only, and that are not folded away for when they are needed.
 */
import { plainFileOf, type Classification, type Command, type Effect, type Step } from '@keys/schema'
import { commandsOf, effectOf, manualActionOf, stepHeading, type PlacedCommand } from '@keys/parser/model'
import type { RunPack } from '../pack.js'
import { classificationOf, strictest, worstOf, type Classifier } from './classifier.js'

/** A command that does more than its step says. */
export interface BeliedCommand extends PlacedCommand {
  step: Step
  classification: Classification
}

/** A name, with its schema or without one, or a number: a dash may stand in it, but neither first nor twice. */
const PLAIN = /^(?:[A-Za-z_]\w*(?:[.-]\w+)*|\d+(?:\.\d+)?)$/
/** What a program may take for an option; a negative number does nothing else. */
const OPTION = /^-(?!\d+(?:\.\d+)?$)./
const PARTS = ['step', 'verification', 'rollback', 'manual-alternative'] as const

/**
 * What a command may do: what the text says of it, or the worse that it shows. To take back what was done may need what
 * cannot be undone itself.
 */
export function effectIn(
  pack: RunPack,
  step: Step,
  { reference, command }: PlacedCommand,
  classifier: Classifier | null
): Effect {
  const stated = effectOf(step, reference.part)
  if (plainFileOf(pack.pack) !== null) return shownEffect(classificationOf(pack, command, classifier))
  return reference.part === 'rollback' ? stated : strictest(stated, classificationOf(pack, command, classifier))
}

/** Whether the effect of a step is stated. A text that is not a pack says nothing of the effects of its actions. */
function isStated(pack: RunPack, step: Step): boolean {
  return plainFileOf(pack.pack) === null || step.kind !== 'action' || step.effect !== null
}

/**
 * What a step does: what the text says of it; where it says nothing, what its commands show. A step without any does what
 * nobody can tell.
 */
export function stepEffectIn(pack: RunPack, step: Step, classifier: Classifier | null): Effect {
  const commands = commandsOf(step, 'step')
  if (isStated(pack, step) || manualActionOf(step) !== null || commands.length === 0) return effectOf(step, 'step')
  return worstOf(commands.map((placed) => effectIn(pack, step, placed, classifier)))
}

/** Whether somebody has to acknowledge what a step needs before one of its commands runs. */
export function needsAcknowledgement(
  pack: RunPack,
  step: Step,
  placed: PlacedCommand,
  classifier: Classifier | null
): boolean {
  const { part } = placed.reference
  return (isStated(pack, step) ? effectOf(step, part) : effectIn(pack, step, placed, classifier)) !== 'read-only'
}

/** What a command does, told from nothing but itself; what nobody can tell may change something. */
function shownEffect({ effect, irreversible }: Classification): Effect {
  if (effect === 'read-only') return 'read-only'
  return irreversible ? 'irreversible' : 'reversible'
}

/**
 * The commands of a pack that change something in a step that only looks, or destroy something in one that says that it
 * can be taken back.
 */
export function beliedCommands(pack: RunPack, classifier: Classifier | null): BeliedCommand[] {
  // A text that is not a pack states no effects, so that no command does more than it says.
  if (plainFileOf(pack.pack) !== null) return []
  return pack.runbook.steps.flatMap((step) =>
    PARTS.flatMap((part) => {
      const stated = effectOf(step, part)
      return commandsOf(step, part).flatMap((placed) => {
        const classification = classificationOf(pack, placed.command, classifier)
        if (classification.effect !== 'changes') return []
        const isBelied =
          stated === 'read-only' || (stated === 'reversible' && classification.irreversible && part !== 'rollback')
        return isBelied ? [{ ...placed, step, classification }] : []
      })
    })
  )
}

/**
 * Why a pack is not followed without a person at all; null when it may be.
 * @returns One sentence for each command that does more than its step says.
 */
export function unattendedObstacles(pack: RunPack, classifier: Classifier | null): string[] {
  return beliedCommands(pack, classifier).map(({ step, classification }) => {
    const [first] = classification.reasons.filter(({ effect }) => effect === 'changes')
    const stated = effectOf(step, 'step') === 'read-only' || step.kind !== 'action' ? 'read-only' : 'reversible'
    return `${stepHeading(step)} says that it is ${stated}, and its command does more: ${first?.what ?? 'it changes something'}.`
  })
}

/**
 * Why a command needs a person; null when it may run without one.
 * @param pack The pack.
 * @param step The step.
 * @param placed The command.
 * @param classifier Tells what commands do.
 * @param values Values of the inputs, by name: those that are put in as code have to be plain.
 */
export function needsPerson(
  pack: RunPack,
  step: Step,
  { reference, command }: PlacedCommand,
  classifier: Classifier | null,
  values: Readonly<Record<string, string | null | undefined>> = {}
): string | null {
  const { part } = reference
  if ((part === 'rollback' || isStated(pack, step)) && effectOf(step, part) !== 'read-only')
    return 'It changes something.'
  if (isFolded(pack, step, command)) return 'It is folded away in the text, for when a person needs it.'
  const { effect, reasons, assumes, operands, folders, asks, endless } = classificationOf(pack, command, classifier)
  if (asks.length > 0) return `It asks a person at the terminal: ${asks.map((name) => `\`${name}\``).join(', ')}.`
  if (endless.length > 0)
    return `It does not end by itself: ${endless.map((name) => `\`${name}\``).join(', ')}. Run it and end it with Ctrl-C, or limit its time with \`timeout\`.`
  if (effect === 'read-only') {
    const open = folders.find((name) => !isFolder(values[name] ?? ''))
    if (open !== undefined) return `It writes below \`${open}\`, which names no folder of the run.`
    const odd = assumes.find((name) => !PLAIN.test(values[name] ?? ''))
    const dashed = operands.find((name) => OPTION.test(values[name] ?? ''))
    if (dashed !== undefined)
      return `The value of \`${dashed}\` begins with a dash: a program may take it for an option.`
    return odd === undefined ? null : `\`${odd}\` is put in as code, and its value is not a plain name or number.`
  }
  const [first] = reasons.toSorted((a, b) => Number(a.effect === 'unknown') - Number(b.effect === 'unknown'))
  const what = first?.what ?? 'nobody looked into it'
  return effect === 'changes' ? `It changes something: ${what}.` : `It cannot be shown to be read-only: ${what}.`
}

/**
 * Whether a value names a folder other than the root: without one, what is written below it lands there. Where it stands in quotes
 * of another language, a quote in it would end these.
 */
function isFolder(value: string): boolean {
  return /[^/.\s]/.test(value) && !/['"`\\\p{Cc}]/u.test(value) && !value.split('/').includes('..')
}

/** Whether a command stands in `<details>`. */
export function isFolded({ files }: RunPack, step: Step, command: Command): boolean {
  const before = (files['README.md'] ?? '').slice(step.position.start.offset, command.position.start.offset)
  const outside = before.replaceAll(/^[ \t>]*(`{3,}|~{3,})[\s\S]*?^[ \t>]*\1[`~]*[ \t]*$/gm, '')
  const opened = outside.match(/<details[\s>]/gi)?.length ?? 0
  return opened > (outside.match(/<\/details\s*>/gi)?.length ?? 0)
}
