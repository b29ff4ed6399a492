import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawn } from '@lydell/node-pty'
import { Terminal } from '@xterm/headless'

const KEYS = join(import.meta.dirname, '../../bin/keys.js')
const PATIENCE = 20_000

/** A command on a terminal as a person sees it. */
export interface PseudoTerminal {
  /** The lines on the screen, without blanks at their ends. */
  screen(): string[]
  /** All lines, those that scrolled away included. */
  log(): string
  /** Waits until a text can be read on the screen. */
  see(text: string | RegExp): Promise<void>
  /** Waits until a text can be read that was not there before the last keys. */
  press(keys: string, thenSee: string | RegExp): Promise<void>
  /** Types without waiting for anything. */
  type(keys: string): void
  resize(columns: number, rows: number): void
  kill(signal: string): void
  /** Whether the last word about the cursor was to show it; a terminal begins with one. */
  isCursorShown(): boolean
  [Symbol.dispose](): void
  /** The exit code, once it has ended. */
  ended: Promise<number>
}

/**
 * Starts the built command on a terminal.
 * @param args Its arguments.
 * @param folder Where it runs.
 * @param environment What it gets beside PATH.
 * @param size The terminal.
 */
export function startOnTerminal(
  args: readonly string[],
  folder: string,
  environment: Record<string, string> = {},
  size: { cols: number; rows: number } = { cols: 80, rows: 40 }
): PseudoTerminal {
  const { PATH = '' } = process.env
  const terminal = new Terminal({ ...size, scrollback: 5000, allowProposedApi: true })
  const child = spawn(process.execPath, [KEYS, ...args], {
    ...size,
    name: 'xterm-256color',
    cwd: folder,
    env: { PATH, HOME: folder, TERM: 'xterm-256color', ...environment }
  })
  const written = { asked: 0, done: 0 }
  let isCursorShown = true
  for (const [final, isShown] of [
    ['h', true],
    ['l', false]
  ] as const) {
    terminal.parser.registerCsiHandler({ prefix: '?', final }, (modes) => {
      if (modes.includes(25)) isCursorShown = isShown
      return false
    })
  }
  child.onData((data) => {
    written.asked += 1
    terminal.write(data, () => {
      written.done += 1
    })
  })
  const exited = new Promise<number>((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)))
  /** The exit code, once all that was written can be read: the terminal takes its time. */
  const end = async (): Promise<number> => {
    const code = await exited
    await new Promise<void>((resolve) => terminal.write('', resolve))
    return code
  }

  const lines = (from: number): string[] => {
    const buffer = terminal.buffer.active
    return Array.from({ length: buffer.length - from }, (_, index) => {
      return buffer.getLine(from + index)?.translateToString(true) ?? ''
    })
  }
  const screen = (): string[] => lines(terminal.buffer.active.baseY)
  /** Words as they are read: where a line breaks does not matter. */
  const shows = (text: string | RegExp): boolean => {
    const seen = screen()
      .map((line) => line.trim())
      .join(' ')
      .replaceAll(/\s+/g, ' ')
    return typeof text === 'string' ? seen.includes(text) : text.test(seen)
  }
  const see = async (text: string | RegExp): Promise<void> => {
    const start = performance.now()
    while (written.done < written.asked || !shows(text)) {
      if (performance.now() - start > PATIENCE) throw new Error(`${text} was not seen on:\n${screen().join('\n')}`)
      await sleep(20)
    }
  }
  return {
    screen,
    log: () => lines(0).join('\n'),
    see,
    async press(keys, thenSee) {
      child.write(keys)
      await see(thenSee)
    },
    type: (keys) => child.write(keys),
    resize(columns, rows) {
      terminal.resize(columns, rows)
      child.resize(columns, rows)
    },
    kill: (signal) => child.kill(signal),
    isCursorShown: () => isCursorShown,
    [Symbol.dispose]() {
      child.kill('SIGKILL')
      terminal.dispose()
    },
    ended: end()
  }
}
