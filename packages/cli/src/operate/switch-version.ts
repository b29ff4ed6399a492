/**
 * When the pack that is here is not the one that a run follows: shows what changed, and goes on with either.
 */
import { diffGraphs } from '@keys/parser'
import type { RunPack, Session } from '@keys/runner'
import type { FoundPack } from '@keys/runner/node'
import { type Block, gap, nodeName, text } from '@keys/runner/present'
import type { Dialogue } from '@keys/terminal'
import { stepHeading } from '@keys/parser/model'
import { plainFileOf } from '@keys/schema'

const MOST = 12

/**
 * Asks whether a run goes on with the text that it has or with the one that is here now.
 * @param session The session.
 * @param found The pack as it is here now.
 * @param dialogue The person.
 * @param mayRun Asks whether a pack from elsewhere may run its commands.
 * @throws {StorageError} When the new text cannot be kept.
 */
export async function offerAdoption(
  session: Session,
  found: FoundPack,
  dialogue: Dialogue,
  mayRun: (found: FoundPack) => Promise<boolean>
): Promise<void> {
  const { pack: present } = found
  const { pack, place } = session.state
  if (present.contentHash === pack.contentHash || place.type !== 'step') return
  dialogue.show(differenceBlocks(pack, present))
  // A plain text has no version of its own.
  const version = ({ pack: { version } }: RunPack): string => (plainFileOf(pack.pack) === null ? ` (${version})` : '')
  const step = sameStep(present, place.step)
  const goesOn = step === null ? 'asks at which step' : `at ${nodeName(present, step)}`
  const isNew = await dialogue.choose({
    head: [text('Which text do you want to follow?', 'strong')],
    options: [
      {
        value: false,
        label: `The one that this run began with${version(pack)}`,
        note: `at ${nodeName(pack, place.step)}`
      },
      { value: true, label: `The one that is here now${version(present)}`, note: goesOn }
    ],
    preselected: null,
    keys: []
  })
  if (!isNew || !(await mayRun(found))) return
  const start = step ?? (await askStep(present, dialogue))
  if (start === null) return
  await session.switchVersion(present, start)
  await session.readInputs()
}

function differenceBlocks(before: RunPack, after: RunPack): Block[] {
  const file = plainFileOf(before.pack)
  const changes = diffGraphs(versionOf(before), versionOf(after)).map(({ message }) => message)
  const more = changes.length > MOST ? [`and ${changes.length - MOST} more changes`] : []
  return [
    gap,
    text(
      file === null
        ? `The pack that is here now is not the one that this run follows (${before.pack.version}, now ${after.pack.version}).`
        : `${file} was changed since: this run follows the text that it began with.`,
      'warning'
    ),
    ...(changes.length === 0
      ? [text('Nothing changed that an operator does: only its words.')]
      : [{ type: 'list', items: [...changes.slice(0, MOST), ...more] } satisfies Block])
  ]
}

function versionOf({ runbook, pack, files }: RunPack) {
  return { runbook, pack, text: files['README.md'] ?? null, checklist: files['checklist.md'] ?? null }
}

/** The step of another text that is the same one, by its id or a former one. */
function sameStep({ runbook }: RunPack, id: string): string | null {
  return runbook.steps.find((step) => step.id === id || step.formerIds.includes(id))?.id ?? null
}

async function askStep({ runbook }: RunPack, dialogue: Dialogue): Promise<string | null> {
  return dialogue.choose<string | null>({
    head: [text('The step where it stands is not in the new text. At which step does it go on?', 'strong')],
    options: [
      ...runbook.steps.map((step) => ({ value: step.id, label: stepHeading(step) })),
      { value: null, label: 'None: keep the old text' }
    ],
    preselected: null,
    keys: []
  })
}
