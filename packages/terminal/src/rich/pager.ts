/**
 * Shows a long text: in the person's pager, or page by page in the log.
 */
import { spawn } from 'node:child_process'
import type { Terminal } from '../terminal.js'
import { type Block, gap, text } from '@keys/runner/present'
import type { Question } from '../dialogue.js'
import { render } from '../render.js'
import type { Screen } from './screen.js'

export interface PagerTools {
  terminal: Pick<Terminal, 'color' | 'environment'>
  screen: Screen
  /** Gives the terminal away while something else has it. */
  lend: (work: () => Promise<void>) => Promise<void>
  ask: <Value>(question: Question<Value>) => Promise<Value>
}

/**
 * Shows a text to leaf through.
 * @param blocks The text.
 * @param tools The terminal.
 */
export async function pageThrough(
  blocks: readonly Block[],
  { terminal, screen, lend, ask }: PagerTools
): Promise<void> {
  const { columns, rows } = screen
  const lines = render([gap, ...blocks, gap], { width: columns, color: terminal.color, isPlain: false })
  // As git does: less can search, and is nearly everywhere.
  const pager = terminal.environment['PAGER'] ?? 'less'
  if (lines.length < rows - 4) {
    screen.log(lines)
    return
  }
  if (pager !== '') {
    let isShown = false
    await lend(async () => {
      isShown = await runPager(pager, lines, terminal.environment)
    })
    if (isShown) return
  }
  const page = Math.max(5, rows - 6)
  for (let start = 0; start < lines.length; start += page) {
    screen.log(lines.slice(start, start + page))
    const left = lines.length - start - page
    if (left > 0 && !(await ask(moreQuestion(left)))) return
  }
}

function moreQuestion(left: number): Question<boolean> {
  return {
    head: [text(`${left} more lines`, 'dim')],
    options: [
      { value: true, label: 'Read on' },
      { value: false, label: 'Back to the step' }
    ],
    preselected: 0,
    enter: 'read on',
    keys: [{ key: 'q', word: 'back', value: false }],
    back: { value: false }
  }
}

/** Colors pass; its prompt says how to leave, which Esc does not: to less it is the beginning of a longer command. */
const LESS_OPTIONS = '-R -Psq goes back to the step$'

/** Whether the pager could be started. Its own commands are the person's, as the variable is. */
function runPager(pager: string, lines: readonly string[], environment: Terminal['environment']): Promise<boolean> {
  return new Promise((resolve) => {
    // What a pager runs by itself (`!`, `v`) stays off, since the text comes from a pack.
    const child = spawn(pager, {
      shell: true,
      stdio: ['pipe', 'inherit', 'inherit'],
      env: { LESS: LESS_OPTIONS, ...environment, LESSSECURE: '1' }
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(`${lines.join('\n')}\n`)
    child.on('error', () => resolve(false))
    child.on('close', (status) => resolve(status !== 127 && status !== 126))
  })
}
