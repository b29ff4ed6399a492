/**
 * What a script of JavaScript may do. A name from outside is allowed one by one, and so is a member of a module; what is
 * made by the script itself may be called.
 */
import type { MappedText, Span } from '../text/mapped-text.js'
import { refusal } from '../text/limits.js'
import { firstLine } from '../text/mapped-text.js'
import { nodeIn, nodesIn, textIn, walk, type Node } from '../text/tree.js'
import { DYNAMIC, environmentValue, isDynamic, isOwnPath, written } from './paths.js'
import type { EffectScope, ProgramWord } from './scope.js'

/** Names that every script has, and that only compute or print. */
const GLOBALS = new Set(
  `console JSON Math Object Array Map Set WeakMap WeakSet String Number Boolean BigInt Date RegExp Promise Symbol Intl URL
   URLSearchParams AbortSignal AbortController TextEncoder TextDecoder Buffer structuredClone setTimeout clearTimeout
   setInterval clearInterval parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI
   Error TypeError RangeError SyntaxError undefined NaN Infinity process fetch performance Response Headers Uint8Array
   Int32Array Float64Array ArrayBuffer DataView Iterator arguments crypto`.split(/\s+/)
)
/** Members of modules that only look. */
const MODULES: Readonly<Record<string, RegExp>> = {
  fs: /^(readFileSync|existsSync|statSync|lstatSync|readdirSync|accessSync|realpathSync|readlinkSync|constants|createReadStream)$/,
  'fs/promises': /^(readFile|stat|lstat|readdir|access|realpath|readlink|constants)$/,
  path: /./,
  url: /./,
  util: /^(?!inherits$)/,
  process:
    /^(env|argv|exit|exitCode|stdout|stderr|stdin|version|versions|platform|hrtime|uptime|memoryUsage|pid|cwd|arch)$/,
  crypto: /^(createHash|createHmac|randomUUID|randomBytes|timingSafeEqual|webcrypto|hash)$/,
  os: /^(hostname|platform|cpus|totalmem|freemem|loadavg|uptime|EOL|tmpdir|homedir|userInfo|release|arch|networkInterfaces)$/,
  timers: /./,
  'timers/promises': /./,
  readline: /./,
  'readline/promises': /./,
  assert: /./,
  events: /./,
  stream: /^(Readable|pipeline)$/,
  string_decoder: /./,
  dns: /^(lookup|resolve\w*|promises|reverse)$/,
  'dns/promises': /./,
  perf_hooks: /./,
  querystring: /./
}
/** Members by which a script could reach what nobody allowed. */
const REACHES =
  /^(constructor|__proto__|prototype|__defineGetter__|binding|dlopen|mainModule|_load|getBuiltinModule|kill|chdir|setuid|setgid|abort|report|execve|loadEnvFile)$/
const DELETES = /^(rm|rmSync|rmdir|rmdirSync|unlink|unlinkSync|truncate|truncateSync)$/
const WRITES =
  /^(writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|mkdir|mkdirSync|copyFile|copyFileSync|cp|cpSync|rename|renameSync|symlink|symlinkSync|chmod|chmodSync|chown|chownSync|open|openSync|write|writeSync)$/
/** They may write a file of the run. */
const OWN_WRITERS = /^(writeFileSync|appendFileSync|mkdirSync)$/
const RUNS = /^(exec|execSync|execFile|execFileSync|spawn|spawnSync|fork)$/

/** Notes what a file of the run does when it is run; one whose text stands nowhere is unknown. */
export function fileScriptEffects(path: string, scope: EffectScope, { place }: Pick<ProgramWord, 'place'>): void {
  const texts = scope.files.get(written(path)) ?? null
  if (texts === null) return scope.effects.unknown(`\`${written(path)}\` is run and not looked into`, place)
  for (const text of texts) scriptEffects(text, { ...scope, depth: scope.depth + 1 }, written(path))
}

