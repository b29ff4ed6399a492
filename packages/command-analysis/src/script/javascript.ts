/**
 * JavaScript and TypeScript by acorn.
 */
import type { Fault, FileUse, Language, Printed, Request, VariableUse } from '../facts.js'
import { NOT_LOADED } from '../parsers.js'
import { firstLine, type MappedText, type Span } from '../text/mapped-text.js'
import { nodeIn, nodesIn, textIn, walk, type Node } from '../text/tree.js'
import type { Trees } from '../trees.js'

/** What a script does. */
export interface ReadScript {
  readonly faults: readonly Fault[]
  readonly variables: readonly VariableUse[]
  readonly files: readonly FileUse[]
  readonly requests: readonly Request[]
  readonly printed: readonly Printed[]
  readonly dumps: readonly Span[]
}

/** Reads scripts, each text once: places in it are its own until it is known where it stands. */
export class Scripts {
  readonly #trees: Trees
  readonly #read = new Map<Node, ReadScript>()

  /** @param trees The trees of texts. */
  constructor(trees: Trees) {
    this.#trees = trees
  }

  /**
   * Reads a script.
   * @param code The script.
   * @param expanded Whether a shell puts something into it first, so that a fault may be ours.
   * @param language The language of its fence.
   */
  read(code: MappedText, expanded: boolean, language: 'JavaScript' | 'TypeScript' = 'JavaScript'): ReadScript {
    const parse = language === 'TypeScript' ? this.#trees.typescript : this.#trees.javascript
    const refused = this.#trees.refusal(code.text)
    if (refused !== null) return faulty(language, refused, firstLine(code))
    if (!parse) return faulty(language, NOT_LOADED, firstLine(code))
    const { root, error } = parse(code.text)
    if (root) return placedIn(code, this.#found(root))
    // A shell may put in what makes it right.
    return expanded ? NOTHING : faulty(language, ...reasonOf(error, code))
  }

  #found(root: Node): ReadScript {
    const before = this.#read.get(root)
    if (before) return before
    const reader = new ScriptReader()
    reader.read(root)
    this.#read.set(root, reader.found)
    return reader.found
  }
}

const NOTHING: ReadScript = { faults: [], variables: [], files: [], requests: [], printed: [], dumps: [] }

function faulty(language: Language, reason: string, place: Span): ReadScript {
  return { ...NOTHING, faults: [{ language, reason, place }] }
}

/** What was found in a text, with its places in the document. */
function placedIn(code: MappedText, { variables, files, requests, printed, dumps }: ReadScript): ReadScript {
  const placed = <Found extends { place: Span }>(found: Found): Found => {
    return { ...found, place: code.span(found.place.start, found.place.end) }
  }
  return {
    faults: [],
    variables: variables.map(placed),
    files: files.map(placed),
    requests: requests.map(placed),
    printed: printed.map(placed),
    dumps: dumps.map(({ start, end }) => code.span(start, end))
  }
}

function reasonOf(error: unknown, code: MappedText): [reason: string, place: Span] {
  const message = error instanceof Error ? error.message.replace(/ \(\d+:\d+\)$/, '') : String(error)
  const position = nodeIn(error)?.['pos']
  if (typeof position !== 'number') return [message, firstLine(code)]
  const start = Math.min(position, code.text.trimEnd().length - 1)
  const word = /^[\w$]+/.exec(code.text.slice(start))?.[0].length ?? 1
  return [message, code.span(start, start + word)]
}

const READS = /^(readFile|readFileSync|createReadStream|readlinkSync|open|openSync)$/
const WRITES =
  /^(writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|mkdir|mkdirSync|copyFile|copyFileSync|rename|renameSync)$/
const TESTS = /^(existsSync|statSync|stat|access|accessSync|rmSync|rm|unlink|unlinkSync)$/
const PRINTS = /^(console\.(log|error|info|warn|debug|table|dir)|(process\.)?(stdout|stderr)\.write)$/
/** Calls whose result still shows what they were given. */
const SHOWS =
  /^(String|JSON\.stringify|inspect|util\.(inspect|format)|Object\.(values|entries|assign|fromEntries)|Buffer\.from|btoa|atob|escape|encodeURIComponent|(.*\.)?(trim|slice|substring|substr|at|toString|toUpperCase|toLowerCase|concat|join|replace|replaceAll|padEnd|padStart))$/
const FUNCTION = /Function|MethodDefinition/

class ScriptReader {
  /** With places in the text of the script. */
  readonly found = {
    faults: [],
    variables: new Array<VariableUse>(),
    files: new Array<FileUse>(),
    requests: new Array<Request>(),
    printed: new Array<Printed>(),
    dumps: new Array<Span>()
  }
  /** What each constant stands for, by its name. */
  readonly #constants = new Map<string, Node>()
  /** Names that stand for `process.env`. */
  readonly #environments = new Set(['process.env'])

