/**
 * A runbook as a skill: a doorway that sends an agent to `keys`, not a copy of the procedure to be improvised from.
 */
import { effectOf, endingInShort, endingOf, optionsOf, stepHeading } from '@keys/parser/model'
import type { Runbook } from '@keys/schema'
import type { ExportedRunbook } from './cacao.js'

/** A file of a skill. */
export interface SkillFile {
  /** The name of the skill, which is that of its folder. */
  name: string
  /** Where it belongs, such as `skills/stripe-webhook-failure-runbook/SKILL.md`. */
  path: string
  text: string
}

/** The limits of the format, and ours. */
const [LONGEST_NAME, LONGEST_DESCRIPTION, MOST_LINES] = [64, 1024, 120]

/**
 * Makes the skill of a runbook. It never allows a tool: what may run is decided by `keys`, for each command.
 * @param exported The runbook.
 * @param contentHash The hash of the documents that it is made of.
 * @throws {RangeError} When the slug is too long for the name of a skill.
 */
export function skillOf(exported: Omit<ExportedRunbook, 'releases' | 'contentHash'>, contentHash: string): SkillFile {
  const { pack, runbook } = exported
  const name = `${pack.slug}-runbook`
  if (!isSkillName(name)) throw new RangeError(`${name} is longer than ${LONGEST_NAME} characters.`)
  const metadata = {
    package: exported.package,
    version: pack.version,
    'content-hash': contentHash,
    'model-version': runbook.modelVersion
  }
  const head = [
    '---',
    `name: ${name}`,
    `description: ${JSON.stringify(descriptionOf(exported))}`,
    `license: ${JSON.stringify(pack.license_spdx)}`,
    'compatibility: "Needs the keys command, as an MCP server (keys mcp) or in a terminal (keys run)."',
    'metadata:',
    ...Object.entries(metadata).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
    '---'
  ]
  const body = [
    '',
    `# ${plain(pack.title)}`,
    '',
    'This is a doorway, not the procedure. Do not follow the table below by hand, and do not improvise commands.',
    '',
    '1. With the MCP server `keys`: call `start_run` with pack `' + pack.slug + '`, then do what `next` says.',
    `2. Without it: ask the person to type \`keys run ${pack.slug}\` in a terminal.`,
    '3. Without either: stop, say that `keys` is missing, and hand over. Nothing is run.',
    '',
    'An agent runs only commands that `keys` gives it. What changes something, and what a branch leaves to a person, is done',
    'and decided by a person at a terminal. Say that it is resolved only when `outcome` says so.',
    ...list(
      'When to use',
      runbook.signals.map(({ kind, text }) => `${kind ?? 'sign'}: ${plain(text)}`)
    ),
    ...list(
      'When not to use',
      runbook.redirections.map(({ text }) => plain(text))
    )
  ]
  const rows = rowsOf(runbook)
  const table = ['', '## Where its steps lead', '', '| step | effect | condition | leads to |', '|---|---|---|---|']
  const room = MOST_LINES - head.length - body.length - table.length - 2
  const shown = rows.length <= room ? rows : [...rows.slice(0, room - 1), `| … | | ${rows.length - room + 1} more | |`]
  return { name, path: `skills/${name}/SKILL.md`, text: [...head, ...body, ...table, ...shown, ''].join('\n') }
}

/**
 * The skill of a pack as it is generated into it.
 * @param exported The runbook.
 * @param contentHash The hash of the documents that it is made of.
 * @returns Null for a slug that is too long for the name of a skill.
 */
export function skillFile(
  exported: Omit<ExportedRunbook, 'releases' | 'contentHash'>,
  contentHash: string
): SkillFile | null {
  return isSkillName(`${exported.pack.slug}-runbook`) ? skillOf(exported, contentHash) : null
}

/** Whether a name is short enough for a skill. */
function isSkillName(name: string): boolean {
  return name.length <= LONGEST_NAME
}

function descriptionOf({ pack, runbook }: Pick<ExportedRunbook, 'pack' | 'runbook'>): string {
  const item = ({ text }: { text: string }): string => plain(text).replace(/\.$/, '')
  const signals = runbook.signals.map(item)
  const not = runbook.redirections.map(item)
  const text = (): string =>
    [
      `${plain(pack.title)}: ${plain(pack.description)}`,
      ...(signals.length > 0 ? [`Use when: ${signals.join('; ')}.`] : []),
      ...(not.length > 0 ? [`Not when: ${not.join('; ')}.`] : [])
    ].join(' ')
  // Both lists stand in the file, whole: what does not fit here is left out by items, so that none is cut to another meaning.
  while (text().length > LONGEST_DESCRIPTION && signals.length + not.length > 0) {
    const longer = signals.join('; ').length >= not.join('; ').length ? signals : not
    longer.pop()
  }
  return text().slice(0, LONGEST_DESCRIPTION)
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ['', `## ${title}`, '', ...items.slice(0, 20).map((item) => `- ${item}`)]
}

function rowsOf(runbook: Runbook): string[] {
  return runbook.steps.flatMap((step) =>
    optionsOf(runbook, step).map(({ condition, choice, next }) => {
      const ending = endingOf(next)
      const target = runbook.steps.find(({ id }) => id === next)
      const to = target ? stepHeading(target) : ending ? endingInShort(ending) : next
      const words = condition ?? { holds: 'holds', fails: 'does not hold', continue: 'done', branch: '' }[choice.type]
      return `| ${[stepHeading(step), effectOf(step, 'step'), words, to].map(cell).join(' | ')} |`
    })
  )
}

function cell(text: string): string {
  return plain(text).replaceAll('|', '\\|')
}

/** A text on one line, without what is not seen, and without what a host takes for a tag. */
function plain(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .trim()
}
