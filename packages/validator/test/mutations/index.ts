import { changelogMutations, checklistMutations } from './checklist.ts'
import { commandMutations } from './commands.ts'
import { metadataMutations } from './metadata.ts'
import type { Mutation } from './mutation.ts'
import { runbookMutations } from './runbook.ts'

/** Every kind of fault that is planted. */
export const mutations: readonly Mutation[] = [
  ...runbookMutations,
  ...commandMutations,
  ...checklistMutations,
  ...changelogMutations,
  ...metadataMutations
]
