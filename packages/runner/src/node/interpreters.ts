/**
 * How each kind of fence is started: which program, with which arguments, and where the block goes in.
 */
import type { Interpreter } from '@keys/schema'
import type { ProcessRequest } from '../ports.js'
import { postgresEnvironment } from './postgres-environment.js'

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

/** The service that stands for an address that cannot be read. */
const UNREADABLE = 'DATABASE_URL-is-no-address'

const INSTALL: Readonly<Record<Interpreter, string>> = {
  bash: 'apt install bash, or brew install bash',
  sql: 'the PostgreSQL client: apt install postgresql-client, or brew install libpq',
  js: 'Node.js 20 or newer: https://nodejs.org',
  python: 'apt install python3, or brew install python'
}

/**
 * Says how a block is started. The block is never on the stdin of a shell: what the block itself reads there would be
 * the rest of the block. It reads nothing instead, at once.
 * @param request What to run.
 * @returns The program with its arguments; or a sentence that says why it cannot be started.
 */
export function invocationOf({ interpreter, code, environment: given }: ProcessRequest): Invocation | string {
  const environment = connected(given)
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
  // Without a database psql connects to whatever is the default of this machine.
  const isSet = (name: string): boolean => (environment[name] ?? '') !== ''
  if (!['PGHOST', 'PGHOSTADDR', 'PGSERVICE', 'PGDATABASE'].some(isSet)) {
    return 'DATABASE_URL is not set. Set it to the address of the database that the block is for.'
  }
  if (environment['PGSERVICE'] === UNREADABLE) {
    return 'DATABASE_URL is not an address of a PostgreSQL database, such as postgresql://reader@db.internal:5432/app.'
  }
  // Without a terminal, psql would take the first line of the block for the password that it asks for, so it must not
  // ask (-w).
  return { program: 'psql', args: ['-wXqAt', '-v', 'ON_ERROR_STOP=1'], environment, stdin: code, script: null }
}

/**
 * What every block finds: the database of `DATABASE_URL` in the variables of libpq, so that `psql` needs no argument
 * that everybody on the machine can read.
 */
function connected(environment: Invocation['environment']): Invocation['environment'] {
  const address = environment['DATABASE_URL'] ?? ''
  if (address === '') return environment
  const variables = postgresEnvironment(address)
  // Better no connection than the default database of this machine: libpq finds no service of this name.
  if (variables === null) return { ...environment, PGSERVICE: UNREADABLE }
  // A service would come before the variables, and what the address does not say must not come from another database.
  const { PGSERVICE: _, PGHOSTADDR: __, PGPASSWORD: ___, PGPASSFILE: passwords, ...rest } = environment
  const kept = passwords === undefined ? rest : { ...rest, PGPASSFILE: passwords }
  return { ...kept, ...variables }
}
