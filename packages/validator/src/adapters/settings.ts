/**
 * How to validate: what keys.config.json says, and the options of a command over it.
 */
import {
  CONFIG_FILE,
  findWorkspace,
  nearest,
  packsFolder,
  readConfig,
  isUsageError,
  UsageError,
  visible,
  type FoundConfig,
  type Place
} from '@keys/pack'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { ruleLevelSchema, type RuleLevel, type RuleSetting } from '@keys/schema'
import { DRAFT } from '../engine/profiles.js'
import type { RegisteredRule } from '../engine/rule.js'
import { registry } from '../registry.js'
import { loadOwnRules } from './own-rules.js'

/** What holds for a pack. */
export interface Settings {
  /** All rules: those of this package, and those of the team. */
  rules: readonly RegisteredRule[]
  /** Why the rules of the team were not loaded, in a sentence for people; null when they were, or when there are none. */
  notLoaded: string | null
  /** Rules that are off or have another severity or other options. */
  severities: Readonly<Record<string, RuleSetting>>
  /** The slugs of the packs that are still being written. */
  drafts: readonly string[]
  /** Absolute paths of catalogs beside those of the workspace. */
  catalogs: readonly string[]
  /** With more warnings than this, the validation fails; null without a limit. */
  maxWarnings: number | null
  /** The configuration, relative to where the command runs; null when there is none. */
  file: string | null
}

/**
 * The settings that hold for a pack.
 * @param dir Path of its folder.
 * @param folder Path of the folder in which the command runs.
 * @param severities What goes before the configuration.
 * @param environment The environment of the command; that of this process when absent.
 * @throws {UsageError} When the configuration is wrong, with every fault and its place, or a rule of the team is.
 */
export async function settingsOf(
  dir: string,
  folder: string,
  severities: Settings['severities'] = {},
  environment: Place['environment'] = process.env
): Promise<Settings> {
  const { file, config } = checked(readConfig(dir, { rules: registry, areAll: false }), folder)
  const modules = config.ownRules ?? []
  const { rules, notLoaded } =
    file === null || modules.length === 0
      ? { rules: [], notLoaded: null }
      : await loadOwnRules(file, modules, { folder, environment })
  const all = [...registry, ...rules]
  // Whether a code is one of rules that were not loaded, nobody knows.
  if (rules.length > 0 && notLoaded === null) checked(readConfig(dir, { rules: all, areAll: true }), folder)
  return {
    rules: all,
    notLoaded,
    severities: over(config.rules ?? {}, severities),
    drafts: config.drafts ?? [],
    catalogs: file === null ? [] : (config.catalogs ?? []).map((path) => resolve(dirname(file), path)),
    maxWarnings: config.maxWarnings ?? null,
    file: file === null ? null : shown(file, folder)
  }
}

/** What goes before a configuration; a severity alone leaves the options of the configuration as they are. */
function over(configured: Settings['severities'], before: Settings['severities']): Settings['severities'] {
  const merged: Record<string, RuleSetting> = { ...configured }
  for (const [code, setting] of Object.entries(before)) {
    const below = configured[code]
    merged[code] = typeof setting === 'string' && Array.isArray(below) ? [setting, below[1]] : setting
  }
  return merged
}

/**
 * The severities for one pack: in a draft what is missing as yet is information, unless somebody says otherwise.
 * @param settings What holds for the packs beside each other.
 * @param dir Path of the folder of the pack.
 */
export function severitiesFor(
  { severities, drafts }: Pick<Settings, 'severities' | 'drafts'>,
  dir: string
): Settings['severities'] {
  return drafts.includes(basename(resolve(dir))) ? { ...DRAFT, ...severities } : severities
}

/**
 * Addresses that the alerts of a workspace give for runbooks, or their beginnings, each with the slug that it means.
 * @param folder Path of the folder in which the command runs.
 * @throws {UsageError} When the configuration is wrong, with every fault and its place.
 */
export function runbookLinksAt(folder: string): Readonly<Record<string, string>> {
  const root = findWorkspace(folder) ?? folder
  return checked(readConfig(join(root, packsFolder(root), 'any'), null), folder).config.runbookLinks ?? {}
}

/**
 * All rules that hold in a folder: those of this package, and those of the team that could be loaded.
 * @param folder Path of the folder in which the command runs.
 */
export async function rulesAt(folder: string): Promise<readonly RegisteredRule[]> {
  try {
    return (await settingsOf(join(folder, 'any'), folder)).rules
  } catch (error) {
    if (isUsageError(error)) return registry
    throw error
  }
}

/** A configuration in which nothing is wrong. */
function checked(found: FoundConfig, folder: string): FoundConfig {
  const { problems } = found
  if (problems.length > 0) {
    const lines = problems.map(({ file: path, line, column, message, expected }) =>
      visible(
        `${shown(path, folder)}:${line}:${column} ${message.replaceAll(resolve(folder), '.')} Expected: ${expected}.`
      )
    )
    throw new UsageError(lines.join('\n'), `Fix ${CONFIG_FILE}, then run again.`)
  }
  return found
}

function shown(path: string, folder: string): string {
  return relative(folder, path).replaceAll('\\', '/')
}

/**
 * Reads `--rule flow/dead-end=warning`. Options stand in the configuration alone.
 * @param values As typed; the last for a rule counts.
 * @param rules The rules that there are.
 * @throws {UsageError} For an unknown rule or severity.
 */
export function severitiesOf(
  values: readonly string[],
  rules: readonly RegisteredRule[] = registry
): Record<string, RuleLevel> {
  return Object.fromEntries(
    values.map((value) => {
      const [code = '', setting, ...rest] = value.split('=')
      const result = ruleLevelSchema.safeParse(setting)
      if (!result.success || rest.length > 0) {
        throw new UsageError(
          `--rule ${visible(value)} sets no severity.`,
          `Write --rule <code>=<severity>; severities are ${ruleLevelSchema.options.join(', ')}.`
        )
      }
      const codes = rules.map((rule) => rule.code)
      if (!codes.includes(code)) {
        const suggestion = nearest(code, codes)
        throw new UsageError(
          `There is no rule ${visible(code)}.`,
          suggestion === null ? 'See which there are: keys explain' : `Did you mean ${suggestion}?`
        )
      }
      return [code, result.data] as const
    })
  )
}

/**
 * Reads `--max-warnings 10`.
 * @throws {UsageError} For anything but a whole number.
 */
export function maxWarningsOf(value: string): number {
  if (!/^\d{1,9}$/.test(value)) {
    throw new UsageError(`--max-warnings ${visible(value)} is not a number.`, 'Write a whole number, such as 0.')
  }
  return Number(value)
}
