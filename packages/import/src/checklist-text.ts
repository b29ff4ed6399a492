import type { Runbook } from '@keys/schema'

/**
 * The checklist of a draft: every step, in the order of the text, linked to its heading.
 * @param title The title of the runbook.
 * @param runbook The runbook of the draft.
 */
export function checklistText(title: string, runbook: Runbook): string {
  const lines = [
    `# Checklist: ${title}`,
    '',
    'Incident: `____________` Start (UTC): `____________` Worked by: `____________`'
  ]
  const definitions: string[] = []
  for (const section of runbook.sections) {
    const steps = runbook.steps.filter((step) => step.section === section.kind && step.label !== null)
    if (steps.length === 0) continue
    lines.push('', `## ${section.title}`, '')
    for (const { label, title: words, anchor } of steps) {
      lines.push(`- [ ] [${label}]: ${words.replace(/[\\`*_[\]<>|~#]/g, '\\$&')} \`____\` Time: \`__:__\``)
      if (anchor !== null) definitions.push(`[${label}]: README.md#${anchor}`)
    }
  }
  return `${[...lines, ...(definitions.length > 0 ? ['', ...definitions] : [])].join('\n')}\n`
}
