/**
 * A runbook as a playbook of CACAO 2.0. What it says stays; who carries it out is a person, but for commands that are shown
 * to be read-only and that a standard playbook can hold.
 */
import {
  commandsOf,
  effectOf,
  endingInShort,
  endingOf,
  isRequired,
  isSameChoice,
  optionsOf,
  stepHeading,
  type StepOption
} from '@keys/parser/model'
import { plainFileOf, titleOfText, versionOf, type Command, type Pack, type Runbook, type Step } from '@keys/schema'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { base64 } from '@scure/base'
import { machineBranches, type MachineBranch } from './cacao-conditions.js'
import type { CacaoAgent, CacaoPlaybook, CacaoProfile, CacaoStep, CacaoVariable } from './cacao-types.js'
import { conditionOf, textOf } from './cacao-words.js'
import { uuidOf } from './ids.js'

/** What is exported. */
export interface ExportedRunbook {
  /** The name of the package; that of the file where it is none. */
  package: string
  /** The hash of its content. */
  contentHash: string
  pack: Pack
  runbook: Runbook
  /** The days of its releases, such as `2026-11-23`, in any order. */
  releases: readonly string[]
}

/** How it is exported. */
export interface CacaoOptions {
  profile: CacaoProfile
  /** Whether a command is shown to be read-only; without it every command is one for a person. */
  isReadOnly?: (step: Step, command: Command) => boolean
}

/** A playbook, and what it could not say as the runbook does. */
export interface CacaoExport {
  playbook: CacaoPlaybook
  /** What is different, in sentences. */
  notices: readonly string[]
}

/** How long a person has, in milliseconds: SOARCA takes one minute where nothing is said. */
const PERSON_TIMEOUT = 86_400_000

/**
 * Makes a playbook.
 * @param exported The runbook.
 * @param options For whom.
 * @throws {RangeError} For a runbook without steps.
 */
export function toCacao(exported: ExportedRunbook, options: CacaoOptions): CacaoExport {
  return new Playbook(exported, options).build()
}

class Playbook {
  readonly #of: ExportedRunbook
  readonly #options: CacaoOptions
  readonly #workflow: Record<string, CacaoStep> = {}
  readonly #variables: Record<string, CacaoVariable> = {}
  readonly #notices: string[] = []
  readonly #person: string
  readonly #shell: string
  /** Steps on the path from the first, in the order in which they are written: an edge to one of them goes back. */
  readonly #written = new Map<string, string>()
  readonly #path = new Set<string>()
  #ends = 0

  constructor(of: ExportedRunbook, options: CacaoOptions) {
    this.#of = of
    this.#options = options
    this.#person = `individual--${this.#uuid('person')}`
    this.#shell = `linux--${this.#uuid('shell')}`
  }

