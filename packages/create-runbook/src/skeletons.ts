/**
 * One skeleton for each type of key: a runbook in Markdown that teaches the grammar, and what its commands need. The
 * texts lie in `skeletons/`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Input, RequiredTool } from '@keys/schema'
import type { Answers, KeyType } from './answers.js'

/** What the commands of a skeleton need, and what the pack says of itself. */
export interface Skeleton {
  inputs: readonly Input[]
  tools: readonly RequiredTool[]
  outcome: string
  /** What the new author is told about it. */
  summary: string
}

const EVIDENCE_DIR: Input = {
  name: 'EVIDENCE_DIR',
  description: 'Folder for what this run finds. Check 1 makes it, readable only by you.',
  example: './evidence/INC-1042',
  required: true,
  secret: false
}
const SERVICE_URL: Input = {
  name: 'SERVICE_URL',
  description: 'Address of the service that is asked, such as its health page.',
  example: 'https://app.internal/health',
  required: true,
  secret: false
}
const BASH: RequiredTool = { command: 'bash', minimum_version: '4.0' }
const CURL: RequiredTool = { command: 'curl', minimum_version: '7.76' }

export const SKELETONS: Readonly<Record<KeyType, Skeleton>> = {
  incident: {
    inputs: [EVIDENCE_DIR, SERVICE_URL],
    tools: [BASH, CURL],
    outcome: 'incident-response',
    summary: 'a service that fails: how much of it, what changed, take it back or take the failing part out'
  },
  'failure-mode': {
    inputs: [
      EVIDENCE_DIR,
      {
        name: 'FAILURE_TEXT',
        description: 'The words by which the log tells this failure from all others, as they are written there.',
        example: 'connection pool exhausted',
        required: true,
        secret: false
      },
      {
        name: 'SERVICE_LOG',
        description: 'File to which the log of the part that fails is written.',
        example: './service.log',
        required: true,
        secret: false
      }
    ],
    tools: [BASH],
    outcome: 'incident-response',
    summary: 'one failure known by its log: is it this one, stop the harm, fix the cause'
  },
  decision: {
    inputs: [EVIDENCE_DIR, SERVICE_URL],
    tools: [BASH, CURL],
    outcome: 'decision-support',
    summary: 'a choice: who decides, how great the harm is, go back or go on with a limit or wait'
  },
  recovery: {
    inputs: [
      {
        name: 'BACKUP_FILE',
        description: 'The newest backup: a tar archive of the folder in DATA_DIR.',
        example: './backups/newest.tar.gz',
        required: true,
        secret: false
      },
      {
        name: 'DATA_DIR',
        description: 'Folder with the data, without a slash at its end.',
        example: './data',
        required: true,
        secret: false
      },
      EVIDENCE_DIR,
      {
        name: 'RESTORE_DIR',
        description: 'Folder that is made for the restored data: on the same disk, and not inside DATA_DIR.',
        example: './data.restored',
        required: true,
        secret: false
      }
    ],
    tools: [BASH, { command: 'tar', minimum_version: '1.28' }],
    outcome: 'recovery',
    summary: 'data from a backup: can it be read, what is lost, restore beside, put in place, let writers in'
  }
}

/**
 * What a new pack requires: the tools of its skeleton, and those given that are none of them.
 * @param answers What the pack is made from.
 */
export function toolsOf({ keyTypes, tools: given }: Answers): RequiredTool[] {
  const { tools } = SKELETONS[keyTypes[0]]
  const further = given.filter((name) => tools.every(({ command }) => command !== name))
  return [...tools, ...further.map((command) => ({ command }))]
}

/**
 * The names of the inputs given that the skeleton does not have.
 * @param answers What the pack is made from.
 */
export function furtherInputs({ keyTypes, inputs: given }: Answers): string[] {
  const { inputs } = SKELETONS[keyTypes[0]]
  return given.filter((name) => inputs.every((input) => input.name !== name))
}

/** Seen from src/ or a bundle, and from dist/lib/. */
const FOLDERS = ['../skeletons/', '../../skeletons/']

/**
 * The text of a skeleton, with `{{...}}` where answers go.
 * @param type The type of key that it is for.
 */
export function skeletonText(type: KeyType): string {
  const files = FOLDERS.map((folder) => fileURLToPath(new URL(`${folder}${type}.md`, import.meta.url)))
  const file = files.find(existsSync)
  if (file === undefined) throw new Error(`the skeleton ${type}.md is missing`)
  return readFileSync(file, 'utf8')
}
