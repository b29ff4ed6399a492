// What `#libpg-query` is for browsers, as the field `imports` of package.json says: the same parser as elsewhere.
// Its own entry asks Node for the file of its WebAssembly, and in a page for a file beside the script, where no bundler puts it:
// here the WebAssembly comes with the code (see `parser-module.ts`).
export { loadModule, parseSync } from 'libpg-query'
