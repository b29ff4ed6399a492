/**
 * `keys alerts check`: whether alerting rules and runbooks lead to each other.
 */
import { readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { type FindablePack, findablePacks } from '@keys/indexer/find'
import { replaceFiles, visible } from '@keys/pack'
import { checkRules, type RuleFinding, type RulesCheck } from '@keys/search'
import { BUILD } from '../kept.js'
import { EXIT, UsageError, type CommandInput, type ExitCode, type Terminal } from '../command.js'
import {
  isFixable,
  linkedFiles,
  rulesIn,
  runbookBase,
  type PlacedRule,
  type RuleFileFault
} from '@keys/search/rule-files'
import { runbookLinks } from './runbook-links.js'

/**
 * Checks rule files.
 * @param files Their paths.
 * @param options The options of the command.
 * @param terminal Where to write.
 * @throws {UsageError} When a file cannot be read.
 */
export async function checkAlerts(
  files: readonly string[],
  options: CommandInput['options'],
  terminal: Terminal
): Promise<ExitCode> {
  const texts = new Map(files.map((file) => [file, read(resolve(terminal.folder, file), file)]))
  const found = [...texts].map(([file, text]) => rulesIn(file, text))
  const faults = found.flatMap((one) => one.faults)
  const silent = found.flatMap(({ rules, faults: own }, index) =>
    rules.length + own.length === 0 ? [files[index] ?? ''] : []
  )
  if (silent.length === files.length)
    throw new UsageError(
      `No alerting rule was found in ${silent.map((file) => visible(file)).join(', ')}.`,
      'Name YAML files with groups of rules that have `alert` and `expr`.'
    )
  const packs = await findablePacks(terminal.folder, terminal.environment, BUILD)
  const check = checkRules(
    found.flatMap(({ rules }) => rules),
    packs,
    runbookLinks(terminal)
  )
  const linkFor = linkMaker(packs, options['base'])
  const isJson = options['format'] === 'json'
  const isFix = options['fix'] === true
  terminal.stdout(isJson ? json(check, faults, linkFor) : lines(check, faults, silent, linkFor, isFix))
  if (isFix) {
    const { changed, links } = linkedFiles(texts, check.findings, linkFor)
    for (const { file, before, after } of changed) {
      // The file itself, also where a link leads to it.
      const path = realpathSync(resolve(terminal.folder, file))
      replaceFiles(dirname(path), [{ file: basename(path), before, after }])
    }
    terminal.stderr(`${links} ${links === 1 ? 'link was' : 'links were'} written.\n`)
  }
  const open = check.findings.filter((finding) => finding.state !== 'linked' && !(isFix && isFixable(finding)))
  return open.length > 0 || faults.length > 0 ? EXIT.findings : EXIT.ok
}

function read(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new UsageError(`${shown} cannot be read: ${REASONS[code] ?? code}.`, 'Name a YAML file with alerting rules.')
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this account may not read it'
}

type LinkFor = (slug: string) => string

/** The address to write: under the base that was given, else the page of the package. */
function linkMaker(packs: readonly FindablePack[], base: unknown): LinkFor {
  const under = typeof base === 'string' ? runbookBase(base) : null
  if (typeof base === 'string' && under === null)
    throw new UsageError(`--base is ${JSON.stringify(base)}.`, 'Give an http or https address without a query.')
  return (slug) => {
    if (under !== null) return `${under}${slug}`
    const name = packs.find((pack) => pack.slug === slug)?.package ?? slug
    return `https://www.npmjs.com/package/${name}`
  }
}

const STATES: Readonly<Record<RuleFinding['state'], string>> = {
  linked: 'leads to',
  unlinked: 'has no link; fits',
  'dead-link': 'has a link that leads to no runbook here',
  ambiguous: 'has no link; several fit',
  none: 'has no runbook'
}

function lines(
  check: RulesCheck<PlacedRule>,
  faults: readonly RuleFileFault[],
  silent: readonly string[],
  linkFor: LinkFor,
  isFix: boolean
): string {
  const { findings, withoutAlert } = check
  const isOpen = (finding: RuleFinding<PlacedRule>): boolean =>
    finding.state !== 'linked' && !(isFix && isFixable(finding))
  const open = findings.filter(isOpen)
  const text = [
    ...faults.map(({ file, line, message }) => `${file}:${line} is no YAML: ${message.replace(/[\s:]+$/, '')}`),
    ...silent.map((file) => `${file}: no alerting rule was found in it.`),
    ...findings.flatMap((finding) => {
      if (finding.state === 'linked') return []
      if (!isOpen(finding)) return [`${headOf(finding.rule)} now leads to: ${finding.slugs.join(', ')}`]
      return openLines(finding, linkFor, isFix)
    }),
    ...withoutAlert.map((slug) => `No alert leads to ${slug}.`),
    `${findings.length} ${findings.length === 1 ? 'alert' : 'alerts'}: ${findings.length - open.length} lead to a runbook, ${open.length} do not.`
  ]
  return text.map((line) => `${visible(line)}\n`).join('')
}

function headOf({ file, line, name }: PlacedRule): string {
  return `${file}:${line} ${name}`
}

/** What is missing, the link to use where one runbook fits, and why `--fix` did not write it. */
function openLines({ rule, state, slugs, link }: RuleFinding<PlacedRule>, linkFor: LinkFor, isFix: boolean): string[] {
  const named = slugs.join(', ')
  const fits = link === null || named === '' ? named : `${link}; fits: ${named}`
  const about = fits === '' ? (link ?? '') : fits
  const head = `${headOf(rule)} ${STATES[state]}${about === '' ? '' : `: ${about}`}`
  const [slug] = slugs
  if (slug === undefined || slugs.length > 1) return [head]
  const use = `  runbook_url: ${linkFor(slug)}`
  if (!isFix) return [head, use]
  const why =
    state === 'dead-link'
      ? 'it has a link of its own, which may be right elsewhere'
      : 'its annotations are not written in lines of their own, but in braces, as JSON or by an alias'
  return [head, use, `  Not written by --fix: ${why}.`]
}

function json(check: RulesCheck<PlacedRule>, faults: readonly RuleFileFault[], linkFor: LinkFor): string {
  const alerts = check.findings.map((finding) => {
    const { rule, state, slugs, link, evidence } = finding
    const use = slugs.length === 1 ? linkFor(slugs[0] ?? '') : null
    return { file: rule.file, line: rule.line, alert: rule.name, state, link, slugs, evidence, runbookUrl: use }
  })
  return `${JSON.stringify({ alerts, withoutAlert: check.withoutAlert, faults }, null, 2)}\n`
}
