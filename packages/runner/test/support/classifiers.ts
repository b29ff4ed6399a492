/** What is told of commands in tests of the runner: the analysis itself has tests of its own. */
import type { Classification, CommandEffect } from '@keys/schema'
import type { Classifier } from '../../src/index.js'

/** Tells the same of every command. */
export function always(effect: CommandEffect, irreversible = false): Classifier {
  const place = { start: 0, end: 0 }
  const reasons = effect === 'read-only' ? [] : [{ effect, what: 'a test says so', irreversible, place }]
  const classification: Classification = {
    effect,
    irreversible,
    assumes: [],
    operands: [],
    folders: [],
    asks: [],
    endless: [],
    reasons
  }
  return { classify: () => classification }
}

/** Tells of each command what its code is listed under; of all others that they only read. */
export function byCode(effects: Readonly<Record<string, CommandEffect>>): Classifier {
  return {
    classify: (runbook, markdown, command) =>
      always(effects[command.code.trim()] ?? 'read-only').classify(runbook, markdown, command)
  }
}
