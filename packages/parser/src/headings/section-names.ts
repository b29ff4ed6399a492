/**
 * Which section a heading opens, whoever wrote it.
 */
import type { SectionKind, StepKind } from '@keys/schema'

/** The names under which other people's runbooks have our sections, beside our own; normalised. */
const SECTION_NAMES: Readonly<Record<SectionKind, readonly string[]>> = {
  'first-minute': ['first minute', 'first look', 'quick look', 'first 60 seconds'],
  scope: [
    'scope',
    'overview',
    'summary',
    'description',
    'about',
    'purpose',
    'meaning',
    'impact',
    'background',
    'introduction'
  ],
  'when-to-use': [
    'when to use',
    'symptoms',
    'symptom',
    'signals',
    'triggers',
    'trigger',
    'alert',
    'alerts',
    'detection',
    'how to detect'
  ],
  'when-not-to-use': ['when not to use', 'out of scope', 'not covered', 'what this does not cover'],
  'safety-checks': [
    'immediate safety checks',
    'safety checks',
    'safety',
    'before you start',
    'before you begin',
    'precautions',
    'preconditions',
    'prerequisites',
    'pre checks',
    'prechecks',
    'preflight',
    'first response',
    'initial response'
  ],
  diagnosis: [
    'diagnosis flow',
    'diagnosis',
    'diagnose',
    'diagnostics',
    'diagnostic steps',
    'investigation',
    'investigate',
    'troubleshooting',
    'troubleshoot',
    'triage',
    'debugging',
    'debug',
    'root cause analysis',
    'possible causes',
    'causes',
    'cause',
    'checks'
  ],
  actions: [
    'action steps',
    'actions',
    'action',
    'mitigation',
    'mitigations',
    'mitigate',
    'remediation',
    'remediate',
    'resolution',
    'resolve',
    'solution',
    'solutions',
    'fix',
    'fixes',
    'how to fix',
    'recovery',
    'recover',
    'procedure',
    'steps',
    'response',
    'playbook',
    'what to do',
    'workaround'
  ],
  verification: [
    'verification',
    'verify',
    'validation',
    'validate',
    'confirmation',
    'confirm',
    'post checks',
    'verifying'
  ],
  escalation: [
    'rollback escalation',
    'rollback',
    'roll back',
    'rolling back',
    'backout',
    'escalation',
    'escalate',
    'escalation path',
    'contacts',
    'contact'
  ],
  evidence: ['evidence audit notes', 'evidence', 'audit notes', 'audit', 'records'],
  'follow-ups': [
    'post incident follow ups',
    'post incident',
    'follow ups',
    'follow up',
    'followup',
    'postmortem',
    'post mortem',
    'after the incident',
    'prevention',
    'next steps',
    'lessons learned'
  ]
}

const KIND_BY_NAME = new Map<string, SectionKind>(
  (Object.entries(SECTION_NAMES) as [SectionKind, readonly string[]][]).flatMap(([kind, names]) =>
    names.map((name) => [name, kind] as const)
  )
)

const MOST_WORDS = Math.max(...[...KIND_BY_NAME.keys()].map((name) => name.split(' ').length))

/**
 * Which section a name stands for.
 * @param name A heading without its qualifiers, or words of a sentence.
 * @returns The section; null for a name that is neither ours nor an alias, and does not begin with one.
 */
export function sectionKindOf(name: string): SectionKind | null {
  const words = normalise(name).split(' ', MOST_WORDS)
  for (let count = words.length; count > 0; count--) {
    const kind = KIND_BY_NAME.get(words.slice(0, count).join(' '))
    if (kind) return kind
  }
  return null
}

/** Lower case, words only, without a number before them. */
function normalise(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:\d+ )+/, '')
}

/** The kind of the steps that stand in a section; null for a section that has none. */
export function stepKindIn(section: SectionKind | null): StepKind | null {
  switch (section) {
    case 'safety-checks':
      return 'check'
    case 'diagnosis':
      return 'diagnosis'
    case 'actions':
      return 'action'
    case 'verification':
      return 'verification'
    default:
      return null
  }
}
