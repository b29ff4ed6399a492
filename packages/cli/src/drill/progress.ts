/**
 * What is going on, for somebody who waits: one line that is written over on a terminal, whole lines elsewhere.
 */
import { visible } from '@keys/pack'
import type { PlainProgress } from '@keys/drill/suite'
import { seconds } from './report.js'

interface Running {
  done: number
  of: number
  failed: number
  at: string
}

export interface ProgressLine {
  update(slug: string, progress: PlainProgress): void
  /** Shows a line that a drill wrote. */
  print(slug: string, line: string): void
  /** Takes the line away. */
  clear(): void
}

/**
 * Shows how far some drills are.
 * @param write Writes to the terminal.
 * @param isLive Whether the line can be written over.
 * @param width Columns.
 */
export function progressLine(write: (text: string) => void, isLive: boolean, width: number): ProgressLine {
  const packs = new Map<string, Running>()
  const clear = (): void => {
    if (isLive) write('\r\u001B[K')
  }
  const show = (): void => {
    const parts = [...packs].map(
      ([slug, { done, of, at }]) => `${short(slug)} ${done}/${of}${at === '' ? '' : ` ${at}`}`
    )
    const line = parts.join('  ')
    write(`\r\u001B[K${line.length < width ? line : `${line.slice(0, width - 2)}…`}`)
  }
  return {
    clear,
    print(slug, line) {
      clear()
      // Tabs are only layout; all else that steers a terminal is made visible.
      write(`${slug} | ${visible(line.replaceAll('\t', '  '))}\n`)
      if (isLive) show()
    },
    update(slug, progress) {
      const before = packs.get(slug) ?? { done: 0, of: 0, failed: 0, at: '' }
      switch (progress.type) {
        case 'scenario':
          packs.set(slug, { ...before, of: progress.of, at: '' })
          break
        case 'step':
          packs.set(slug, { ...before, at: visible(progress.label) })
          break
        case 'done':
          packs.set(slug, { ...before, done: before.done + 1, at: '' })
          if (!isLive)
            write(
              `${slug}: ${progress.failure ? 'FAILED' : 'passed'} ${visible(progress.name)} (${seconds(progress.duration)})\n`
            )
      }
      if (isLive) show()
    }
  }
}

/** The first word of a slug, which tells the packs of a workspace apart well enough for a moment. */
function short(slug: string): string {
  return slug.split('-', 1)[0] ?? slug
}
