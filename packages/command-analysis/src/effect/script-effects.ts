/**
 * What a script of JavaScript may do. A name from outside is allowed one by one, and so is a member of a module; what is
 * made by the script itself may be called.
 */
import type { MappedText, Span } from '../text/mapped-text.js'
import { firstLine } from '../text/mapped-text.js'
import { nodeIn, nodesIn, textIn, type Node } from '../text/tree.js'
import type { Effects } from './effects.js'
import { noteKnown } from './known-effects.js'
import { written } from './paths.js'
import type { EffectScope, KnownFiles, ProgramWord } from './scope.js'
import { fetchEffects, pathValue, readEffects } from './script-calls.js'
import { isOnlyLookedAt } from './script-contexts.js'
import { DELETES, GLOBALS, READERS, REACHES, RUNS, WRITES, noteMember, noteModule } from './script-modules.js'
import { ScriptNames } from './script-names.js'
import { isNumber, nameOf, pathOf, requiredBy, textOf } from './script-nodes.js'

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
  const refused = trees.refusal(code.text)
  if (refused !== null) return effects.unknown(`it is not read: ${refused}`, firstLine(code))
  if (!trees.javascript) return effects.unknown('the parser for JavaScript is not loaded', firstLine(code))
  if (scope.depth > 5) return effects.unknown('code in code is nested too deep', firstLine(code))
  const program = trees.javascript(code.text).root
  if (!program) return effects.unknown('the parser for JavaScript cannot read it', firstLine(code))
  const look = (found: Effects, files: KnownFiles): void =>
    lookInto(program, code, { ...scope, effects: found, files }, path)
  const place = code.elsewhere
  if (place === null) look(effects, scope.files)
  else noteKnown(`js ${scope.depth} ${path ?? ''} ${code.text}`, place, scope, look)
}

function lookInto(program: Node, code: MappedText, scope: EffectScope, path: string | null): void {
  const { effects } = scope
  const names = new ScriptNames(program, code, effects, (source, place) => {
    const beside = besideOf(path, source)
    if (beside !== null) fileScriptEffects(beside, scope, { place })
    return beside !== null
  })
  if (names.declared.has('process') && names.modules.get('process') !== 'process')
    effects.unknown('`process` stands for something else', firstLine(code))
  new ScriptEffects(code, effects, names).look(program)
}

/** The path of a module that lies beside a script; null for another one. */
function besideOf(path: string | null, source: string): string | null {
  const name = /^\.\/([\w.-]+)$/.exec(source)?.[1]
  return path === null || name === undefined ? null : `${path.slice(0, path.lastIndexOf('/'))}/${name}`
}

/** Looks at each expression of a script, by what its names stand for. */
class ScriptEffects {
  readonly #code: MappedText
  readonly #effects: EffectScope['effects']
  readonly #names: ScriptNames
  /** What stands around a node, itself last. */
  readonly #above: Node[] = []
  #isInClass = false

  constructor(code: MappedText, effects: EffectScope['effects'], names: ScriptNames) {
    this.#code = code
    this.#effects = effects
    this.#names = names
  }

