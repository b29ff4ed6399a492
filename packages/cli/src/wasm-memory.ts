/**
 * Keeps WebAssembly small, for commands that look into what the commands of a runbook do.
 */
import { setFlagsFromString } from 'node:v8'

/**
 * The parser of SQL is WebAssembly. Compiled a second time for speed it takes 600 MB, and the few statements of a pack are
 * parsed before that is done. To be called before it is loaded.
 */
export function limitWasmMemory(): void {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag)
}
