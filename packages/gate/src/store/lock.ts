/** One process only for an embedded database: two on one folder lose writes without a word. */
import { join } from 'node:path'

const BUSY = 5

/**
 * Takes a folder for this process. The lock is one of the operating system, on a file: it ends with whoever holds it, however
 * that ends, and it holds between containers that share a volume, where numbers of processes mean nothing.
 * @param folder It exists.
 * @returns What lets it go.
 * @throws When somebody else holds it, this process included.
 */
export async function holdFolder(folder: string): Promise<() => void> {
  // Node has no lock of files but the one that SQLite takes on its own: an empty database, with nothing ever in it.
  const { DatabaseSync } = await import('node:sqlite').catch((error: unknown) => {
    throw new Error('The embedded database needs Node 22.13 or newer. Give the gate a PostgreSQL by DATABASE_URL.', {
      cause: error
    })
  })
  let file: InstanceType<typeof DatabaseSync> | null = null
  try {
    file = new DatabaseSync(join(folder, 'database.lock'), { timeout: 0 })
    file.exec('begin exclusive')
    const held = file
    return () => held.close()
  } catch (error) {
    file?.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) {
      throw new Error(
        `Another gate holds the embedded database in ${folder}. Stop it first, or give both one PostgreSQL by ` +
          'DATABASE_URL: that many processes may share.',
        { cause: error }
      )
    }
    throw new Error(
      `The embedded database in ${folder} cannot be locked: ${error instanceof Error ? error.message : String(error)}. ` +
        'Put the folder on a disk of this machine, or give the gate a PostgreSQL by DATABASE_URL.',
      { cause: error }
    )
  }
}
