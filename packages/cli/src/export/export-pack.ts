/**
 * Writes a pack in the form of another tool.
 */
import { createAnalyzer } from '@keys/command-analysis'
import { checkCacao, toCacao, type CacaoProfile } from '@keys/export'
import { readModel, type PackLocation } from '@keys/pack'
import { parseChangelog, toMermaid } from '@keys/parser'
import { needsPerson } from '@keys/runner'
import { commandsOf } from '@keys/parser/model'
import { printedChecklist } from '@keys/runner/present'
import { runPackAt } from '@keys/runner/node'

/** The options of `readModel` that say how Markdown is read. */
type ToTree = NonNullable<Parameters<typeof readModel>[1]>['toTree']

/** What was written, and what is different in it, in sentences. */
export interface Exported {
  text: string
  notices: readonly string[]
}

/**
 * Writes a pack in the form of another tool.
 * @param location Where it lies.
 * @param form The form.
 * @param toTree How Markdown is read.
 */
export async function exportPack(location: PackLocation, form: string, toTree: ToTree): Promise<Exported> {
  switch (form) {
    case 'markdown-checklist':
      return { text: printedChecklist(runPackAt(location), 'markdown'), notices: [] }
    case 'cacao':
      return playbook(location, 'standard')
    case 'cacao-soarca':
      return playbook(location, 'soarca')
    default: {
      const { runbook } = await readModel(location, { toTree })
      const text = form === 'json' ? `${JSON.stringify(runbook, null, 2)}\n` : toMermaid(runbook.graph)
      return { text, notices: [] }
    }
  }
}

async function playbook(location: PackLocation, profile: CacaoProfile): Promise<Exported> {
  const pack = runPackAt(location)
  const classifier = await createAnalyzer(Object.values(pack.files))
  const releases = parseChangelog(pack.files['CHANGELOG.md'] ?? '').entries.flatMap(({ date }) =>
    date === null ? [] : [date]
  )
  const { playbook: made, notices } = toCacao(
    {
      package: location.package,
      contentHash: pack.contentHash,
      pack: pack.pack,
      runbook: pack.runbook,
      releases
    },
    {
      profile,
      isReadOnly: (step, command) =>
        commandsOf(step, 'step').some(
          (placed) => placed.command === command && needsPerson(pack, step, placed, classifier) === null
        )
    }
  )
  const [problem] = checkCacao(made, profile)
  if (problem)
    throw new Error(`The playbook cannot be carried out: ${problem.step ?? 'as a whole'}: ${problem.message}`)
  return { text: `${JSON.stringify(made, null, 2)}\n`, notices }
}
