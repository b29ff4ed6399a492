/**
 * Where pages lie. Paths are relative to the root of the site and end with a slash; links between pages are relative, so
 * that the site works at any depth of any server.
 */
import { createHash } from 'node:crypto'

/** Prefix of ids that are the page's own: no heading of a text can take one. */
export const OWN = 'rk-'

/** The path of a runbook's page: its newest version. */
export function runbookPath(slug: string): string {
  return `r/${slug}/`
}

/** The path of one version of a runbook. It never changes again. */
export function versionPath(slug: string, version: string): string {
  return `r/${slug}/${version}/`
}

/** The path of an alert's page. */
export function alertPath(name: string): string {
  return `a/${alertSlug(name)}/`
}

/** The path of a key's page. */
export function keyPath(name: string): string {
  return `k/${name}/`
}

/** The address of a rule on the page of all rules. */
export function rulePath(code: string): string {
  return `rules/${code}/`
}

/**
 * An alert name as a part of a path. Names of the usual form are themselves, so that a rule file can build the address;
 * any other one is shortened to its words and told apart by a hash.
 */
export function alertSlug(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(name)) return name
  const words =
    name
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-')
      .slice(0, 60) ?? 'alert'
  return `${words}.${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

/** The way from a page up to the root of the site: empty or `../` some times. */
export function rootFrom(path: string): string {
  return '../'.repeat(path.split('/').length - 1)
}

/**
 * Stands for the way to the root of the site in what is rendered once and stands on pages at several depths: a sign that
 * no text needs.
 */
export const ROOT = '\u{F0000}'

/**
 * A relative link from one page to another.
 * @param from The path of the page on which the link stands.
 * @param to The path to which it leads.
 */
export function linkTo(from: string, to: string): string {
  return `${rootFrom(from)}${to}` || './'
}
