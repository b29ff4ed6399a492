/**
 * The processes that began since a moment, of all on this machine. The list of all is long, and to read it costs more than
 * many commands: where the kernel says which number it gave last, only the numbers since then are looked at.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** More numbers than this between two looks are not tried one by one. */
const MANY = 500

/** Hands on each process of this machine that begins after this was made. */
export class Newcomers {
  /** The number that was given last, as of the last look; null where the kernel does not say. */
  private last = lastNumber()
  /** Where it does not say: what was there at the last look. */
  private known = new Set(this.last === null ? processes() : [])
  /** Those of which nothing could be said yet. */
  private open: readonly string[] = []

  /**
   * Hands on what began since the last time.
   * @param look Looks at a process, and says whether it is done with it; else it comes again the next time.
   */
  take(look: (process: string) => boolean): void {
    this.open = [...this.open, ...this.since()].filter((process) => !look(process))
  }

  private since(): readonly string[] {
    const from = this.last
    this.last = lastNumber()
    if (from === null || this.last === null) {
      const before = this.known
      this.known = new Set(processes())
      return [...this.known].filter((process) => !before.has(process))
    }
    // Numbers start over at some time. Then those that are known come twice, which does no harm.
    if (this.last < from || this.last - from > MANY) return processes()
    return Array.from({ length: this.last - from }, (_, index) => String(from + 1 + index)).filter(isProcess)
  }
}

/**
 * Reads a file of a process.
 * @param process Its id.
 * @param file Which.
 * @returns Its text; null when the process has ended meanwhile, or when it may not be read.
 */
export function textOf(process: string, file: 'cmdline' | 'environ' | 'status'): string | null {
  try {
    return readFileSync(`/proc/${process}/${file}`, 'utf8')
  } catch {
    return null
  }
}

/** Threads have numbers, too, under which the files of their process can be read; a number may be that of neither. */
function isProcess(number: string): boolean {
  return existsSync(`/proc/${number}`) && (textOf(number, 'status')?.includes(`\nTgid:\t${number}\n`) ?? false)
}

/** The number that was given last to a process or a thread. */
function lastNumber(): number | null {
  try {
    // Such as `0.20 0.18 0.12 1/80 11206`.
    const number = Number(readFileSync('/proc/loadavg', 'utf8').trimEnd().split(' ')[4])
    return number > 0 ? number : null
  } catch {
    return null
  }
}

/** The ids of all processes; none where the machine does not show them. */
function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}
