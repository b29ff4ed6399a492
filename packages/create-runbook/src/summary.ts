/**
 * What the author of a new pack reads when it is written. Pure.
 */
import { unifiedDiff } from '@keys/pack'
import type { Answers } from './answers.js'
import { MARK } from '@keys/pack/edits'
import { markedPlaces } from './pack-files.js'
import type { Plan } from './plan.js'
import { SKELETONS } from './skeletons.js'

/**
 * What was written, what is left to fill in, and what to type next.
 * @param plan What was written, or would be.
 * @param answers What it was made from.
 * @param next The commands that come next.
 * @param isDry Whether nothing was written.
 */
export function summaryOf(plan: Plan, { keyTypes }: Answers, next: readonly string[], isDry: boolean): string {
  const { slug, packsFolder, pack, workspace, others, pointers, notes } = plan
  const folder = `${packsFolder}/${slug}`
  const [first, ...rest] = keyTypes
  const places = markedPlaces(pack).map(({ path, line, text }) => `  ${folder}/${path}:${line}  ${text}`)
  const verb = isDry ? 'Would write' : 'Wrote'
  return [
    ...[...workspace.keys(), ...[...pack.keys()].map((path) => `${folder}/${path}`)].map((path) => `${verb} ${path}`),
    ...(isDry
      ? [...others].flatMap(([other, replacements]) =>
          replacements.map(({ file, before, after }) =>
            unifiedDiff(`${packsFolder}/${other}/${file}`, before, after).trimEnd()
          )
        )
      : [...others].flatMap(([other, replacements]) =>
          replacements.map(({ file }) => `Changed ${packsFolder}/${other}/${file}: it points back`)
        )),
    '',
    `The skeleton is that of ${first}: ${SKELETONS[first].summary}.`,
    ...(rest.length > 0
      ? [`For ${rest.join(' and ')} add steps of your own: the first key type gives the skeleton.`]
      : []),
    ...notes,
    '',
    `Places to fill in (grep -rn '${MARK}' ${folder}):`,
    ...places,
    ...pointers.map(({ path, line }) => `  ${path}:${line}  the case in which ${slug} is right, in your words`),
    '',
    'Next:',
    ...next.map((command) => `  ${command}`),
    ''
  ].join('\n')
}
