/**
 * What a script of JavaScript may do. A name from outside is allowed one by one, and so is a member of a module; what is
 * made by the script itself may be called.
 */
import type { MappedText, Span } from '../text/mapped-text.js'
import { refusal } from '../text/limits.js'
import { firstLine } from '../text/mapped-text.js'
import { nodeIn, nodesIn, textIn, walk, type Node } from '../text/tree.js'
import { DYNAMIC, environmentValue, written } from './paths.js'
import { isOnlyLookedAt } from './script-contexts.js'
import type { EffectScope, ProgramWord } from './scope.js'

/** Names that every script has, and that only compute or print. */
const GLOBALS = new Set(
  `console JSON Math Object Array Map Set WeakMap WeakSet String Number Boolean BigInt Date RegExp Promise Symbol Intl URL
   URLSearchParams AbortSignal AbortController TextEncoder TextDecoder Buffer structuredClone setTimeout clearTimeout
   setInterval clearInterval parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI
   Error TypeError RangeError SyntaxError undefined NaN Infinity process fetch performance Response Headers Uint8Array
   Int32Array Float64Array ArrayBuffer DataView Iterator crypto`.split(/\s+/)
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
  /^(constructor|__proto__|prototype|__defineGetter__|binding|dlopen|mainModule|_load|getBuiltinModule|kill|chdir|setuid|setgid|abort|report|execve|loadEnvFile|getPrototypeOf|setPrototypeOf|getOwnPropertyDescriptors?|getThis|getFunction|prepareStackTrace|__lookupGetter__)$/
const DELETES = /^(rm|rmSync|rmdir|rmdirSync|unlink|unlinkSync|truncate|truncateSync)$/
const WRITES =
  /^(writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|mkdir|mkdirSync|copyFile|copyFileSync|cp|cpSync|rename|renameSync|symlink|symlinkSync|chmod|chmodSync|chown|chownSync|open|openSync|write|writeSync)$/
/** They read a file, unless their options open it for writing. */
const READERS = /^(readFileSync|createReadStream|readFile)$/
const READER_OPTION = /^(encoding|start|end|highWaterMark|signal|autoClose|emitClose)$/
const FETCH_OPTION = /^(method|headers|signal|redirect|body|cache|mode|credentials|keepalive|referrer|duplex)$/
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
  const { effects, trees } = scope
  const refused = refusal(code.text)
  if (refused !== null) return effects.unknown(`it is not read: ${refused}`, firstLine(code))
  if (!trees.javascript) return effects.unknown('the parser for JavaScript is not loaded', firstLine(code))
  if (scope.depth > 5) return effects.unknown('code in code is nested too deep', firstLine(code))
  const program = trees.javascript(code.text).root
  if (!program) return effects.unknown('the parser for JavaScript cannot read it', firstLine(code))
  new ScriptEffects(code, scope, path).read(program)
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
  /** Names that stand for what reads a file, by options. */
  readonly #readers = new Set<string>()
  /** Names that stand for the environment. */
  readonly #environments = new Set<string>()
  /** Members that the script defines itself. */
  readonly #members = new Set<string>()
  /** What stands around a node, itself last. */
  readonly #above: Node[] = []
  /** Names that only count; and names that are also given something else. */
  readonly #counters = new Set<string>()
  readonly #others = new Set<string>()
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
    for (const name of this.#others) this.#counters.delete(name)
    if (this.#declared.has('process') && this.#modules.get('process') !== 'process')
      this.#effects.unknown('`process` stands for something else', firstLine(this.#code))
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
      case 'ForStatement':
        return this.#counter(nodeIn(node['init']))
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
        this.#members.add(nameOf(node['key']))
        return
      case 'AssignmentExpression':
        if (nodeIn(node['left'])?.['type'] === 'MemberExpression')
          this.#members.add(nameOf(nodeIn(node['left'])?.['property']))
        if (node['operator'] !== '-=' && !isNumber(node['right'], new Set())) this.#others.add(nameOf(node['left']))
        return
      case 'ObjectPattern':
      case 'ArrayPattern':
      case 'ForOfStatement':
      case 'ForInStatement':
        return this.#taken(node)
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (nodeIn(node['source'])) this.#effects.unknown('it loads what is not known', this.#place(node))
        return
      default:
    }
  }

  /** What is taken apart, wherever it stands: in an assignment as well. */
  #taken(node: Node): void {
    const targets = [...nodesIn(node['elements']), ...nodesIn(node['properties']), nodeIn(node['left']) ?? {}]
    for (const target of targets) {
      const inner = nodeIn(target['value']) ?? nodeIn(target['argument']) ?? target
      const name = nodeIn(inner['left']) ?? inner
      const isMember = name['type'] === 'MemberExpression'
      if (
        isMember ||
        (target['type'] === 'Property' && (REACHES.test(nameOf(target['key'])) || target['computed'] === true))
      )
        this.#effects.unknown('a member that only a run can tell', this.#place(target))
      this.#others.add(nameOf(name))
    }
  }

  /** `for (let i = 0; ...)`: a number, as long as nothing else is assigned. */
  #counter(init: Node | null): void {
    for (const declarator of nodesIn(init?.['declarations'])) {
      const name = textIn(nodeIn(declarator['id'])?.['name'])
      if (typeof nodeIn(declarator['init'])?.['value'] === 'number') this.#counters.add(name)
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
      const imported = nameOf(specifier['imported'])
      if (specifier['type'] !== 'ImportSpecifier') this.#modules.set(local, source)
      else if (source === 'fs' && imported === 'promises') this.#modules.set(local, 'fs/promises')
      else if (source === 'process' && imported === 'env') this.#environments.add(local)
      else if (OWN_WRITERS.test(nameOf(specifier['imported'])) && source === 'fs') this.#writers.add(local)
      else {
        if (source.startsWith('fs') && READERS.test(imported)) this.#readers.add(local)
        if (allowed) this.#member(source, imported, place)
      }
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
        if (!isNumber(init, new Set())) this.#others.add(nameOf(node))
        const module = requiredBy(init)
        if (module !== null) this.#modules.set(textIn(node['name']), module)
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
            else this.#destructured(module, property)
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

  /** A member of a module under a name of its own. */
  #destructured(module: string, property: Node): void {
    const key = nameOf(property['key'])
    const local = nameOf(property['value'])
    if (module === 'fs' && key === 'promises') this.#modules.set(local, 'fs/promises')
    else if (module === 'process' && key === 'env') this.#environments.add(local)
    else if (module === 'fs' && OWN_WRITERS.test(key)) this.#writers.add(local)
    else {
      if (module.startsWith('fs') && READERS.test(key)) this.#readers.add(local)
      this.#member(module, key, this.#place(property))
    }
  }

  #expression(root: unknown, parent: Node | null): void {
    const node = nodeIn(root)
    if (!node) {
      if (Array.isArray(root)) for (const one of root) this.#expression(one, parent)
      return
    }
    this.#above.push(node)
    this.#look(node, parent)
    this.#above.pop()
  }

  #look(node: Node, parent: Node | null): void {
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
        this.#access(node, parent)
        if (
          node['computed'] === true ||
          !(this.#isModule(node['object']) || this.#environments.has(pathOf(node['object'])))
        )
          this.#expression(node['object'], node)
        if (node['computed'] === true) this.#expression(node['property'], node)
        return
      case 'ThisExpression':
        if (!this.#isInClass) this.#effects.unknown('`this` may be everything', this.#place(node))
        return
      case 'ClassBody':
        return this.#class(node)
      case 'VariableDeclarator':
        // Under another name it could be changed unseen.
        if (
          pathOf(node['init']) === 'process.env' &&
          nodeIn(node['id'])?.['type'] === 'Identifier' &&
          this.#writers.size > 0
        )
          this.#effects.unknown('the environment is handed on, and may be changed', this.#place(node))
        if (!this.#isModule(node['init']) || nodeIn(node['id'])?.['type'] !== 'ObjectPattern')
          this.#expression(node['init'], node)
        return this.#expression(node['id'], node)
      case 'TaggedTemplateExpression':
        if (pathOf(node['tag']) !== 'String.raw')
          this.#effects.unknown('it calls what only a run can tell', this.#place(node))
        break
      case 'UpdateExpression':
        if (nodeIn(node['argument'])?.['type'] === 'MemberExpression') this.#assigned(nodeIn(node['argument']))
        else this.#expression(node['argument'], node)
        return
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node['computed'] !== true && REACHES.test(nameOf(node['key'])) && node['kind'] !== 'constructor')
          this.#effects.unknown('a name by which it could reach everything', this.#place(node))
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
      case 'AssignmentExpression': {
        const left = nodeIn(node['left'])
        if (left?.['type'] === 'MemberExpression') this.#assigned(left)
        else this.#expression(left, node)
        return this.#expression(node['right'], node)
      }
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

  #isInClass = false

  /** In a class `this` is what it makes. */
  #class(body: Node): void {
    const before = this.#isInClass
    this.#isInClass = true
    for (const part of nodesIn(body['body'])) this.#expression(part, body)
    this.#isInClass = before
  }

  #isModule(value: unknown): boolean {
    const path = pathOf(value)
    return nodeIn(value)?.['type'] === 'Identifier' && (path === 'process' || this.#modules.has(path))
  }

  /** What a member is set to is no longer what it was: those of names that every script has must stay. */
  #assigned(left: Node | null): void {
    if (!left) return
    const [root = ''] = pathOf(left).split('.')
    const name = nameOf(left['property'])
    const isOwnSetting = /^process\.(exitCode|env\.\w+)$/.test(pathOf(left))
    if (!isOwnSetting && (GLOBALS.has(root) || this.#modules.has(root)) && !this.#isShadowed(root))
      this.#effects.unknown('it changes what a name means', this.#place(left))
    const isOpen = left['computed'] === true && isEnvironment(left['object'], this.#environments)
    if (name.endsWith('EVIDENCE_DIR') || isOpen || REACHES.test(name))
      this.#effects.unknown('it sets what only a run can tell', this.#place(left))
    this.#expression(left['object'], left)
    if (left['computed'] === true) this.#expression(left['property'], left)
  }

  #isShadowed(name: string): boolean {
    return this.#declared.has(name) && !this.#modules.has(name)
  }

  #identifier(node: Node): void {
    const name = textIn(node['name'])
    if (this.#modules.has(name) || (name === 'process' && !this.#isShadowed(name)))
      return this.#effects.unknown(`\`${name}\` is handed on, and what is done with it is not seen`, this.#place(node))
    if (this.#environments.has(name) && this.#writers.size > 0)
      return this.#effects.unknown('the environment is handed on, and may be changed', this.#place(node))
    if (name === 'fetch' || this.#readers.has(name))
      return this.#effects.unknown(`\`${name}\` is handed on, and what it is told is not seen`, this.#place(node))
    if (this.#writers.has(name)) return this.#effects.unknown(`\`${name}\` may write any file`, this.#place(node))
    if (this.#declared.has(name) || GLOBALS.has(name)) return
    this.#effects.unknown(`\`${name}\` is a name that is not known to only look`, this.#place(node))
  }

  #access(node: Node, parent: Node | null): void {
    const place = this.#place(node)
    const module =
      this.#modules.get(pathOf(node['object'])) ?? (pathOf(node['object']) === 'process' ? 'process' : null)
    if (node['computed'] === true) {
      const key = nodeIn(node['property'])
      if (module !== null) this.#effects.unknown('a member that only a run can tell', place)
      // By a name that is made while it runs, everything can be reached; by a number, nothing.
      else if (
        key?.['type'] !== 'Literal' &&
        !isNumber(key, this.#counters) &&
        !isEnvironment(node['object'], this.#environments) &&
        !isOnlyLookedAt(this.#above, this.#members)
      )
        this.#effects.unknown('a member that only a run can tell', place)
      return
    }
    const isKept = !/^(MemberExpression|VariableDeclarator)$/.test(textIn(parent?.['type']))
    if (this.#writers.size > 0 && pathOf(node) === 'process.env' && isKept)
      this.#effects.unknown('the environment is handed on, and may be changed', place)
    if (module === 'fs' && nameOf(node['property']) === 'promises' && parent?.['type'] !== 'MemberExpression')
      return this.#effects.unknown('`fs.promises` is handed on, and what is done with it is not seen', place)
    if (module?.startsWith('fs') && READERS.test(nameOf(node['property'])) && nodeIn(parent?.['callee']) !== node)
      return this.#effects.unknown('what reads a file is handed on, and what it is told is not seen', place)
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
      this.#effects.writes(pathValue(file, this.#environments), place, `\`${path}\` writes to`)
      for (const argument of more) this.#expression(argument, node)
      return true
    }
    if (this.#isReader(callee)) this.#reads(nodesIn(node['arguments']), place)
    if (this.#readers.has(path)) {
      for (const argument of nodesIn(node['arguments'])) this.#expression(argument, node)
      return true
    }
    if (path === 'fetch' && !this.#declared.has('fetch')) {
      this.#fetch(nodesIn(node['arguments']), place)
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

  #isReader(callee: Node | null): boolean {
    const [object = '', ...members] = pathOf(callee).split('.')
    if (members.length === 0) return this.#readers.has(object)
    return this.#modules.get(object)?.startsWith('fs') === true && READERS.test(members.at(-1) ?? '')
  }

  /** Options may open a file for writing. */
  #reads(values: readonly Node[], place: Span): void {
    const [, options] = values
    const isSafe =
      options === undefined ||
      typeof options['value'] === 'string' ||
      (options['type'] === 'ObjectExpression' &&
        nodesIn(options['properties']).every(
          ({ type, computed, key }) => type === 'Property' && computed !== true && READER_OPTION.test(nameOf(key))
        ))
    if (!isSafe || values.some(({ type }) => type === 'SpreadElement'))
      this.#effects.unknown('a file is opened with options that may write it', place)
  }

  /** A request: one without options, or with the method GET or HEAD written out, only asks. */
  #fetch([address, options, ...more]: readonly Node[], place: Span): void {
    if (address?.['type'] === 'SpreadElement' || options?.['type'] === 'SpreadElement' || more.length > 0)
      return this.#effects.unknown('`fetch` with options that only a run can tell', place)
    if (options === undefined) return
    const properties = nodesIn(options['properties'])
    const isWhole =
      options['type'] === 'ObjectExpression' &&
      properties.every(
        ({ type, computed, key }) => type === 'Property' && computed !== true && FETCH_OPTION.test(nameOf(key))
      ) &&
      properties.filter(({ key }) => nameOf(key) === 'method').length < 2
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

/** Whether an expression can only be a number. */
function isNumber(value: unknown, counters: ReadonlySet<string>): boolean {
  const node = nodeIn(value)
  switch (node?.['type']) {
    case 'Literal':
      return typeof node['value'] === 'number'
    case 'Identifier':
      return counters.has(nameOf(node))
    case 'UpdateExpression':
      return true
    case 'UnaryExpression':
      return /^[-+~]$/.test(textIn(node['operator']))
    case 'BinaryExpression':
      return (
        /^([-*/%|&^]|\*\*|<<|>>>?)$/.test(textIn(node['operator'])) ||
        (node['operator'] === '+' && isNumber(node['left'], counters) && isNumber(node['right'], counters))
      )
    default:
      return false
  }
}

/** Whether an expression is the environment, which holds nothing but texts. */
function isEnvironment(value: unknown, environments: ReadonlySet<string>): boolean {
  return pathOf(value) === 'process.env' || environments.has(pathOf(value))
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
function pathValue(value: unknown, environments: ReadonlySet<string>): string {
  const node = nodeIn(value)
  if (node?.['type'] === 'Literal') return String(node['value'])
  if (node?.['type'] !== 'TemplateLiteral') return DYNAMIC
  const texts = nodesIn(node['quasis']).map((quasi) => textIn(nodeIn(quasi['value'])?.['cooked']))
  const values = nodesIn(node['expressions']).map((one) => {
    const [, object = '', name] = /^(.+)\.([A-Z]\w*)$/.exec(pathOf(one)) ?? []
    return name === undefined || (object !== 'process.env' && !environments.has(object))
      ? DYNAMIC
      : environmentValue(name)
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
