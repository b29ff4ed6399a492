import { fixOf, nearest, type PackSource } from '@keys/pack/core'
import type { Fix, Position, Runbook } from '@keys/schema'
import { retitledItems } from '../../fixes/retitled.js'
import { anchorsOf } from '../../subjects/anchors.js'
import { stepOfLabel } from '../../subjects/checklist-steps.js'
import { redirect, stepByTitle } from '@keys/pack/edits'
import { isRemote, linksOf } from '../../subjects/links.js'
import { defineRule } from '../../engine/rule.js'

/** Among more headings than these no nearest one is looked for. */
const MAX_ANCHORS = 300

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'pack',
  description: 'Links inside the pack lead to a file that is there and to a heading that is in it.',
  rationale: 'The operator clicks during the incident and lands at the top of a page, or on an error.',
  messages: {
    'outside-pack': {
      message: 'The link to `{url}` leads out of the pack.',
      expected: 'a path inside the pack, relative to the file',
      help: 'Put the file into the pack, or link to its address on the web.'
    },
    missing: {
      message: 'The link to `{url}` leads to no file of the pack.',
      expected: 'a path of the pack, in its exact spelling',
      help: 'Correct the path, or delete the link.'
    },
    'no-heading': {
      message: 'The link to `{url}` leads to no heading of {target}.',
      expected: 'the fragment that GitHub makes of a heading: lower case, hyphens for blanks, no punctuation',
      help: 'Take the fragment of the heading that you mean, or delete the link.'
    },
    'near-heading': {
      message: 'The link to `{url}` leads to no heading of {target}. Did you mean `#{suggestion}`?',
      expected: 'the fragment that GitHub makes of a heading: lower case, hyphens for blanks, no punctuation',
      help: 'Write `#{suggestion}`.'
    }
  },
  check(source, { runbook, report }) {
    const ofSteps = new Set(runbook?.steps.map(({ anchor }) => anchor))
    const anchors = new Map<string, ReadonlySet<string> | null>()
    for (const { url, position, file } of linksOf(source)) {
      if (isRemote(url)) continue
      const [written = '', fragment = ''] = decoded(url).split(/#(.*)/s)
      const path = written
        .replace(/\?.*$/s, '')
        .replace(/^(\.\/+)+/, '')
        .replace(/\/+$/, '')
      const target = path === '' ? file : path
      if (/^[/\\~]|\\|\0/.test(path) || path.split('/').includes('..')) {
        report('outside-pack', position, { url }, file)
        continue
      }
      if (!source.entries.has(target) && ![...source.entries.keys()].some((entry) => entry.startsWith(`${target}/`))) {
        report('missing', position, { url }, file)
        continue
      }
      // Most links lead to steps, whose anchors are known; for others the file is read once more.
      if (fragment === '' || fragment === 'top' || (target === 'README.md' && ofSteps.has(fragment))) continue
      if (!anchors.has(target)) anchors.set(target, anchorsIn(source, target))
      const known = anchors.get(target) ?? null
      if (known === null || known.has(fragment)) continue
      const suggestion = known.size > MAX_ANCHORS ? null : nearest(fragment, known)
      const fix = runbook && file === 'checklist.md' ? redirected(position, runbook, source, suggestion) : null
      if (suggestion === null) report('no-heading', position, { url, target }, file, fix)
      else report('near-heading', position, { url, target, suggestion }, file, fix)
    }
  }
})

/**
 * The definition of a step's label in the checklist, led to where the step is now. An address that has the title of
 * another step may be right, and the label wrong since somebody renumbered. Under another title a step may be another one, of
 * which the words of the item say nothing: they have to go along, or to be read by somebody.
 */
function redirected(
  { start }: Position,
  runbook: Runbook,
  { readme, checklist }: PackSource,
  suggestion: string | null
): Fix | null {
  const definition = checklist?.subject?.definitions.find(({ position }) => position.start.offset === start.offset)
  const step = definition === undefined ? null : stepOfLabel(definition.label, runbook)
  if (!checklist || !definition || !step || step.anchor === null) return null
  const meant = stepByTitle(definition.url, runbook.steps)
  if (meant !== null && meant !== step) return null
  const former = decoded(definition.url.slice(definition.url.indexOf('#') + 1))
  const items = meant === step || readme === null ? [] : retitledItems(checklist, step, former, readme)
  if (items === null && suggestion !== step.anchor) return null
  return fixOf(checklist, [...redirect(checklist, definition, `README.md#${step.anchor}`), ...(items ?? [])])
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}

/** Null for a file that is no Markdown, or that the parser does not read. */
function anchorsIn({ readme, checklist, changelog }: PackSource, path: string): ReadonlySet<string> | null {
  const document = [readme, checklist, changelog].find((candidate) => candidate?.path === path)
  return document?.subject ? anchorsOf(document) : null
}
