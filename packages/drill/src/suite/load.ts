/**
 * From a pack to its drill, and to the kit that drills it: the one that the pack itself depends on.
 */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError, type PackLocation } from '@keys/pack'
import type * as Kit from '../index.js'
import { DRILL_FILE } from '@keys/schema'

export interface LoadedDrill {
  kit: typeof Kit
  drill: Kit.Drill<unknown, Kit.World>
}

/** Whether a pack has a drill. */
export function hasDrill({ dir }: PackLocation): boolean {
  return existsSync(join(dir, DRILL_FILE))
}

/**
 * Loads the drill of a pack. This runs the code of its author.
 * @param location Where the pack lies.
 * @throws {UsageError} When it has none, when the kit is not installed, or when the file exports no drill.
 */
export async function loadDrill({ dir, slug }: PackLocation): Promise<LoadedDrill> {
  const file = join(dir, DRILL_FILE)
  if (!existsSync(file)) {
    throw new UsageError(`${slug} has no ${DRILL_FILE}.`, 'How to write one: docs/runbook-keys/DRILLS.md')
  }
  const kit: typeof Kit = await import(pathToFileURL(kitFor(file)).href)
  let exported: unknown
  try {
    exported = await import(pathToFileURL(file).href)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const place = await placeOf(error, realpathSync(dir))
    throw new UsageError(
      `${slug}: ${DRILL_FILE} cannot be loaded: ${reason}${place === null ? '' : `, at ${place}`}`,
      'Fix the file, then run again.'
    )
  }
  const { drill } = exported as { drill?: unknown }
  if (!isDrill(drill)) {
    throw new UsageError(
      `${slug}: ${DRILL_FILE} exports no drill.`,
      "Export it: export const drill = defineDrill({ world, scenarios }), from '@keys/drill'."
    )
  }
  return { kit, drill }
}

/** The first place of an error in the files of a pack, such as `drill/world.js:12`; null when it names none. */
async function placeOf(error: unknown, dir: string): Promise<string | null> {
  if (!(error instanceof Error)) return null
  const place = placeIn(error.stack ?? '', dir)
  return place ?? (error instanceof SyntaxError ? await placeOfSyntaxError(dir) : null)
}

/**
 * The place of a syntax error. The error of an import does not hold it; Node prints it for the file that it was asked to
 * check, which runs nothing.
 */
async function placeOfSyntaxError(dir: string): Promise<string | null> {
  const folder = dirname(join(dir, DRILL_FILE))
  const others = readdirSync(folder).filter((name) => name.endsWith('.js'))
  for (const file of new Set([join(dir, DRILL_FILE), ...others.map((name) => join(folder, name))])) {
    const place = placeIn(await check(file), dir)
    if (place !== null) return place
  }
  return null
}

/** What Node says of the syntax of a file; empty when nothing is wrong with it. */
function check(file: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--check', file], (error, _, stderr) => resolve(error ? stderr : ''))
  })
}

/** The first file with a line in a text of Node, which names files by URL or by path. */
function placeIn(text: string, dir: string): string | null {
  for (const root of [`${pathToFileURL(dir).href}/`, `${dir}/`]) {
    const [, after] = text.split(root, 2)
    const place = /^[^\s:]+:\d+/.exec(after ?? '')?.[0]
    if (place !== undefined) return place
  }
  return null
}

function kitFor(file: string): string {
  try {
    return createRequire(file).resolve('@keys/drill')
  } catch {
    throw new UsageError(
      'The kit that drills runbooks is not installed.',
      'Install it: npm install --save-dev @keys/drill'
    )
  }
}

function isDrill(value: unknown): value is LoadedDrill['drill'] {
  return (
    typeof value === 'object' &&
    value !== null &&
    'world' in value &&
    typeof value.world === 'function' &&
    'scenarios' in value &&
    Array.isArray(value.scenarios)
  )
}
