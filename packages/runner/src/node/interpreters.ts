/**
 * How each kind of fence is started: which program, with which arguments, and where the block goes in.
 */
import type { Interpreter } from '@keys/schema'
import type { ProcessRequest } from '../ports.js'

/** What is started for a block. */
export interface Invocation {
  program: string
  args: string[]
  /** The whole environment of the child. */
  environment: Readonly<Record<string, string>>
  /** The text for stdin; null when stdin is at its end from the beginning. */
  stdin: string | null
  /** The text for file descriptor 3; null when there is none. */
  script: string | null
}

/** Bytes of a block above which it cannot be one argument: Linux takes 128 KiB. */
const LONGEST_ARGUMENT = 100_000

const INSTALL: Readonly<Record<Interpreter, string>> = {
  bash: 'apt install bash, or brew install bash',
  sql: 'the PostgreSQL client: apt install postgresql-client, or brew install libpq',
  js: 'Node.js 20 or newer: https://nodejs.org',
  python: 'apt install python3, or brew install python'
}

/** The userinfo of a connection URI, cut where libpq cuts it: the password ends at the first `@`. */
const WITH_PASSWORD = /^(postgres(?:ql)?:\/\/[^:@/]*):([^@/]+)(@.*)$/s

/**
 * Says how a block is started. The block is never on the stdin of a shell: what the block itself reads there would be
 * the rest of the block. It reads nothing instead, at once.
 * @param request What to run.
 * @returns The program with its arguments; or a sentence that says why it cannot be started.
 */
export function invocationOf({ interpreter, code, environment }: ProcessRequest): Invocation | string {
  const onStdin = { environment, stdin: code, script: null }
  switch (interpreter) {
    case 'bash':
      return shell(code, environment)
    case 'sql':
      return postgres(code, environment)
    case 'js':
      return { program: 'node', args: ['--input-type=module', '-'], ...onStdin }
    case 'python':
      return { program: 'python3', args: ['-'], ...onStdin }
  }
}

/**
 * Says what to install.
 * @param interpreter The one that is missing.
 * @param program The program that was looked for.
 * @returns One sentence.
 */
export function missingProgram(interpreter: Interpreter, program: string): string {
  return `${program} is not installed, or not on PATH. Install it (${INSTALL[interpreter]}).`
}

function shell(code: string, environment: Invocation['environment']): Invocation {
  const common = { program: 'bash', environment, stdin: null }
  if (Buffer.byteLength(code) <= LONGEST_ARGUMENT) return { ...common, args: ['-c', code], script: null }
  // The descriptor is closed for what the block starts.
  return { ...common, args: ['-c', 'eval "$(cat <&3)" 3<&-'], script: code }
}

function postgres(code: string, environment: Invocation['environment']): Invocation | string {
  const url = environment['DATABASE_URL'] ?? ''
  // An empty one makes psql connect to whatever database is the default of this machine.
  if (url === '') return 'DATABASE_URL is not set. Set it to the address of the database that the block is for.'
  // Everybody on the machine reads the arguments of a process; its environment only its owner. Without a terminal,
  // psql would take the first line of the block for the password that it asks for, so it must not ask (-w).
  const { address, password } = withoutPassword(url)
  return {
    program: 'psql',
    args: ['-wXqAt', '-v', 'ON_ERROR_STOP=1', address],
    environment: password === null ? environment : { ...environment, PGPASSWORD: password },
    stdin: code,
    script: null
  }
}

/** Takes the password out of a connection URI; leaves every form alone of which libpq could think otherwise. */
function withoutPassword(url: string): { address: string; password: string | null } {
  const [, before, written, after] = WITH_PASSWORD.exec(url) ?? []
  if (before === undefined || written === undefined || after === undefined) return { address: url, password: null }
  try {
    const password = decodeURIComponent(written)
    // White space is not allowed there, and a NUL byte cannot stand in an environment.
    return /[\s\0]/.test(password) ? { address: url, password: null } : { address: before + after, password }
  } catch {
    return { address: url, password: null }
  }
}
