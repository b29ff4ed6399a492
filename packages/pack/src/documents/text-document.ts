import { TextPlaces } from '@keys/parser/model'

/** A text file of a pack, and the places in it. */
export class TextDocument extends TextPlaces {
  /** Path in the pack. */
  readonly path: string

  /**
   * @param path Path in the pack.
   * @param text The whole text, with a byte order mark where the file has one, so that offsets index into it.
   */
  constructor(path: string, text: string) {
    super(text)
    this.path = path
  }

  /** The text without its byte order mark. */
  get content(): string {
    return this.hasByteOrderMark ? this.text.slice(1) : this.text
  }

  /** Whether there is nothing but white space. */
  get isBlank(): boolean {
    return this.content.trim() === ''
  }
}