  /** Notes what a program does. */
  look(program: Node): void {
    this.#expression(program, null)
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
          !(this.#names.isModule(node['object']) || this.#names.environments.has(pathOf(node['object'])))
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
          this.#names.writers.size > 0
        )
          this.#effects.unknown('the environment is handed on, and may be changed', this.#place(node))
        if (!this.#names.isModule(node['init']) || nodeIn(node['id'])?.['type'] !== 'ObjectPattern')
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

  /** In a class `this` is what it makes. */
  #class(body: Node): void {
    const before = this.#isInClass
    this.#isInClass = true
    for (const part of nodesIn(body['body'])) this.#expression(part, body)
    this.#isInClass = before
  }

  /** What a member is set to is no longer what it was: those of names that every script has must stay. */
  #assigned(left: Node | null): void {
    if (!left) return
    const [root = ''] = pathOf(left).split('.')
    const name = nameOf(left['property'])
    const isOwnSetting = /^process\.(exitCode|env\.\w+)$/.test(pathOf(left))
    if (!isOwnSetting && (GLOBALS.has(root) || this.#names.modules.has(root)) && !this.#names.isShadowed(root))
      this.#effects.unknown('it changes what a name means', this.#place(left))
    const isOpen = left['computed'] === true && this.#names.isEnvironment(left['object'])
    if (name.endsWith('EVIDENCE_DIR') || isOpen || REACHES.test(name))
      this.#effects.unknown('it sets what only a run can tell', this.#place(left))
    this.#expression(left['object'], left)
    if (left['computed'] === true) this.#expression(left['property'], left)
  }

  #identifier(node: Node): void {
    const name = textIn(node['name'])
    if (this.#names.modules.has(name) || (name === 'process' && !this.#names.isShadowed(name)))
      return this.#effects.unknown(`\`${name}\` is handed on, and what is done with it is not seen`, this.#place(node))
    if (this.#names.environments.has(name) && this.#names.writers.size > 0)
      return this.#effects.unknown('the environment is handed on, and may be changed', this.#place(node))
    if (name === 'fetch' || this.#names.readers.has(name))
      return this.#effects.unknown(`\`${name}\` is handed on, and what it is told is not seen`, this.#place(node))
    if (this.#names.writers.has(name)) return this.#effects.unknown(`\`${name}\` may write any file`, this.#place(node))
    if (this.#names.declared.has(name) || GLOBALS.has(name)) return
    this.#effects.unknown(`\`${name}\` is a name that is not known to only look`, this.#place(node))
  }

  #access(node: Node, parent: Node | null): void {
    const place = this.#place(node)
    const module =
      this.#names.modules.get(pathOf(node['object'])) ?? (pathOf(node['object']) === 'process' ? 'process' : null)
    if (node['computed'] === true) {
      const key = nodeIn(node['property'])
      if (module !== null) this.#effects.unknown('a member that only a run can tell', place)
      // By a name that is made while it runs, everything can be reached; by a number, nothing.
      else if (
        key?.['type'] !== 'Literal' &&
        !isNumber(key, this.#names.counters) &&
        !this.#names.isEnvironment(node['object']) &&
        !isOnlyLookedAt(this.#above, this.#names.members)
      )
        this.#effects.unknown('a member that only a run can tell', place)
      return
    }
    const isKept = !/^(MemberExpression|VariableDeclarator)$/.test(textIn(parent?.['type']))
    if (this.#names.writers.size > 0 && pathOf(node) === 'process.env' && isKept)
      this.#effects.unknown('the environment is handed on, and may be changed', place)
    if (module === 'fs' && nameOf(node['property']) === 'promises' && parent?.['type'] !== 'MemberExpression')
      return this.#effects.unknown('`fs.promises` is handed on, and what is done with it is not seen', place)
    if (module?.startsWith('fs') && READERS.test(nameOf(node['property'])) && nodeIn(parent?.['callee']) !== node)
      return this.#effects.unknown('what reads a file is handed on, and what it is told is not seen', place)
    const name = nameOf(node['property'])
    if (module !== null)
      noteMember(
        this.#effects,
        module.startsWith('fs') && pathOf(node['object']).endsWith('.promises') ? 'fs/promises' : module,
        name,
        place
      )
    else if (
      pathOf(node['object']).endsWith('.promises') &&
      this.#names.modules.get(pathOf(node['object']).replace(/\.promises$/, '')) === 'fs'
    )
      noteMember(this.#effects, 'fs/promises', name, place)
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
      noteModule(this.#effects, requiredBy(node) ?? '', place)
      return true
    }
    if (this.#names.writers.has(path)) {
      const [file, ...more] = nodesIn(node['arguments'])
      this.#effects.writes(pathValue(file, this.#names), place, `\`${path}\` writes to`)
      for (const argument of more) this.#expression(argument, node)
      return true
    }
    if (this.#isReader(callee)) readEffects(nodesIn(node['arguments']), this.#effects, place)
    if (this.#names.readers.has(path)) {
      for (const argument of nodesIn(node['arguments'])) this.#expression(argument, node)
      return true
    }
    if (path === 'fetch' && !this.#names.declared.has('fetch')) {
      fetchEffects(nodesIn(node['arguments']), this.#effects, place)
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
    if (members.length === 0) return this.#names.readers.has(object)
    return this.#names.modules.get(object)?.startsWith('fs') === true && READERS.test(members.at(-1) ?? '')
  }

  #place(node: Node): Span {
    return this.#code.span(Number(node['start'] ?? 0), Number(node['end'] ?? 0))
  }
}
