import type { CommandFacts } from '@keys/command-analysis'
import type { Step } from '@keys/schema'
import { alwaysRun, folderOf, inOrder, ownFolders, writtenBefore } from '../../subjects/evidence-files.js'
import { stepLabel } from '@keys/parser/model'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Every way through the runbook writes a file before it reads it.',
  rationale:
    'The operator who comes by the other branch finds no file, or takes the one of the last incident for this one.',
  messages: {
    skipped: {
      message: '`{file}` is read here, and not every way to this place has written it; {writers} does.',
      expected: 'a file that every way to the step has written',
      help: 'Write it in a step that every way passes, or lead the way through a step that writes it.'
    },
    never: {
      message: '`{file}` is read here and no command writes it.',
      expected: 'a file that a command has written',
      help: 'Let a step before this one write it, or correct its name.'
    }
  },
  check(runbook, { analysis, source, report }) {
    const commands = analysis.commands
    const folders = ownFolders(commands)
    const writers = writersOf(runbook.steps, commands)
    const before = writtenBefore(runbook, new Map(runbook.steps.map(({ id }) => [id, writers.get(id) ?? new Set()])))
    for (const step of runbook.steps) {
      // Steps that nothing leads to are spoken of by flow/unreachable-step.
      const written = before.get(step.id)
      if (!written) continue
      const own = new Set(written)
      const reported = new Set<string>()
      for (const facts of inOrderOfRunning(step, commands)) {
        // What a command asks about first, it may read only when it is there.
        const tested = new Set(facts.files.filter(({ use }) => use === 'test').map(({ path }) => path))
        for (const { path, use, place } of inOrder(facts)) {
          if (use === 'write') own.add(path)
          if (use !== 'read' || own.has(path) || tested.has(path) || reported.has(path)) continue
          if (!folders.has(folderOf(path))) continue
          reported.add(path)
          const names = runbook.steps
            .filter(({ id }) => writers.get(id)?.has(path))
            .map((one) => `\`${stepLabel(one)}\``)
          if (names.length > 0) report('skipped', placeIn(source, place), { file: path, writers: names.join(', ') })
          else report('never', placeIn(source, place), { file: path })
        }
      }
    }
  }
})

/** Rollbacks and manual alternatives come after what the step always does. */
function inOrderOfRunning(step: Step, commands: readonly CommandFacts[]): CommandFacts[] {
  const always = alwaysRun(step, commands)
  return [...always, ...commands.filter((facts) => facts.step === step && !always.includes(facts))]
}

/** The files that each step writes whenever it is taken, by its id. */
function writersOf(steps: readonly Step[], commands: readonly CommandFacts[]): Map<string, Set<string>> {
  const written = (facts: CommandFacts): string[] =>
    facts.files.filter(({ use }) => use === 'write').map(({ path }) => path)
  return new Map(steps.map((step) => [step.id, new Set(alwaysRun(step, commands).flatMap(written))]))
}
