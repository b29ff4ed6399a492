/**
 * Whether the package manager of a project takes a pack for one of its packages.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { JsonDocument, readRegularText } from '@keys/pack'

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

/** The list `packages`, on one line or an item a line; null where there is none, or none in these forms. */
function inPnpm(root: string): string[] | null {
  if (!existsSync(join(root, 'pnpm-workspace.yaml'))) return null
  const lines = readRegularText(root, 'pnpm-workspace.yaml').split(/\r?\n/)
  const from = lines.findIndex((line) => line.startsWith('packages:'))
  if (from === -1) return null
  const [, inline] = /^packages: *\[(.*)\]/.exec(lines[from] ?? '') ?? []
  if (inline !== undefined) return inline.split(',').map(unquoted)
  if (!/^packages:\s*(?:#.*)?$/.test(lines[from] ?? '')) return null
  const rest = lines.slice(from + 1)
  const end = rest.findIndex((line) => /^[^\s#-]/.test(line))
  return rest.slice(0, end === -1 ? undefined : end).flatMap((line) => {
    const [, item] = /^\s*- +(.+)$/.exec(line) ?? []
    return item === undefined ? [] : [unquoted(item.replace(/ #.*$/, ''))]
  })
}

const unquoted = (text: string): string => text.trim().replace(/^(['"])(.*)\1$/, '$2')

/** Whether a pattern of folders, with `*` for one and `**` for any number of them, holds a folder. */
function holds(pattern: string, folder: string): boolean {
  const parts = pattern.replace(/^\.\//, '').replace(/\/+$/, '').split('/')
  const source = parts.map((part) => (part === '**' ? '(?:[^/]+/)*' : `${part.split('*').map(literal).join('[^/]*')}/`))
  return new RegExp(`^${source.join('')}$`).test(`${folder}/`)
}

const literal = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
