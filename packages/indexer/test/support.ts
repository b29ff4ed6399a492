import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const PACKS = join(import.meta.dirname, '../../../runbook-keys')
const GENERATED = new Set(['runbook.json', 'index.js', 'index.d.ts'])

/** An empty folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keys-indexer-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A copy of the workspace with its six packs and catalogs, without what is generated. */
export function workspaceCopy(): string {
  const root = temporaryFolder()
  copyWorkspace(root)
  return root
}

/** Copies the six packs and catalogs, without what is generated, into a folder. */
export function copyWorkspace(root: string): void {
  cpSync(PACKS, join(root, 'runbook-keys'), {
    recursive: true,
    filter: (path) => !GENERATED.has(path.slice(path.lastIndexOf('/') + 1)) && !path.includes('node_modules')
  })
}

/** Changes a file of a workspace. */
export function edit(root: string, path: string, change: (text: string) => string): void {
  const file = join(root, path)
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

/** All files below a folder with their bytes, by path. */
export function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'base64')]))
}

export const SLUGS = [
  'ai-output-regression',
  'background-job-failure-replay',
  'data-reconciliation-mismatch',
  'partial-outage-dependency-failure',
  'stripe-webhook-failure',
  'supabase-rls-lockout-recovery'
]
