/**
 * The Markdown rules in a unified pipeline, for editors and pipelines that run remark already.
 */
import { basename, dirname, resolve } from 'node:path'
import { folderFiles } from '@keys/pack'
import { settingsOf, severitiesFor } from './adapters/settings.js'
import { commandTextsOf, memoryFiles, overlayFiles, readPack, type PackSource } from '@keys/pack/core'
import { createAnalyzer, type Analyzer } from '@keys/command-analysis'
import type { Diagnostic, Severity } from '@keys/schema'
import type { Root } from 'mdast'
import type { Plugin, Preset } from 'unified'
import type { VFile } from 'vfile'
import { RuleFailure, validatePack, type ValidateOptions, type ValidateSettings } from './engine/engine.js'
import { registry } from './registry.js'

/** The documents of a pack that are Markdown. */
export const MARKDOWN_DOCUMENTS = ['README.md', 'checklist.md', 'CHANGELOG.md'] as const
export type MarkdownDocumentName = (typeof MARKDOWN_DOCUMENTS)[number]

/** How to run the rules. */
export interface RemarkKeysOptions extends ValidateSettings {
  /** Tells what commands do; one is made for each text when it is absent. */
  analyzer?: Analyzer
  /**
   * Whether to read the pack around `file.path`, so that rules which look at several of its files run too. Without it
   * they rest. What keys.config.json says then holds too, with the rules of the team that it names.
   */
  pack?: boolean
  /** Which document of a pack the file is, when its name does not say; files of other names are passed over. */
  document?: MarkdownDocumentName
}

/** Rules that look at other files in a way that one text alone makes wrong. */
const NEED_THE_PACK: ReadonlySet<string> = new Set(['reference/local-link-broken'])

/** What `fatal` of a message stands for. */
const FATAL: Readonly<Record<Severity, boolean | undefined>> = { error: true, warning: false, information: undefined }

/**
 * A unified plugin that reports what rules find as messages of the file. It reads the text of the file, so it works with
 * or without `remark-gfm` and beside plugins that change the tree.
 */
export const remarkKeys: Plugin<[RemarkKeysOptions?], Root> = (options = {}) => {
  return async (_: Root, file: VFile) => {
    const { pack = false, document, ...validation } = options
    const name = document ?? MARKDOWN_DOCUMENTS.find((candidate) => candidate === file.basename)
    if (name === undefined) return
    const isAlone = !pack || file.path === undefined
    const source = isAlone ? aloneFrom(name, file) : packAround(name, file)
    const analyzer = validation.analyzer ?? (await createAnalyzer(commandTextsOf(source)))
    const dir = isAlone ? '' : dirname(resolve(file.cwd, file.path))
    const settings =
      isAlone || (validation.rules && validation.severities)
        ? { rules: registry, severities: {}, drafts: [] }
        : await settingsOf(dir, file.cwd)
    const severities = validation.severities ?? severitiesFor(settings, dir)
    const rules = (validation.rules ?? settings.rules).filter(({ code }) => !isAlone || !NEED_THE_PACK.has(code))
    for (const finding of findingsOf(source, { ...validation, analyzer, rules, severities }))
      if (finding.file === name) report(finding, file)
  }
}

/** `remarkKeys` with the pack around each file. */
export const presetKeys: Preset = { plugins: [[remarkKeys, { pack: true }]] }

/**
 * The plugin, for `.remarkrc` and `remark --use`, which take what a module exports by default.
 * @alias
 */
export default remarkKeys

function aloneFrom(name: string, file: VFile): PackSource {
  return readPack(memoryFiles({ [name]: String(file) }), { folder: '' })
}

function packAround(name: string, file: VFile): PackSource {
  const dir = dirname(resolve(file.cwd, file.path))
  return readPack(overlayFiles(folderFiles(dir), new Map([[name, String(file)]])), { folder: basename(dir) })
}

/** What a rule that works finds comes before a rule that breaks down. */
function* findingsOf(source: PackSource, options: ValidateOptions): Generator<Diagnostic> {
  try {
    yield* validatePack(source, options)
  } catch (error) {
    if (error instanceof RuleFailure) yield* error.diagnostics
    throw error
  }
}

function report({ code, message, expected, help, range, severity, url }: Diagnostic, file: VFile): void {
  const reported = file.message(message, { place: range, ruleId: code, source: 'keys' })
  reported.fatal = FATAL[severity]
  reported.url = url
  reported.note = `Expected: ${expected}\n${help}`
}
