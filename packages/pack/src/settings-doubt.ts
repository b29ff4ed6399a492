/**
 * Whether settings of a workspace may be wrong, without loading what tells how: commands that answer at once ask this first.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Whether a keys.config.json here or in a folder above may be one that cannot be used; `settingsFault` knows.
 * @param folder Path of a folder.
 */
export function mayHaveSettingsFault(folder: string): boolean {
  const parent = dirname(folder)
  const files = [folder, join(folder, 'runbook-keys')].map((dir) => join(dir, 'keys.config.json'))
  return files.some(isDoubtful) || (parent !== folder && mayHaveSettingsFault(parent))
}

function isDoubtful(file: string): boolean {
  if (!existsSync(file)) return false
  try {
    const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    const { scope = '@', packs = '' } = settings
    const isPlain = typeof packs === 'string' && !packs.includes('..') && typeof scope === 'string'
    return Array.isArray(settings) || !isPlain || !scope.startsWith('@')
  } catch {
    return true
  }
}
