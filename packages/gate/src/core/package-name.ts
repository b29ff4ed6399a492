/** What names of packages look like in the registries that stand behind a gate: in a scope, and in lower case. */

const PART = '[a-z0-9][a-z0-9._-]*'

/** The pattern of a package's name, for patterns in which it stands. */
export const PACKAGE_PATTERN = `@${PART}/${PART}`

/** A scope, such as `@keys`. */
export const SCOPE = new RegExp(`^@${PART}$`)

/** A package, such as `@keys/runbook-stripe-webhook-failure`. */
export const PACKAGE = new RegExp(`^${PACKAGE_PATTERN}$`)

/** A package, or all of a scope, such as `@keys/*`. */
export const PACKAGE_OR_SCOPE = new RegExp(`^@${PART}/(?:\\*|${PART})$`)
