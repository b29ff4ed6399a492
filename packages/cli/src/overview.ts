/**
 * A runbook at a glance.
 */
import { visible, type ReadPack, wrap } from '@keys/pack'
import {
  findCoverageLine,
  type Branch,
  type Pack,
  type Runbook,
  type Step,
  type Target,
  type TimeBox,
  plainFileOf
} from '@keys/schema'
import { hasUnwrittenDefault, stepHeading, stepLabel } from '@keys/parser/model'
import pc from 'picocolors'
import type { Terminal } from './command.js'

type Colors = ReturnType<typeof pc.createColors>

/**
 * The overview of a runbook for people.
 * @param read The pack.
 * @param terminal Its width and whether colors may be written.
 */
export function overview(
  { name, pack, runbook, markdown }: ReadPack,
  terminal: Pick<Terminal, 'color' | 'width'>
): string {
  const colors = pc.createColors(terminal.color)
  const width = Math.min(terminal.width, 100)
  const paragraph = (text: string, indent = 0): string[] =>
    wrap(visible(text.replace(/\s+/g, ' ').trim()), width - indent).map((line) => ' '.repeat(indent) + line)
  const heading = (text: string): string[] => ['', colors.bold(text)]
  const named = (label: string, texts: readonly string[]): string[] =>
    texts.length === 0 && plainFileOf(pack) !== null ? [] : [...heading(label), ...items(texts)]
  const items = (texts: readonly string[]): string[] =>
    texts.flatMap((text) =>
      paragraph(text, 4).map((line, index) => (index === 0 ? line.replace('    ', '  - ') : line))
    )

  const lines = [
    colors.bold(visible(pack.title)),
    ...paragraph(pack.description),
    '',
    ...metadata(name, pack, runbook, markdown).flatMap(([label, value]) =>
      paragraph(value, 12).map((line, index) =>
        index === 0 ? `  ${colors.dim(label.padEnd(10))}${line.trim()}` : line
      )
    ),
    ...named(
      'When to use',
      runbook.signals.map(({ kind, text }) => (kind === null ? text : `${kind}: ${text}`))
    ),
    ...named(
      'When not to use',
      runbook.redirections.map(({ text }) => text)
    ),
    ...named(
      'Do not',
      runbook.prohibitions.map(({ text }) => text)
    ),
    ...sections(runbook, plainFileOf(pack) !== null, colors, paragraph)
  ]
  return `${lines.join('\n')}\n`
}

function metadata(
  packageName: string,
  pack: Pack,
  runbook: Runbook,
  markdown: string
): [name: string, value: string][] {
  const drilled = findCoverageLine(markdown)?.text.replace(/^Drilled:? | <!--.*$/g, '')
  const inputs = (pack.inputs ?? []).map(({ name, secret }) => (secret ? `${name} (secret)` : name))
  const tools = (pack.required_tools ?? []).map(({ command, minimum_version: version }) =>
    version === undefined ? command : `${command} ${version}`
  )
  const rows: [string, string][] = [
    ['package', `${packageName} ${pack.version}`],
    ['severity', pack.severity_level ?? 'not given'],
    ['inputs', inputs.join(', ') || 'none'],
    ['tools', tools.join(', ') || 'none'],
    ['steps', String(runbook.steps.length)],
    ['drilled', drilled ?? 'not yet']
  ]
  return rows
}

function sections(
  runbook: Runbook,
  isPlain: boolean,
  colors: Colors,
  paragraph: (text: string, indent?: number) => string[]
): string[] {
  const labels = new Map(runbook.steps.map((step) => [step.id, stepLabel(step)]))
  const ofKinds = runbook.sections.map(({ kind, title }) => ({
    title,
    steps: runbook.steps.filter((step) => step.section === kind)
  }))
  // A text that is no pack may have its steps below any heading, or below none.
  const groups = isPlain ? [{ title: 'Steps', steps: runbook.steps }] : ofKinds
  return groups.flatMap(({ title, steps }) => {
    if (steps.length === 0) return []
    const lines = steps.flatMap((step) => [
      `  ${colors.cyan(visible(stepHeading(step)))}${qualifiers(step, colors)}`,
      ...step.branches.flatMap((branch) =>
        paragraph(`${conditionOf(branch)} → ${branch.targets.map((target) => targetOf(target, labels)).join(', ')}`, 6)
      ),
      ...(hasUnwrittenDefault(step) ? paragraph('otherwise → STOP: escalate', 6) : [])
    ])
    return ['', colors.bold(visible(title)), ...lines]
  })
}

function qualifiers(step: Step, colors: Colors): string {
  const effect = step.effect === 'irreversible' ? colors.red(step.effect) : step.effect
  const words = [effect, step.timeBox && timeBoxWords(step.timeBox)].filter(Boolean)
  return words.length === 0 ? '' : ` ${colors.dim(`(${words.join(', ')})`)}`
}

const UNITS: Readonly<Record<string, string>> = { S: 'second', M: 'minute', H: 'hour', D: 'day', W: 'week' }

/** A time box as a person says it: `within 5 minutes`. */
function timeBoxWords({ relation, duration }: TimeBox): string {
  const amounts = [...duration.matchAll(/(\d+)([SMHDW])/g)].map(
    ([, count, unit]) => `${count} ${UNITS[unit!]}${count === '1' ? '' : 's'}`
  )
  return `${relation} ${amounts.join(' ')}`
}

function conditionOf(branch: Branch): string {
  return branch.isDefault ? 'otherwise' : `if ${branch.condition}`
}

function targetOf(target: Target, labels: ReadonlyMap<string, string>): string {
  switch (target.type) {
    case 'step':
      return (target.step === null ? undefined : labels.get(target.step)) ?? target.label
    case 'section':
      return target.section
    case 'terminal':
      return target.package ?? `STOP: ${target.terminal.replace('-', ' ')}`
    case 'external':
      return target.package
  }
}
