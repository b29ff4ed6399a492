/** What a published tarball says of itself: whether it is a pack, and what unlocks it. */
import { packSchema } from '@keys/schema'
import { Parser, type ReadEntry } from 'tar'

/** What is read of a tarball. */
export interface TarballFacts {
  name: string | null
  version: string | null
  /** `closed`: it has a pack.json that does not say plainly what unlocks it. */
  kind: 'pack' | 'other' | 'closed'
  entitlement: string | null
  title: string | null
  description: string | null
}

/** A larger file of this kind is not read. */
const LARGEST_FILE = 1_000_000

/**
 * Reads a tarball.
 * @param bytes The tarball.
 * @returns What it says.
 */
export async function readTarballFacts(bytes: Uint8Array): Promise<TarballFacts> {
  const files = await filesOf(bytes, ['package.json', 'pack.json'])
  const manifest = objectIn(files.get('package.json'))
  const names = { name: textIn(manifest, 'name'), version: textIn(manifest, 'version') }
  const text = files.get('pack.json')
  if (text === undefined) {
    return { ...names, kind: 'other', entitlement: null, title: null, description: textIn(manifest, 'description') }
  }
  const pack = objectIn(text)
  const entitlement = packSchema.shape.entitlement.safeParse(pack?.['entitlement'])
  const described = { title: textIn(pack, 'title'), description: textIn(pack, 'description') }
  if (pack === null || !entitlement.success || hasDuplicate(text)) {
    return { ...names, kind: 'closed', entitlement: null, ...described }
  }
  return { ...names, kind: 'pack', entitlement: entitlement.data ?? null, ...described }
}

function filesOf(bytes: Uint8Array, wanted: readonly string[]): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    const found = new Map<string, string>()
    const parser = new Parser({
      strict: true,
      onReadEntry: (entry: ReadEntry) => {
        const path = entry.path.split('/').slice(1).join('/')
        if (!wanted.includes(path) || entry.type !== 'File' || entry.size > LARGEST_FILE) {
          entry.resume()
          return
        }
        const parts: Buffer[] = []
        entry.on('data', (part: Buffer) => parts.push(part))
        // What stands twice counts as tar unpacks it: the last one stays.
        entry.on('end', () => found.set(path, Buffer.concat(parts).toString('utf8')))
      }
    })
    parser.on('end', () => resolve(found))
    parser.on('error', reject)
    parser.end(Buffer.from(bytes))
  })
}

function objectIn(text: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

function textIn(object: Record<string, unknown> | null, key: string): string | null {
  const value = object?.[key]
  return typeof value === 'string' && value !== '' ? value : null
}

/** The same key twice: what one reader takes for paid another takes for free. */
function hasDuplicate(text: string): boolean {
  return (text.match(/"entitlement"\s*:/g)?.length ?? 0) > 1
}
