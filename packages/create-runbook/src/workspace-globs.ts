/**
 * Whether the package manager of a project takes a pack for one of its packages.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { JsonDocument, readRegularText } from '@keys/pack'
import { parse } from 'yaml'

/**
 * What is said where it does not: the tools of the pack would not be installed, and it could not be published by its name.
 * @param root Path of the folder of the project.
 * @param packsFolder The folder of its packs, relative to it.
 * @returns A sentence; null where the pack is held, and where the project has no packages in folders at all.
 */
export function leftOut(root: string, packsFolder: string): string | null {
  for (const [file, patterns] of [
    ['pnpm-workspace.yaml', inPnpm(root)],
    ['package.json', inManifest(root)]
  ] as const) {
    if (patterns === null) continue
    if (patterns === 'unreadable') {
      return `The packages of this project in ${file} cannot be read: see that ${packsFolder}/* is among them, or no tools are installed for the packs.`
    }
    const wanted = patterns.filter((pattern) => !pattern.startsWith('!'))
    if (wanted.some((pattern) => holds(pattern, `${packsFolder}/any`))) return null
    return `The packages of this project in ${file} are ${wanted.join(', ') || 'none'}: add ${packsFolder}/* to them, or no tools are installed for the packs.`
  }
  return null
}

/** `workspaces`, in both of its forms; null where there are none. */
function inManifest(root: string): string[] | null {
  try {
    const { object } = new JsonDocument('package.json', readRegularText(root, 'package.json'))
    const workspaces: unknown = object?.['workspaces']
    const list: unknown =
      typeof workspaces === 'object' && workspaces !== null && 'packages' in workspaces
        ? workspaces.packages
        : workspaces
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : null
  } catch {
    return null
  }
}

/** The list `packages`; null where there is none, and words where it cannot be read. */
function inPnpm(root: string): string[] | 'unreadable' | null {
  if (!existsSync(join(root, 'pnpm-workspace.yaml'))) return null
  try {
    const settings: unknown = parse(readRegularText(root, 'pnpm-workspace.yaml'), { logLevel: 'error' })
    if (typeof settings !== 'object' || settings === null || !('packages' in settings)) return null
    const { packages } = settings
    return Array.isArray(packages) ? packages.filter((item) => typeof item === 'string') : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

/** Whether a pattern of folders, with `*` for one and `**` for any number of them, holds a folder. */
function holds(pattern: string, folder: string): boolean {
  const parts = pattern.replace(/^\.\//, '').replace(/\/+$/, '').split('/')
  const source = parts.map((part) => (part === '**' ? '(?:[^/]+/)*' : `${part.split('*').map(literal).join('[^/]*')}/`))
  return new RegExp(`^${source.join('')}$`).test(`${folder}/`)
}

const literal = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
