// Mixes the answers of now.jsonl and release-good.jsonl in pairs.txt. Once both people have marked them, makes cases:
// the label of a pair is the answer that both prefer, or the former one where both see no difference.
import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { env } from 'node:process'
const path = (name) => `${env.EVIDENCE_DIR}/${name}`
const read = (name) => readFileSync(path(name), 'utf8').split('\n').filter(Boolean)
const rows = (name) => read(name).map((line) => JSON.parse(line))
const write = (name, lines) => writeFileSync(path(name), lines.map((line) => `${line}\n`).join(''), { mode: 0o600 })
const inputs = new Map(rows('inputs.jsonl').map((one) => [one.id, one]))
const good = new Map(rows('release-good.jsonl').map((one) => [one.id, one]))
if (!existsSync(path('pairs.jsonl'))) {
  const both = rows('now.jsonl').filter((now) => !now.error && good.has(now.id) && !good.get(now.id).error)
  const pairs = both.map((now) => {
    const former = good.get(now.id).output
    const goodIs = randomInt(2) ? 'a' : 'b'
    return { id: now.id, goodIs, a: goodIs === 'a' ? former : now.output, b: goodIs === 'a' ? now.output : former }
  })
  write('pairs.jsonl', pairs.map((pair) => JSON.stringify(pair)))
  const differ = pairs.filter(({ a, b }) => a !== b)
  write('pairs.txt', differ.map(({ id, a, b }) => `== ${id}\n${inputs.get(id).input}\n-- a: ${a}\n-- b: ${b}\n`))
  for (const marks of ['marks-1.txt', 'marks-2.txt']) write(marks, differ.map(({ id }) => `${id} `))
}
const pairs = rows('pairs.jsonl')
const marks = ['marks-1.txt', 'marks-2.txt'].map((name) => new Map(read(name).map((line) => {
  const at = line.trimEnd().lastIndexOf(' ')
  return [line.slice(0, at).trim(), line.slice(at + 1).trim().toLowerCase()]
})))
const differ = pairs.filter(({ a, b }) => a !== b)
const open = differ.filter(({ id }) => marks.some((mark) => !['a', 'b', '='].includes(mark.get(id))))
const parsed = (output) => {
  try {
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1))
  } catch {
    return undefined
  }
}
const cases = pairs.flatMap(({ id, goodIs, a, b }) => {
  const [one, two] = marks.map((mark) => mark.get(id))
  if (a !== b && one !== two) return []
  const expected = parsed({ a, b }[a === b || one === '=' ? goodIs : one])
  return expected ? [{ ...inputs.get(id), expected, prefers: a === b || one === '=' ? '=' : one === goodIs ? 'good' : 'now' }] : []
})
const count = (what) => cases.filter(({ prefers }) => prefers === what).length
console.log(`pairs: ${pairs.length}, that differ: ${differ.length}, without a mark of both: ${open.length}`)
if (open.length > 0) console.log(`read ${path('pairs.txt')}, write into marks-1.txt and marks-2.txt beside it\nunmarked`)
else {
  console.log(`both prefer the former: ${count('good')}, today's: ${count('now')}, no difference: ${count('=')}`)
  if (count('good') + count('now') < 8) console.log('too-few')
  else {
    write('eval.jsonl', cases.map(({ prefers, ...one }) => JSON.stringify({ ...one, marked: true })))
    write('baseline.jsonl', cases.map(({ id }) => JSON.stringify(good.get(id))))
    console.log('labeled')
  }
}
