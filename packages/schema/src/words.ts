/**
 * The closed lists of the grammar: sections, step kinds, effects, field labels, terminals, interpreters.
 */
import * as z from 'zod'

/** The sections, in the order in which they stand in a strict runbook. */
export const SECTION_KINDS = [
  'first-minute',
  'scope',
  'when-to-use',
  'when-not-to-use',
  'safety-checks',
  'diagnosis',
  'actions',
  'verification',
  'escalation',
  'evidence',
  'follow-ups'
] as const
export const sectionKindSchema = z.enum(SECTION_KINDS)
export type SectionKind = z.infer<typeof sectionKindSchema>

/** Sections that a strict runbook may leave out. */
export const OPTIONAL_SECTIONS: ReadonlySet<SectionKind> = new Set<SectionKind>(['first-minute'])

/** How a strict runbook writes the heading of each section. */
export const SECTION_TITLES: Readonly<Record<SectionKind, string>> = {
  'first-minute': 'First minute',
  scope: 'Scope',
  'when-to-use': 'When to use',
  'when-not-to-use': 'When not to use',
  'safety-checks': 'Immediate safety checks',
  diagnosis: 'Diagnosis flow',
  actions: 'Action steps',
  verification: 'Verification',
  escalation: 'Rollback / escalation',
  evidence: 'Evidence & audit notes',
  'follow-ups': 'Post-incident follow-ups'
}

export const STEP_KINDS = ['check', 'diagnosis', 'action', 'verification'] as const
export const stepKindSchema = z.enum(STEP_KINDS)
export type StepKind = z.infer<typeof stepKindSchema>

/** The word before the number in a step's heading, and so the label by which branches call it. */
export const STEP_WORDS: Readonly<Record<StepKind, string>> = {
  check: 'Check',
  diagnosis: 'Step',
  action: 'Action',
  verification: 'Verify'
}

/** The pattern of the word of a label, without a group. */
export const STEP_WORD = `(?:${Object.values(STEP_WORDS).join('|')})`
/** The pattern of a label, such as `Step 2` or `Step 2b`, without a group. */
export const STEP_LABEL = `${STEP_WORD} \\d+[a-z]?`

/** The section in which steps of each kind stand. */
export const STEP_SECTIONS: Readonly<Record<StepKind, SectionKind>> = {
  check: 'safety-checks',
  diagnosis: 'diagnosis',
  action: 'actions',
  verification: 'verification'
}

/** From harmless to final. */
export const EFFECTS = ['read-only', 'reversible', 'irreversible'] as const
export const effectSchema = z.enum(EFFECTS)
export type Effect = z.infer<typeof effectSchema>

export const terminalKindSchema = z.enum(['resolved', 'escalate', 'wrong-runbook'])
export type TerminalKind = z.infer<typeof terminalKindSchema>

/** The labels that a strict runbook may use, as they are written. */
export const FIELD_NAMES = {
  action: 'Action',
  when: 'When',
  expected: 'Expected',
  precondition: 'Precondition',
  'side-effects': 'Side effects',
  warning: 'Warning',
  verification: 'Verification',
  rollback: 'Rollback',
  automated: 'Automated',
  execution: 'Execution',
  'manual-alternative': 'Manual alternative',
  key: 'Key',
  input: 'Input',
  output: 'Output',
  evidence: 'Evidence',
  'do-not': 'DO NOT',
  stop: 'STOP'
} as const
export type FieldLabel = keyof typeof FIELD_NAMES
export const fieldLabelSchema = z.enum(Object.keys(FIELD_NAMES) as [FieldLabel, ...FieldLabel[]])

/** What runs a command: `bash` a fresh shell, `sql` psql, `js` node, `python` python3. */
export const interpreterSchema = z.enum(['bash', 'sql', 'js', 'python'])
export type Interpreter = z.infer<typeof interpreterSchema>

/** An ISO 8601 duration, such as `PT5M` or `P7D`. */
export const durationSchema = z
  .string()
  .regex(/^P(?=\d|T\d)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, 'expected an ISO 8601 duration, such as "PT5M"')
