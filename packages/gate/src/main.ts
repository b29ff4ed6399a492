/** The command `keys-gate`. */
import { Command, Option } from 'commander'
import { numberIn } from './cli/number.js'

/**
 * Runs a command.
 * @param args What was typed.
 */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command('keys-gate')
    .description('Downloads of runbook packs gated by Stripe entitlements, in front of an npm registry.')
    .showHelpAfterError()
  addRunning(program)
  addAdmin(program)
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    const { faultOf, harmless } = await import('./observe/logs.js')
    say(
      process.stderr,
      faultOf(error)
        .split('\n')
        .map((line) => harmless(line))
    )
    process.exitCode = 1
  }
}

function addRunning(program: Command): void {
  program
    .command('try')
    .description('start everything on this machine to try it out: a database, a stand-in for Stripe, two packs')
    .option('--port <number>', 'the port to listen on', numberIn(0, 65_535), 4873)
    .action(async (options: { port: number }) => (await import('./cli/try.js')).run(options.port))
  program
    .command('serve')
    .description('start the gate; its settings are environment variables, and each that is missing is named')
    .action(async () => {
      const lines = await (await import('./cli/serve.js')).serve(process.env)
      say(process.stderr, lines)
      // The registry behind leaves timers running.
      process.exit(lines.length > 0 ? 1 : 0)
    })
  program
    .command('doctor')
    .description('find out whether everything is set up, and who pays and lacks what they pay for')
    .action(async () => {
      const { lines, well } = await (await import('./cli/doctor.js')).doctor(process.env)
      say(process.stdout, lines)
      process.exitCode = well ? 0 : 1
    })
  program
    .command('check')
    .description('tell before an install whether all packs of a lock file would be given')
    .argument('<lockfile>', 'package-lock.json, pnpm-lock.yaml, yarn.lock or bun.lock')
    .requiredOption('--registry <url>', 'the address of the gate')
    .option('--scope <scope...>', 'scopes of the gate', ['@keys'])
    .addOption(new Option('--token-from <variable>', 'the variable that holds a token').default('KEYS_TOKEN'))
    .action(async (file: string, options: { registry: string; scope: string[]; tokenFrom: string }) => {
      const { check } = await import('./cli/check.js')
      const result = await check(file, options.registry, options.scope, process.env[options.tokenFrom])
      say(process.stdout, result.lines)
      process.exitCode = result.installs ? 0 : 1
    })
}

function addAdmin(program: Command): void {
  const token = program.command('token').description('make, list, end and replace tokens of customers')
  token
    .command('create')
    .argument('<customer>', 'cus_... of Stripe, or own_... for who is not in Stripe')
    .requiredOption('--name <name>', 'what it is for')
    .option('--publish', 'it may publish')
    .option('--manages', 'it may make and end other tokens')
    .option('--packs <packages...>', 'packages that it is limited to, or whole scopes as @keys/*')
    .option('--networks <networks...>', 'networks that it may be used from')
    .option('--days <number>', 'it ends after so many days', numberIn(1, 3650))
    .action(async (customer: string, options: TokenOptions) => {
      const { name, publish = false, manages = false, packs = null, networks = null, days } = options
      const scope = publish ? 'publish' : 'read'
      const answer = await ask('POST', 'tokens', {
        customer,
        name,
        scope,
        manages,
        packs,
        networks,
        days: days ?? null
      })
      say(process.stdout, [String(answer['token'])])
    })
  token
    .command('list')
    .argument('<customer>')
    .action(async (customer: string) => show(await ask('GET', `tokens/${encodeURIComponent(customer)}`)))
  token
    .command('revoke')
    .argument('<id>', 'its public id: the part after kgt_')
    .action(async (id: string) => show(await ask('DELETE', `tokens/${encodeURIComponent(id)}`)))
  token
    .command('rotate')
    .argument('<id>')
    .option('--hours <number>', 'the old one goes on for so long', numberIn(0, 8760), 24)
    .action(async (id: string, { hours }: { hours: number }) => {
      const answer = await ask('POST', `tokens/${encodeURIComponent(id)}/rotate`, { hours })
      say(process.stdout, [String(answer['token'])])
    })
  program
    .command('grant')
    .description('give a customer a feature: something sold once, or help from support')
    .argument('<customer>')
    .argument('<feature>', 'its lookup key')
    .addOption(new Option('--kind <kind>').choices(['sale', 'support']).default('support'))
    .option(
      '--days <number>',
      'it ends after so many days; a sale leaves what was published until then',
      numberIn(1, 3650)
    )
    .option('--note <text>', 'why')
    .action(async (customer: string, feature: string, options: { kind: string; days?: number; note?: string }) => {
      const { kind, days, note = null } = options
      show(await ask('POST', 'grants', { customer, feature, kind, note, days: days ?? null }))
    })
  program
    .command('ungrant')
    .description('take a grant back')
    .argument('<id>')
    .action(async (id: string) => show(await ask('DELETE', `grants/${encodeURIComponent(id)}`)))
  program
    .command('sign-in-code')
    .description('make a code by which a customer signs in once, on the page of npm login')
    .argument('<customer>')
    .action(async (customer: string) =>
      say(process.stdout, [String((await ask('POST', `codes/${encodeURIComponent(customer)}`))['code'])])
    )
  program
    .command('refresh')
    .description('look at a customer in Stripe now')
    .argument('<customer>')
    .action(async (customer: string) => show(await ask('POST', `refresh/${encodeURIComponent(customer)}`)))
  program
    .command('audit')
    .description('print the audit, and check its chain')
    .option('--after <number>', 'only entries after this one', '0')
    .action(async (options: { after: string }) => {
      const answer = await ask('GET', `audit?after=${encodeURIComponent(options.after)}`)
      show(answer)
      if (answer['brokenAt'] !== null) process.exitCode = 1
    })
}

interface TokenOptions {
  name: string
  publish?: boolean
  manages?: boolean
  packs?: string[]
  networks?: string[]
  days?: number
}

async function ask(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const { adminAccess, askAdmin } = await import('./cli/admin.js')
  return askAdmin(adminAccess(process.env), method, path, body)
}

function show(value: object): void {
  say(process.stdout, [JSON.stringify(value, null, 2)])
}

function say(stream: NodeJS.WritableStream, lines: readonly string[]): void {
  for (const line of lines) stream.write(`${line}\n`)
}
