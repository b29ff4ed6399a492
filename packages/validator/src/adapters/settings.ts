/**
 * How to validate: what keys.config.json says, and the options of a command over it.
 */
import { CONFIG_FILE, nearest, readConfig, UsageError, visible } from '@keys/pack'
import { dirname, relative, resolve } from 'node:path'
import { ruleSettingSchema, type RuleSetting } from '@keys/schema'
import { registry } from '../registry.js'

/** What holds for a pack. */
export interface Settings {
  /** Rules that are off or have another severity. */
  severities: Readonly<Record<string, RuleSetting>>
  /** Absolute paths of catalogs beside those of the workspace. */
  catalogs: readonly string[]
  /** With more warnings than this, the validation fails; null without a limit. */
  maxWarnings: number | null
  /** Addresses that alerts give for runbooks, each with the slug that it means. */
  runbookLinks: Readonly<Record<string, string>>
  /** The configuration, relative to where the command runs; null when there is none. */
  file: string | null
}

/**
 * The settings that hold for a pack.
 * @param dir Path of its folder.
 * @param folder Path of the folder in which the command runs.
 * @param severities What goes before the configuration.
 * @throws {UsageError} When the configuration is wrong, with every fault and its place.
 */
export function settingsOf(dir: string, folder: string, severities: Settings['severities'] = {}): Settings {
  const { file, config, problems } = readConfig(
    dir,
    registry.map(({ code }) => code)
  )
  if (problems.length > 0) {
    const lines = problems.map(({ file: path, line, column, message, expected }) =>
      visible(
        `${shown(path, folder)}:${line}:${column} ${message.replaceAll(resolve(folder), '.')} Expected: ${expected}.`
      )
    )
    throw new UsageError(lines.join('\n'), `Fix ${CONFIG_FILE}, then run again.`)
  }
  return {
    severities: { ...config.rules, ...severities },
    catalogs: file === null ? [] : (config.catalogs ?? []).map((path) => resolve(dirname(file), path)),
    maxWarnings: config.maxWarnings ?? null,
    runbookLinks: config.runbookLinks ?? {},
    file: file === null ? null : shown(file, folder)
  }
}

function shown(path: string, folder: string): string {
  return relative(folder, path).replaceAll('\\', '/')
}

/**
 * Reads `--rule flow/dead-end=warning`.
 * @param values As typed; the last for a rule counts.
 * @throws {UsageError} For an unknown rule or severity.
 */
export function severitiesOf(values: readonly string[]): Record<string, RuleSetting> {
  return Object.fromEntries(
    values.map((value) => {
      const [code = '', setting, ...rest] = value.split('=')
      const result = ruleSettingSchema.safeParse(setting)
      if (!result.success || rest.length > 0) {
        throw new UsageError(
          `--rule ${visible(value)} sets no severity.`,
          `Write --rule <code>=<severity>; severities are ${ruleSettingSchema.options.join(', ')}.`
        )
      }
      const codes = registry.map((rule) => rule.code)
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
