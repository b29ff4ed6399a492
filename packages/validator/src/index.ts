export * from './core.js'
export { folderFiles } from './adapters/folder.js'
export { rulePage } from './adapters/rule-page.js'
export { readFolder, validateFolder, type FolderResult } from './adapters/validate-folder.js'
