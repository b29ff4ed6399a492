// A killed harness cannot tidy up. A small shell in a session of its own waits on a pipe from us: when the pipe ends,
// however we ended, it ends the process groups that are still listed and removes the temporary folder.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from './temporary.js'

/** First part of the names of all temporary folders; the next part is the process id of the drill that made them. */
export const folderPrefix = 'keys-drill-'

/** Keeps the list of process groups that must not outlive this process. */
export type Watchdog = {
  /** Adds a process group by the id of its leader. */
  watch(pid: number): void
  /** Takes it off: it has ended, and its number may be given to somebody else. */
  forget(pid: number): void
  /** Ends the watchdog itself. */
  end(): Promise<void>
}

const script = `
trap '' HUP INT TERM
pids=' '
while read -r what pid; do
  case $what in
    watch) pids="$pids$pid " ;;
    forget) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
    end) exit 0 ;;
  esac
done
for pid in $pids; do kill -s KILL -- "-$pid"; done
rm -rf "$1"
`

/**
 * Starts the watchdog.
 *
 * @param folder Temporary folder that is removed when this process ends without having ended the watchdog.
 * @returns Its handle.
 */
export function startWatchdog(folder: string): Watchdog {
  const shell = spawn('sh', ['-c', script, 'keys-drill-watchdog', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true
  })
  shell.unref()
  shell.stdin.on('error', () => {})
  const tell = (line: string) => shell.stdin.write(`${line}\n`)
  return {
    watch: (pid) => void tell(`watch ${pid}`),
    forget: (pid) => void tell(`forget ${pid}`),
    async end() {
      if (shell.exitCode !== null || shell.signalCode !== null) return
      // It keeps no process alive until somebody waits for its end.
      shell.ref()
      const ended = once(shell, 'exit')
      tell('end')
      await ended
    }
  }
}

/**
 * Looks for temporary folders of drills whose process is gone: what a crash of the whole machine may leave.
 *
 * @returns Absolute paths. Nothing in them is in use.
 */
export async function findLeftovers(): Promise<string[]> {
  const folder = temporaryFolder()
  const names = (await readdir(folder)).filter((name) => name.startsWith(folderPrefix))
  return names
    .filter((name) => !isAlive(Number(name.slice(folderPrefix.length).split('-')[0])))
    .map((name) => join(folder, name))
}

/**
 * Tells whether a process runs.
 *
 * @param pid Its id.
 * @returns True also when it belongs to somebody else; false for one that has ended and that nobody asks for its status, as
 * they are left in a container whose first process takes no notice of them.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return !hasEnded(pid)
}

function hasEnded(pid: number): boolean {
  try {
    // Behind the name, which may hold anything, stands the state.
    return /^.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
