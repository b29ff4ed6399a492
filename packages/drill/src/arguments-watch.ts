/**
 * Looks from outside whether a secret stands in the arguments of a program: the list of processes, which everybody on a
 * machine can read.
 */
import type { RunPack } from '@keys/runner'
import { passwordsOf } from '@keys/schema'
import { DrillFailure } from './failure.js'
import { Newcomers, textOf } from './newcomers.js'

/** Milliseconds between two looks: most commands live longer. */
const INTERVAL = 25
/** Shorter values stand in arguments by chance. */
const SHORTEST = 8

/** Watches the arguments of the programs that commands start. */
export class ArgumentsWatch {
  private readonly secrets: readonly string[]
  private readonly texts: readonly string[]
  /** The step whose commands run. */
  private step = ''
  /** The first program that was seen with a secret, which, and at which step. */
  private seen: { step: string; name: string; program: string } | null = null

  /** @param pack The pack: its inputs say what is secret. */
  constructor({ pack, files }: RunPack) {
    this.secrets = (pack.inputs ?? []).flatMap(({ name, secret }) => (secret === true ? [name] : []))
    this.texts = Object.values(files)
  }

  /**
   * Watches while something runs.
   * @param environment The environment of the command, with a RUNBOOK that no other program has.
   * @param run What runs.
   */
  async during<Result>(environment: Readonly<Record<string, string>>, run: () => Promise<Result>): Promise<Result> {
    const mark = `RUNBOOK=${environment['RUNBOOK'] ?? ''}`
    const values = this.secrets
      .flatMap((name) => secretsIn(name, environment[name] ?? ''))
      // What the pack says to everybody is no secret.
      .filter(({ value }) => !this.texts.some((text) => text.includes(value)))
    if (values.length === 0) return run()
    const began = new Newcomers()
    // Of what began meanwhile, what carries the mark.
    const own = new Set<string>()
    const timer = setInterval(() => this.look(values, mark, began, own), INTERVAL)
    try {
      return await run()
    } finally {
      clearInterval(timer)
    }
  }

  /** Hears the label of each step that is reached. */
  arrive(step: string): void {
    this.step = step
  }

  /** @throws {DrillFailure} When a secret was seen. */
  throwIfSeen(): void {
    if (this.seen === null) return
    const { step, name, program } = this.seen
    throw new DrillFailure(step, {
      message: `the secret ${name} stood in the arguments of ${program}, where everybody on the machine reads it`,
      expected: 'secrets in the environment, on standard input or in a file'
    })
  }

  private look(
    values: readonly { name: string; value: string }[],
    mark: string,
    began: Newcomers,
    own: Set<string>
  ): void {
    if (this.seen !== null) return
    // What the world itself has started is none of the pack's, and neither is what it starts in turn.
    began.take((process) => {
      const environment = textOf(process, 'environ')
      if (environment?.includes(mark)) own.add(process)
      // It is empty for a moment, while another program takes over.
      return environment !== ''
    })
    for (const process of own) {
      const line = textOf(process, 'cmdline')
      if (line === null) own.delete(process)
      const found = values.find(({ value }) => line?.includes(value))
      if (found) this.seen = { step: this.step, name: found.name, program: line?.split('\0')[0] ?? '' }
    }
  }
}

/** A secret, and the passwords alone where it is a connection string. */
function secretsIn(name: string, value: string): { name: string; value: string }[] {
  return [value, ...passwordsOf(value)].filter((text) => text.length >= SHORTEST).map((text) => ({ name, value: text }))
}
