/**
 * A runbook at a glance.
 */
import { visible, wrap, type Overview, type OverviewStep } from '@keys/pack'
import pc from 'picocolors'
import type { Terminal } from './terminal.js'

/**
 * The overview of a runbook for people.
 * @param name The name of its package, or of its file.
 * @param shown What is shown of it.
 * @param terminal Its width and whether colors may be written.
 */
export function overview(
  name: string,
  { title, description, version, metadata, lists, sections }: Overview,
  terminal: Pick<Terminal, 'color' | 'width'>
): string {
  const colors = pc.createColors(terminal.color)
  const width = Math.min(terminal.width, 100)
  const paragraph = (text: string, indent = 0): string[] =>
    wrap(visible(text.replace(/\s+/g, ' ').trim()), width - indent).map((line) => ' '.repeat(indent) + line)
  const items = (texts: readonly string[]): string[] =>
    texts.flatMap((text) =>
      paragraph(text, 4).map((line, index) => (index === 0 ? line.replace('    ', '  - ') : line))
    )
  // A file that is not a pack has no version.
  const rows = [version === '' ? (['file', name] as const) : (['package', `${name} ${version}`] as const), ...metadata]

  const lines = [
    colors.bold(visible(title)),
    ...(description === title ? [] : paragraph(description)),
    '',
    ...rows.flatMap(([label, value]) =>
      paragraph(value, 12).map((line, index) =>
        index === 0 ? `  ${colors.dim(label.padEnd(10))}${line.trim()}` : line
      )
    ),
    ...lists.flatMap((list) => ['', colors.bold(list.title), ...items(list.items)]),
    ...sections.flatMap((section) => [
      '',
      colors.bold(visible(section.title)),
      ...section.steps.flatMap((step) => [
        `  ${colors.cyan(visible(step.heading))}${qualifiers(step, colors)}`,
        ...step.branches.flatMap((branch) => paragraph(branch, 6))
      ])
    ])
  ]
  return `${lines.join('\n')}\n`
}

function qualifiers({ effect, timeBox }: OverviewStep, colors: ReturnType<typeof pc.createColors>): string {
  const words = [effect === 'irreversible' ? colors.red(effect) : effect, timeBox].filter(Boolean)
  return words.length === 0 ? '' : ` ${colors.dim(`(${words.join(', ')})`)}`
}
