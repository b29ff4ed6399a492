import { StorageError, type OpenRun } from '../ports.js'

/** The journal of a run that is only read: nothing can be written. */
export const closedJournal: OpenRun = {
  journal: new Uint8Array(),
  packs: [],
  takenOver: null,
  append: refuse,
  setAside: refuse,
  keepPack: refuse,
  packFolder: () => null,
  close: () => Promise.resolve()
}

function refuse(): Promise<never> {
  return Promise.reject(new StorageError('The run has ended: it is only read.'))
}
