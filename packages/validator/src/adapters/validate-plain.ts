/**
 * A Markdown file that is not a pack: the few rules that help whoever wrote it, and how far it is from a pack.
 */
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { filesOf, readPack, type PackLocation } from '@keys/pack'
import type { Diagnostic, Runbook, RuleSetting } from '@keys/schema'
import { registry } from '../registry.js'
import { validateSource, type FolderOptions } from './validate-folder.js'

/** The rules of the profile, with their severities there: what is wrong in any runbook. */
const PROFILE: Readonly<Record<string, RuleSetting>> = {
  'command/angle-placeholder': 'information',
  'command/example-domain': 'information',
  'command/mutates-in-read-only-section': 'warning',
  'command/prints-secret': 'warning',
  'command/prompt-sign': 'warning',
  'command/secret-literal': 'error',
  'command/syntax': 'error',
  'command/unknown-shell': 'information',
  'flow/loop-without-exit': 'warning',
  'pack/text-encoding': 'error',
  'reference/local-link-broken': 'warning',
  'reference/remote-link-dead': 'warning',
  'reference/remote-link-syntax': 'warning',
  'runbook/fence-unclosed': 'error',
  'runbook/result-unchecked': 'information'
}

/** What was found in a Markdown file. */
export interface PlainResult {
  diagnostics: readonly Diagnostic[]
  /** What was read: how much of it is steps, decisions and commands. */
  runbook: Runbook | null
  /** How many errors it would have as a pack. */
  distance: number
  /** Whether any step looks at the result of what was done. */
  checksResult: boolean
}

/**
 * Validates a Markdown file that is not a pack.
 * @param location Where it lies.
 * @param options What is at hand beside it.
 * @throws What a rule throws that breaks down.
 */
export async function validatePlain(location: PackLocation, options: FolderOptions = {}): Promise<PlainResult> {
  const { dir, slug, file = '' } = location
  const source = readPack(filesOf(location, options.toTree), { folder: slug, toTree: options.toTree })
  const rules = registry.filter(({ code }) => PROFILE[code] !== undefined)
  const own = { ...options, severities: { ...PROFILE, ...options.severities } }
  const { diagnostics, failure } = await validateSource(source, { ...own, rules })
  if (failure) throw failure
  const asPack = await validateSource(source, { ...options, askRemote: null })
  const runbook = source.readme?.model ?? null
  const isDead = ({ code, data }: Diagnostic): boolean =>
    code !== 'reference/local-link-broken' || !existsSync(resolve(dir, decoded(data['url'] ?? '')))
  return {
    diagnostics: diagnostics
      .filter((diagnostic) => diagnostic.file === 'README.md' && isDead(diagnostic))
      .map((diagnostic) => ({ ...diagnostic, file: basename(file), fix: undefined })),
    runbook,
    distance: asPack.diagnostics.filter(({ severity }) => severity === 'error').length,
    checksResult: !diagnostics.some(({ code }) => code === 'runbook/result-unchecked')
  }
}

function decoded(url: string): string {
  const path = url.replace(/[?#].*$/s, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/**
 * What was read of a Markdown file, and how far it is from a pack, in one line.
 * @param name The file, as it was named.
 * @param result What was found in it.
 */
export function plainSummary(name: string, { runbook, distance, checksResult }: PlainResult): string {
  if (!runbook || runbook.steps.length === 0) return `${name}: no step was found in it, so that it cannot be followed.`
  const holders = [...runbook.steps, ...runbook.sections]
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
  const found = [
    count(runbook.steps.length, 'step'),
    count(holders.flatMap(({ branches }) => branches).length, 'decision'),
    count(holders.flatMap(({ commands }) => commands).length, 'command')
  ]
  const check = checksResult ? '' : ' No step checks the result.'
  return `${name}: ${found.join(', ')}.${check} ${count(distance, 'error')} away from a pack; a draft of one: keys import ${name}`
}
