/**
 * What expressions of a script of JavaScript are, as far as the text alone tells.
 */
import { nodeIn, nodesIn, textIn } from '../text/tree.js'

/** A name, or the text of a literal; empty for another expression. */
export function nameOf(value: unknown): string {
  const node = nodeIn(value)
  return node ? textIn(node['name']) || textIn(node['value']) : ''
}

/** Names joined by dots (`process.env.HOME`), with the module in place of its `require`; empty where only a run can tell. */
export function pathOf(value: unknown): string {
  const node = nodeIn(value)
  if (node?.['type'] === 'Identifier') return nameOf(node)
  if (node?.['type'] === 'CallExpression') return requiredBy(node) ?? ''
  if (node?.['type'] !== 'MemberExpression' || node['computed'] === true) return ''
  const object = pathOf(node['object'])
  return object === '' ? `.${nameOf(node['property'])}` : `${object}.${nameOf(node['property'])}`
}

/** The module that an expression requires; null for another expression. */
export function requiredBy(value: unknown): string | null {
  const node = nodeIn(value)
  if (node?.['type'] === 'AwaitExpression') return requiredBy(node['argument'])
  if (node?.['type'] !== 'CallExpression' || pathOf(node['callee']) !== 'require') return null
  const text = textIn(nodesIn(node['arguments'])[0]?.['value'])
  return text === '' ? null : text.replace(/^node:/, '')
}

/** What a sum of texts comes to; empty for another expression. */
export function textOf(value: unknown): string {
  const node = nodeIn(value)
  if (node?.['type'] === 'Literal') return String(node['value'])
  if (node?.['type'] !== 'BinaryExpression' || node['operator'] !== '+') return ''
  return textOf(node['left']) + textOf(node['right'])
}

/** Whether an expression can only be a number. */
export function isNumber(value: unknown, counters: ReadonlySet<string>): boolean {
  const node = nodeIn(value)
  switch (node?.['type']) {
    case 'Literal':
      return typeof node['value'] === 'number'
    case 'Identifier':
      return counters.has(nameOf(node))
    case 'UpdateExpression':
      return true
    case 'UnaryExpression':
      return /^[-+~]$/.test(textIn(node['operator']))
    case 'BinaryExpression':
      return (
        /^([-*/%|&^]|\*\*|<<|>>>?)$/.test(textIn(node['operator'])) ||
        (node['operator'] === '+' && isNumber(node['left'], counters) && isNumber(node['right'], counters))
      )
    default:
      return false
  }
}
