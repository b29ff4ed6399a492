/**
 * What a new pack is made from, and what stands in for an answer that nobody gave.
 */
import { UsageError } from '@keys/pack'
import { slugSchema, type KEY_TYPES, type Pack } from '@keys/schema'
import type { LicenseId } from '@keys/pack/edits'
import { MARK } from '@keys/pack/edits'

export type KeyType = (typeof KEY_TYPES)[number]

/** What a new pack is made from. */
export interface Answers {
  slug: string
  /** The scope of its package, such as `@acme`. */
  scope: string
  /** Whether the package is never published. */
  isPrivate: boolean
  title: string
  description: string
  /** The first chooses the skeleton. */
  keyTypes: readonly [KeyType, ...KeyType[]]
  severity: NonNullable<Pack['severity_level']>
  maturity: Pack['maturity']
  author: string
  license: LicenseId
  /** The packs that the runbook points to. */
  related: readonly KnownPack[]
  /** Environment variables beyond those of the skeleton. */
  inputs: readonly string[]
  /** Commands beyond those of the skeleton. */
  tools: readonly string[]
}

/** A pack that a new one points to. */
export interface RelatedPack {
  slug: string
  /** The name of its package. */
  package: string
  title: string
}

/** A pack that a new one can point to, and whether it can be made to point back. */
export interface KnownPack extends RelatedPack {
  /** Absolute path of its folder. */
  dir: string
  isInstalled: boolean
}

/** Names of devices, which Windows gives to no folder. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * Takes a slug as it is, or says which one would do.
 * @param slug As typed.
 * @throws {UsageError} For anything but a slug.
 */
export function slugFrom(slug: string): string {
  if (RESERVED.test(slug))
    throw new UsageError(
      `A folder ${slug} cannot be made on Windows.`,
      `Write ${slug}-incident, or what else it is about.`
    )
  if (slug.startsWith('runbook-'))
    throw new UsageError(
      `The package of ${JSON.stringify(slug)} would be named runbook-${slug}.`,
      `Write ${slug.replace(/^(runbook-)+/, '') || 'what it is about'}: the name of the package begins with runbook- by itself.`
    )
  if (slugSchema.safeParse(slug).success) return slug
  const suggestion = slug
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 100)
    .replace(/^-+|-+$/g, '')
  throw new UsageError(
    `${JSON.stringify(slug)} is not a slug: lower-case words joined by hyphens, at most 100 characters.`,
    suggestion === '' ? 'Write one such as stripe-webhook-failure.' : `Did you mean ${suggestion}?`
  )
}

/** The title that a slug suggests: `job-queue-stuck` as `Job queue stuck`. */
export function titleOf(slug: string): string {
  const words = slug.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What stands in for answers that nobody gave; the marked ones are places to fill in. */
export const DEFAULTS = {
  description: `${MARK} say in one or two sentences what is broken, and what this runbook gets you.`,
  keyType: 'incident',
  severity: 'p2',
  maturity: 'starter',
  author: `${MARK} your name`,
  license: 'MIT'
} as const satisfies Record<string, string>
