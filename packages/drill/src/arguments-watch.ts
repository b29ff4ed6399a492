/**
 * Looks from outside whether a secret stands in the arguments of a program: the list of processes, which everybody on a
 * machine can read.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { RunPack } from '@keys/runner'
import { DrillFailure } from './failure.js'

/** Milliseconds between two looks: most commands live longer. */
const INTERVAL = 25
/** Shorter values stand in arguments by chance. */
const SHORTEST = 8

/** Watches the arguments of the programs that commands start. */
export class ArgumentsWatch {
  private readonly secrets: readonly string[]
  private readonly texts: readonly string[]
  /** The first program that was seen with a secret, and which. */
  private seen: { name: string; program: string } | null = null

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
    // What ran before is none of the command's; a look at each process of a machine costs more than many commands.
    const before = new Set(processes())
    const timer = setInterval(() => this.look(values, mark, before), INTERVAL)
    try {
      return await run()
    } finally {
      clearInterval(timer)
    }
  }

  /** @throws {DrillFailure} When a secret was seen. */
  throwIfSeen(): void {
    if (this.seen === null) return
    const { name, program } = this.seen
    throw new DrillFailure('', {
      message: `the secret ${name} stood in the arguments of ${program}, where everybody on the machine reads it`,
      expected: 'secrets in the environment, on standard input or in a file'
    })
  }

  private look(values: readonly { name: string; value: string }[], mark: string, before: Set<string>): void {
    if (this.seen !== null) return
    const running = new Set(processes())
    // The id of a process that has ended may be that of a new one.
    for (const process of before) if (!running.has(process)) before.delete(process)
    for (const process of running) {
      if (before.has(process)) continue
      const line = textOf(process, 'cmdline')
      const found = values.find(({ value }) => line.includes(value))
      // What the world itself has started is none of the pack's.
      if (found && textOf(process, 'environ').includes(mark)) {
        this.seen = { name: found.name, program: line.split('\0')[0] ?? '' }
      }
    }
  }
}

/** A secret, and the password alone where it is the address of a database. */
function secretsIn(name: string, value: string): { name: string; value: string }[] {
  const password = /^\w+:\/\/[^:@/]*:([^@]+)@/.exec(value)?.[1]
  return [value, ...(password === undefined ? [] : [password])]
    .filter((text) => text.length >= SHORTEST)
    .map((text) => ({ name, value: text }))
}

/** The ids of all processes; none where the machine does not show them. */
function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

function textOf(process: string, file: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${process}/${file}`, 'utf8')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}
