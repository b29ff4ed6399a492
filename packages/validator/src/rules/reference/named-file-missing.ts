import { nearest } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

/** A document in capitals, as packs name those that lie beside the runbook: `SETUP.md`. Not a part of a path or an address. */
const NAMED = /(?<![\w/.:@#([-]|\]\()[A-Z][A-Z0-9]*(?:[-_][A-Z0-9]+)*\.md\b(?![/#])/g
/** What may name anything: a command, a comment, the address of a link. */
const ELSEWHERE = /^(`{3,}|~{3,})[\s\S]*?^\1|<!--[\s\S]*?-->|\]\([^)]*\)|^\[[^\]]+\]:.*$/gm

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
    const text = readme.text.replaceAll(ELSEWHERE, (words) => words.replaceAll(/[^\n]/g, ' '))
    for (const { index, 0: name } of text.matchAll(NAMED)) {
      if (entries.has(name)) continue
      const position = readme.range(index, index + name.length)
      const suggestion = nearest(name, new Set([...entries.keys()].filter((path) => path.endsWith('.md'))))
      if (suggestion === null) report('missing', position, { name }, 'README.md')
      else report('near', position, { name, suggestion }, 'README.md')
    }
  }
})
