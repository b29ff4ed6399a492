/**
 * Passwords within the strings by which programs find databases and services.
 */

/** The userinfo of a URL. The second one reads passwords in which `/` should have been escaped. */
const USERINFO = [/^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)@/i, /^[a-z][a-z0-9+.-]*:\/\/([^:@/]*:.*)@/is]

/** A parameter of a connection string that holds a secret: `?password=x`, `host=db password='x y'`. */
const PARAMETER =
  /(?:^|[?&;\s])\w*(?:password|passwd|pwd|secret|token|key)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|([^\s;&#']+))/gi

/**
 * The passwords in a URL or in another connection string, as they are written and decoded.
 * @param value The connection string, such as `postgresql://app:secret@db/shop` or `host=db password=secret`.
 * @returns None where it holds none.
 */
export function passwordsOf(value: string): string[] {
  const found: string[] = []
  for (const pattern of USERINFO) {
    const userinfo = pattern.exec(value)?.[1]
    if (userinfo === undefined) continue
    const colon = userinfo.indexOf(':')
    const password = colon < 0 ? '' : userinfo.slice(colon + 1)
    if (password !== '') found.push(password)
    // On the web, a token stands in the place of the user: https://<token>@host.
    else if (/^https?:/i.test(value)) found.push(userinfo.replace(/:$/, ''))
  }
  for (const [, quoted, plain] of value.matchAll(PARAMETER)) found.push(quoted?.replace(/\\(.)/gs, '$1') ?? plain ?? '')
  return found.flatMap((text) => [text, decoded(text)])
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
