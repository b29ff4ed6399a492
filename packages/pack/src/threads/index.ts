export { inThreads, type ThreadedWork } from './in-threads.js'
export { serveThread, type MakeWork } from './serve-thread.js'