/**
 * Notes what a script may do.
 * @param path Where it lies, when it is a file: what it imports lies beside it.
 */
export function scriptEffects(code: MappedText, scope: EffectScope, path: string | null = null): void {
  const { effects, parsers } = scope
  const refused = refusal(code.text)
  if (refused !== null) return effects.unknown(`it is not read: ${refused}`, firstLine(code))
  if (!parsers.javascript) return effects.unknown('the parser for JavaScript is not loaded', firstLine(code))
  if (scope.depth > 5) return effects.unknown('code in code is nested too deep', firstLine(code))
  const program = parsed(code.text, parsers.javascript)
  if (!program) return effects.unknown('the parser for JavaScript cannot read it', firstLine(code))
  new ScriptEffects(code, scope, path).read(program)
}

function parsed(text: string, parser: NonNullable<EffectScope['parsers']['javascript']>): Node | null {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      const options = {
        ecmaVersion: 'latest',
        allowAwaitOutsideFunction: true,
        allowReturnOutsideFunction: true
      } as const
      return nodeIn(parser.parse(text, { ...options, sourceType }))
    } catch {
      // As the other kind, then.
    }
  }
  return null
}

class ScriptEffects {
  readonly #code: MappedText
  readonly #scope: EffectScope
  readonly #effects: EffectScope['effects']
  readonly #path: string | null
  /** Names that the script declares itself. */
  readonly #declared = new Set<string>()
  /** Names that stand for what writes a file, which may be one of the run's. */
  readonly #writers = new Set<string>()
  /** Names that stand for a member that only a run can tell. */
  readonly #picked = new Set<string>()
  /** Names that stand for a module, or a member of one. */
  readonly #modules = new Map<string, string>()

  constructor(code: MappedText, scope: EffectScope, path: string | null) {
    this.#code = code
    this.#scope = scope
    this.#effects = scope.effects
    this.#path = path
  }

  read(program: Node): void {
    walk(program, (node) => this.#declare(node))
    this.#expression(program, null)
  }

  #declare(node: Node): void {
    switch (node['type']) {
      case 'ImportDeclaration':
        return this.#import(node)
      case 'VariableDeclarator':
        return this.#pattern(node['id'], node['init'])
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.#add(nodeIn(node['id']))
        for (const parameter of nodesIn(node['params'])) this.#pattern(parameter, null)
        return
      case 'ArrowFunctionExpression':
        for (const parameter of nodesIn(node['params'])) this.#pattern(parameter, null)
        return
      case 'CatchClause':
        return this.#pattern(node['param'], null)
      default:
    }
  }

