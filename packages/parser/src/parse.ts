/**
 * From a text to a model, in one call.
 */
import type { Changelog, Checklist, Problem, Runbook } from '@keys/schema'
import type { Root } from 'mdast'
import { emptyChecklist, extractChecklist } from './checklist/extract-checklist.js'
import { extractChangelog } from './changelog/extract-changelog.js'
import { emptyRunbook, extractRunbook, tooDeep } from './runbook/extract-runbook.js'
import { frontMatterOf, withoutFrontMatter } from './markdown/front-matter.js'
import { findProblem } from './markdown/limits.js'
import { Source } from './markdown/source.js'
import { toTree, type ToTree } from './markdown/to-tree.js'

/** How to parse. */
export interface ParseOptions {
  /** The Markdown engine; by default `mdast-util-from-markdown` with GFM. */
  toTree?: ToTree
  /** The files of the pack below `scripts/`, by path: what the commands of a runbook run is part of its model. */
  scripts?: Readonly<Record<string, string>>
}

/**
 * Parses a runbook.
 * @param markdown The text of a README.md, or any Markdown at all.
 * @param options How to parse.
 * @returns The model. This never throws; a text that is too large or nested too deep gives a model without content, and
 * `problems` says why.
 */
export function parseRunbook(markdown: string, options: ParseOptions = {}): Runbook {
  const extract = (tree: Root, text: string): Runbook => extractRunbook(tree, text, options.scripts)
  return parse(markdown, options, extract, emptyRunbook)
}

/**
 * Parses a checklist.
 * @param markdown The text of a checklist.md, or any Markdown at all.
 * @param options How to parse.
 * @returns The model. This never throws; `problems` says why a text could not be read.
 */
export function parseChecklist(markdown: string, options: ParseOptions = {}): Checklist {
  return parse(markdown, options, extractChecklist, emptyChecklist)
}

/**
 * Parses a changelog.
 * @param markdown The text of a CHANGELOG.md, or any Markdown at all.
 * @param options How to parse.
 * @returns The model. This never throws; `problems` says why a text could not be read.
 */
export function parseChangelog(markdown: string, options: ParseOptions = {}): Changelog {
  return parse(markdown, options, extractChangelog, (_, problem) => ({ title: null, entries: [], problems: [problem] }))
}

function parse<Model>(
  markdown: string,
  options: ParseOptions,
  extract: (tree: Root, markdown: string) => Model,
  unreadable: (source: Source, problem: Problem) => Model
): Model {
  const problem = findProblem(markdown)
  if (problem) return unreadable(new Source(markdown), problem)
  const frontMatter = frontMatterOf(markdown)
  const body = frontMatter ? withoutFrontMatter(markdown, frontMatter) : markdown
  const tree = treeOf(body, options.toTree ?? toTree)
  if (!tree) return unreadable(new Source(markdown), tooDeep(new Source(markdown)))
  return extract(tree, markdown)
}

/** The tree of a text; null for emphasis nested so deep that the engine, which recurses, exhausts the stack. */
function treeOf(markdown: string, engine: ToTree): Root | null {
  try {
    return engine(markdown)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
