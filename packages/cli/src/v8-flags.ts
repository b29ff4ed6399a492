/**
 * How V8 compiles and collects garbage, for commands that read many texts.
 */
import { setFlagsFromString } from 'node:v8'

/**
 * The parser of SQL is WebAssembly. Compiled a second time for speed it takes 600 MB, and the few statements of a pack are
 * parsed before that is done.
 */
const WASM = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']

/**
 * What is asked of a pack is asked by thousands of functions, few of them often: over six packs V8 spent a third of the
 * processor time on compiling for speed what then hardly ran. It waits twenty times as long before it does; what many packs
 * have it run for minutes is compiled all the same. Named as V8 13 names them, which is the one that this was measured with.
 */
const PATIENT = [
  '--invocation-count-for-maglev=8000',
  '--invocation-count-for-maglev-osr=2000',
  '--invocation-count-for-turbofan=60000',
  '--invocation-count-for-osr=10000'
]

/** What a version of V8 does not know it says on stderr, in the middle of what the command says. */
const isKnown = process.versions.v8.startsWith('13.')

/** Has V8 spend no more on compiling than it gives back. To be called before the parsers are loaded. */
export function limitCompiling(): void {
  for (const flag of isKnown ? [...WASM, ...PATIENT] : WASM) setFlagsFromString(flag)
}

/**
 * Has V8 collect early what is done with. Otherwise it lets up to 96 MB of it pile up before it looks, which is more than all
 * that a search keeps of thousands of packs.
 */
export function limitHeap(): void {
  if (isKnown) setFlagsFromString('--semi-space-growth-factor=1')
}
