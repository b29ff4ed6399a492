/**
 * A step with its body read.
 */
import { STEP_SECTIONS, STEP_WORDS, type Step } from '@keys/schema'
import { readLenientBody } from './body.js'
import { inlineCommandsIn } from './commands.js'
import type { Draft } from './drafts.js'
import { slugOf } from './order.js'
import type { ReadText } from './read-section.js'

/**
 * Reads the body of a step.
 * @param draft The step as it was found.
 * @param id Its id.
 * @param isRollback Whether it undoes what was done.
 * @param text The text.
 */
export function readStep(draft: Draft, id: string, isRollback: boolean, text: ReadText): Step {
  const { source, languages, blocks } = text
  const body = readLenientBody(draft.blocks, languages, source)
  const heading = draft.part.heading
  if (draft.form === 'heading' && heading) blocks.use(heading, 'step-heading')
  draft.blocks.forEach((block, index) => blocks.use(block, body.roles[index]!))
  const inTitle = draft.words
    ? inlineCommandsIn(draft.words, source).filter(
        (command) => !body.commands.some(({ position }) => position.start.offset === command.position.start.offset)
      )
    : []
  const commands = [...inTitle, ...body.commands].sort((a, b) => a.position.start.offset - b.position.start.offset)
  const ends = draft.blocks.filter(({ type }) => type !== 'definition').map((block) => source.of(block).end)
  const end = [draft.position.end, ...ends].reduce((a, b) => (b.offset > a.offset ? b : a))
  return {
    id,
    slug: slugOf(draft),
    formerIds: body.formerIds,
    kind: draft.kind,
    ordinal: draft.ordinal,
    label: draft.ordinal === null ? null : `${draft.word ?? STEP_WORDS[draft.kind]} ${draft.ordinal}`,
    title: draft.title,
    anchor: draft.form === 'heading' ? draft.anchor : null,
    section: isRollback ? 'escalation' : STEP_SECTIONS[draft.kind],
    effect: draft.name?.effect ?? null,
    timeBox: draft.name?.timeBox ?? null,
    form: draft.form,
    prose: body.prose,
    fields: body.fields,
    commands,
    branches: [...body.branches, ...draft.decisions],
    headingPosition: draft.headingPosition,
    position: { start: draft.position.start, end }
  }
}
