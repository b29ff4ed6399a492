/**
 * The page of a package: what typedoc makes of its docstrings, as one Markdown file that says the same on any machine.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Application, Converter, LogLevel, type TypeDocOptions } from 'typedoc'
import type { PluginOptions } from 'typedoc-plugin-markdown'
import { asDeclared, linkPackages, shortenSchemas } from './conversion.ts'
import { linked, readable } from './markdown.ts'
import { REPOSITORY, type PublicPackage } from './public-packages.ts'
import { nameFields } from './zod-fields.ts'

const NOTICE = '<!-- Generated from the docstrings by `pnpm generate`. Do not edit. -->'

/**
 * Writes the page of a package. What a further entry exports again is named there and described once.
 * @param pack The package.
 * @returns The Markdown.
 * @throws When typedoc cannot read the sources.
 */
export async function pageOf({ folder, name, description, entries }: PublicPackage): Promise<string> {
  const root = join(REPOSITORY, 'packages', folder)
  const parts: string[] = []
  const described = new Set<string>()
  for (const { specifier, source } of entries) {
    const { text, names, again } = await entryOf(root, source, described)
    for (const exported of names) described.add(exported)
    const sentences = [...reExports(readFileSync(join(root, source), 'utf8')), ...alsoHere(again, name)]
    const body = [...sentences, readable(text, folder)].filter((part) => part !== '').join('\n\n')
    parts.push(entries.length === 1 ? body : `## ${specifier}\n\n${body.replaceAll(/^#{2,5} /gm, '#$&')}`)
  }
  const links = `[README](../../packages/${folder}/README.md) · [all packages](README.md)`
  return linked(`${[`# ${name}`, NOTICE, description, links, ...parts].join('\n\n').trimEnd()}\n`)
}

/** The page that lists the pages. */
export function overviewOf(packages: readonly PublicPackage[]): string {
  const rows = packages.map(({ folder, name, description }) => `| [\`${name}\`](${folder}.md) | ${description} |`)
  const words = 'Every exported name, from its docstring. What a package is for and how to begin stands in its README.'
  const table = ['| package | what it is |', '|---|---|', ...rows].join('\n')
  return `${['# API of the packages', NOTICE, words, table].join('\n\n')}\n`
}

interface Entry {
  /** Markdown, as typedoc writes it. */
  text: string
  /** What is described in it. */
  names: readonly string[]
  /** What it exports and another entry has described. */
  again: readonly string[]
}

async function entryOf(root: string, source: string, described: ReadonlySet<string>): Promise<Entry> {
  const out = mkdtempSync(join(tmpdir(), 'keys-api-'))
  try {
    const application = await Application.bootstrapWithPlugins(optionsOf(root, source, out))
    asDeclared(application.converter)
    linkPackages(application.converter)
    shortenSchemas(application.converter)
    nameFields(application.converter)
    const again: string[] = []
    application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
      for (const child of (project.children ?? []).filter((reflection) => described.has(reflection.name))) {
        again.push(child.name)
        project.removeReflection(child)
      }
    })
    const project = await application.convert()
    if (project === undefined) throw new Error(`typedoc cannot read ${join(root, source)}.`)
    await application.generateOutputs(project)
    const names = (project.children ?? []).map((child) => child.name)
    return { text: names.length === 0 ? '' : readFileSync(join(out, 'README.md'), 'utf8'), names, again }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

function optionsOf(root: string, source: string, out: string): TypeDocOptions & PluginOptions {
  return {
    entryPoints: [join(root, source)],
    tsconfig: join(root, 'tsconfig.json'),
    plugin: ['typedoc-plugin-zod', 'typedoc-plugin-markdown'],
    outputs: [{ name: 'markdown', path: out }],
    outputFileStrategy: 'modules',
    readme: 'none',
    logLevel: LogLevel.Error,
    // Sources are checked by another compiler, in another task.
    skipErrorChecking: true,
    excludeExternals: true,
    externalPattern: ['**/node_modules/**', '**/dist/**'],
    disableGit: true,
    sourceLinkTemplate: 'source:{path}',
    displayBasePath: root,
    basePath: root,
    hidePageHeader: true,
    hidePageTitle: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    classPropertiesFormat: 'table',
    typeDeclarationFormat: 'table'
  }
}

/** What an entry hands on from other packages of ours. */
function reExports(source: string): string[] {
  return [...source.matchAll(/export (?:type )?\{([^}]*)\} from '(@keys\/([\w-]+))'/g)].map(
    ([, names = '', other, folder]) => {
      const list = names.split(',').map((name) => `\`${name.replace(/^\s*type\s/, '').trim()}\``)
      return `Also exports, from [${other}](${folder}.md): ${list.join(', ')}.`
    }
  )
}

function alsoHere(names: readonly string[], name: string): string[] {
  if (names.length === 0) return []
  return [`Also exports, as \`${name}\` does: ${names.map((exported) => `\`${exported}\``).join(', ')}.`]
}
