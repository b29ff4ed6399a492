/**
 * The text of a step that is still to be written.
 */
import { MARK } from '@keys/pack/edits'
import { STEP_WORDS, type StepKind } from '@keys/schema'

const FIELDS: Readonly<Record<StepKind, readonly string[]>> = {
  check: [`**Expected**: ${MARK} what it prints when all is well.`],
  diagnosis: [`**Expected**: ${MARK} what it prints when all is well.`],
  action: [
    `**When**: ${MARK} what was found before.`,
    `**Precondition**: ${MARK} what has to hold.`,
    `**Side effects**: ${MARK} whom else it touches.`,
    `**Verification**: ${MARK} what shows that it worked.`,
    `**Rollback**: ${MARK} how it is undone.`
  ],
  verification: [`**Expected**: ${MARK} what it prints when the incident is over.`]
}

/**
 * The text of a new step, with what is to be written marked.
 * @param kind What kind of step it is.
 * @param label Its label, such as `Step 2`.
 * @param title Its title.
 */
export function newStep(kind: StepKind, label: string, title: string): string {
  const effect = kind === 'action' ? ' (REVERSIBLE)' : ''
  const stop =
    kind === 'action' ? [] : ['- **Otherwise**: an answer that this runbook does not know. **STOP: escalate**']
  const parts = [
    `### ${label.replace(/^\D+/, `${STEP_WORDS[kind]} `)}: ${title}${effect}`,
    `${MARK} the command.`,
    ...FIELDS[kind],
    ...stop
  ]
  return `${parts.join('\n\n')}\n\n`
}
