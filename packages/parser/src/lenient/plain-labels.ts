/**
 * Labels that are not bold: "Rollback: ..." below a command is the way back of its step, and no further deed.
 */
import type { FieldLabel } from '@keys/schema'
import type { PhrasingContent } from 'mdast'
import { oneLine, paragraphOf, plainText } from '../markdown/nodes.js'
import type { Labeled } from '../runbook/labels.js'
import { splitAt } from './cuts.js'

const LABELS: readonly (readonly [FieldLabel, RegExp])[] = [
  [
    'rollback',
    /^\s*(?:(?:to )?(?:roll ?back|revert|undo|back ?out)(?: (?:this|it|the change|command|step))?|rückgängig(?: machen)?|zurückrollen|retour arrière|annulation|revertir|reversión|reverter|reversão|ロールバック|回滚)\s*[:：]\s*/i
  ],
  [
    'expected',
    /^\s*(?:expected(?: (?:output|result|value))?|erwartet(?:es ergebnis)?|(?:résultat )?attendu|(?:resultado )?esperado|期待(?:値|結果)?|预期(?:结果)?)\s*[:：]\s*/i
  ],
  [
    'verification',
    /^\s*(?:verification|to verify(?: (?:this|it))?|überprüfung|vérification|verificación|verificação|验证)\s*[:：]\s*/i
  ]
]

/**
 * Reads a label that some words open with.
 * @param nodes The content of a paragraph or of an item.
 */
export function plainLabelOf(nodes: readonly PhrasingContent[]): Labeled | null {
  if (nodes[0]?.type !== 'text') return null
  const text = plainText(nodes)
  for (const [label, words] of LABELS) {
    const match = words.exec(text)
    if (!match) continue
    const [written, rest] = splitAt(nodes, match[0].length)
    const name = oneLine(match[0]).replace(/\s*[:：]\s*$/, '')
    return { opening: 'label', label, name, strong: { ...paragraphOf(written), type: 'strong' }, rest }
  }
  return null
}
