/**
 * A new pack, from what was typed to what is on disk.
 */
import { resolve } from 'node:path'
import { ChangedMeanwhile, dayOf, UsageError } from '@keys/pack'
import { ask, type Streams } from './ask.js'
import { completed, parseFlags, type TypedInput } from './parse-flags.js'
import { assertFree, planOf } from './plan.js'
import { relatedPacks, scaffoldContextOf } from './scaffold-context.js'
import { summaryOf } from './summary.js'
import { packageManagerOf } from './package-manager.js'
import { nextCommands } from './workspace-files.js'
import { writeScaffold } from './write.js'

/** Where a pack is asked for, and who can be asked. */
export interface ScaffoldPlace {
  /** Path of the folder in which the command runs. */
  folder: string
  environment: Readonly<Record<string, string | undefined>>
  /** Where the author can be asked; null when nobody sits there. */
  streams: Streams | null
  /** How `keys` is called in a workspace. */
  keys: string
  /** The version of the tools that a new workspace asks for. */
  version: string
}

/**
 * Writes a new pack.
 * @param input What was typed.
 * @param place Where it was typed.
 * @returns What was written, what is left to fill in and what to type next, as text.
 * @throws {UsageError} For what the author can fix.
 */
export async function createRunbook(input: TypedInput, place: ScaffoldPlace): Promise<string> {
  const { folder, environment, streams, keys, version } = place
  const flags = parseFlags(input)
  const context = scaffoldContextOf(resolve(folder, String(input.options['folder'] ?? '.')), flags)
  // Before anybody answers ten questions.
  if (flags.slug !== undefined) assertFree(context, flags.slug)
  const related = relatedPacks(flags.related ?? [], context.packs)

  const takesDefaults = input.options['yes'] === true
  const answered = takesDefaults || streams === null ? flags : await ask(flags, context, streams)
  const answers = {
    ...completed(answered, context, takesDefaults),
    related: answered === flags ? related : relatedPacks(answered.related ?? [], context.packs)
  }
  const range = `^${version}`
  const manager = packageManagerOf(environment)
  const plan = planOf(answers, context, { day: dayOf(environment), range, manager, extras: flags.extras ?? [] })
  const isDry = input.options['dryRun'] === true
  if (!isDry) {
    try {
      writeScaffold(plan)
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error
      throw new UsageError(`${error.message}, so nothing was written.`, 'Try again when nobody else writes to it.')
    }
  }
  return summaryOf(plan, answers, nextCommands(context, answers.slug, range, manager, keys), isDry)
}
