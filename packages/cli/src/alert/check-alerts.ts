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
  terminal.stdout(isJson ? json(check, faults, linkFor) : lines(check, faults, silent, linkFor))
  const isFix = options['fix'] === true
  if (isFix) {
    const { changed, links } = linkedFiles(texts, check.findings, linkFor)
    for (const { file, before, after } of changed) {
      // The file itself, also where a link leads to it.
      const path = realpathSync(resolve(terminal.folder, file))
      replaceFiles(dirname(path), [{ file: basename(path), before, after }])
    }
    terminal.stderr(`${links} links were written.\n`)
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
  linkFor: LinkFor
): string {
  const { findings, withoutAlert } = check
  const open = findings.filter(({ state }) => state !== 'linked')
  const text = [
    ...faults.map(({ file, line, message }) => `${file}:${line} is no YAML: ${message.replace(/[\s:]+$/, '')}`),
    ...silent.map((file) => `${file}: no alerting rule was found in it.`),
    ...open.flatMap((finding) => {
      const { rule, state, slugs, link } = finding
      const names = [...(link === null ? [] : [link]), ...slugs].join(', ')
      const head = `${rule.file}:${rule.line} ${rule.name} ${STATES[state]}${names === '' ? '' : `: ${names}`}`
      return isFixable(finding) ? [head, `  runbook_url: ${linkFor(slugs[0] ?? '')}`] : [head]
    }),
    ...withoutAlert.map((slug) => `No alert leads to ${slug}.`),
    `${findings.length} ${findings.length === 1 ? 'alert' : 'alerts'}: ${findings.length - open.length} lead to a runbook, ${open.length} do not.`
  ]
  return text.map((line) => `${visible(line)}\n`).join('')
}

function json(check: RulesCheck<PlacedRule>, faults: readonly RuleFileFault[], linkFor: LinkFor): string {
  const alerts = check.findings.map((finding) => {
    const { rule, state, slugs, link, evidence } = finding
    const use = slugs.length === 1 ? linkFor(slugs[0] ?? '') : null
    return { file: rule.file, line: rule.line, alert: rule.name, state, link, slugs, evidence, runbookUrl: use }
  })
  return `${JSON.stringify({ alerts, withoutAlert: check.withoutAlert, faults }, null, 2)}\n`
}
