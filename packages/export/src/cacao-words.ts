/**
 * What a person reads in a playbook.
 */
import { commandsOf, fieldOf, manualActionOf, statedEffectOf, type StepOption } from '@keys/parser/model'
import type { Step } from '@keys/schema'

/** What a person reads of a step. */
export function textOf(step: Step): string {
  const stated = statedEffectOf(step)
  const fields = (['precondition', 'expected', 'verification', 'rollback', 'data-loss'] as const).flatMap((label) => {
    const field = fieldOf(step, label as 'expected')
    return field === null || field.text === '' ? [] : [`${field.name}: ${field.text}`]
  })
  const prose = step.prose.map(({ text }) => text)
  return [
    // A step of somebody else's text may be no more than its title.
    ...(prose.length === 0 ? [step.title] : prose),
    ...(stated === 'read-only'
      ? []
      : [stated === null ? 'Whether this step can be undone is not stated.' : `This step is ${stated}.`]),
    ...fields.slice(0, 1),
    ...(manualActionOf(step) === null ? [] : [`By hand: ${manualActionOf(step) ?? ''}`]),
    ...commandsOf(step, 'step').map(({ command }) => `Command (${command.language ?? 'text'}):\n${command.code}`),
    ...fields.slice(1),
    ...commandsOf(step, 'verification').map(({ command }) => `To verify:\n${command.code}`),
    ...commandsOf(step, 'rollback').map(({ command }) => `To take it back:\n${command.code}`)
  ]
    .filter((part) => part.trim() !== '')
    .join('\n\n')
}

/** What has to hold for an option, in words. */
export function conditionOf({ condition, choice }: StepOption): string {
  return (
    condition ??
    { holds: 'what was expected holds', fails: 'it does not hold', continue: 'done', branch: '' }[choice.type]
  )
}
