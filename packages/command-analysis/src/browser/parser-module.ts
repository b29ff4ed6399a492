// Takes the place of `libpg-query.js` in the bundle for browsers.
import createModule, { type InstantiateWasm } from 'libpg-query/wasm/libpg-query.js'

/** The WebAssembly of `libpg-query`, gzipped, in Base64; written in by the build. */
declare const LIBPG_QUERY_WASM: string

/** What is used of it; the types of browsers are not loaded in a library that runs in Node as well. */
declare const WebAssembly: {
  compile(bytes: ArrayBuffer): Promise<object>
  instantiate(module: object, imports: unknown): Promise<object>
}

/** Makes the parser. */
export async function createParser(): Promise<unknown> {
  const compiled = await WebAssembly.compile(await unpack(LIBPG_QUERY_WASM))
  return new Promise((resolve, reject) => {
    const instantiateWasm: InstantiateWasm = async (imports, done) => {
      try {
        done(await WebAssembly.instantiate(compiled, imports))
      } catch (error) {
        // Emscripten itself would wait for ever.
        reject(error)
      }
    }
    createModule({ instantiateWasm }).then(resolve, reject)
  })
}

function unpack(archive: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(archive), (sign) => sign.charCodeAt(0))
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
}