  read(program: Node): void {
    walk(program, (node) => this.#declare(node))
    const functions: { start: number; end: number }[] = []
    walk(program, (node) => {
      if (FUNCTION.test(textIn(node['type']))) functions.push(rangeOf(node))
    })
    walk(program, (node) => {
      const { start, end } = rangeOf(node)
      this.#variable(node)
      if (node['type'] !== 'CallExpression') return
      const deferred = functions.some((one) => one.start < start && end <= one.end)
      this.#call(node, deferred)
    })
  }

  /** Where imports and constants come from. */
  #declare(node: Node): void {
    if (node['type'] === 'ImportDeclaration' && /^(node:)?process$/.test(textIn(nodeIn(node['source'])?.['value']))) {
      for (const specifier of nodesIn(node['specifiers'])) {
        const local = nameOf(specifier['local'])
        if (nameOf(specifier['imported']) === 'env') this.#environments.add(local)
        else if (specifier['type'] !== 'ImportSpecifier') this.#environments.add(`${local}.env`)
      }
    }
    if (node['type'] !== 'VariableDeclarator' || !nodeIn(node['init'])) return
    const id = nodeIn(node['id'])
    const init = nodeIn(node['init']) ?? {}
    if (id?.['type'] === 'Identifier') {
      if (this.#environments.has(pathOf(init))) this.#environments.add(nameOf(id))
      this.#constants.set(nameOf(id), init)
    } else if (id?.['type'] === 'ObjectPattern') {
      for (const property of nodesIn(id['properties'])) {
        const key = nameOf(property['key'])
        if (pathOf(init) === 'process' && key === 'env') this.#environments.add(nameOf(property['value']))
        if (!this.#environments.has(pathOf(init))) continue
        const value = nodeIn(property['value'])
        const local = value?.['type'] === 'AssignmentPattern' ? nameOf(value['left']) : nameOf(value)
        const member = { type: 'MemberExpression', object: init, property: property['key'] ?? null, computed: false }
        this.#constants.set(local, member)
        this.found.variables.push({
          name: key,
          optional: value?.['type'] === 'AssignmentPattern',
          place: rangeOf(nodeIn(property['key']) ?? property)
        })
      }
    }
  }

  /** The environment variable that an expression reads; null for another expression. */
  #environmentName(node: Node): string | null {
    if (node['type'] !== 'MemberExpression' || !this.#environments.has(pathOf(node['object']))) return null
    const property = nodeIn(node['property'])
    if (node['computed'] !== true) return nameOf(property)
    return property?.['type'] === 'Literal' ? textIn(property['value']) || null : null
  }

  #variable(node: Node): void {
    // `env.X ?? y`, `env.X || y` and `env.X && y` have an answer for a variable that is not set.
    const optional = node['type'] === 'LogicalExpression' ? nodeIn(node['left']) : null
    const guarded = optional && this.#environmentName(optional)
    if (optional && guarded) this.found.variables.push({ name: guarded, optional: true, place: rangeOf(optional) })
    const name = this.#environmentName(node)
    const { start, end } = rangeOf(node)
    const known = this.found.variables.some(({ place }) => place.start === start && place.end === end)
    if (name !== null && !known) this.found.variables.push({ name, optional: false, place: { start, end } })
  }

  #call(node: Node, deferred: boolean): void {
    const callee = pathOf(node['callee'])
    const name = callee.split('.').at(-1) ?? ''
    const given = nodesIn(node['arguments'])
    const [first, second] = given
    if (callee === 'fetch') this.#fetch(node, first, second)
    else if (PRINTS.test(callee)) for (const argument of given) this.#print(argument)
    const use = READS.test(name) ? 'read' : WRITES.test(name) ? 'write' : TESTS.test(name) ? 'test' : null
    if (use === null || !first) return
    const copies = /^(copy|rename)/.test(name)
    this.#file(first, copies ? 'read' : use, deferred)
    if (copies && second) this.#file(second, 'write', deferred)
  }

