/**
 * What a request asks for. Whatever is not told here is asked of nobody: a route that the registry behind adds is closed
 * until somebody opens it.
 */
import { PACKAGE } from './package-name.js'

/** What of the registry a request wants. */
export type Route =
  | { kind: 'packument'; name: string }
  | { kind: 'version'; name: string; spec: string }
  | { kind: 'tarball'; name: string; file: string }
  | { kind: 'tags'; name: string }
  | { kind: 'tag'; name: string; tag: string }
  | { kind: 'publish'; name: string }
  /** Something that was published is to go away. */
  | { kind: 'unpublish'; name: string }
  | { kind: 'none' }

const NONE: Route = { kind: 'none' }
const SPEC = /^[A-Za-z0-9][A-Za-z0-9._+~-]*$/
const FILE = /^[a-z0-9][A-Za-z0-9._+-]*\.tgz$/
const LONGEST = 214

/**
 * Tells what a request asks for.
 * @param method Its method; HEAD asks for what GET does.
 * @param url Its path and query, as sent. The query means nothing.
 * @param scopes The scopes that are served, such as `@keys`.
 * @returns The route; `none` for all that is not served, however it is spelled.
 */
export function routeOf(method: string, url: string, scopes: readonly string[]): Route {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  const reads = method === 'GET' || method === 'HEAD'
  const tags = /^\/-\/package\/(?:@|%40)([^/%]+)(?:\/|%2f)([^/%]+)\/dist-tags(?:\/([^/]+))?$/i.exec(path)
  if (tags !== null) {
    const name = nameOf(tags[1], tags[2], scopes)
    if (name === null) return NONE
    if (tags[3] === undefined) return reads ? { kind: 'tags', name } : NONE
    const tag = decoded(tags[3], SPEC)
    return tag !== null && (method === 'PUT' || method === 'DELETE') ? { kind: 'tag', name, tag } : NONE
  }
  const away = /^\/(?:@|%40)([^/%]+)(?:\/|%2f)([^/%]+)(?:\/-\/[^/]+)?\/-rev\/[^/]+$/i.exec(path)
  if (away !== null) {
    const name = nameOf(away[1], away[2], scopes)
    return name !== null && (method === 'PUT' || method === 'DELETE') ? { kind: 'unpublish', name } : NONE
  }
  const match = /^\/(?:@|%40)([^/%]+)(?:\/|%2f)([^/%]+)(?:\/(-\/)?([^/]+))?$/i.exec(path)
  if (match === null) return NONE
  const name = nameOf(match[1], match[2], scopes)
  if (name === null) return NONE
  const [dash, last] = [match[3], match[4]]
  if (last === undefined)
    return reads ? { kind: 'packument', name } : method === 'PUT' ? { kind: 'publish', name } : NONE
  if (!reads) return NONE
  if (dash === undefined) return specified(name, decoded(last, SPEC))
  const file = decoded(last, FILE)
  return file === null ? NONE : { kind: 'tarball', name, file }
}

/**
 * The one spelling of a route that the registry behind gets to see.
 * @param route A route of a registry.
 * @returns Its path.
 */
export function pathOf(route: Exclude<Route, { kind: 'none' }>): string {
  const name = route.name.replace('/', '%2f')
  switch (route.kind) {
    case 'packument':
    case 'publish':
      return `/${name}`
    case 'unpublish':
      return `/${name}/-rev/0`
    case 'version':
      return `/${name}/${encodeURIComponent(route.spec)}`
    case 'tarball':
      return `/${name}/-/${encodeURIComponent(route.file)}`
    case 'tags':
      return `/-/package/${name}/dist-tags`
    case 'tag':
      return `/-/package/${name}/dist-tags/${encodeURIComponent(route.tag)}`
  }
}

/**
 * The name of a package, when it is one that may be served.
 * @param text A name with its scope.
 * @param scopes The scopes that are served.
 * @returns It, or null.
 */
export function packageIn(text: string, scopes: readonly string[]): string | null {
  const [, scope, name] = /^@([^/]+)\/([^/]+)$/.exec(text) ?? []
  return nameOf(scope, name, scopes)
}

function specified(name: string, spec: string | null): Route {
  return spec === null ? NONE : { kind: 'version', name, spec }
}

function nameOf(scope: string | undefined, name: string | undefined, scopes: readonly string[]): string | null {
  // Lower case only: on some disks another spelling reaches the same file.
  const whole = `@${scope}/${name}`
  if (scope === undefined || name === undefined || whole.length > LONGEST) return null
  return scopes.includes(`@${scope}`) && PACKAGE.test(whole) ? whole : null
}

function decoded(text: string, form: RegExp): string | null {
  if (text.length > LONGEST) return null
  try {
    const value = decodeURIComponent(text)
    return form.test(value) && !value.includes('..') ? value : null
  } catch {
    return null
  }
}
