import { isObject } from './is-object.js'
import type { Position } from '@keys/schema'
import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import { TextDocument } from './text-document.js'

/** A path into a JSON value: field names and, in arrays, indices. */
export type JsonPath = readonly (string | number)[]

/** A place where the text is no JSON. */
export interface JsonFault {
  /** What is wrong, in a few words, such as `comma expected`. */
  reason: string
  position: Position
}

/** A field that stands twice in one object. */
export interface DuplicateKey {
  key: string
  first: Position
  repeated: Position
}

/** Deeper values are not read: the readers of JSON call themselves for each level. */
const MAX_DEPTH = 50

/**
 * A JSON file of a pack: the value that `JSON.parse` gives and, kept apart from it, the places in the text.
 * `JSON.parse` decides what is JSON; the tree of `jsonc-parser` only says where.
 */
export class JsonDocument extends TextDocument {
  /** The value; undefined when the text is no JSON or too deep. */
  readonly value: unknown
  /** Where the text is no JSON; empty when it is. */
  readonly faults: readonly JsonFault[]
  /** Where the nesting goes past what is read; null when it does not. */
  readonly tooDeep: Position | null
  readonly #tree: Node | undefined
  readonly #fields = new WeakMap<Node, ReadonlyMap<string, Node | undefined>>()

  constructor(path: string, text: string) {
    super(path, text)
    const content = this.content
    const depthLimit = offsetOfDepth(content, MAX_DEPTH)
    this.tooDeep = depthLimit === null ? null : this.#rangeOf(depthLimit, 1)
    const errors: ParseError[] = []
    if (this.tooDeep === null) this.#tree = parseTree(content, errors, { disallowComments: true })
    const { value, thrown } = this.tooDeep === null ? parse(content) : { value: undefined, thrown: null }
    this.value = value
    this.faults = thrown === null ? [] : this.#faultsOf(errors, thrown)
  }

  /** The value where it is an object, otherwise null. */
  get object(): Readonly<Record<string, unknown>> | null {
    return isObject(this.value) ? this.value : null
  }

  /** The place of the value at a path; of the nearest value around it when there is none. */
  at(path: JsonPath): Position {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#nodeAt(path.slice(0, length))
      // An object that lacks something is shown by its opening brace alone, not by all of its lines.
      if (node !== undefined) return this.#rangeOf(node.offset, length < path.length ? 1 : node.length)
    }
    return this.range(0, 0)
  }

  /** The place of the name of the field at a path. */
  keyAt(path: JsonPath): Position {
    const name = this.#nodeAt(path)?.parent
    const key = name?.type === 'property' ? name.children?.[0] : undefined
    return key === undefined ? this.at(path) : this.#rangeOf(key.offset, key.length)
  }

  /** The places of the fields of the object at a path, each with its name and value, or of the elements of the array. */
  partsAt(path: JsonPath): Position[] {
    return (this.#nodeAt(path)?.children ?? []).map((node) => this.#rangeOfNode(node))
  }

  /** Fields that stand again in an object that has them already, at any depth. */
  duplicateKeys(): DuplicateKey[] {
    const duplicates: DuplicateKey[] = []
    for (const object of this.#objects()) {
      const seen = new Map<string, Node>()
      for (const { name } of propertiesOf(object)) {
        const first = seen.get(String(name.value))
        if (first === undefined) seen.set(String(name.value), name)
        else
          duplicates.push({
            key: String(name.value),
            first: this.#rangeOfNode(first),
            repeated: this.#rangeOfNode(name)
          })
      }
    }
    return duplicates
  }

  /** The places of all fields of one name, at any depth. */
  keysNamed(key: string): Position[] {
    return [...this.#objects()]
      .flatMap((object) => propertiesOf(object))
      .filter(({ name }) => name.value === key)
      .map(({ name }) => this.#rangeOfNode(name))
  }

  *#objects(): Generator<Node> {
    const nodes = this.#tree === undefined ? [] : [this.#tree]
    // The list grows while it is walked.
    for (const node of nodes) {
      if (node.type === 'object') yield node
      for (const child of node.children ?? []) nodes.push(child)
    }
  }

  /** The last of equal fields, because that is the one whose value `JSON.parse` keeps. */
  #nodeAt(path: JsonPath): Node | undefined {
    let node = this.#tree
    for (const part of path) {
      if (node === undefined) return undefined
      node =
        typeof part === 'number' || node.type !== 'object'
          ? findNodeAtLocation(node, [part])
          : this.#fieldsOf(node).get(part)
    }
    return node
  }

  /** The values of an object by name, kept because a hostile file has a hundred thousand and each may be asked for. */
  #fieldsOf(object: Node): ReadonlyMap<string, Node | undefined> {
    const known = this.#fields.get(object)
    if (known !== undefined) return known
    const fields = new Map(propertiesOf(object).map(({ name, value }) => [String(name.value), value]))
    this.#fields.set(object, fields)
    return fields
  }

  #faultsOf(errors: readonly ParseError[], thrown: Error): JsonFault[] {
    if (errors.length === 0) return [{ reason: thrown.message, position: this.#rangeOf(0, 0) }]
    const lines = new Set<number>()
    return errors
      .map(({ error, offset, length }) => ({
        reason: printParseErrorCode(error)
          .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
          .toLowerCase(),
        position: this.#rangeOf(offset, length)
      }))
      .filter(({ position }) => {
        // What follows on the same line is mostly the echo of the first fault.
        const isFirst = !lines.has(position.start.line)
        lines.add(position.start.line)
        return isFirst
      })
  }

  #rangeOfNode(node: Node): Position {
    return this.#rangeOf(node.offset, node.length)
  }

  /** The tree is made of the text without its byte order mark. */
  #rangeOf(offset: number, length: number): Position {
    const start = offset + (this.hasByteOrderMark ? 1 : 0)
    return this.range(start, start + length)
  }
}

function propertiesOf(object: Node): { name: Node; value: Node | undefined }[] {
  return (object.children ?? []).flatMap(({ children }) => {
    const [name, value] = children ?? []
    return name === undefined ? [] : [{ name, value }]
  })
}

function parse(text: string): { value: unknown; thrown: Error | null } {
  try {
    return { value: JSON.parse(text) as unknown, thrown: null }
  } catch (error) {
    return { value: undefined, thrown: error instanceof Error ? error : new Error(String(error)) }
  }
}

/** The offset of the bracket that opens the level after `depth`, or null. */
function offsetOfDepth(text: string, depth: number): number | null {
  let level = 0
  let inString = false
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset]
    if (inString) {
      if (character === '\\') offset++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '[' || character === '{') level++
    else if (character === ']' || character === '}') level--
    if (level > depth) return offset
  }
  return null
}
