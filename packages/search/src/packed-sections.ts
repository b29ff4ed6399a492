/**
 * Lists of numbers and texts as bytes, one after the other, with a sum that tells whether they are as they were written.
 */

/** What is packed. */
export interface Packed {
  texts: Readonly<Record<string, string>>
  numbers: Readonly<Record<string, readonly number[]>>
}

/** What was packed, looked at where it lies. */
export interface Sections {
  /** A list of numbers. */
  numbers(name: string): Uint32Array
  /** A text, or from a first to before a last byte of it. */
  text(name: string, from?: number, to?: number): string
  /** The lines of a text. */
  lines(name: string): string[]
}

/** Tells machines apart that order the bytes of a number otherwise. */
const ORDER = 0x01_02_03_04
/** In numbers: the order of bytes, the sum, the length of the list of sections. */
const HEAD = 3
const WIDTH = 4

/**
 * Packs texts and lists of numbers.
 * @param packed What is packed.
 */
export function packSections({ texts, numbers }: Packed): Uint8Array {
  const encoder = new TextEncoder()
  const sections: [name: string, bytes: Uint8Array][] = [
    ...Object.entries(numbers).map(([name, list]): [string, Uint8Array] => [
      name,
      new Uint8Array(Uint32Array.from(list).buffer)
    ]),
    ...Object.entries(texts).map(([name, text]): [string, Uint8Array] => [name, encoder.encode(text)])
  ]
  const list = encoder.encode(JSON.stringify(sections.map(([name, { length }]) => [name, length])))
  const parts = [list, ...sections.map(([, bytes]) => bytes)]
  const size = parts.reduce((sum, { length }) => sum + padded(length), HEAD * WIDTH)
  const bytes = new Uint8Array(size)
  let offset = HEAD * WIDTH
  for (const part of parts) {
    bytes.set(part, offset)
    offset += padded(part.length)
  }
  const words = new Uint32Array(bytes.buffer)
  words.set([ORDER, 0, list.length])
  words[1] = sumOf(words)
  return bytes
}

/**
 * Looks at what was packed.
 * @param bytes What `packSections` gave.
 * @throws When it is something else, or damaged.
 */
export function sectionsOf(bytes: Uint8Array): Sections {
  const whole = bytes.byteOffset % WIDTH === 0 ? bytes : new Uint8Array(bytes)
  const words = new Uint32Array(whole.buffer, whole.byteOffset, Math.floor(whole.length / WIDTH))
  if (words[0] !== ORDER || whole.length % WIDTH !== 0 || words[1] !== sumOf(words))
    throw new Error('not what was packed')
  const decoder = new TextDecoder()
  const first = HEAD * WIDTH
  const listLength = words[2] ?? 0
  const list = JSON.parse(decoder.decode(whole.subarray(first, first + listLength))) as [string, number][]
  const places = new Map<string, { offset: number; length: number }>()
  const lists = new Map<string, Uint32Array>()
  let offset = first + padded(listLength)
  for (const [name, length] of list) {
    places.set(name, { offset, length })
    lists.set(name, words.subarray(offset / WIDTH, offset / WIDTH + Math.floor(length / WIDTH)))
    offset += padded(length)
  }
  const text: Sections['text'] = (name, from = 0, to = Infinity) => {
    const { offset: start, length } = places.get(name) ?? { offset: 0, length: 0 }
    return decoder.decode(whole.subarray(start + from, start + Math.min(to, length)))
  }
  return { numbers: (name) => lists.get(name) ?? new Uint32Array(), text, lines: (name) => text(name).split('\n') }
}

/** Numbers begin where a number may. */
function padded(length: number): number {
  return Math.ceil(length / WIDTH) * WIDTH
}

/** A sum of all but the place where it stands; what is written otherwise, or in another order, has another one. */
function sumOf(words: Uint32Array): number {
  let sum = words.length
  // A plain loop is several times faster than an iterator.
  for (let place = 2; place < words.length; place++) sum = Math.imul(sum ^ (words[place] ?? 0), 0x01_00_01_93)
  return sum >>> 0
}