  #file(node: Node, use: FileUse['use'], deferred: boolean): void {
    const path = this.#textOf(node)
    if (/^\$[A-Z]\w*\/[^\0$]+$/.test(path)) this.found.files.push({ path, use, deferred, place: rangeOf(node) })
  }

  /** The text that an expression gives: an environment variable as `$NAME`, what only a run could tell as `\0`. */
  #textOf(node: Node | null, depth = 0): string {
    if (!node || depth > 10) return '\0'
    const variable = this.#environmentName(node)
    if (variable !== null) return `$${variable}`
    switch (node['type']) {
      case 'Literal':
        return String(node['value'])
      case 'TemplateLiteral': {
        const values = nodesIn(node['expressions']).map((value) => this.#textOf(value, depth + 1))
        const quasis = nodesIn(node['quasis']).map((quasi) => textIn(nodeIn(quasi['value'])?.['cooked']))
        return quasis.map((text, index) => text + (values[index] ?? '')).join('')
      }
      case 'BinaryExpression':
        if (node['operator'] !== '+') return '\0'
        return this.#textOf(nodeIn(node['left']), depth + 1) + this.#textOf(nodeIn(node['right']), depth + 1)
      case 'Identifier':
        return this.#textOf(this.#constants.get(nameOf(node)) ?? null, depth + 1)
      case 'CallExpression':
        if (!/^(path\.)?(join|resolve)$/.test(pathOf(node['callee']))) return '\0'
        return nodesIn(node['arguments'])
          .map((value) => this.#textOf(value, depth + 1))
          .join('/')
      default:
        return '\0'
    }
  }

  #fetch(node: Node, url: Node | undefined, options: Node | undefined): void {
    const resolved = options?.['type'] === 'Identifier' ? this.#constants.get(nameOf(options)) : options
    const known = resolved === undefined || resolved['type'] === 'ObjectExpression'
    const properties = nodesIn(resolved?.['properties'])
    const property = (name: string): Node | undefined => properties.find(({ key }) => nameOf(key) === name)
    const whole =
      known && options?.['type'] !== 'Identifier'
        ? properties.every(({ type }) => type === 'Property')
        : resolved !== undefined && properties.every(({ type }) => type === 'Property')
    const headers = nodeIn(property('headers')?.['value'])
    const shown = headers?.['type'] === 'Identifier' ? this.#constants.get(nameOf(headers)) : headers
    this.found.requests.push({
      by: 'fetch',
      method: textIn(nodeIn(property('method')?.['value'])?.['value']).toUpperCase() || 'GET',
      url: this.#textOf(url ?? null),
      authorized: nodesIn(shown?.['properties']).some(({ key }) => /^authorization$/i.test(nameOf(key))),
      limited: property('signal') ? true : options === undefined || whole ? false : null,
      runs: true,
      place: rangeOf(node)
    })
  }

  #print(node: Node, depth = 0): void {
    if (depth > 10) return
    const name = this.#environmentName(node)
    if (name !== null) this.found.printed.push({ name, place: rangeOf(node) })
    else if (this.#environments.has(pathOf(node))) this.found.dumps.push(rangeOf(node))
    else for (const part of this.#shownParts(node)) this.#print(part, depth + 1)
  }

  /** The parts of an expression whose values can be seen in its own. */
  #shownParts(node: Node): Node[] {
    switch (node['type']) {
      case 'Identifier': {
        const value = this.#constants.get(nameOf(node))
        return value ? [value] : []
      }
      case 'TemplateLiteral':
        return nodesIn(node['expressions'])
      case 'BinaryExpression':
        return node['operator'] === '+' ? nodesIn([node['left'], node['right']]) : []
      case 'LogicalExpression':
        return nodesIn(node['operator'] === '&&' ? [node['right']] : [node['left'], node['right']])
      case 'ConditionalExpression':
        return nodesIn([node['consequent'], node['alternate']])
      case 'ObjectExpression':
        return nodesIn(node['properties']).flatMap(({ value, argument }) => nodesIn([value ?? argument]))
      case 'ArrayExpression':
        return nodesIn(node['elements'])
      case 'CallExpression': {
        const callee = nodeIn(node['callee'])
        if (!SHOWS.test(pathOf(callee))) return []
        return [...nodesIn([callee?.['object']]), ...nodesIn(node['arguments'])]
      }
      default:
        return []
    }
  }
}

function rangeOf(node: Node): { start: number; end: number } {
  return { start: Number(node['start'] ?? 0), end: Number(node['end'] ?? 0) }
}

/** The name of an identifier, or the text of a key in quotes. */
function nameOf(value: unknown): string {
  const node = nodeIn(value)
  return node ? textIn(node['name']) || textIn(node['value']) : ''
}

/** `process.stdout.write` as written; empty for what is no chain of names. */
function pathOf(value: unknown): string {
  const node = nodeIn(value)
  if (node?.['type'] === 'Identifier') return nameOf(node)
  if (node?.['type'] !== 'MemberExpression' || node['computed'] === true) return ''
  const object = pathOf(node['object'])
  return object === '' ? `.${nameOf(node['property'])}` : `${object}.${nameOf(node['property'])}`
}
