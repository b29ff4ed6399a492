/** `keys-gate serve`: the gate, for production. */
import { startGate } from '../gate.js'
import { harmless, faultOf } from '../observe/logs.js'
import { readSettings } from '../settings.js'
import { untilStopped } from './stop.js'

/**
 * Runs it until it is stopped.
 * @param environment Variables.
 * @returns Lines for standard error when it cannot start; empty when it was stopped in order.
 */
export async function serve(environment: Readonly<Record<string, string | undefined>>): Promise<string[]> {
  const read = await readSettings(environment)
  if ('faults' in read) return ['The gate does not start:', ...read.faults.map((fault) => `  ${fault}`)]
  // A file that may not grow any more is an error of who writes it, and not the end of everybody.
  process.on('SIGXFSZ', () => undefined)
  try {
    const gate = await startGate(read.settings)
    await untilStopped()
    await gate.close()
    return []
  } catch (error) {
    return [`The gate does not start: ${harmless(faultOf(error))}`]
  }
}
