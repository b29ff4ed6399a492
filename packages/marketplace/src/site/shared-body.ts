import { ROOT, rootFrom } from './addresses.js'

const GAP = Buffer.from(ROOT)

/** A body that stands on pages at several depths: made bytes once, with gaps for the way to the root of the site. */
export class SharedBody {
  readonly #pieces: readonly Uint8Array[]

  /** @param html The body, with `ROOT` for the way to the root. */
  constructor(html: string) {
    const bytes = Buffer.from(html)
    const pieces: Uint8Array[] = []
    let start = 0
    for (let at = bytes.indexOf(GAP); at !== -1; at = bytes.indexOf(GAP, start)) {
      pieces.push(bytes.subarray(start, at))
      start = at + GAP.length
    }
    this.#pieces = [...pieces, bytes.subarray(start)]
  }

  /**
   * The body as it stands on a page, in pieces.
   * @param path The path of the page.
   */
  at(path: string): Uint8Array[] {
    const root = Buffer.from(rootFrom(path))
    return this.#pieces.flatMap((piece, place) => (place === 0 ? [piece] : [root, piece]))
  }
}
