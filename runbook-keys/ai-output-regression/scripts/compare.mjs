// compare.mjs BEFORE AFTER: pairs two files of answers. compare.mjs judge FILE: pairs the judge's marks.
import { readFileSync } from 'node:fs'
import { argv, env } from 'node:process'
import { isDeepStrictEqual } from 'node:util'
const read = (path) => readFileSync(path, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line))
const mcnemar = (lost, won) => {
  const n = lost + won
  let sum = 0
  for (let i = 0, log = -n * Math.LN2; i <= Math.min(lost, won); i++) {
    sum += Math.exp(log)
    log += Math.log((n - i) / (i + 1))
  }
  return Math.min(1, 2 * sum)
}
const right = ({ output }, expected, tolerant) => {
  try {
    const got = JSON.parse(tolerant ? output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1) : output)
    return Object.keys(expected).every((key) => isDeepStrictEqual(got[key], expected[key]))
  } catch {
    return false
  }
}
const [, , before, after] = argv
const judge = before === 'judge'
const cases = judge ? read(after) : read(`${env.EVIDENCE_DIR}/eval.jsonl`)
let pairs = cases.map(({ then, now }) => ({ content: [then, now], plain: [then, now] }))
if (!judge) {
  const answers = [before, after].map((path) => read(path).filter((row) => !('error' in row)))
  const served = answers.map((rows) => [...new Set(rows.map((row) => row.model))].join(' '))
  const [a, b] = answers.map((rows) => new Map(rows.map((row) => [row.id, row])))
  const both = cases.filter(({ id }) => a.has(id) && b.has(id))
  pairs = both.map(({ id, expected }) => ({
    content: [right(a.get(id), expected, true), right(b.get(id), expected, true)],
    plain: [right(a.get(id), expected, false), right(b.get(id), expected, false)],
  }))
  const kept = both.filter(({ id }) => a.get(id).sources?.length).map(({ id }) => {
    const sources = a.get(id).sources
    return sources.filter((source) => b.get(id).sources?.includes(source)).length / sources.length
  })
  console.log(`served: ${served.join(' then ')}`)
  const share = kept.reduce((sum, part) => sum + part, 0) / kept.length
  console.log(`sources kept in per cent: ${kept.length ? Math.floor(share * 100) : 'no-retrieval'}`)
}
const count = (field) => {
  const lost = pairs.filter((pair) => pair[field][0] && !pair[field][1]).length
  const won = pairs.filter((pair) => !pair[field][0] && pair[field][1]).length
  const good = [0, 1].map((side) => pairs.filter((pair) => pair[field][side]).length).join(' then ')
  const p = mcnemar(lost, won)
  console.log(`${field}: right ${good} of ${pairs.length}, lost ${lost}, won ${won}, p ${p.toPrecision(2)}`)
  return { worse: lost > won && p < 0.01, better: won > lost && p < 0.01, short: lost - won > pairs.length * 0.03 }
}
const content = count('content')
const plain = count('plain')
// Cases that were marked tonight are few, and each is one that can tell the two apart.
const least = cases.some(({ marked }) => marked) ? 40 : 100
console.log(cases.length < least ? 'too-few' : pairs.length < cases.length * 0.95 ? 'incomplete'
  : content.worse ? 'worse' : plain.worse ? 'format' : content.short || plain.short ? 'unclear'
  : content.better ? 'better' : 'same')
