import { FIELD_NAMES, type FieldLabel, type Position, type Runbook } from '@keys/schema'

/** A step that names a key and says too little about it. */
export interface PoorMention {
  key: string
  /** The fields that the step lacks, as they are written, each in back-ticks. */
  fields: string
  position: Position
}

/**
 * Steps that name a key and lack fields that go with it.
 * @param runbook The runbook.
 * @param key What the name of the key looks like.
 * @param labels The fields that go with it.
 */
export function poorMentions(runbook: Runbook, key: RegExp, labels: readonly FieldLabel[]): PoorMention[] {
  const steps = new Map(runbook.steps.map((step) => [step.id, step]))
  const reported = new Set<string>()
  return runbook.references.flatMap((reference) => {
    if (reference.type !== 'key' || reference.step === null || !key.test(reference.name)) return []
    const step = steps.get(reference.step)
    const absent = labels.filter((label) => !step?.fields.some((field) => field.label === label))
    const mention = `${reference.step} ${reference.name}`
    if (absent.length === 0 || reported.has(mention)) return []
    reported.add(mention)
    const fields = absent.map((label) => `\`${FIELD_NAMES[label]}\``).join(', ')
    return [{ key: reference.name, fields, position: reference.position }]
  })
}
