export { madeAnswer, type AnswerContext, type GivenAnswer, type MadeAnswer } from './node/made-answer.js'
export { readAnswer, writeAnswer, type AnswerFile } from './node/answer-file.js'
export { bundleIn, takeIn, writeBundle, type CarryPlace, type TakenIn } from './node/carried-run.js'
export { randomIds, systemClock, whoAmI } from './node/clock.js'
export {
  findPack,
  FROM_REGISTRY,
  presentPack,
  type AskingPlace,
  type FoundPack,
  type MayFetch
} from './node/find-run-pack.js'
export { folderStore } from './node/folder-store.js'
export {
  overlayFor,
  teamAdditions,
  teamAdditionsOfRun,
  type FoundOverlay,
  type TeamAdditions
} from './node/overlays.js'
export { writePackFiles } from './node/pack-folder.js'
export { postgresEnvironment } from './node/postgres-environment.js'
export { nodeProcesses } from './node/processes.js'
export { runPackAt, runPackOf } from './node/run-pack.js'
export { snapshotAt } from './node/snapshot.js'
export {
  signAnswer,
  signatureFault,
  signatureOfRun,
  signedText,
  signHead,
  sshSigners,
  type Signature
} from './node/ssh-keygen.js'
export { signedAnswersAt, type TeamSigners } from './node/team-signers.js'
export { evidenceFoldersOf, usedFolders } from './node/used-folders.js'
