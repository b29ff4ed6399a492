/** One process only for an embedded database: two on one folder lose writes without a word. */
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Takes a folder for this process.
 * @param folder It exists.
 * @returns What lets it go.
 * @throws When a process that lives holds it.
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'gate.lock')
  const mine = `${process.pid} ${(await startOf(process.pid)) ?? ''}`
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = await open(path, 'wx', 0o600)
      await file.writeFile(mine)
      await file.close()
      return () => rm(path, { force: true })
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error
    }
    const [pid = '', start = ''] = (await readFile(path, 'utf8').catch(() => '')).split(' ')
    if (await lives(Number(pid), start)) {
      throw new Error(
        `Another gate (process ${pid}) holds the embedded database in ${folder}. Stop it first, or give both one ` +
          'PostgreSQL by DATABASE_URL: that many processes may share.'
      )
    }
    await rm(path, { force: true })
  }
  throw new Error(`The embedded database in ${folder} is taken by another process that is starting. Start one only.`)
}

async function lives(pid: number, start: string): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  // Numbers of processes are used again, after a restart of the machine at the latest.
  const now = await startOf(pid)
  return now === null || start === '' || now === start
}

/** When a process began, where the system tells it. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}
