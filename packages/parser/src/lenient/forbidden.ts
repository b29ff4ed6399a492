/**
 * Code in words, and whether the words say that it is not to be run.
 */
import type { InlineCode, Nodes } from 'mdast'
import { walk } from '../markdown/nodes.js'

/** Code in words, with what stands before it in its paragraph, behind the code before it. */
interface CodeInWords {
  node: InlineCode
  before: string
  isForbidden: boolean
}

/** Words before code that is not to be run: told to nobody in particular, or in comparison with what is. */
const FORBIDS =
  /(?:(?:^|[.;:!?,，；：。(]|[–—-]\s|\b(?:and|but|or|so|please|you|we|just|warning|und|aber|bitte|et|mais|y|pero|e|mas|veuillez)\s)\s*(?:n['’]|(?:do\s+not|don['’]t|never|avoid|niemals|nunca|jamais|no\s+(?:ejecut|us|lanc|borr|hag)\p{L}+|não|ne)(?![\p{L}]))[^.;!?,，；。]{0,60}|\b(?:must|should|may|shall)(?:\s+not|n['’]t|\s+never)\b[^.;!?,]{0,40}|[,–—-]\s*(?:and\s+|but\s+)?not\s+(?:with\s+|by\s+|the\s+)?|\b(?:instead\s+of|rather\s+than|in\s+place\s+of|without\s+(?:running|using)|statt|anstelle(?:\s+von)?|anstatt|nicht|au\s+lieu\s+(?:de|d['’])|en\s+(?:lugar|vez)\s+de|em\s+vez\s+de|invece\s+di)(?![\p{L}])[^.;:!?,]{0,30}|(?:不要|切勿|请勿|禁止|勿)[^。；，]{0,20})$/iu
/** Words behind code that is not to be run. */
const FORBIDS_BEHIND =
  /^\s*(?:(?:must|should|may)(?:\s+not|n['’]t|\s+never)\b|is\s+(?:never|not)\s+to\s+be\b|(?:bitte\s+)?(?:nicht|niemals|nie)\s+\p{L}+en\b|[^。、]{0,12}(?:しないで|してはいけ|禁止|しない(?:こと|でください)))/iu
/** Words that join code to the code before it. */
const JOINS = /^\s*(?:[,/、]|or|nor|and|oder|und|ou|et|o|y|e)?\s*$/iu

/**
 * The code in some words, in order of writing.
 * @param block The block of words.
 */
export function codeInWords(block: Nodes): CodeInWords[] {
  const found: CodeInWords[] = []
  let before = ''
  let last: CodeInWords | null = null
  walk(block, (node) => {
    if (node.type === 'paragraph' || node.type === 'listItem' || node.type === 'tableRow') {
      before = ''
      last = null
    } else if (node.type === 'text') {
      if (before === '' && last !== null && FORBIDS_BEHIND.test(node.value)) last.isForbidden = true
      before += node.value
    } else if (node.type === 'inlineCode') {
      const isJoined = last?.isForbidden === true && JOINS.test(before)
      last = { node, before, isForbidden: isJoined || FORBIDS.test(before) }
      found.push(last)
      before = ''
    }
  })
  return found
}
