/**
 * unified plugins: the models for a pipeline that somebody already has.
 */
import type { Checklist, Runbook } from '@keys/schema'
import type { Root } from 'mdast'
import type { Plugin } from 'unified'
import type { VFile } from 'vfile'
import { extractChecklist } from './checklist/extract-checklist.js'
import { extractRunbook } from './runbook/extract-runbook.js'

declare module 'vfile' {
  interface DataMap {
    /** Set by `remarkRunbook`. */
    runbook: Runbook
    /** Set by `remarkChecklist`. */
    checklist: Checklist
  }
}

/**
 * A unified plugin that puts the runbook model on `file.data.runbook`. Use it after `remark-parse` and `remark-gfm`, and
 * before plugins that change the tree.
 */
export const remarkRunbook: Plugin<[], Root> = () => (tree: Root, file: VFile) => {
  file.data.runbook = extractRunbook(tree, String(file))
}

/**
 * A unified plugin that puts the checklist model on `file.data.checklist`. Use it after `remark-parse` and `remark-gfm`,
 * and before plugins that change the tree.
 */
export const remarkChecklist: Plugin<[], Root> = () => (tree: Root, file: VFile) => {
  file.data.checklist = extractChecklist(tree, String(file))
}
