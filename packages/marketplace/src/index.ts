export { buildSite, type BuildResult, type BuildOptions } from './node/build.js'
