/**
 * Names that hold everywhere: slugs, package names, input names, key references, versions.
 */
import * as z from 'zod'
import { MAX_SLUG, SLUG } from './package-names.js'

/** A slug: lower-case words joined by single hyphens, at most 100 characters. */
export const slugSchema = z
  .string()
  .max(MAX_SLUG)
  .regex(SLUG, 'expected lower-case words joined by hyphens, such as "stripe-webhook-failure"')

/** A version as https://semver.org defines it; the expression is the one published there. */
export const versionSchema = z
  .string()
  .regex(
    /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/,
    'expected a semantic version, such as "1.0.0"'
  )

/** The name of an input: an environment variable in capitals. */
export const inputNameSchema = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'expected the name of an environment variable in capitals, such as "DATABASE_URL"')

/** How a pack names a Jupyter key. */
export const jupyterKeyNameSchema = z
  .string()
  .regex(/^jupyter-[a-z0-9-]+$/, 'expected a Jupyter key, such as "jupyter-job-failure-analysis"')

/** How a pack names a Node or Next key: the tool, a hyphen, the key's slug. */
export const nodeKeyNameSchema = z
  .string()
  .regex(/^(node|next)-[a-z0-9-]+$/, 'expected a Node or Next key, such as "node-safe-cron-execution"')
