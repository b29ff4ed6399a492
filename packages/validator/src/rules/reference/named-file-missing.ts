import { nearest } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

/** A document in capitals, as packs name those that lie beside the runbook: `SETUP.md`. Not a part of a path or an address. */
const NAMED = /(?<![\w/.:@#([-]|\]\()[A-Z][A-Z0-9]*(?:[-_][A-Z0-9]+)*\.md\b(?![/#])/g
/** A line that opens or closes a fence, or defines where a link leads; and where links lead in a line. */
const FENCE = /^(?:`{3,}|~{3,})/
const DEFINITION = /^\[[^\]]{1,200}\]:/
const ADDRESS = /\]\([^()]{0,500}\)/g

/** A text in which what may name anything is blank: commands, comments, where links lead. Read line by line, in linear time. */
function proseOf(text: string): string {
  let fence = ''
  let isComment = false
  const lines = text.split('\n').map((line) => {
    const opened = FENCE.exec(line)?.[0].slice(0, 3) ?? ''
    const wasInside = fence !== '' || isComment
    if (!isComment && opened !== '' && (fence === '' || fence === opened)) fence = fence === '' ? opened : ''
    else if (fence === '') {
      const start = line.lastIndexOf('<!--')
      const end = line.lastIndexOf('-->')
      if (start !== -1 || end !== -1) isComment = start > end
      else if (!wasInside && !DEFINITION.test(line))
        return line.replaceAll(ADDRESS, (words) => ' '.repeat(words.length))
    }
    return ' '.repeat(line.length)
  })
  return lines.join('\n')
}

export const rule = defineRule({
  severity: 'warning',
  subject: 'pack',
  description: 'A document that the runbook names by its file lies beside it.',
  rationale: 'The page says that SETUP.md tells how to get the address of the database, and there is no such file.',
  messages: {
    missing: {
      message: '`{name}` is named here, and the pack has no such file.',
      expected: 'a file of the pack, in its exact spelling',
      help: 'Write the file, or say where it lies.'
    },
    near: {
      message: '`{name}` is named here, and the pack has no such file. Did you mean `{suggestion}`?',
      expected: 'a file of the pack, in its exact spelling',
      help: 'Write `{suggestion}`.'
    }
  },
  check({ readme, entries }, { report }) {
    if (readme === null) return
    for (const { index, 0: name } of proseOf(readme.text).matchAll(NAMED)) {
      if (entries.has(name)) continue
      const position = readme.range(index, index + name.length)
      const suggestion = nearest(name, new Set([...entries.keys()].filter((path) => path.endsWith('.md'))))
      if (suggestion === null) report('missing', position, { name }, 'README.md')
      else report('near', position, { name, suggestion }, 'README.md')
    }
  }
})
