/**
 * What becomes of a value in a script of JavaScript.
 */
import { nodeIn, nodesIn, textIn, type Node } from '../text/tree.js'
import { pathOf } from './script-nodes.js'

/** Functions that take any value and call nothing of it. */
const SINKS =
  /^(String|Number|Boolean|parseInt|parseFloat|isNaN|isDeepStrictEqual|encodeURIComponent|JSON\.stringify|Math\.\w+|console\.\w+|Number\.\w+)$/
/** Methods that only look at what their function returns, or make a text of it. */
const LOOKS_AT_RESULT = /^(filter|some|every|find|findIndex|findLast|sort|toSorted|forEach|replace|replaceAll)$/
/** Members by which a function is called or handed on. */
const CALLS = /^(call|apply|bind|valueOf)$/

/**
 * Whether a value is only compared, printed, counted or asked for a member: it can be neither called nor kept.
 * @param above What stands around it, itself last.
 * @param members Members that the script defines itself, which may do anything with what they are given.
 */
export function isOnlyLookedAt(above: readonly Node[], members: ReadonlySet<string>): boolean {
  for (let index = above.length - 1; index > 0; index--) {
    const node = above[index]
    const parent = above[index - 1]
    switch (parent?.['type']) {
      case 'BinaryExpression':
      case 'TemplateLiteral':
      case 'UnaryExpression':
      case 'ExpressionStatement':
        return true
      case 'IfStatement':
      case 'WhileStatement':
        return parent['test'] === node
      case 'ConditionalExpression':
        if (parent['test'] === node) return true
        break
      case 'LogicalExpression':
      case 'ChainExpression':
        break
      case 'MemberExpression':
        if (parent['object'] !== node) return true
        if (parent['computed'] !== true) return !CALLS.test(textIn(nodeIn(parent['property'])?.['name']))
        break
      case 'AssignmentExpression':
        return parent['right'] === node && /^[-+*/%]=$/.test(textIn(parent['operator']))
      case 'CallExpression': {
        const callee = pathOf(parent['callee'])
        return parent['callee'] !== node && SINKS.test(callee) && !members.has(callee.split('.').at(-1) ?? '')
      }
      case 'ArrowFunctionExpression':
        return parent['body'] === node && isAskedOnly(parent, above[index - 2], members)
      default:
        return false
    }
  }
  return false
}

/** Whether a function is given to a method that only looks at what it returns. */
function isAskedOnly(arrow: Node, call: Node | undefined, members: ReadonlySet<string>): boolean {
  const callee = nodeIn(call?.['callee'])
  if (call?.['type'] !== 'CallExpression' || callee?.['type'] !== 'MemberExpression') return false
  const method = textIn(nodeIn(callee['property'])?.['name'])
  const isArgument = nodesIn(call['arguments']).includes(arrow)
  return isArgument && callee['computed'] !== true && LOOKS_AT_RESULT.test(method) && !members.has(method)
}
