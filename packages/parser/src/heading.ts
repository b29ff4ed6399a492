/**
 * What a heading says: its name, its qualifiers, and which section or step it opens.
 */
import { STEP_WORDS, type Effect, type SectionKind, type StepKind, type TimeBox } from '@keys/schema'
import { parseTimeBox } from './time-box.js'

/** A heading without its qualifiers. */
export interface HeadingName {
  name: string
  timeBox: TimeBox | null
  effect: Effect | null
  /** Qualifiers that are neither a time box nor an effect, such as `read-do` in a checklist. */
  other: string[]
}

const TRAILING_PARENTHESES = /^(.*?)\s*\(([^()]*)\)\s*$/s
const EFFECT = /^(read-only|reversible|irreversible)$/i

/**
 * Takes the qualifiers off the end of a heading. Parentheses that hold no time box and no effect stay in the name.
 * @param text The words of the heading, such as `Action 2: Restart the worker (REVERSIBLE)`.
 */
export function parseHeadingName(text: string): HeadingName {
  const result: HeadingName = { name: text.trim(), timeBox: null, effect: null, other: [] }
  for (let match = TRAILING_PARENTHESES.exec(result.name); match; match = TRAILING_PARENTHESES.exec(result.name)) {
    const words = match[2]!.split(',').map((word) => word.trim())
    const timeBoxes = words.map(parseTimeBox)
    if (!words.some((word, index) => timeBoxes[index] !== null || EFFECT.test(word))) break
    words.forEach((word, index) => {
      if (timeBoxes[index]) result.timeBox ??= timeBoxes[index]
      else if (EFFECT.test(word)) result.effect ??= word.toLowerCase() as Effect
      else result.other.push(word)
    })
    result.name = match[1]!.trim()
  }
  return result
}

/** The names under which other people's runbooks have our sections, beside our own; normalised. */
const SECTION_NAMES: Readonly<Record<SectionKind, readonly string[]>> = {
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
 * Which of the ten sections a name stands for.
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
    .replace(/^\d+ /, '')
}

/** What the heading of a step says before its title. */
export interface StepName {
  /** The word as written, normalised, such as `Step`; null when there is only a number, or nothing. */
  word: string | null
  ordinal: number | null
  title: string
}

const STEP_NAME = /^(check|step|action|verify|verification)\s+(\d{1,4})\s*(?:[:.)\u2013\u2014-]+\s*|$)(.*)$/is
const NUMBERED_NAME = /^(\d{1,4})\s*[.):]\s*(.*)$/s

/**
 * Takes the ordinal off the name of a step.
 * @param name The heading without its qualifiers, such as `Step 2: Find who refuses`.
 */
export function parseStepName(name: string): StepName {
  const labelled = STEP_NAME.exec(name)
  if (labelled) {
    const [, word, ordinal, title] = labelled
    return { word: stepWord(word!), ordinal: Number(ordinal), title: title!.trim() || name }
  }
  const numbered = NUMBERED_NAME.exec(name)
  if (numbered) return { word: null, ordinal: Number(numbered[1]), title: numbered[2]!.trim() || name }
  return { word: null, ordinal: null, title: name }
}

/** `Check`, `Step`, `Action` or `Verify` for any way to write it. */
export function stepWord(word: string): string {
  const lower = word.toLowerCase()
  if (lower.startsWith('verif')) return STEP_WORDS.verification
  return lower.charAt(0).toUpperCase() + lower.slice(1)
}

const LABEL = /^(check|step|action|verify|verification)\s+(\d{1,4})$/i

/**
 * The label of a step, normalised.
 * @param words Such as `step 2` or `Verification 1`.
 * @returns Such as `Step 2` or `Verify 1`; null when the words are no label.
 */
export function parseStepLabel(words: string): string | null {
  const match = LABEL.exec(words.trim())
  return match ? `${stepWord(match[1]!)} ${Number(match[2])}` : null
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
