export { randomIds, systemClock, whoAmI } from './node/clock.js'
export { lockHolder } from './node/lock.js'
export { nodeProcesses } from './node/processes.js'
export { folderStorage } from './node/storage.js'
