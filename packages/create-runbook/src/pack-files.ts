/**
 * The files of a new pack from answers. Pure but for the texts of the skeletons.
 */
import { keywordsOfPack, PACKAGE_OF_PACK, TextDocument } from '@keys/pack/core'
import { licenseText, MARK, newChecklist } from '@keys/pack/edits'
import { parseRunbook } from '@keys/parser'
import { isSecretName, packageNameOf, type Input, type Pack } from '@keys/schema'
import type { Answers } from './answers.js'
import { drillStub } from './drill-stub.js'
import { runbookText } from './runbook-text.js'
import { furtherInputs, SKELETONS, toolsOf } from './skeletons.js'

const SCHEMA =
  'https://raw.githubusercontent.com/keys-assets/runbook-keys/main/packages/schema/schemas/pack.schema.json'
const VERSION = '0.1.0'

/** What the pack is told of the place in which it will lie. */
export interface PackPlace {
  /** The day that the changelog bears, such as `2026-11-23`. */
  day: string
  /** The address of the repository, as package.json has it; null when nobody knows it. */
  repository: string | null
  /** The path of the pack in that repository. */
  directory: string
  /** The range by which the pack asks for `@keys/drill`. */
  drillRange: string
}

/**
 * The files of a new pack.
 * @param answers What it is made from.
 * @param place Where it will lie.
 * @returns Texts by path in the pack.
 */
export function packFiles(answers: Answers, place: PackPlace): ReadonlyMap<string, string> {
  const { slug, scope, author, license, keyTypes } = answers
  const runbook = withAddresses(runbookText(answers))
  return new Map([
    ['README.md', runbook],
    ['checklist.md', newChecklist(parseRunbook(runbook), new TextDocument('README.md', runbook)) ?? ''],
    ['pack.json', jsonText(packJson(answers))],
    ['CHANGELOG.md', changelogText(packageNameOf(slug, scope), place.day)],
    ['LICENSE.txt', licenseText(license, place.day.slice(0, 4), author)],
    ['package.json', jsonText(manifest(answers, place))],
    ['drill/drill.js', drillStub(keyTypes[0], furtherInputs(answers))]
  ])
}

/** A place that the author has to fill in. */
export interface MarkedPlace {
  /** Path of the file in the pack. */
  path: string
  line: number
  /** What is asked for, from the mark on. */
  text: string
}

/** The places that are left to fill in. */
export function markedPlaces(files: ReadonlyMap<string, string>): MarkedPlace[] {
  return [...files].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => {
      const start = line.indexOf(MARK)
      // What follows the text in JSON is no part of it.
      return start === -1 ? [] : [{ path, line: index + 1, text: line.slice(start).replace(/",?$/, '') }]
    })
  )
}

/** A runbook with the addresses of all its steps at its end. */
function withAddresses(runbook: string): string {
  const addresses = parseRunbook(runbook).steps.map(({ label, anchor }) => `[${label}]: #${anchor}\n`)
  return `${runbook}\n${addresses.join('')}`
}

function packJson(answers: Answers): Pack {
  const { slug, title, description, keyTypes, severity, maturity, author, license, related } = answers
  const { inputs, outcome } = SKELETONS[keyTypes[0]]
  return {
    $schema: SCHEMA,
    slug,
    title,
    description,
    tool: 'operational',
    key_type: [...keyTypes],
    severity_level: severity,
    version: VERSION,
    runtime_dependency: 'human',
    required_access_level: 'write',
    produces_evidence: true,
    ...(related.length > 0 ? { related_runbooks: related.map((pack) => pack.slug) } : {}),
    outcome,
    maturity,
    tags: slug.split('-'),
    license_spdx: license,
    author: { name: author },
    documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' },
    inputs: [...inputs, ...furtherInputs(answers).map(inputOf)].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    required_tools: toolsOf(answers)
  }
}

function inputOf(name: string): Input {
  return {
    name,
    description: `${MARK} what it is, and where an operator finds its value.`,
    required: true,
    secret: isSecretName(name)
  }
}

function manifest(answers: Answers, place: PackPlace): Readonly<Record<string, unknown>> {
  const { slug, scope, isPrivate, title, author, license } = answers
  const { repository, directory, drillRange } = place
  return {
    name: packageNameOf(slug, scope),
    version: VERSION,
    ...(isPrivate && { private: true }),
    description: `Runbook: ${title.replace(/\.$/, '')}.`,
    keywords: keywordsOfPack(slug),
    ...pagesOf(repository, directory),
    license,
    author,
    type: 'module',
    repository: { type: 'git', url: repository ?? `${MARK} the address of your repository`, directory },
    ...PACKAGE_OF_PACK,
    // What others may not use is not offered to everybody by mistake.
    ...(license === 'LicenseRef-Proprietary' && !isPrivate && { publishConfig: { access: 'restricted' } }),
    scripts: { prepack: 'keys build' },
    devDependencies: { '@keys/drill': drillRange }
  }
}

/** Where the pack can be read and spoken of, as far as the address of the repository says it. */
function pagesOf(repository: string | null, directory: string): { homepage?: string; bugs?: string } {
  const address = /^(?:git\+)?(https:\/\/(?:github\.com|gitlab\.com)\/[^?#]+?)(?:\.git)?\/?$/.exec(
    repository ?? ''
  )?.[1]
  if (address === undefined) return {}
  return { homepage: `${address}/tree/HEAD/${directory}#readme`, bugs: `${address}/issues` }
}

function changelogText(name: string, day: string): string {
  return [
    `# ${name}`,
    `## ${VERSION} - ${day}`,
    '### Minor Changes',
    `- ${MARK} say what this first release of the runbook can do for an operator.\n`
  ].join('\n\n')
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
