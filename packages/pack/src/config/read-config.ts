/**
 * Finds and reads keys.config.json: at the root of a workspace, or in the folder in which packs lie. A pack's own folder
 * is not looked at, so that no pack sets the rules by which it is judged.
 */
import { lstatSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { findWorkspace } from '../workspace/discover.js'
import { linkStatusAt } from '../files/status.js'
import { MAX_FILE_SIZE } from '../files/port.js'
import type { Config } from '@keys/schema'
import { parseConfig, type KnownRules } from '../config/parse-config.js'
import { CONFIG_FILE } from '../workspace/workspace-settings.js'

/** A place in a configuration, and what is wrong there. */
export interface ConfigProblem {
  /** Absolute path of the file. */
  file: string
  line: number
  column: number
  message: string
  expected: string
}

/** What was found for a pack. */
export interface FoundConfig {
  /** Absolute path of the file; null when there is none. */
  file: string | null
  /** Empty when there is none, or when it is wrong. */
  config: Config
  problems: readonly ConfigProblem[]
}

/**
 * The configuration that holds for a pack.
 * @param dir Path of the folder of the pack.
 * @param known The rules that it may name; null when any code will do.
 */
export function readConfig(dir: string, known: KnownRules | null): FoundConfig {
  const beside = dirname(resolve(dir))
  const folders = new Set([beside, findWorkspace(beside) ?? beside])
  const files = [...folders].map((folder) => join(folder, CONFIG_FILE)).filter(isThere)
  const [file, other] = files
  if (file === undefined) return { file: null, config: {}, problems: [] }
  if (other !== undefined) {
    return failed(file, `There is another configuration: ${other}.`, 'one configuration for a workspace')
  }
  const text = textOf(file)
  if (text === null) return failed(file, 'This file cannot be read.', 'a file of UTF-8 text below one megabyte')
  const result = parseConfig(text, known)
  if ('config' in result) return { file, config: result.config, problems: [] }
  const problems = result.faults.map(({ position: { start }, message, expected }) => ({
    file,
    line: start.line,
    column: start.column,
    message,
    expected
  }))
  return { file, config: {}, problems }
}

function failed(file: string, message: string, expected: string): FoundConfig {
  return { file, config: {}, problems: [{ file, line: 1, column: 1, message, expected }] }
}

function isThere(path: string): boolean {
  return linkStatusAt(path) !== undefined
}

function textOf(file: string): string | null {
  try {
    const stat = lstatSync(file)
    if (!stat.isFile() || stat.size > MAX_FILE_SIZE) return null
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch {
    return null
  }
}
