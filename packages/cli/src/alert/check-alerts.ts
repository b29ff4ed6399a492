/**
 * `keys alerts check`: whether alerting rules and runbooks lead to each other.
 */
import { readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { type FindablePack, findablePacks } from '@keys/indexer/find'
import { replaceFiles, visible } from '@keys/pack'
import { checkRules } from '@keys/search'
import { BUILD } from '../kept.js'
import { EXIT, UsageError, type ExitCode, type Terminal } from '../command.js'
import {
  checkedRulesDocument,
  checkedRulesLines,
  isFixable,
  linkedFiles,
  rulesIn,
  runbookBase,
  type LinkFor
} from '@keys/search/rule-files'
import { runbookLinksAt } from '@keys/validator'

/**
 * Checks rule files.
 * @param files Their paths.
 * @param options The options of the command.
 * @param terminal Where to write.
 * @throws {UsageError} When a file cannot be read.
 */
export async function checkAlerts(
  files: readonly string[],
  options: { fix?: true | undefined; base?: string | undefined; format: 'text' | 'json' },
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
    runbookLinksAt(terminal.folder)
  )
  const linkFor = linkMaker(packs, options.base)
  const isFix = options.fix === true
  const checked = { check, faults, silent, linkFor, isFix }
  terminal.stdout(
    options.format === 'json'
      ? `${JSON.stringify(checkedRulesDocument(checked), null, 2)}\n`
      : checkedRulesLines(checked)
          .map((line) => `${visible(line)}\n`)
          .join('')
  )
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

/** The address to write: under the base that was given, else the page of the package. */
function linkMaker(packs: readonly FindablePack[], base: string | undefined): LinkFor {
  const under = base === undefined ? null : runbookBase(base)
  if (base !== undefined && under === null)
    throw new UsageError(`--base is ${JSON.stringify(base)}.`, 'Give an http or https address without a query.')
  return (slug) => {
    if (under !== null) return `${under}${slug}`
    const name = packs.find((pack) => pack.slug === slug)?.package ?? slug
    return `https://www.npmjs.com/package/${name}`
  }
}
