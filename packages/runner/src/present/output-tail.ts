/**
 * The last lines of a command's output, as they come.
 */
import { shownText } from '../run/output-text.js'

/** A line of which nobody can see the end is not kept to it. */
const LONGEST_LINE = 2000

export class OutputTail {
  /** Lines that are complete and were not asked for yet, or the last of them. */
  private lines: string[] = []
  private readonly open = { stdout: '', stderr: '' }
  private readonly most: number
  /** How many lines there were in all. */
  count = 0

  /** @param most How many lines are kept. */
  constructor(most: number) {
    this.most = most
  }

  /**
   * Takes output in, of either stream.
   * @returns The lines that it completed.
   */
  add(stream: 'stdout' | 'stderr', text: string): string[] {
    const parts = (this.open[stream] + text).split('\n')
    this.open[stream] = shortened(parts.pop() ?? '')
    return this.keep(parts)
  }

  /** Takes what has no line end as lines of their own. */
  end(): string[] {
    const rest = [this.open.stdout, this.open.stderr].filter((line) => line !== '')
    this.open.stdout = ''
    this.open.stderr = ''
    return this.keep(rest)
  }

  /** The last lines, those included that are not complete yet. */
  last(most: number): string[] {
    const rest = [this.open.stdout, this.open.stderr].filter((line) => line !== '').map(clean)
    return [...this.lines, ...rest].slice(-most)
  }

  private keep(lines: readonly string[]): string[] {
    const cleaned = lines.map(clean)
    this.count += cleaned.length
    this.lines = [...this.lines, ...cleaned].slice(-this.most)
    return cleaned
  }
}

/** A line that is not complete: what was rewritten in it is not kept. */
function shortened(line: string): string {
  if (line.length <= LONGEST_LINE) return line
  const rewritten = line.lastIndexOf('\r', line.length - 2)
  return line.slice(Math.max(0, rewritten)).slice(0, LONGEST_LINE)
}

/** A line as it is judged, too. */
function clean(line: string): string {
  return shownText(line).slice(0, LONGEST_LINE)
}
