/**
 * The whole runbook, to be read on a terminal.
 */
import { text, type Block } from './blocks.js'
import { paragraphs } from './source-text.js'

/**
 * A Markdown text as blocks: headings, paragraphs and code in order of writing.
 * @param markdown The text.
 */
export function wholeText(markdown: string): Block[] {
  const blocks: Block[] = []
  let prose: string[] = []
  let fence: { mark: string; label: string; lines: string[] } | null = null
  const flush = (): void => {
    blocks.push(...paragraphs(prose.join('\n')))
    prose = []
  }
  // What a page does not show is not for readers.
  const shown = markdown.replaceAll('\r\n', '\n').replace(/^<!--[\s\S]*?-->[^\S\n]*$/gm, '')
  for (const line of shown.split('\n')) {
    if (fence) {
      if (line.trim().startsWith(fence.mark) && line.trim().replaceAll(fence.mark.charAt(0), '') === '') {
        blocks.push({ type: 'code', label: fence.label, code: fence.lines.join('\n') })
        fence = null
      } else {
        fence.lines.push(line)
      }
      continue
    }
    const opening = /^\s{0,3}(`{3,}|~{3,})\s*(\S*)/.exec(line)
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line)
    if (opening) {
      flush()
      fence = { mark: opening[1] ?? '```', label: opening[2] === '' ? 'text' : (opening[2] ?? 'text'), lines: [] }
    } else if (heading) {
      flush()
      const words = heading[2] ?? ''
      blocks.push(
        { type: 'gap' },
        (heading[1] ?? '').length < 3 ? { type: 'rule', left: words } : text(words, 'strong')
      )
    } else if (!/^\[[^\]]+\]:\s/.test(line)) {
      prose.push(line)
    }
  }
  // A fence that is never closed holds the rest.
  if (fence) blocks.push({ type: 'code', label: fence.label, code: fence.lines.join('\n') })
  flush()
  return blocks
}
