import type { CommandFacts } from '@keys/command-analysis'
import type { Step } from '@keys/schema'
import { stepLabel } from '@keys/parser/model'
import { alwaysRun, folderOf, ownFolders } from '../../subjects/evidence-files.js'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

/** The name of a file at the beginning of an item, before it says what is in it: `failed-before.txt, plan.txt: ...`. */
const FILE = /(?<![\w./*$-])[A-Za-z][\w-]*(?:\.[\w-]+)*\.(?:txt|log|json|jsonl|csv|tsv|sql|md|html|diff|out|ids)\b/g

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'What the runbook lists as evidence is written, and is not written over by a later phase.',
  rationale:
    'The auditor asks for the state before the change, and the file has the state after it, or was never there.',
  messages: {
    overwritten: {
      message: '`{file}` is kept as evidence of `{first}`, and `{step}` writes over it.',
      expected: 'a file of its own for what is seen later',
      help: 'Give one of the two another name, such as `{file}` with `-after`, or append with `>>`.'
    },
    unnamed: {
      message: '`{file}` is listed as evidence, and no command, step or script of the runbook names it.',
      expected: 'a file that a step writes',
      help: 'Let a step write it, correct its name, or say who brings it.'
    }
  },
  check(runbook, { analysis, source, report }) {
    const { readme } = source
    const section = runbook.sections.find(({ kind }) => kind === 'evidence')
    if (readme === null || section === undefined) return
    const { commands } = analysis
    const outside = readme.text.slice(0, section.position.start.offset) + scriptsOf(commands)
    const listed = new Set<string>()
    for (const { position } of runbook.evidence) {
      const { start, end } = position
      for (const { index, 0: file } of readme.text.slice(start.offset, end.offset).matchAll(FILE)) {
        listed.add(file)
        if (outside.includes(file) || isComposed(file, outside)) continue
        report('unnamed', readme.range(start.offset + index, start.offset + index + file.length), { file })
      }
    }
    const folders = ownFolders(commands)
    const writers = new Map<string, Step>()
    for (const step of runbook.steps) {
      for (const facts of alwaysRun(step, commands)) {
        for (const { path, use, place } of facts.files) {
          const file = path.slice(path.lastIndexOf('/') + 1)
          if (use !== 'write' || !folders.has(folderOf(path)) || !listed.has(file)) continue
          // A script may write one file or another by what it is called with.
          if (!readme.text.slice(place.start, place.end).includes(file)) continue
          const first = writers.get(path)
          if (first === undefined) writers.set(path, step)
          else if (looksFirst(first) && !looksFirst(step) && !appends(facts, place)) {
            report('overwritten', placeIn(source, place), { file, first: stepLabel(first), step: stepLabel(step) })
          }
        }
      }
    }
  }
})

/** Whether a name such as `"probe-$1.txt"` may come to this file. */
function isComposed(file: string, text: string): boolean {
  const ending = file.slice(file.lastIndexOf('.'))
  const at = [...text.matchAll(/\$(?:\{[^}\n]{1,40}\}|\w+)"?(?=\.)/g)].map(({ index, 0: word }) => index + word.length)
  return at.some((end) => text.startsWith(ending, end))
}

/** Whether a step comes before anything is changed. */
function looksFirst({ section }: Step): boolean {
  return section === 'safety-checks' || section === 'diagnosis'
}

/** Whether a file is opened to go on at its end: `>> file`, `tee -a file`. */
function appends({ code }: CommandFacts, { start, end }: { start: number; end: number }): boolean {
  const [before = ''] = code.text.split('\n').filter((line) => {
    const at = code.text.indexOf(line)
    const span = code.span(at, at + line.length)
    return span.start <= start && end <= span.end
  })
  return />>|\btee\b[^|;]*\s(?:-\w*a\w*|--append)\b/.test(before)
}

function scriptsOf(commands: readonly CommandFacts[]): string {
  return commands
    .flatMap(({ command }) => command.scripts ?? [])
    .map(({ code }) => code)
    .join('\n')
}
