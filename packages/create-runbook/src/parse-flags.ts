/**
 * What the arguments of `keys new` say. Pure: every wrong one is told.
 */
import {
  DEFAULT_SCOPE,
  inputNameSchema,
  KEY_TYPES,
  MATURITIES,
  packsFolderSchema,
  requiredToolSchema,
  scopeSchema,
  SEVERITY_LEVELS
} from '@keys/schema'
import { UsageError } from '@keys/pack'
import { slugFrom, DEFAULTS, titleOf, type Answers, type KeyType } from './answers.js'
import { LICENSE_IDS } from '@keys/pack/edits'
import { extrasOf, type Extra } from './team-files.js'

/** What was typed: the arguments, and the options by their names in camel case. */
export interface TypedInput {
  arguments: readonly string[]
  options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
}

/** Answers as far as they were given; those to `related` are slugs still. */
export type ScaffoldFlags = Partial<Omit<Answers, 'related'>> & {
  related?: readonly string[]
  /** The folder of packs of a new workspace. */
  packs?: string
  /** What a team adds to its repository. */
  extras?: readonly Extra[]
}

/**
 * Reads the arguments.
 * @throws {UsageError} For values that cannot stand in a pack, all at once; for a wrong slug by itself.
 */
export function parseFlags({ arguments: [slug], options }: TypedInput): ScaffoldFlags {
  const faults: string[] = []
  const list = (name: string): readonly string[] | undefined => {
    const value = options[name]
    return Array.isArray(value) ? value.map(String) : undefined
  }
  const line = (name: string, limit: number): string | undefined => {
    const value = options[name]
    if (typeof value !== 'string') return undefined
    const fault = lineFault(value, limit)
    if (fault !== null) faults.push(`--${name} ${fault}`)
    return value.trim()
  }
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): Value | undefined => {
    const value = options[name]
    const known = values.find((candidate) => candidate === value)
    if (value !== undefined && known === undefined) faults.push(noneOf(name, String(value), values))
    return known
  }
  const matching = (name: string, faultOf: (value: string) => string | null): string | undefined => {
    const value = options[name]
    if (typeof value !== 'string') return undefined
    const fault = faultOf(value)
    if (fault !== null) faults.push(`--${name} ${fault}`)
    return value
  }
  const flags: ScaffoldFlags = {
    slug: slug === undefined ? undefined : slugFrom(slug),
    scope: matching('scope', scopeFault),
    packs: matching('packs', packsFault),
    isPrivate: options['private'] === true ? true : undefined,
    title: line('title', 200),
    description: line('description', 5000),
    keyTypes: nonEmpty(list('keyType')?.flatMap((type) => KEY_TYPES.filter((known) => known === type))),
    severity: oneOf('severity', SEVERITY_LEVELS),
    maturity: oneOf('maturity', MATURITIES),
    author: line('author', 200),
    license: oneOf('license', LICENSE_IDS),
    related: list('related'),
    inputs: list('input'),
    tools: list('tool'),
    extras: extrasOf(list('with') ?? [])
  }
  for (const type of list('keyType') ?? []) {
    if (!KEY_TYPES.some((known) => known === type)) {
      faults.push(noneOf('key-type', type, KEY_TYPES))
    }
  }
  for (const name of flags.inputs ?? []) {
    const fault = inputFault(name)
    if (fault !== null) faults.push(`--input ${fault}`)
  }
  for (const name of flags.tools ?? []) {
    const fault = toolFault(name)
    if (fault !== null) faults.push(`--tool ${fault}`)
  }
  if (faults.length > 0) throw new UsageError(`${faults.join('.\n')}.`, 'See what can be given: keys new --help')
  return flags
}

/**
 * Fills what was not given, when nobody can be asked.
 * @param flags What was given.
 * @param known Who is writing, as git knows, and the scope of what lies around; null where nobody knows.
 * @param takesDefaults Whether everything may be filled that can be.
 * @throws {UsageError} That names all that is missing.
 */
export function completed(
  flags: ScaffoldFlags,
  { author, scope }: { author: string | null; scope: string | null },
  takesDefaults: boolean
): Omit<Answers, 'related'> {
  const { slug, title, description, keyTypes } = flags
  const missing = [
    ...(slug === undefined ? ['<slug>'] : []),
    ...(takesDefaults
      ? []
      : [
          ...(title === undefined ? ['--title'] : []),
          ...(description === undefined ? ['--description'] : []),
          ...(keyTypes === undefined ? ['--key-type'] : []),
          ...(flags.author === undefined && author === null ? ['--author'] : [])
        ])
  ]
  if (slug === undefined || missing.length > 0) {
    throw new UsageError(
      `Not a terminal, and required options are missing: ${missing.join(', ')}.`,
      slug === undefined
        ? 'Name the pack, such as: keys new job-queue-stuck --yes'
        : 'Give them, or --yes to have stand-ins that are marked.'
    )
  }
  return {
    slug,
    scope: flags.scope ?? scope ?? DEFAULT_SCOPE,
    isPrivate: flags.isPrivate ?? false,
    title: title ?? titleOf(slug),
    description: description ?? DEFAULTS.description,
    keyTypes: keyTypes ?? [DEFAULTS.keyType],
    severity: flags.severity ?? DEFAULTS.severity,
    maturity: flags.maturity ?? DEFAULTS.maturity,
    author: flags.author ?? author ?? DEFAULTS.author,
    license: flags.license ?? DEFAULTS.license,
    inputs: unique(flags.inputs),
    tools: unique(flags.tools)
  }
}

/** What is wrong with a line of text; null when nothing is. */
export function lineFault(value: string, limit: number): string | null {
  if (value.trim() === '') return 'is empty'
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(value)) return 'holds more than one line, or control characters'
  return value.trim().length > limit ? `is longer than ${limit} characters` : null
}

/** What is wrong with a scope; null when nothing is. */
export function scopeFault(scope: string): string | null {
  const { error } = scopeSchema.safeParse(scope)
  return error ? `${JSON.stringify(scope)}: ${error.issues[0]?.message}` : null
}

function packsFault(folder: string): string | null {
  const { error } = packsFolderSchema.safeParse(folder)
  return error ? `${JSON.stringify(folder)}: ${error.issues[0]?.message}` : null
}

/** What is wrong with the name of an input; null when nothing is. */
export function inputFault(name: string): string | null {
  const { error } = inputNameSchema.safeParse(name)
  return error ? `${JSON.stringify(name)}: ${error.issues[0]?.message}` : null
}

/** What is wrong with the name of a tool; null when nothing is. */
export function toolFault(name: string): string | null {
  const { error } = requiredToolSchema.shape.command.safeParse(name)
  return error ? `${JSON.stringify(name)}: ${error.issues[0]?.message}` : null
}

/** A list of types that is none when it is empty. */
export function nonEmpty(types: readonly KeyType[] = []): readonly [KeyType, ...KeyType[]] | undefined {
  const [first, ...rest] = new Set(types)
  return first === undefined ? undefined : [first, ...rest]
}

function noneOf(option: string, value: string, values: readonly string[]): string {
  return `--${option} ${JSON.stringify(value)} is none of ${values.join(', ')}`
}

function unique(names: readonly string[] = []): string[] {
  return [...new Set(names)]
}
