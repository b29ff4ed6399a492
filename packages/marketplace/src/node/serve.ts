/**
 * Serves a built site on this machine, with the headers that its policy asks for.
 */
import { createServer, type Server } from 'node:http'
import { readFileSync, statSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { headersOfPages } from '../site/policy.js'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.xml': 'application/atom+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8'
}

/** Packed for each request, as a server would have done it before. */
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

export interface ServeOptions {
  folder: string
  /** The port; 0 for any that is free. */
  port: number
  /** Below which path the site stands, with slashes at both ends. */
  base?: string
}

/**
 * Serves a site on the loopback address.
 * @returns The server, and the address under which the site is.
 */
export async function serveSite({ folder, port, base = '/' }: ServeOptions): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const path = decoded(new URL(request.url ?? '/', 'http://localhost').pathname)
    const inside = path?.startsWith(base) === true ? normalize(`/${path.slice(base.length)}`) : null
    const file = inside === null ? null : fileAt(folder, inside)
    const headers = headersOfPages()
    if (file === 'folder') {
      // Relative links need the slash at the end.
      response.writeHead(301, { ...headers, Location: `${path}/` }).end()
      return
    }
    const found = file ?? fileAt(folder, '/404.html')
    if (found === null || found === 'folder') {
      response.writeHead(404, headers).end()
      return
    }
    const type = TYPES[extname(found)] ?? 'application/octet-stream'
    const cache = found.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    const content = file === null ? atBase(readFileSync(found, 'utf8'), base) : readFileSync(found)
    const isPacked = /\bbr\b/.test(request.headers['accept-encoding'] ?? '')
    response.writeHead(file === null ? 404 : 200, {
      ...headers,
      'Content-Type': type,
      'Cache-Control': cache,
      Vary: 'Accept-Encoding',
      ...(isPacked ? { 'Content-Encoding': 'br' } : {})
    })
    response.end(request.method === 'HEAD' ? undefined : isPacked ? brotliCompressSync(content, QUICK) : content)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return { server, url: `http://127.0.0.1:${actual}${base}` }
}

/** The page for what is not there, as this server has it: its links begin at the root of the site, which is told where it is. */
function atBase(page: string, base: string): string {
  return base === '/' ? page : page.replaceAll(/\b((?:href|src|action|data-root)=")\//g, `$1${base}`)
}

/** The path of a file; `folder` for a folder without a slash behind it; null for nothing. */
function fileAt(folder: string, path: string): string | null {
  const place = join(folder, path.endsWith('/') ? `${path}index.html` : path)
  const stat = statSync(place, { throwIfNoEntry: false })
  if (stat?.isDirectory() === true) return 'folder'
  return stat?.isFile() === true ? place : null
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
