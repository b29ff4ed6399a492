/**
 * What calls of a script of JavaScript do that depend on what they are given.
 */
import type { Span } from '../text/mapped-text.js'
import { nodeIn, nodesIn, textIn, type Node } from '../text/tree.js'
import type { Effects } from './effects.js'
import { DYNAMIC, environmentValue } from './paths.js'
import type { ScriptNames } from './script-names.js'
import { nameOf, pathOf } from './script-nodes.js'

const READER_OPTION = /^(encoding|start|end|highWaterMark|signal|autoClose|emitClose)$/
const FETCH_OPTION = /^(method|headers|signal|redirect|body|cache|mode|credentials|keepalive|referrer|duplex)$/

/** Notes what a call does that reads a file: its options may open the file for writing. */
export function readEffects(values: readonly Node[], effects: Effects, place: Span): void {
  const [, options] = values
  const isSafe =
    options === undefined ||
    typeof options['value'] === 'string' ||
    (options['type'] === 'ObjectExpression' &&
      nodesIn(options['properties']).every(
        ({ type, computed, key }) => type === 'Property' && computed !== true && READER_OPTION.test(nameOf(key))
      ))
  if (!isSafe || values.some(({ type }) => type === 'SpreadElement'))
    effects.unknown('a file is opened with options that may write it', place)
}

/** Notes what a request does: one without options, or with the method GET or HEAD written out, only asks. */
export function fetchEffects([address, options, ...more]: readonly Node[], effects: Effects, place: Span): void {
  if (address?.['type'] === 'SpreadElement' || options?.['type'] === 'SpreadElement' || more.length > 0)
    return effects.unknown('`fetch` with options that only a run can tell', place)
  if (options === undefined) return
  const properties = nodesIn(options['properties'])
  const isWhole =
    options['type'] === 'ObjectExpression' &&
    properties.every(
      ({ type, computed, key }) => type === 'Property' && computed !== true && FETCH_OPTION.test(nameOf(key))
    ) &&
    properties.filter(({ key }) => nameOf(key) === 'method').length < 2
  const method = nodeIn(properties.find(({ key }) => nameOf(key) === 'method')?.['value'])
  if (!isWhole || (method && typeof method['value'] !== 'string'))
    return effects.unknown('`fetch` with options that only a run can tell', place)
  const name = method ? textIn(method['value']).toUpperCase() : 'GET'
  const hasOverride = JSON.stringify(properties.map(({ value }) => value)).match(/method-?override/i)
  if (/^(GET|HEAD|OPTIONS)$/.test(name) && !hasOverride) return
  if (/^(PUT|PATCH|DELETE)$/.test(name)) effects.changes(`\`fetch\` with \`${name}\``, place)
  else effects.unknown(`\`fetch\` with \`${name}\``, place)
}

/** The path that a value is: written out, or below a variable of the environment. */
export function pathValue(value: unknown, names: ScriptNames): string {
  const node = nodeIn(value)
  if (node?.['type'] === 'Literal') return String(node['value'])
  if (node?.['type'] !== 'TemplateLiteral') return DYNAMIC
  const texts = nodesIn(node['quasis']).map((quasi) => textIn(nodeIn(quasi['value'])?.['cooked']))
  const values = nodesIn(node['expressions']).map((one) => {
    const [, object = '', name] = /^(.+)\.([A-Z]\w*)$/.exec(pathOf(one)) ?? []
    return name === undefined || (object !== 'process.env' && !names.environments.has(object))
      ? DYNAMIC
      : environmentValue(name)
  })
  return texts.map((text, index) => text + (values[index] ?? '')).join('')
}
