export { buildSite, type BuildResult, type BuildOptions } from './node/build.js'
export { serveSite, type ServeOptions } from './node/serve.js'
