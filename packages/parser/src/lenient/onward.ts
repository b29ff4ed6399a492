/**
 * Where a step goes on when it is done, in a sentence of its own: "Then go to step 4."
 */
import type { Target } from '@keys/schema'
import type { Paragraph, RootContent } from 'mdast'
import { paragraphOf, plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { sentenceStarts, splitAt } from './cuts.js'
import { decisionsIn } from './decisions.js'
import type { Language } from './language.js'
import { targetsIn } from './targets.js'

const LEADS_ON =
  /^\W*(?:(?:then|afterwards?|after that|now|next|finally|and|dann|danach|anschließend|ensuite|puis|después|luego|depois|em seguida|その後|然后|之后)[,\s、，]*)*(?:(?:go|continue|proceed|skip|jump|return|move|weiter|gehen sie|gehe|springen|springe|zurück|fahren sie|passe[rz]|alle[rz]|retourne[rz]|continue[rz]|ir|vaya|pase|continúe|continuar|vuelva|volver|vá|volte|voltar|siga|seguir|prossiga)(?![\p{L}])|跳到|转到|返回|回到)|^(?:その後、?)?(?:ステップ|手順)\s*\d{1,3}\s*[へに](?:進|戻|移)/iu
/** A step of another text. */
const ELSEWHERE =
  /\b(?:of|in|from)\s+(?:the|our|another|that)\s[^.]{0,60}(?:runbook|playbook|guide|document|page|wiki)\b/i

/**
 * The step that some blocks lead to without a condition.
 * @param blocks The blocks of a step, its title among them.
 * @param languages The languages of the text.
 * @param source The text.
 * @returns Null where they lead nowhere, so that the next step follows.
 */
export function onwardIn(
  blocks: readonly RootContent[],
  languages: readonly Language[],
  source: Source
): Extract<Target, { type: 'step' }> | null {
  for (const block of blocks.toReversed()) {
    if (block.type !== 'paragraph') continue
    const target = inLastSentence(block, languages, source)
    if (target) return target
  }
  return null
}

function inLastSentence({ children }: Paragraph, languages: readonly Language[], source: Source) {
  const text = plainText(children)
  const start = sentenceStarts(text).at(-1)!
  const sentence = text.slice(start)
  if (!/\d/.test(sentence) || !LEADS_ON.test(sentence) || ELSEWHERE.test(sentence)) return null
  if (decisionsIn(children, 'item', languages).length > 0) return null
  const [target] = targetsIn([paragraphOf(splitAt(children, start)[1])], languages, source)
  return target?.type === 'step' ? target : null
}
