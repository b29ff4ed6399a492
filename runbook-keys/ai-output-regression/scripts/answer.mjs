// answer.mjs app: through the application. answer.mjs REQUEST [MODEL]: straight to the model.
import { existsSync, readFileSync } from 'node:fs'
import { argv, env, exit } from 'node:process'
const [, , request, model] = argv
// Before Step 9 has made cases there are inputs alone.
const file = ['eval.jsonl', 'inputs.jsonl'].map((name) => `${env.EVIDENCE_DIR}/${name}`).find((path) => existsSync(path))
const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
const cases = lines.map((line) => JSON.parse(line))
const template = request === 'app' ? '' : readFileSync(request, 'utf8')
const url = template ? `${env.OPENAI_BASE_URL}/chat/completions` : env.APP_EVAL_URL
const token = template ? env.OPENAI_API_KEY : env.APP_EVAL_TOKEN
const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
const bodyFor = (one) => {
  if (!template) return { id: one.id, input: one.input }
  const body = JSON.parse(template, (_, value) => typeof value === 'string'
    ? value.replace(/\{\{(input|context)\}\}/g, (_, field) => one[field] ?? '') : value)
  return model ? { ...body, model } : body
}
const ask = async (one) => {
  for (let attempt = 1; ; attempt++) {
    let status = 0
    try {
      const signal = AbortSignal.timeout(60000)
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(bodyFor(one)), signal })
      status = answer.status
      const got = await answer.json().catch(() => ({}))
      const output = got.choices ? got.choices[0].message.content ?? '' : got.output
      if (answer.ok && typeof output === 'string') {
        return { id: one.id, model: got.model, output, sources: got.sources, enabled: got.enabled }
      }
      if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
        console.error(`refused: ${status} ${got.error?.code ?? ''}`)
        exit(24)
      }
    } catch {}
    if (attempt === 3) return { id: one.id, error: status }
    await new Promise((done) => setTimeout(done, attempt * 2000))
  }
}
const rows = []
let failed = 0
const queue = cases.entries()
await Promise.all(Array.from({ length: 8 }, async () => {
  for (const [index, one] of queue) {
    rows[index] = await ask(one)
    if ('error' in rows[index] && ++failed > cases.length * 0.05) {
      console.error(`too many cases without an answer, the last one: ${rows[index].error}`)
      exit(25)
    }
  }
}))
for (const row of rows) console.log(JSON.stringify(row))
console.error(`cases: ${rows.length}, without an answer: ${failed}`)
