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
  const said = names.findLastIndex((name) => ACTION.test(name))
  // A column that leads to sections of the text says what is done, whatever it is called.
  const action =
    said === -1 ? names.findLastIndex((_, index) => index > 0 && rows.every((row) => leads(row, index))) : said
  const named = names.findIndex(
    (name, index) => index !== action && SYMPTOM.test(name) && !/^(?:expected|erwartet|attendu|esperado)/i.test(name)
  )
  const symptom = named === -1 && said === -1 ? 0 : named
  if (action === -1 || symptom === -1) return null
  return rows.flatMap((row) => {
    const condition = row.children[symptom]?.children ?? []
    const rest = row.children[action]?.children ?? []
    return plainText(condition).trim() === '' || plainText(rest).trim() === ''
      ? []
      : [{ row, symptom: condition, action: rest }]
  })
}

/** Whether a cell is nothing but a link to a section. */
function leads(row: TableRow, index: number): boolean {
  const cell = row.children[index]?.children ?? []
  return cell.length === 1 && cell[0]?.type === 'link' && cell[0].url.startsWith('#')
}

/** A row that is a step. */
export interface StepRow {
  row: TableRow
  title: PhrasingContent[]
  command: PhrasingContent[]
  expected: PhrasingContent[]
}

const COMMAND = /^(?:commands?|befehle?|commandes?|comandos?|命令|コマンド)$/i
const NAME =
  /^(?:steps?|actions?|tasks?|what(?: to do)?|description|schritt|aktion|aufgabe|étape|action|tâche|paso|acción|tarea|passo|ação|tarefa|步骤|操作|手順|作業)$/i
const EXPECTED =
  /^(?:expected(?: (?:result|output|value|outcome))?|result|expected|erwartet(?:es ergebnis)?|résultat attendu|attendu|resultado(?: esperado)?|esperado|预期(?:结果)?|期待結果)$/i

/**
 * Reads a table as steps: its rows are numbered and say what is done.
 * @param table The table.
 * @returns Null for a table of anything else.
 */
export function stepRowsOf(table: Table): StepRow[] | null {
  const [head, ...rows] = table.children
  if (!head || rows.length === 0) return null
  const names = head.children.map((cell) => oneLine(plainText(cell)))
  if (!isTableOfSteps(names)) return null
  const command = names.findIndex((name) => COMMAND.test(name))
  const expected = names.findIndex((name) => EXPECTED.test(name))
  const named = names.findIndex((name, index) => index > 0 && NAME.test(name))
  const title =
    named === -1 ? names.findIndex((_, index) => index > 0 && index !== command && index !== expected) : named
  const found = rows.map((row): StepRow => {
    const cell = (index: number): PhrasingContent[] => row.children[index]?.children ?? []
    const words = title === -1 ? cell(command) : cell(title)
    return { row, title: words, command: title === -1 ? [] : cell(command), expected: cell(expected) }
  })
  return found.every((row) => plainText(row.title).trim() !== '') ? found : null
}

/** A table whose rows follow each other: they are numbered, and each says what is run or done. */
function isTableOfSteps(names: readonly string[]): boolean {
  const isNumbered = /^(?:#|no\.?|nr\.?|step(?: #)?|schritt|étape|paso|passo|步骤|手順)$/i.test(names[0] ?? '')
  return isNumbered && names.slice(1).some((name) => COMMAND.test(name) || NAME.test(name))
}
