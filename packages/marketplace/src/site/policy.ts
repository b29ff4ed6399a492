/**
 * What pages may do, enforced by browsers: nothing but what lies on the same host, and no text ever becomes code.
 */

/** The name of the one policy that makes addresses of workers. */
export const TRUSTED_TYPES_POLICY = 'keys'

/** The Content-Security-Policy of all pages. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  `trusted-types ${TRUSTED_TYPES_POLICY}`
].join('; ')

const HEADERS: readonly (readonly [name: string, value: string])[] = [
  // A page cannot say itself who may frame it.
  ['Content-Security-Policy', `${POLICY}; frame-ancestors 'none'`],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin']
]

/** Headers for servers that read a `_headers` file, and as fragments for nginx and Caddy. */
export function headerFiles(): ReadonlyMap<string, string> {
  const list = HEADERS.map(([name, value]) => `  ${name}: ${value}\n`).join('')
  const nginx = HEADERS.map(([name, value]) => `add_header ${name} "${value}" always;\n`).join('')
  const caddy = HEADERS.map(([name, value]) => `  ${name} "${value}"\n`).join('')
  return new Map([
    ['_headers', `/*\n${list}/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n`],
    ['server/nginx.conf', `# Inside of server or location.\n${nginx}`],
    ['server/Caddyfile', `# Inside of a site.\nheader {\n${caddy}}\n`]
  ])
}

/** The same headers for the server that comes with this package. */
export function headersOfPages(): Readonly<Record<string, string>> {
  return Object.fromEntries(HEADERS)
}
