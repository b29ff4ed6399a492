/**
 * What somebody has to fill in before a command of theirs runs: `<namespace>`, `{{name}}`, `[POD]`, `YOUR_TOKEN`.
 */
import { SHELL_VARIABLES } from '../model/inputs.js'

/** A placeholder as it is written, and the input that takes its place. */
export interface Placeholder {
  text: string
  input: string
}

const PLACEHOLDER =
  /(?<![<\w])<([A-Za-z][A-Za-z0-9 _./:-]{0,60})(?<! )>|\{\{\s*([A-Za-z][\w-]*)\s*\}\}|(?<![[\w$])\[([A-Z][A-Z0-9_]{2,40}|[A-Z][A-Z0-9]+(?:[ -][A-Z0-9]+)+)\](?![\](])|\b(YOUR_[A-Z0-9_]+|your-[a-z0-9-]+|your_[a-z0-9_]+)\b|\$\{?([A-Z][a-z]\w*)\}?|(?<=@)(HOST(?:NAME)?|SERVER|NODE|IP)\b|(?<!%)%([A-Z][A-Z_]{2,30})%|(?<=[\w/=]\/|=)\{([a-z][\w-]{0,30})\}|(?<=\/):([a-z][a-z_]{1,30})\b(?!:)|(?<=\s)\[([a-z][a-z -]{2,30})\](?=\s|$)/g

/** `POD_NAME` as a word of its own: what is to be filled in, unless the command itself sets it. */
const NAMED =
  /(?<=[\s=/:@]|^)((?:[A-Z][A-Z0-9]*_)+(?:NAME|ID|HOST|IP|ADDRESS|NAMESPACE|URL|REGION|ZONE|CLUSTER|NODE|POD|BUCKET|TOPIC|QUEUE|DATABASE|PATH|DIR|FILE|VERSION|TAG|BRANCH))\b(?![=(:])/g

/** The templates of kubectl, docker and helm are written in the same brackets. */
const GO_TEMPLATE = /\{\{-?\s*(?:\.|\$|range|if|end|else|with|print|len|index|json)/

/**
 * Finds the placeholders of a command, each text once, in order of writing.
 * @param code The text of the command.
 */
export function placeholdersIn(code: string): Placeholder[] {
  const found = new Map<string, string>()
  const isTemplate = GO_TEMPLATE.test(code)
  for (const match of code.matchAll(PLACEHOLDER)) {
    if (isTemplate && match[0].startsWith('{{')) continue
    const words = match.slice(1).find((group) => group !== undefined)!
    if (!found.has(match[0])) found.set(match[0], inputNameOf(words))
  }
  for (const [, name] of code.matchAll(NAMED)) {
    // In code, what stands for itself is a constant.
    const isSet = new RegExp(
      `\\b${name}\\s*\\+?=|\\b(?:export|read|echo|printenv|unset|for)\\s+(?:-\\w+\\s+)*${name}\\b|\\$\\{?${name}`
    ).test(code)
    if (!isSet && !SHELL_VARIABLES.has(name!)) found.set(name!, name!)
  }
  return [...found].map(([text, input]) => ({ text, input }))
}

/** The name of the input for some words; one that every shell has gets a name of its own. */
function inputNameOf(words: string): string {
  const name = words
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return SHELL_VARIABLES.has(name) ? `${name}_VALUE` : name
}
