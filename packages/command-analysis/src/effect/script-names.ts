/**
 * What the names of a script of JavaScript stand for. All of them are found before anything is judged: a function may be used
 * above the line that makes it.
 */
import type { MappedText, Span } from '../text/mapped-text.js'
import { nodeIn, nodesIn, textIn, walk, type Node } from '../text/tree.js'
import type { EffectScope } from './scope.js'
import { isKnownModule, OWN_WRITERS, READERS, REACHES, noteMember, noteModule } from './script-modules.js'
import { isNumber, nameOf, pathOf, requiredBy } from './script-nodes.js'

/** What names of a script stand for. */
export class ScriptNames {
  /** Names that the script declares itself. */
  readonly declared = new Set<string>()
  /** Names that stand for a module, or a member of one. */
  readonly modules = new Map<string, string>()
  /** Names that stand for what writes a file, which may be one of the run's. */
  readonly writers = new Set<string>()
  /** Names that stand for what reads a file, by options. */
  readonly readers = new Set<string>()
  /** Names that stand for the environment. */
  readonly environments = new Set<string>()
  /** Members that the script defines itself. */
  readonly members = new Set<string>()
  /** Names that only count. */
  readonly counters = new Set<string>()
  /** Names that are given something else than a number. */
  readonly #others = new Set<string>()
  readonly #code: MappedText
  readonly #effects: EffectScope['effects']
  readonly #runFile: (source: string, place: Span) => boolean

  /**
   * Notes on the way what cannot be followed: modules that do more than look, members that only a run can tell.
   * @param runFile Notes what a module does that lies beside the script; false when it does not lie there.
   */
  constructor(
    program: Node,
    code: MappedText,
    effects: EffectScope['effects'],
    runFile: (source: string, place: Span) => boolean
  ) {
    this.#code = code
    this.#effects = effects
    this.#runFile = runFile
    walk(program, (node) => this.#declare(node))
    for (const name of this.#others) this.counters.delete(name)
  }

  /** Whether a value is a module itself. */
  isModule(value: unknown): boolean {
    const path = pathOf(value)
    return nodeIn(value)?.['type'] === 'Identifier' && (path === 'process' || this.modules.has(path))
  }

  /** Whether a name that every script has means something else here. */
  isShadowed(name: string): boolean {
    return this.declared.has(name) && !this.modules.has(name)
  }

  /** Whether an expression is the environment, which holds nothing but texts. */
  isEnvironment(value: unknown): boolean {
    return pathOf(value) === 'process.env' || this.environments.has(pathOf(value))
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
        this.members.add(nameOf(node['key']))
        return
      case 'AssignmentExpression':
        if (nodeIn(node['left'])?.['type'] === 'MemberExpression')
          this.members.add(nameOf(nodeIn(node['left'])?.['property']))
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
      if (typeof nodeIn(declarator['init'])?.['value'] === 'number') this.counters.add(name)
    }
  }

  #add(identifier: Node | null): void {
    if (identifier?.['type'] === 'Identifier') this.declared.add(textIn(identifier['name']))
  }

  #import(node: Node): void {
    const source = textIn(nodeIn(node['source'])?.['value']).replace(/^node:/, '')
    const place = this.#place(node)
    if (this.#runFile(source, place)) {
      for (const specifier of nodesIn(node['specifiers'])) this.#add(nodeIn(specifier['local']))
      return
    }
    noteModule(this.#effects, source, place)
    for (const specifier of nodesIn(node['specifiers'])) {
      this.#add(nodeIn(specifier['local']))
      const local = textIn(nodeIn(specifier['local'])?.['name'])
      const imported = nameOf(specifier['imported'])
      if (specifier['type'] !== 'ImportSpecifier') this.modules.set(local, source)
      else if (source === 'fs' && imported === 'promises') this.modules.set(local, 'fs/promises')
      else if (source === 'process' && imported === 'env') this.environments.add(local)
      else if (OWN_WRITERS.test(nameOf(specifier['imported'])) && source === 'fs') this.writers.add(local)
      else {
        if (source.startsWith('fs') && READERS.test(imported)) this.readers.add(local)
        if (isKnownModule(source)) noteMember(this.#effects, source, imported, place)
      }
    }
  }

  #pattern(value: unknown, init: unknown): void {
    const node = nodeIn(value)
    switch (node?.['type']) {
      case 'Identifier': {
        this.#add(node)
        if (!isNumber(init, new Set())) this.#others.add(nameOf(node))
        const module = requiredBy(init)
        if (module !== null) this.modules.set(textIn(node['name']), module)
        return
      }
      case 'ObjectPattern':
        for (const property of nodesIn(node['properties'])) {
          this.#pattern(property['value'] ?? property['argument'], null)
          const module =
            requiredBy(init) ?? this.modules.get(pathOf(init)) ?? (pathOf(init) === 'process' ? 'process' : null)
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
    if (module === 'fs' && key === 'promises') this.modules.set(local, 'fs/promises')
    else if (module === 'process' && key === 'env') this.environments.add(local)
    else if (module === 'fs' && OWN_WRITERS.test(key)) this.writers.add(local)
    else {
      if (module.startsWith('fs') && READERS.test(key)) this.readers.add(local)
      noteMember(this.#effects, module, key, this.#place(property))
    }
  }

  #place(node: Node): Span {
    return this.#code.span(Number(node['start'] ?? 0), Number(node['end'] ?? 0))
  }
}