  build(): CacaoExport {
    const { package: name, contentHash, pack, runbook, releases } = this.#of
    const called = titleOfText({ name, version: versionOf(pack), contentHash })
    const { entry } = runbook.graph
    if (entry === null) throw new RangeError('A runbook without steps is not a playbook.')
    for (const { name: input, description, secret, required } of pack.inputs ?? []) {
      const words = `${description}${secret === true ? ' A secret.' : ''}${isRequired({ required }) ? '' : ' May be left out.'}`
      this.#variables[variable(input)] = { type: 'string', description: words, constant: false, external: true }
    }
    const first = this.#step(entry)
    const start = this.#add('start', 'start', { type: 'start', on_completion: first })
    const days = releases.filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)).toSorted()
    const isStandard = this.#options.profile === 'standard'
    const agents: Record<string, CacaoAgent> = {
      [this.#person]: { type: 'individual', name: isStandard ? 'Operator' : 'soarca-manual' }
    }
    if (Object.values(this.#workflow).some((step) => step.type === 'action' && step.agent === this.#shell))
      agents[this.#shell] = { type: 'linux', name: 'Shell of the operator', address: { ipv4: ['127.0.0.1'] } }
    const playbook: CacaoPlaybook = {
      type: 'playbook',
      spec_version: 'cacao-2.0',
      id: `playbook--${uuidOf(name)}`,
      name: pack.title,
      description: pack.description,
      playbook_types: ['investigation', 'mitigation', 'remediation'],
      playbook_activities: ['investigate-system'],
      created_by: `identity--${uuidOf(`author:${pack.author.name}`)}`,
      created: `${days[0] ?? '2026-01-01'}T00:00:00.000Z`,
      modified: `${days.at(-1) ?? '2026-01-01'}T00:00:00.000Z`,
      labels: [...new Set([pack.slug, ...(pack.tags ?? [])])],
      // A file that is not a package stands in no registry.
      external_references: [
        plainFileOf(pack) === null ? { name: called, url: `https://www.npmjs.com/package/${name}` } : { name: called }
      ],
      playbook_variables: this.#variables,
      agent_definitions: agents,
      workflow_start: start,
      workflow: this.#workflow
    }
    return { playbook, notices: this.#notices }
  }

  /** Writes a step with all that follows it, and gives the id of where it begins. */
  #step(id: string): string {
    const known = this.#written.get(id)
    if (known !== undefined) return known
    const step = this.#of.runbook.steps.find((candidate) => candidate.id === id)
    if (!step) throw new RangeError(`There is no step ${id}.`)
    this.#path.add(id)
    const options = optionsOf(this.#of.runbook, step)
    const machine = machineBranches(step, options)
    const commands = commandsOf(step, 'step')
    const [only] = commands
    const runs =
      this.#options.profile === 'standard' &&
      only !== undefined &&
      commands.length === 1 &&
      only.command.interpreter === 'bash' &&
      effectOf(step, 'step') === 'read-only' &&
      this.#options.isReadOnly?.(step, only.command) === true
    const result = `__result_${key(id)}__`
    const decided = machine !== null && options.length > 1
    const then = decided ? this.#chain(step, machine, result) : this.#choice(step, options)
    const begins = runs
      ? this.#command(step, only.command, result, then)
      : this.#manual(step, decided ? result : null, then)
    this.#path.delete(id)
    this.#written.set(id, begins)
    return begins
  }

  /** A read-only command that an agent may run; when it fails a person looks. */
  #command(step: Step, { code }: Command, result: string, then: string): string {
    this.#declare(result, `The last line that the command of ${stepHeading(step)} printed.`)
    const end = this.#workflow[then]
    // Each branch has an end of its own.
    const afterwards = end?.type === 'end' ? this.#end(end.name ?? 'End', `${step.id}:failed`) : then
    const failed = this.#manual(step, result, afterwards, 'The command failed: look, and set the result.')
    return this.#add('action', `${step.id}:run`, {
      type: 'action',
      name: stepHeading(step),
      commands: [{ type: 'bash', command_b64: base64.encode(utf8ToBytes(code)) }],
      agent: this.#shell,
      out_args: [result],
      on_success: then,
      on_failure: failed
    })
  }

  #manual(step: Step, result: string | null, then: string, lead = ''): string {
    if (result !== null) this.#declare(result, `The last line that the command of ${stepHeading(step)} printed.`)
    return this.#add('action', `${step.id}:manual${lead === '' ? '' : ':failed'}`, {
      type: 'action',
      name: stepHeading(step),
      commands: [{ type: 'manual', command: [lead, textOf(step)].filter((part) => part !== '').join('\n\n') }],
      ...this.#byPerson(),
      ...(result === null ? {} : { out_args: [result] }),
      on_completion: then
    })
  }

  /** A person is asked which way it goes. */
  #choice(step: Step, options: readonly StepOption[]): string {
    const [only] = options
    if (only !== undefined && options.length === 1) return this.#target(step, only)
    if (options.length === 0) return this.#end('No way on', `${step.id}:none`)
    const name = `__decision_${key(step.id)}__`
    const numbered = options.map((option, index) => `option-${index + 1}: ${conditionOf(option)}`)
    this.#declare(name, numbered.join('; '))
    const targets = options.map((option, index) => [`option-${index + 1}`, this.#target(step, option)] as const)
    const then =
      this.#options.profile === 'standard'
        ? this.#add('switch-condition', `${step.id}:switch`, {
            type: 'switch-condition',
            name: `${stepHeading(step)}: which way`,
            switch: `${name}:value`,
            cases: Object.fromEntries(targets)
          })
        : this.#ifs(
            step,
            targets.slice(0, -1).map(([value, target]) => ({ condition: `${name}:value = '${value}'`, target })),
            targets.at(-1)?.[1] ?? ''
          )
    return this.#add('action', `${step.id}:decide`, {
      type: 'action',
      name: `${stepHeading(step)}: decide`,
      commands: [{ type: 'manual', command: `Which holds? Set ${name}.\n${numbered.join('\n')}` }],
      ...this.#byPerson(),
      out_args: [name],
      on_completion: then
    })
  }

  /** Branches that compare the result with a value, one after the other. */
  #chain(step: Step, branches: readonly MachineBranch[], result: string): string {
    const options = optionsOf(this.#of.runbook, step)
    const rest = options.find(({ choice }) => !branches.some((branch) => isSameChoice(branch.option.choice, choice)))
    const conditions = branches.flatMap(({ option, conditions: values }) => {
      const target = this.#target(step, option)
      return values.map((value) => ({ condition: `${result}:value ${value}`, target }))
    })
    const otherwise = rest ? this.#target(step, rest) : this.#end('No branch matches', `${step.id}:otherwise`)
    return this.#ifs(step, conditions, otherwise)
  }

  #ifs(step: Step, conditions: readonly { condition: string; target: string }[], otherwise: string): string {
    return conditions.reduceRight((next, { condition, target }, index) => {
      const done = this.#end('Decided', `${step.id}:${index}:done:${condition}`)
      return this.#add('if-condition', `${step.id}:${index}:if:${condition}`, {
        type: 'if-condition',
        name: `${stepHeading(step)}: ${condition.replace(/^\S+ /, '')}`,
        condition,
        on_true: target,
        on_false: next,
        on_completion: done
      })
    }, otherwise)
  }

  /** Where an option leads: a step, an end of its own, another playbook, or back, which a playbook cannot. */
  #target(step: Step, option: StepOption): string {
    const { next } = option
    const place = `${step.id}:${JSON.stringify(option.choice)}`
    const ending = endingOf(next)
    if (ending?.type === 'wrong-runbook' && ending.package !== null) {
      const done = this.#end('Handed on', `${place}:end`)
      const other = {
        type: 'playbook-action' as const,
        name: ending.package,
        playbook_id: `playbook--${uuidOf(ending.package)}`
      }
      return this.#add('playbook-action', `${place}:other`, { ...other, on_completion: done })
    }
    if (ending !== null) return this.#end(endingInShort(ending), `${place}:end`)
    if (!this.#path.has(next)) return this.#step(next)
    const back = this.#of.runbook.steps.find(({ id }) => id === next)
    const heading = back ? stepHeading(back) : next
    this.#notices.push(
      `${stepHeading(step)} goes back to ${heading}: a playbook has no way back, so a person starts it again there.`
    )
    const done = this.#end('Goes back', `${place}:end`)
    return this.#add('action', `${place}:back`, {
      type: 'action',
      name: `Back to ${heading}`,
      commands: [{ type: 'manual', command: `Start this playbook again, and go on at ${heading}.` }],
      ...this.#byPerson(),
      on_completion: done
    })
  }

  #byPerson(): { agent: string; timeout?: number; targets?: string[] } {
    return this.#options.profile === 'soarca'
      ? { agent: this.#person, timeout: PERSON_TIMEOUT, targets: [this.#person] }
      : { agent: this.#person, timeout: PERSON_TIMEOUT }
  }

  /** Each branch has an end of its own. */
  #end(name: string, place: string): string {
    return this.#add('end', `${place}:${this.#ends++}`, { type: 'end', name })
  }

  #declare(name: string, description: string): void {
    this.#variables[name] = { type: 'string', description, constant: false, external: false }
  }

  #add(type: string, place: string, step: CacaoStep): string {
    const id = `${type}--${this.#uuid(place)}`
    this.#workflow[id] = step
    return id
  }

  #uuid(place: string): string {
    return uuidOf(`${this.#of.package}#${this.#options.profile}#${place}`)
  }
}

function variable(name: string): string {
  return `__${name.toLowerCase()}__`
}

function key(id: string): string {
  return id.replaceAll('-', '_')
}
