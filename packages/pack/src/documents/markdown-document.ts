import type { Problem } from '@keys/schema'
import { TextDocument } from './text-document.js'

/** A Markdown file of a pack. Its model is made when it is first asked for, once. */
export class MarkdownDocument<Model extends { problems: Problem[] }> extends TextDocument {
  readonly #parse: (markdown: string) => Model
  #model: Model | null = null

  constructor(path: string, text: string, parse: (markdown: string) => Model) {
    super(path, text)
    this.#parse = parse
  }

  /** What the parser makes of the text. */
  get model(): Model {
    return (this.#model ??= this.#parse(this.text))
  }

  /** The model for rules to judge; null for a text that is blank or that the parser had to refuse. */
  get subject(): Model | null {
    return this.isBlank || this.model.problems.length > 0 ? null : this.model
  }
}
