/**
 * Asks an author on a terminal for what the arguments do not say.
 */
import type { Readable, Writable } from 'node:stream'
import { isCancel, multiselect, select, text, type Option } from '@clack/prompts'
import { DEFAULT_SCOPE, KEY_TYPES, MATURITIES, SEVERITY_LEVELS } from '@keys/schema'
import { isUsageError, UsageError } from '@keys/pack'
import { slugFrom, DEFAULTS, titleOf, type RelatedPack } from './answers.js'
import { inputFault, lineFault, nonEmpty, scopeFault, toolFault, type ScaffoldFlags } from './parse-flags.js'
import { LICENSE_IDS } from '@keys/pack/edits'
import { SKELETONS } from './skeletons.js'
import type { ScaffoldContext } from './scaffold-context.js'

/** Where questions are shown and answers are typed. */
export interface Streams {
  input: Readable
  output: Writable
}

/** The streams of a terminal at which somebody sits; null when nobody does. Results go to stdout, questions do not. */
export function streamsOf({ stdin, stderr }: Pick<NodeJS.Process, 'stdin' | 'stderr'>): Streams | null {
  return stdin.isTTY && stderr.isTTY ? { input: stdin, output: stderr } : null
}

/**
 * Asks for what was not given.
 * @param flags What was given.
 * @param context The packs that can be related, and who is writing as git knows.
 * @param streams Where to ask.
 * @throws {UsageError} When the author stops.
 */
export async function ask(
  flags: ScaffoldFlags,
  context: Pick<ScaffoldContext, 'packs' | 'author' | 'scope' | 'kind'>,
  streams: Streams
): Promise<ScaffoldFlags> {
  const line = async (message: string, initialValue: string, limit: number): Promise<string> =>
    (
      await answered(
        text({ message, initialValue, validate: (value = '') => faultText(lineFault(value, limit)), ...streams })
      )
    ).trim()
  const one = <Value extends string>(message: string, values: readonly Value[], initialValue: Value): Promise<Value> =>
    answered(select<string>({ message, options: values.map((value) => ({ value })), initialValue, ...streams })).then(
      (value) => values.find((known) => known === value) ?? initialValue
    )
  const names = async (message: string, faultOf: (name: string) => string | null): Promise<string[]> => {
    const validate = (value = ''): string | undefined => faultText(wordsOf(value).map(faultOf).find(Boolean) ?? null)
    return wordsOf(await answered(text({ message, placeholder: 'none', validate, ...streams })))
  }
  const slug = flags.slug ?? (await answered(text({ message: SLUG, validate: slugFault, ...streams })))
  return {
    ...flags,
    slug,
    scope: flags.scope ?? context.scope ?? (context.kind === 'workspace' ? undefined : await askScope(streams)),
    title: flags.title ?? (await line('Title', titleOf(slug), 200)),
    description: flags.description ?? (await line('What is broken, and what does it get you?', '', 5000)),
    keyTypes: flags.keyTypes ?? (await askTypes(streams)),
    severity: flags.severity ?? (await one('Severity of the incident', SEVERITY_LEVELS, DEFAULTS.severity)),
    maturity: flags.maturity ?? (await one('Maturity of the team', MATURITIES, DEFAULTS.maturity)),
    author: flags.author ?? (await line('Author', context.author ?? '', 200)),
    license: flags.license ?? (await one('License', LICENSE_IDS, DEFAULTS.license)),
    inputs: flags.inputs ?? (await names('Further inputs: environment variables that commands need', inputFault)),
    tools: flags.tools ?? (await names('Further tools: commands that must be installed', toolFault)),
    related: flags.related ?? (await askRelated(context.packs, streams))
  }
}

const SLUG = 'Slug: lower-case words joined by hyphens, such as job-queue-stuck'

async function askScope(streams: Streams): Promise<string> {
  const message = 'Scope of your packages on npm, such as @acme'
  const validate = (value = ''): string | undefined => faultText(scopeFault(value))
  return answered(text({ message, initialValue: DEFAULT_SCOPE, validate, ...streams }))
}

async function askTypes(streams: Streams): Promise<ScaffoldFlags['keyTypes']> {
  const options: Option<string>[] = KEY_TYPES.map((value) => ({ value, hint: SKELETONS[value].summary }))
  const message = 'What is it for? The first of these that you choose gives the skeleton'
  const chosen = await answered(multiselect({ message, options, initialValues: [DEFAULTS.keyType], ...streams }))
  return nonEmpty(KEY_TYPES.filter((type) => chosen.includes(type)))
}

async function askRelated(packs: readonly RelatedPack[], streams: Streams): Promise<string[]> {
  if (packs.length === 0) return []
  const options: Option<string>[] = packs.map(({ slug, title }) => ({ value: slug, label: title }))
  const message = 'Which runbooks are right when this one is not?'
  return answered(multiselect({ message, options, required: false, ...streams }))
}

/** The answer, unless the author stops. */
async function answered<Answer>(question: Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  const answer = await question
  if (isGiven(answer)) return answer
  throw new UsageError('Stopped. Nothing was written.', 'Start again whenever you like.')
}

function isGiven<Answer>(answer: Answer): answer is Exclude<Answer, symbol> {
  return !isCancel(answer)
}

function slugFault(value = ''): string | undefined {
  try {
    slugFrom(value)
    return undefined
  } catch (error) {
    return isUsageError(error) ? `${error.message} ${error.hint}` : String(error)
  }
}

function faultText(fault: string | null): string | undefined {
  return fault ?? undefined
}

function wordsOf(value: string | undefined): string[] {
  return (value ?? '').split(/[\s,]+/).filter(Boolean)
}