  #add(identifier: Node | null): void {
    if (identifier?.['type'] === 'Identifier') this.#declared.add(textIn(identifier['name']))
  }

  #import(node: Node): void {
    const source = textIn(nodeIn(node['source'])?.['value']).replace(/^node:/, '')
    const place = this.#place(node)
    const beside = besideOf(this.#path, source)
    if (beside !== null) {
      for (const specifier of nodesIn(node['specifiers'])) this.#add(nodeIn(specifier['local']))
      return fileScriptEffects(beside, this.#scope, { place })
    }
    const allowed = Object.hasOwn(MODULES, source) ? MODULES[source] : undefined
    if (!allowed) {
      const what = `\`${source}\` is a module that is not known to only look`
      if (source === 'child_process') this.#effects.unknown('it runs other programs', place)
      else this.#effects.unknown(what, place)
    }
    for (const specifier of nodesIn(node['specifiers'])) {
      this.#add(nodeIn(specifier['local']))
      const local = textIn(nodeIn(specifier['local'])?.['name'])
      if (specifier['type'] !== 'ImportSpecifier') this.#modules.set(local, source)
      else if (OWN_WRITERS.test(nameOf(specifier['imported'])) && source === 'fs') this.#writers.add(local)
      else if (allowed) this.#member(source, nameOf(specifier['imported']), place)
    }
  }

  /** A member of a module. */
  #member(module: string, name: string, place: Span): void {
    if (MODULES[module]?.test(name) === true && !REACHES.test(name)) return
    if (module.startsWith('fs') && name === 'promises') return
    if (module.startsWith('fs') && DELETES.test(name)) this.#effects.changes(`\`${name}\` removes files`, place, true)
    else this.#effects.unknown(`\`${module}.${name}\` is not known to only look`, place)
  }

  #pattern(value: unknown, init: unknown): void {
    const node = nodeIn(value)
    switch (node?.['type']) {
      case 'Identifier': {
        this.#add(node)
        const module = requiredBy(init)
        if (module !== null) this.#modules.set(textIn(node['name']), module)
        if (isPicked(init)) this.#picked.add(textIn(node['name']))
        return
      }
      case 'ObjectPattern':
        for (const property of nodesIn(node['properties'])) {
          this.#pattern(property['value'] ?? property['argument'], null)
          const module =
            requiredBy(init) ?? this.#modules.get(pathOf(init)) ?? (pathOf(init) === 'process' ? 'process' : null)
          if (module !== null) {
            if (property['type'] !== 'Property' || property['computed'] === true)
              this.#effects.unknown('a member that only a run can tell', this.#place(node))
            else this.#member(module, nameOf(property['key']), this.#place(property))
          } else if (REACHES.test(nameOf(property['key'])) || property['computed'] === true)
            this.#effects.unknown('a member that only a run can tell', this.#place(property))
        }
        return
      case 'ArrayPattern':
        for (const element of nodesIn(node['elements'])) this.#pattern(element, null)
        return
      case 'AssignmentPattern':
        return this.#pattern(node['left'], null)
      case 'RestElement':
        return this.#pattern(node['argument'], null)
      default:
    }
  }

  #expression(root: unknown, parent: Node | null): void {
    const node = nodeIn(root)
    if (!node) {
      if (Array.isArray(root)) for (const one of root) this.#expression(one, parent)
      return
    }
    switch (node['type']) {
      case 'ImportDeclaration':
        return
      case 'ImportExpression':
        this.#effects.unknown('`import()` loads what is not known', this.#place(node))
        break
      case 'Identifier':
        return this.#identifier(node)
      case 'MetaProperty':
        return
      case 'MemberExpression':
        this.#access(node)
        this.#expression(node['object'], node)
        if (node['computed'] === true) this.#expression(node['property'], node)
        return
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node['computed'] === true) this.#expression(node['key'], node)
        return this.#expression(node['value'], node)
      case 'LabeledStatement':
        return this.#expression(node['body'], node)
      case 'BreakStatement':
      case 'ContinueStatement':
        return
      case 'WithStatement':
        this.#effects.unknown('`with` hides what names mean', this.#place(node))
        break
      case 'Literal':
        if (REACHES.test(String(node['value'])))
          this.#effects.unknown('a name by which it could reach everything', this.#place(node))
        return
      case 'BinaryExpression':
        if (REACHES.test(textOf(node)))
          this.#effects.unknown('a name by which it could reach everything', this.#place(node))
        break
      case 'AssignmentExpression':
        if (
          pathOf(node['left']).split('.')[0] !== '' &&
          /^(process|console|Object|globalThis|Array|String|JSON)\b/.test(pathOf(node['left'])) &&
          !/^process\.(exitCode|env\.\w+)$/.test(pathOf(node['left']))
        )
          this.#effects.unknown('it changes what a name means', this.#place(node))
        break
      case 'CallExpression':
      case 'NewExpression':
        if (this.#call(node)) return
        break
      default:
    }
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'object' && value !== null && key !== 'type') this.#expression(value, node)
    }
  }

  #identifier(node: Node): void {
    const name = textIn(node['name'])
    if (this.#writers.has(name)) return this.#effects.unknown(`\`${name}\` may write any file`, this.#place(node))
    if (this.#declared.has(name) || GLOBALS.has(name)) return
    this.#effects.unknown(`\`${name}\` is a name that is not known to only look`, this.#place(node))
  }

  #access(node: Node): void {
    const place = this.#place(node)
    const module =
      this.#modules.get(pathOf(node['object'])) ?? (pathOf(node['object']) === 'process' ? 'process' : null)
    if (node['computed'] === true) {
      const key = nodeIn(node['property'])
      if (module !== null) this.#effects.unknown('a member that only a run can tell', place)
      else if (key?.['type'] === 'BinaryExpression' || key?.['type'] === 'CallExpression') {
        if (
          key['operator'] === '+' &&
          JSON.stringify(key).includes('"Literal"') &&
          /"value":"/.test(JSON.stringify(key))
        )
          this.#effects.unknown('a member that is named by a text made while it runs', place)
      }
      return
    }
    const name = nameOf(node['property'])
    if (module !== null)
      this.#member(
        module.startsWith('fs') && pathOf(node['object']).endsWith('.promises') ? 'fs/promises' : module,
        name,
        place
      )
    else if (
      pathOf(node['object']).endsWith('.promises') &&
      this.#modules.get(pathOf(node['object']).replace(/\.promises$/, '')) === 'fs'
    )
      this.#member('fs/promises', name, place)
    else if (REACHES.test(name)) this.#effects.unknown(`\`.${name}\` reaches what is not known`, place)
    else if (DELETES.test(name) && /^(fs|fsp)\b/.test(pathOf(node['object'])))
      this.#effects.changes(`\`${name}\` removes files`, place, true)
    else if ((WRITES.test(name) && !/^(process\.)?(stdout|stderr)$/.test(pathOf(node['object']))) || RUNS.test(name)) {
      // `exec` of an expression only searches.
      if (!/^(exec|write|open)$/.test(name) || /^(fs|cp|child_process)/.test(pathOf(node['object'])))
        this.#effects.unknown(`\`.${name}\` may write or run something`, place)
    }
  }

  /** Whether all of it has been looked at. */
  #call(node: Node): boolean {
    const callee = nodeIn(node['callee'])
    const path = pathOf(callee)
    const place = this.#place(node)
    if (path === 'require') {
      const module = requiredBy(node)
      if (module === null || !Object.hasOwn(MODULES, module))
        this.#effects.unknown(
          module === 'child_process' ? 'it runs other programs' : 'a module that is not known to only look',
          place
        )
      return true
    }
    if (this.#writers.has(path)) {
      const [file, ...more] = nodesIn(node['arguments'])
      const value = pathValue(file)
      if (!isOwnPath(value)) {
        if (isDynamic(value)) this.#effects.unknown(`\`${path}\` writes a file, wherever that lies`, place)
        else this.#effects.changes(`\`${path}\` writes to \`${value}\``, place)
      }
      for (const argument of more) this.#expression(argument, node)
      return true
    }
    if (this.#picked.has(path)) this.#effects.unknown('it calls what only a run can tell', place)
    if (path === 'fetch') {
      this.#fetch(nodesIn(node['arguments'])[1], place)
      for (const argument of nodesIn(node['arguments'])) this.#expression(argument, node)
      return true
    }
    if (
      /^(setTimeout|setInterval)$/.test(path) &&
      !/Function|Identifier/.test(textIn(nodesIn(node['arguments'])[0]?.['type']))
    )
      this.#effects.unknown('a text that is run as code', place)
    if (
      callee?.['type'] === 'MemberExpression' &&
      callee['computed'] === true &&
      nodeIn(callee['property'])?.['type'] !== 'Literal'
    )
      this.#effects.unknown('it calls what only a run can tell', place)
    if (
      /^Object\.(defineProperty|defineProperties|setPrototypeOf|assign)$/.test(path) &&
      !/ObjectExpression/.test(textIn(nodesIn(node['arguments'])[0]?.['type']))
    )
      this.#effects.unknown('it changes what a name means', place)
    return false
  }

  /** A request: one without options, or with the method GET or HEAD written out, only asks. */
  #fetch(options: Node | undefined, place: Span): void {
    if (options === undefined) return
    const properties = nodesIn(options['properties'])
    const isWhole =
      options['type'] === 'ObjectExpression' &&
      properties.every(({ type, computed }) => type === 'Property' && computed !== true)
    const method = nodeIn(properties.find(({ key }) => nameOf(key) === 'method')?.['value'])
    if (!isWhole || (method && typeof method['value'] !== 'string'))
      return this.#effects.unknown('`fetch` with options that only a run can tell', place)
    const name = method ? textIn(method['value']).toUpperCase() : 'GET'
    const hasOverride = JSON.stringify(properties.map(({ value }) => value)).match(/method-?override/i)
    if (/^(GET|HEAD|OPTIONS)$/.test(name) && !hasOverride) return
    if (/^(PUT|PATCH|DELETE)$/.test(name)) this.#effects.changes(`\`fetch\` with \`${name}\``, place)
    else this.#effects.unknown(`\`fetch\` with \`${name}\``, place)
  }

  #place(node: Node): Span {
    return this.#code.span(Number(node['start'] ?? 0), Number(node['end'] ?? 0))
  }
}

