/**
 * `npm create @keys/runbook`: the one place that knows the process.
 */
import { parseArgs } from 'node:util'
import { isRefusal, isUsageError, refusalText, UsageError } from '@keys/pack/usage-error'
import { streamsOf } from './ask.js'
import { createRunbook } from './create-runbook.js'
import type { TypedInput } from './parse-flags.js'
import { helpText } from './help.js'
import { OPTIONS } from './options.js'
import { packageManagerOf } from './package-manager.js'

/** How a command that was installed in a workspace is called there. */
const KEYS = { npm: 'npx keys', pnpm: 'pnpm exec keys', yarn: 'yarn keys' } as const

/**
 * Writes a new pack and sets the exit code of the process: 0 when it is written, 2 when it cannot be.
 * @param args The arguments after the name of the command.
 * @param version The version of this package.
 */
export async function main(args: readonly string[], version: string): Promise<void> {
  const { stdout, stderr, env } = process
  try {
    if (args.includes('--help') || args.includes('-h')) stdout.write(helpText())
    else if (args.length === 1 && args[0] === '--version') stdout.write(`${version}\n`)
    else {
      const keys = KEYS[packageManagerOf(env)]
      const place = { folder: process.cwd(), environment: env, streams: streamsOf(process), keys }
      stdout.write(await createRunbook(inputOf(args), { ...place, version }))
    }
  } catch (error) {
    if (isUsageError(error)) stderr.write(`${error.message}\n${error.hint}\n`)
    else if (isRefusal(error)) stderr.write(refusalText(error))
    else throw error
    process.exitCode = 2
  }
}

/** What was typed, in the form that commands take. */
function inputOf(args: readonly string[]): TypedInput {
  const options = Object.fromEntries(
    OPTIONS.map(({ flags, isRepeatable = false }) => {
      const [name = '', value] = flags.replace(/^--/, '').split(' ')
      return [name, { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: isRepeatable }]
    })
  )
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (positionals.length > 1) {
      throw new UsageError(`One slug was expected, and there are ${positionals.length}.`, 'Join its words by hyphens.')
    }
    const camel = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
    return {
      arguments: positionals,
      options: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [camel(name), Array.isArray(value) ? value.map(String) : value])
      )
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new UsageError(error.message, 'See what can be given: npm create @keys/runbook -- --help')
  }
}
