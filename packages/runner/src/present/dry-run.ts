/**
 * What a run would do, step by step and along each way, without doing any of it.
 */
import {
  commandsOf,
  confirmationPhrase,
  effectOf,
  fieldOf,
  isRequired,
  manualActionOf,
  optionsOf,
  stepHeading
} from '@keys/parser/model'
import { titleOfPack, type RunPack } from '../pack.js'
import { classificationOf, type Classifier } from '../policy/classifier.js'
import { effectIn, needsPerson, unattendedObstacles } from '../policy/unattended.js'
import { reachableFrom } from '../run/items.js'
import { isSecretValue, type Input, type Step } from '@keys/schema'
import { gap, labeled, text, type Block } from './blocks.js'
import { conditionWords } from './option-labels.js'
import { readable } from './markdown-blocks.js'
import { fieldText } from './source-text.js'
import { commandBadge, nodeName, stepBadge } from './format.js'

/** Values by the names of the variables that hold them. */
type Environment = Readonly<Record<string, string | undefined>>

/**
 * What a run of a pack would do.
 * @param pack The pack.
 * @param environment In which inputs are looked for.
 * @param classifier Says what a command does; null for nobody.
 */
export function dryRunBlocks(pack: RunPack, environment: Environment, classifier: Classifier | null = null): Block[] {
  const { runbook } = pack
  const entry = runbook.graph.entry ?? ''
  const reachable = reachableFrom(runbook, entry).add(entry)
  return [
    { type: 'title', text: pack.pack.title },
    text(`${titleOfPack(pack)}. A dry run: nothing is run, asked or stored.`, 'dim'),
    ...inputBlocks(pack, environment),
    ...runbook.steps.flatMap((step, index) =>
      stepBlocks(pack, step, index, reachable.has(step.id), classifier, environment)
    )
  ]
}

function inputBlocks({ pack }: RunPack, environment: Environment): Block[] {
  const inputs = pack.inputs ?? []
  if (inputs.length === 0) return []
  return [
    gap,
    text('Values that the commands read', 'strong'),
    { type: 'pairs', pairs: inputs.map((input) => [input.name, valueWords(input, environment[input.name])] as const) }
  ]
}

function valueWords({ required, secret }: Input, value: string | undefined): string {
  const isHidden = secret === true || isSecretValue(value ?? '')
  const kind = isHidden ? ', secret' : ''
  if (value === undefined || value === '')
    return `${isRequired({ required }) ? 'would be asked' : 'optional, not set'}${kind}`
  return isHidden ? 'from the environment, secret' : `from the environment: ${value}`
}

function stepBlocks(
  pack: RunPack,
  step: Step,
  index: number,
  isReachable: boolean,
  classifier: Classifier | null,
  environment: Environment
): Block[] {
  const { runbook } = pack
  const commands = [...commandsOf(step, 'step'), ...commandsOf(step, 'verification')]
  const manualAction = manualActionOf(step)
  const does: Block[] = []
  const isBelied = unattendedObstacles(pack, classifier).length > 0
  const effect = effectOf(step, 'step')
  // What is not set yet is taken to be like its example.
  const examples = Object.fromEntries((pack.pack.inputs ?? []).map(({ name, example }) => [name, example]))
  const precondition = fieldOf(step, 'precondition')
  if (effect !== 'read-only' && precondition)
    does.push(labeled('Asks whether it holds', fieldText(pack.files['README.md'] ?? '', precondition)))
  if (manualAction !== null) does.push(labeled('A person does', oneLine(manualAction)))
  const shown = commands.map((placed) => ({
    ...placed,
    effect: effectIn(pack, step, placed, classifier),
    classification: classificationOf(pack, placed.command, classifier),
    person: needsPerson(pack, step, placed, classifier, { ...examples, ...environment })
  }))
  for (const { command, effect: own, classification, person } of shown) {
    const asks =
      own === 'irreversible'
        ? `after ${confirmationPhrase(step)} is typed`
        : own === 'reversible'
          ? 'after it is confirmed'
          : person === null && !isBelied
            ? 'on Enter, or alone with --yes'
            : 'on Enter, never alone'
    does.push({
      type: 'code',
      label: `runs ${asks} · ${command.interpreter ?? ''} · ${commandBadge({ effect: own, classification })}`,
      code: command.code
    })
  }
  const options = optionsOf(runbook, step).map((option) => `${conditionWords(option)} → ${nodeName(pack, option.next)}`)
  return [
    gap,
    { type: 'rule', left: `${index + 1} of ${runbook.steps.length}`, right: isReachable ? '' : 'no way leads here' },
    { type: 'title', text: stepHeading(step), badge: stepBadge(step, shown) },
    ...does,
    ...(options.length === 0 ? [] : [{ type: 'list', items: options } satisfies Block])
  ]
}

function oneLine(words: string): string {
  return readable(words.replaceAll('\n', ' '))
}
