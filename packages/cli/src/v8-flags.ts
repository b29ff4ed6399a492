/** How V8 compiles and collects garbage, for commands that read many texts. */
import { setFlagsFromString } from 'node:v8'
/** The parser of SQL is WebAssembly, and compiled a second time takes 600 MB: the few statements of a pack are parsed before that is done. */
const WASM = '--no-wasm-tier-up --no-wasm-dynamic-tiering'
/** Over six packs a third of the time went into compiling what then hardly ran; what runs for minutes is compiled all the same. */
const PATIENT = `--invocation-count-for-maglev=8000 --invocation-count-for-maglev-osr=2000 --invocation-count-for-turbofan=60000 --invocation-count-for-osr=10000`
/** These flags were measured with it; what a version of V8 does not know it says on stderr. */
const isKnown = process.versions.v8.startsWith('13.')
/** Has V8 spend no more on compiling than it gives back. To be called before the parsers are loaded. */
export const limitCompiling = (): void => setFlagsFromString(isKnown ? `${WASM} ${PATIENT}` : WASM)
/** Has V8 collect early what is done with: up to 96 MB of it may lie otherwise, more than a search keeps of thousands of packs. */
export const limitHeap = (): void => setFlagsFromString(isKnown ? '--semi-space-growth-factor=1' : '')
