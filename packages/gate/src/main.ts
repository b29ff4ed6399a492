/** The command `keys-gate`. */
import { Command } from 'commander'

/**
 * Runs a command.
 * @param args What was typed.
 */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command('keys-gate')
    .description('Downloads of runbook packs gated by Stripe entitlements, in front of an npm registry.')
    .showHelpAfterError()
  program
    .command('try')
    .description('start everything on this machine to try it out: a database, a stand-in for Stripe, two packs')
    .option('--port <number>', 'the port to listen on', '4873')
    .action(async (options: { port: string }) => (await import('./cli/try.js')).run(Number(options.port)))
  await program.parseAsync([...args], { from: 'user' })
}
