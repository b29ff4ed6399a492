export { randomIds, systemClock, whoAmI } from './node/clock.js'
export { nodeProcesses } from './node/processes.js'
export { folderStorage } from './node/storage.js'