/** Whether an expression is a member whose name only a run can tell. */
function isPicked(value: unknown): boolean {
  const node = nodeIn(value)
  return (
    node?.['type'] === 'MemberExpression' &&
    node['computed'] === true &&
    nodeIn(node['property'])?.['type'] !== 'Literal'
  )
}

/** The path of a module that lies beside a script; null for another one. */
function besideOf(path: string | null, source: string): string | null {
  const name = /^\.\/([\w.-]+)$/.exec(source)?.[1]
  return path === null || name === undefined ? null : `${path.slice(0, path.lastIndexOf('/'))}/${name}`
}

/** The module that an expression requires; null for another expression. */
function requiredBy(value: unknown): string | null {
  const node = nodeIn(value)
  if (node?.['type'] === 'AwaitExpression') return requiredBy(node['argument'])
  if (node?.['type'] !== 'CallExpression' || pathOf(node['callee']) !== 'require') return null
  const text = textIn(nodesIn(node['arguments'])[0]?.['value'])
  return text === '' ? null : text.replace(/^node:/, '')
}

/** A path that is written out, after a variable of the environment or without one. */
function pathValue(value: unknown): string {
  const node = nodeIn(value)
  if (node?.['type'] === 'Literal') return String(node['value'])
  if (node?.['type'] !== 'TemplateLiteral') return DYNAMIC
  const texts = nodesIn(node['quasis']).map((quasi) => textIn(nodeIn(quasi['value'])?.['cooked']))
  const values = nodesIn(node['expressions']).map((one) => {
    const name = /^(?:process\.)?env\.([A-Z]\w*)$/.exec(pathOf(one))?.[1]
    return name === undefined ? DYNAMIC : environmentValue(name)
  })
  return texts.map((text, index) => text + (values[index] ?? '')).join('')
}

/** What a sum of texts comes to; empty for another expression. */
function textOf(value: unknown): string {
  const node = nodeIn(value)
  if (node?.['type'] === 'Literal') return String(node['value'])
  if (node?.['type'] !== 'BinaryExpression' || node['operator'] !== '+') return ''
  return textOf(node['left']) + textOf(node['right'])
}

function nameOf(value: unknown): string {
  const node = nodeIn(value)
  return node ? textIn(node['name']) || textIn(node['value']) : ''
}

function pathOf(value: unknown): string {
  const node = nodeIn(value)
  if (node?.['type'] === 'Identifier') return nameOf(node)
  if (node?.['type'] === 'CallExpression') return requiredBy(node) ?? ''
  if (node?.['type'] !== 'MemberExpression' || node['computed'] === true) return ''
  const object = pathOf(node['object'])
  return object === '' ? `.${nameOf(node['property'])}` : `${object}.${nameOf(node['property'])}`
}
