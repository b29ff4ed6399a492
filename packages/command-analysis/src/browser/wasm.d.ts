/** What Emscripten made of PostgreSQL's parser; the package ships no types for it. */
declare module 'libpg-query/wasm/libpg-query.js' {
  export type InstantiateWasm = (imports: unknown, done: (instance: object) => void) => void
  const createModule: (options: { instantiateWasm: InstantiateWasm }) => Promise<unknown>
  export default createModule
}
