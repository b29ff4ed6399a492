/**
 * What the highlighter finds, written as HTML at once. Its own way builds a tree, walks it, and writes a class for each name
 * that a grammar has, also for those that no style knows.
 */
import type { Emitter } from 'highlight.js'

/** Names that the style has a color for, as in `style/runbook.css`. */
const COLORED = new Set([
  'keyword',
  'built_in',
  'type',
  'string',
  'regexp',
  'number',
  'literal',
  'comment',
  'variable',
  'title',
  'attr',
  'params'
])

/** Takes what the highlighter finds, in order. */
export class Spans implements Emitter {
  #html = ''
  /** Of each name that is open, whether it has an element. */
  readonly #open: boolean[] = []

  addText(text: string): void {
    this.#html += escaped(text)
  }

  /** @param name Such as `string` or `title.function`. */
  openNode(name: string): void {
    const point = name.indexOf('.')
    const own = point === -1 ? name : name.slice(0, point)
    const isColored = COLORED.has(own)
    if (isColored) this.#html += `<span class="h-${own}">`
    this.#open.push(isColored)
  }

  closeNode(): void {
    if (this.#open.pop() === true) this.#html += '</span>'
  }

  startScope(name: string): void {
    this.openNode(name)
  }

  endScope(): void {
    this.closeNode()
  }

  /** A language inside another one: its colors are those of the text around it. */
  __addSublanguage(inner: Emitter): void {
    this.#html += inner.toHTML()
  }

  finalize(): void {
    while (this.#open.length > 0) this.closeNode()
  }

  toHTML(): string {
    return this.#html
  }
}

/** A text between tags. Most parts of a code have nothing to escape. */
function escaped(text: string): string {
  return /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text
}
