/**
 * Tables of symptoms and what to do about each: every row is a decision.
 */
import type { PhrasingContent, Table, TableRow } from 'mdast'
import { oneLine, plainText } from '../markdown/nodes.js'

/** A row that decides. */
export interface DecisionRow {
  row: TableRow
  symptom: PhrasingContent[]
  action: PhrasingContent[]
}

const SYMPTOM =
  /\b(?:symptoms?|problems?|issues?|errors?|if|when|conditions?|scenarios?|observations?|findings?|causes?|situations?|signs?|failures?|result|status|state|symptome|fehler|problème|erreur|síntomas?|problemas?|sintomas?|erros?|errores)\b|症状|现象|问题|错误|原因|条件|エラー|問題/i
const ACTION =
  /\b(?:actions?|fix(?:es)?|solutions?|resolutions?|remed(?:y|ies|iation)|mitigations?|what to do|next steps?|responses?|steps?|then|workarounds?|treatment|do|lösung|maßnahmen?|behebung|correction|acción|acciones|ação|ações|solución|solução|solución)\b|处理|解决|措施|方案|对策|対応|対処|解決/i

/**
 * Reads a table as decisions.
 * @param table The table.
 * @returns Null for a table of anything else.
 */
export function decisionTableOf(table: Table): DecisionRow[] | null {
  const [head, ...rows] = table.children
  if (!head || rows.length === 0) return null
  const names = head.children.map((cell) => oneLine(plainText(cell)))
  if (isTableOfSteps(names)) return null
  const action = names.findLastIndex((name) => ACTION.test(name))
  const symptom = names.findIndex(
    (name, index) => index !== action && SYMPTOM.test(name) && !/^(?:expected|erwartet|attendu|esperado)/i.test(name)
  )
  if (action === -1 || symptom === -1) return null
  return rows.flatMap((row) => {
    const condition = row.children[symptom]?.children ?? []
    const rest = row.children[action]?.children ?? []
    return plainText(condition).trim() === '' || plainText(rest).trim() === ''
      ? []
      : [{ row, symptom: condition, action: rest }]
  })
}

/** A table whose rows follow each other: they are numbered, and each says what is run. */
function isTableOfSteps(names: readonly string[]): boolean {
  const isNumbered = /^(?:#|no\.?|nr\.?|step(?: #)?|schritt|étape|paso|passo|步骤|手順)$/i.test(names[0] ?? '')
  return isNumbered && names.some((name) => /^(?:commands?|befehl|commande|comando|命令|コマンド)$/i.test(name))
}
