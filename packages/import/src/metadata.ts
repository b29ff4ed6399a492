/**
 * The metadata of a draft: what the text says of itself, and what somebody answered.
 */
import { toolsCalledBy, type Analyzer } from '@keys/command-analysis'
import { parseRunbook } from '@keys/parser'
import { keywordsOfPack, PACKAGE_OF_PACK } from '@keys/pack/core'
import { isSecretName, type Pack, type Runbook } from '@keys/schema'
import type { Asker } from './questions.js'

/**
 * The package of a draft. It is private: a draft is published by nobody, not even by mistake.
 * @param name Its name.
 * @param pack The metadata of the draft.
 * @param license Its license.
 */
export function manifestOf(name: string, pack: Omit<Pack, 'license_spdx'>, license: string): string {
  const manifest = {
    name,
    version: pack.version,
    private: true,
    description: `Runbook: ${pack.title.replace(/\.$/, '')}.`,
    keywords: keywordsOfPack(pack.slug),
    license,
    author: pack.author.name,
    type: 'module',
    ...PACKAGE_OF_PACK,
    scripts: { prepack: 'keys build' }
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** The programs that the commands of a draft call, as far as it can be told. */
function toolsOf(readme: string, analyzer: Analyzer | null): string[] {
  if (analyzer === null) return []
  const { commands } = analyzer.analyze(parseRunbook(readme), readme)
  return [...new Set(commands.flatMap(toolsCalledBy).map(({ tool }) => tool))]
}

/** What a text says of who answers for it. */
const OWNER =
  /^[-*\s]*(?:\*\*)?(?:owners?|team|owning team|maintainers?|service owner)(?:\*\*)?\s*[:：]\s*(?:\*\*)?\s*([^\s*|].{1,80}?)\s*$/im
/** What a text says of its license. */
const LICENSE = /^(?:license|SPDX-License-Identifier)\s*:\s*["']?([\w.+-]{2,60})["']?\s*$/im

/**
 * The license that a text is under.
 * @param text The text.
 * @param asker Who asks.
 */
export function licenseOf(text: string, asker: Asker): string | null {
  const words = 'Under which license is the text, as an SPDX expression?'
  const proposal = LICENSE.exec(text)?.[1] ?? 'UNLICENSED'
  return asker.ask({ id: 'license', kind: 'license', needed: 'release', text: words, proposal }, null)
}

/** What the metadata is made of. */
export interface Described {
  slug: string
  title: string
  /** The source, and what was read of it. */
  text: string
  runbook: Runbook
  /** The README.md of the draft. */
  readme: string
  asker: Asker
  analyzer: Analyzer | null
}

/**
 * The metadata of a draft.
 * @param of What it is made of.
 */
export function packOf(of: Described): Omit<Pack, 'license_spdx'> {
  const { slug, title, text, runbook, readme, asker, analyzer } = of
  const owner = asker.ask(
    {
      id: 'owner',
      kind: 'owner',
      needed: 'release',
      text: 'Who answers for the text: a person or a team?',
      proposal: OWNER.exec(text)?.[1] ?? null
    },
    null
  )
  const texts = new Map<string, string>()
  for (const { commands } of [...runbook.steps, ...runbook.sections]) {
    for (const command of commands) for (const { text, input } of command.placeholders ?? []) texts.set(input, text)
  }
  const secrets = secretsOf(runbook, texts, asker)
  const inputs = runbook.inputs.map(({ name }) => {
    const written = texts.get(name)
    const description = written === undefined ? `The commands read $${name}.` : `Stands for ${written} in the source.`
    return { name, description, ...(secrets.has(name) ? { secret: true } : {}) }
  })
  const access = accessOf(readme, asker)
  const tools = toolsOf(readme, analyzer)
  const severity = /\b(?:p|sev(?:erity)?[- ]?)([0-4])\b/i.exec(runbook.title?.text ?? '')?.[1]
  return {
    slug,
    title,
    description: (runbook.introduction[0]?.text ?? title).slice(0, 1000),
    tool: 'operational',
    key_type: ['incident'],
    ...(severity === undefined ? {} : { severity_level: `p${severity}` as 'p0' }),
    version: '0.1.0',
    outcome: 'incident-response',
    maturity: 'starter',
    author: { name: owner ?? 'unknown' },
    documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' },
    ...(inputs.length > 0 ? { inputs } : {}),
    ...(access === null ? {} : { required_access_level: access }),
    ...(tools.length > 0 ? { required_tools: tools.map((command) => ({ command })) } : {})
  }
}

const LEVELS = ['read', 'write', 'admin'] as const

/** What somebody has to be allowed to, so that nobody finds it out in the middle of an incident. */
function accessOf(readme: string, asker: Asker): (typeof LEVELS)[number] | null {
  const changes = /^### .*\((?:REVERSIBLE|IRREVERSIBLE)\)$/m.test(readme)
  const text = 'What does somebody have to be allowed to who follows this: to read, to write, or to administer?'
  const proposal = changes ? 'write' : 'read'
  const question = { id: 'access', kind: 'access', needed: 'release', text, options: LEVELS, proposal } as const
  const answer = asker.ask(question, null)
  return LEVELS.find((level) => level === answer) ?? null
}

/** Names of values that anybody may see: "which pod", "in which namespace". */
const NAMES_A_THING =
  /(?:^|_)(?:NAMESPACE|NS|POD|NODE|HOST|HOSTNAME|CLUSTER|REGION|ZONE|PORT|BRANCH|TABLE|DATABASE|DB|SERVICE|CONTAINER|DEPLOYMENT|INSTANCE|JOB|QUEUE|TOPIC|VOLUME|DISK|DEVICE|PATH|FILE|DIR|FOLDER|DATE|TIME|COUNT|REPLICAS|VERSION|RELEASE|REPO|REPOSITORY|PROJECT|ENV|ENVIRONMENT|CONTEXT|IMAGE|TAG|PID|NAME)$/

/** The inputs whose values nobody may see. All are asked about at once; one may have an answer of its own: `input-<name>`. */
function secretsOf(runbook: Runbook, texts: ReadonlyMap<string, string>, asker: Asker): Set<string> {
  const secrets = new Set<string>()
  const open = runbook.inputs.filter(({ name }) => {
    const own = asker.answerTo(`input-${name}`)
    if (own === 'yes') secrets.add(name)
    return own !== 'yes' && own !== 'no' && !NAMES_A_THING.test(name)
  })
  const [first] = open
  if (!first) return secrets
  const likely = open.filter(({ name }) => isSecretName(name)).map(({ name }) => name)
  const names = open.map(({ name }) => (texts.has(name) ? `${name} (${texts.get(name)})` : name)).join(', ')
  const text =
    open.length === 1
      ? `Is the value of ${names} a secret? Answer with its name, or with none.`
      : `Which of these values are secrets: ${names}? Answer with their names, or with none.`
  const proposal = likely.length === 0 ? 'none' : likely.join(', ')
  const answer = asker.ask({ id: 'secrets', kind: 'input', text, proposal }, first.positions[0] ?? null)
  // A name that says that it is a secret is one, whatever else was answered.
  const said = new Set((answer ?? '').split(/[\s,;$]+/))
  for (const { name } of open) if (said.has(name) || isSecretName(name)) secrets.add(name)
  return secrets
}
