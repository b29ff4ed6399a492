import { execFileSync, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { delimiter, dirname } from 'node:path'

/**
 * The environment of somebody who types a command: without what scripts and tasks are told of themselves. npm would
 * otherwise take this repository for the project that it works in.
 */
const TYPED = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(command|execpath|lifecycle|node_|package_|config_(local_)?prefix|config_global|config_user_agent)|PNPM_|INIT_CWD|TURBO_)/i.test(
        name
      )
  )
)

/**
 * The package manager of the repository, which any machine with Node has by `npx -y pnpm@12.21.0`. npx is asked once
 * where it lies, because npx takes longer than what is done here by it.
 */
export const PNPM = execFileSync('npx', ['-y', '--package=pnpm@12.21.0', '--call', 'command -v pnpm'], {
  // Not here: npx would read all that is installed before it looks for the package.
  cwd: tmpdir(),
  env: TYPED,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore']
}).trim()

/** The path on which scripts find the package manager, as npx gives it to them. */
const PATH = [dirname(PNPM), process.env['PATH'] ?? ''].join(delimiter)

export interface RunOptions {
  cwd: string
  environment?: Readonly<Record<string, string>>
  /** Exit codes that are expected; 0 unless given. */
  codes?: readonly number[]
}

/**
 * Runs a program to its end.
 * @param command The program and its arguments; no shell is between.
 * @returns What it wrote to stdout.
 * @throws With all that it wrote, when it ends otherwise than expected.
 */
export async function run(
  [program = '', ...args]: readonly string[],
  { cwd, environment, codes = [0] }: RunOptions
): Promise<string> {
  const child = spawn(program, args, {
    cwd,
    env: { ...TYPED, PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const written = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.err += text))
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== null && codes.includes(code)) return written.out
  throw new Error(`${[program, ...args].join(' ')} ended with ${code} in ${cwd}\n${written.out}\n${written.err}`)
}
