/** The lines of the checklist that is made of the valid runbook. */
export const ADDED_CHECKLIST = `# Checklist: Work queue has stopped

Incident: \`____________\` Start (UTC): \`____________\` Worked by: \`____________\`

## Immediate safety checks (first 5 minutes)

*Read-do*: read an item, do it, write down what you saw.

- [ ] [Check 1]: The database answers. Seen: \`____\` Time: \`__:__\`

## Diagnosis flow

*Read-do*: read an item, do it, write down what you saw.

- [ ] [Step 1]: Count what waits. Seen: \`____\` Time: \`__:__\`

## Action steps

*Read-do*: read an item, do it, write down what you saw.

- [ ] [Action 1]: Release the held jobs. Seen: \`____\` Time: \`__:__\`

## Verification

*Do-confirm*: work, then stop here and confirm each item.

- [ ] [Verify 1]: The queue is moving. Seen: \`____\` Time: \`__:__\`

## Rollback / escalation

*Do-confirm*: work, then stop here and confirm each item.

- [ ] Nobody needs to be called, or has been: \`____________\` Time: \`__:__\`

## Evidence & audit notes

*Do-confirm*: work, then stop here and confirm each item.

- [ ] What the runbook lists is kept: \`____________\` Time: \`__:__\`

[Check 1]: README.md#check-1-the-database-answers
[Step 1]: README.md#step-1-count-what-waits
[Action 1]: README.md#action-1-release-the-held-jobs-reversible
[Verify 1]: README.md#verify-1-the-queue-is-moving-within-5-minutes`
  .split('\n')
  .map((line) => `+${line}`)
