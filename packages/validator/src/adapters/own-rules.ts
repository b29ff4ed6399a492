/**
 * Loads the rules of a team: modules that its keys.config.json names. They are programs, so they run only where they belong to the
 * project in which the command runs.
 */
import { statSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { untrustedReasonOfFile, UsageError, visible, type Place } from '@keys/pack'
import { resolve } from 'import-meta-resolve'
import { readOwnRules } from '../engine/own-rules.js'
import type { RegisteredRule } from '../engine/rule.js'
import { registry } from '../registry.js'

/** The rules of a team. */
export interface OwnRules {
  rules: readonly RegisteredRule[]
  /** Why they were not loaded, in a sentence for people; null when they were. */
  notLoaded: string | null
}

/**
 * Loads the rules that a configuration names.
 * @param file Path of the configuration.
 * @param modules What it names.
 * @param place The folder in which the command runs, and its environment.
 * @throws {UsageError} When a module cannot be loaded or a rule is malformed, with every fault.
 */
export async function loadOwnRules(file: string, modules: readonly string[], place: Place): Promise<OwnRules> {
  const shown = relative(place.folder, file) || file
  const rules: RegisteredRule[] = []
  const taken = new Map(registry.map(({ code }) => [code, 'one of Runbook Keys']))
  for (const name of modules) {
    const path = pathOf(name, file, shown)
    const untrustedReason =
      untrustedReasonOfFile(file, place) ?? (isInstalled(path) ? null : untrustedReasonOfFile(path, place))
    if (untrustedReason !== null) {
      const notLoaded = visible(
        `The rules that ${shown} names were not run, because they are programs and ${untrustedReason}.`
      )
      return { rules: [], notLoaded: `${notLoaded} Run keys inside of that project to run them.` }
    }
    const found = readOwnRules(await exportOf(path, name, shown), taken)
    if ('faults' in found) {
      const lines = found.faults.map(({ rule, message, expected }) =>
        visible(`${shown}, ${name}${rule === null ? '' : `, ${rule}`}: ${message} Expected: ${expected}.`)
      )
      throw new UsageError(lines.join('\n'), 'Fix the rules, then run again.')
    }
    for (const { code } of found.rules) taken.set(code, `in ${name}`)
    rules.push(...found.rules)
  }
  return { rules, notLoaded: null }
}

/** Where a module lies, as an import in the folder of the configuration would find it. */
function pathOf(name: string, file: string, shown: string): string {
  try {
    const path = fileURLToPath(resolve(name, pathToFileURL(file).href))
    if (statSync(path).isFile()) return path
  } catch {
    // Reported below.
  }
  const isFile = /^[./]/.test(name)
  throw new UsageError(
    visible(`${shown} names rules in ${name}, which cannot be found.`),
    isFile
      ? `Write the path from ${dirname(shown)}, such as ./rules/acme.js.`
      : 'Install the package, or write a file as ./rules/acme.js.'
  )
}

/** A package is run as any other that somebody installed; the configuration that names it was looked at. */
function isInstalled(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path)
}

/** A module that changed is loaded again: a language server lives long. */
async function exportOf(path: string, name: string, shown: string): Promise<unknown> {
  const url = pathToFileURL(path)
  url.searchParams.set('changed', String(statSync(path).mtimeMs))
  try {
    const module = (await import(url.href)) as { default?: unknown }
    return module.default
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(
      visible(`${shown} names rules in ${name}, which cannot be loaded: ${reason}`),
      'It has to be a module of JavaScript that exports a list of rules by default.'
    )
  }
}
