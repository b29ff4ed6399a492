import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  addAi,
  badPrompt,
  goodPrompt,
  modelIds,
  startApp,
  startOpenAi,
  writeAiFiles,
  type AiConfig,
  type AiFeature,
  type OpenAiMode
} from '../src/index.js'
import { openScope } from './helpers.js'

async function world() {
  const scope = openScope()
  const openAi = await startOpenAi(scope)
  const app = await startApp(scope)
  const feature = addAi(app, openAi)
  const post = (path: string, body: object) =>
    fetch(`${openAi.baseUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${openAi.apiKey}` },
      body: JSON.stringify(body)
    })
  return { scope, openAi, app, feature, post, files: await writeAiFiles(scope, feature) }
}

/** Share of right answers as plain JSON, of right answers however wrapped, and of documents kept, in per cent. */
async function measure({ feature, files }: { feature: AiFeature; files: Awaited<ReturnType<typeof writeAiFiles>> }) {
  const right = { plain: 0, content: 0, sources: 0 }
  for (const { input, expected } of files.cases) {
    const { output, sources } = await feature.answer(input)
    const plain = JSON.stringify(expected)
    right.plain += output === plain ? 1 : 0
    right.content += output.includes(plain) ? 1 : 0
    right.sources += sources.some((source) => source.startsWith('doc-')) ? 1 : 0
  }
  const share = (n: number) => Math.round((100 * n) / files.cases.length)
  return { plain: share(right.plain), content: share(right.content), sources: share(right.sources) }
}

test('when all is well, nearly every answer is right, plain, and the same again', async () => {
  const all = await world()
  const first = await measure(all)
  expect(first.plain).toBeGreaterThanOrEqual(92)
  expect(first).toMatchObject({ content: first.plain, sources: 100 })
  expect(await measure(all)).toEqual(first)
})

const changes: [string, (all: Awaited<ReturnType<typeof world>>) => unknown, (drop: Drop) => boolean][] = [
  ['the alias has moved', ({ openAi }) => (openAi.aliasOf = modelIds.moved), ({ content }) => content > 10],
  [
    'the format has changed',
    ({ openAi }) => (openAi.aliasOf = modelIds.wrapping),
    ({ plain, content }) => plain > 25 && content < 3
  ],
  ['the prompt is worse', config({ prompt: badPrompt }), ({ content }) => content > 10],
  ['answers are cut off', config({ maxTokens: 4 }), ({ content }) => content > 15],
  ['the index is another', config({ index: 'docs-v2' }), ({ content, sources }) => content > 40 && sources > 60],
  ['the model refuses', refuses, ({ content }) => content > 20]
]

test.each(changes)('%s: it shows', async (_, change, shows) => {
  const all = await world()
  const before = await measure(all)
  change(all)
  const after = await measure(all)
  expect(shows(dropOf(before, after))).toBe(true)
})

test('a snapshot with a prompt of its own follows that one, and no other', async () => {
  const all = await world()
  all.openAi.snapshots.set(modelIds.moved, { accuracy: 0.77, wrapped: 0, refused: 0, prompt: badPrompt })
  const contentOf = async (model: string, prompt: string) => {
    Object.assign(all.feature.config, { model, prompt })
    return (await measure(all)).content
  }
  const both = await contentOf(modelIds.moved, badPrompt)
  const modelBack = await contentOf(modelIds.knownGood, badPrompt)
  const promptBack = await contentOf(modelIds.moved, goodPrompt)
  const allBack = await contentOf(modelIds.knownGood, goodPrompt)
  expect(modelBack - both).toBeLessThan(5)
  expect(promptBack - both).toBeLessThan(0)
  expect(allBack - both).toBeGreaterThan(10)
})

test('a response format and a tolerant parser each bring plain JSON back', async () => {
  const all = await world()
  const before = await measure(all)
  all.openAi.aliasOf = modelIds.wrapping
  all.feature.config.responseFormat = { type: 'json_object' }
  expect(dropOf(before, await measure(all)).plain).toBeLessThan(3)
  Object.assign(all.feature.config, { responseFormat: undefined, tolerantParser: true })
  expect(dropOf(before, await measure(all)).plain).toBeLessThan(3)
})

test('above temperature 0 the same question gets different answers', async () => {
  const all = await world()
  all.feature.config.temperature = 0.7
  const outputs = []
  for (let n = 0; n < 2; n++) {
    const answers = []
    for (const { input } of all.files.cases) answers.push((await all.feature.answer(input)).output)
    outputs.push(answers.join())
  }
  expect(outputs[0]).not.toBe(outputs[1])
})

test('retrying until it parses multiplies the calls', async () => {
  const all = await world()
  all.openAi.aliasOf = modelIds.wrapping
  all.feature.fault('retries-until-it-parses')
  const before = all.openAi.calls
  await measure(all)
  expect(all.openAi.calls - before).toBeGreaterThan(all.files.cases.length * 1.5)
})

test('the models are listed, retired ones are not, and what served is named', async () => {
  const { openAi, post } = await world()
  const list = async () => {
    const headers = { authorization: `Bearer ${openAi.apiKey}` }
    const { data } = (await (await fetch(`${openAi.baseUrl}/models`, { headers })).json()) as { data: object[] }
    return data
  }
  openAi.shutdownDates.set(modelIds.knownGood, '2027-01-31')
  expect(await list()).toContainEqual(expect.objectContaining({ id: modelIds.knownGood, shutdown_date: '2027-01-31' }))
  const ask = (model: string) => post('/chat/completions', { model, messages: [{ role: 'user', content: 'ticket 1' }] })
  expect(await (await ask(modelIds.alias)).json()).toMatchObject({
    model: modelIds.knownGood,
    object: 'chat.completion'
  })
  openAi.snapshots.delete(modelIds.knownGood)
  expect(await list()).not.toContainEqual(expect.objectContaining({ id: modelIds.knownGood }))
  const gone = await ask(modelIds.knownGood)
  expect([gone.status, await gone.json()]).toMatchObject([404, { error: { code: 'model_not_found' } }])
})

const modes: [OpenAiMode, string][] = [
  ['unauthorized', '401'],
  ['rate-limited', '429'],
  ['error', '500'],
  ['not-json', '200']
]

test.each(modes)('when the API is %s, the call log says %s', async (mode, error) => {
  const { openAi, files } = await world()
  openAi.mode = mode
  await files.incident()
  const lines = readFileSync(files.paths.CALL_LOG, 'utf8').trimEnd().split('\n')
  const calls = lines.map((line): { error: string | null } => JSON.parse(line))
  expect(calls.map((call) => call.error)).toEqual([...Array(100).fill(null), ...Array(80).fill(error)])
})

test('the eval route goes the customers’ way, for those who have its token', async () => {
  const { feature, files } = await world()
  const ask = (token: string) =>
    fetch(feature.evalUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ id: 'case-000', input: files.cases[0]?.input })
    })
  expect((await ask('wrong')).status).toBe(401)
  feature.config.enabled = false
  expect(await (await ask(feature.evalToken)).json()).toMatchObject({ model: modelIds.knownGood, enabled: false })
  feature.after(2, () => (feature.config.prompt = badPrompt))
  await ask(feature.evalToken)
  expect(feature.config.prompt).not.toBe(badPrompt)
  await ask(feature.evalToken)
  expect(feature.config.prompt).toBe(badPrompt)
  feature.fault('fails')
  expect((await ask(feature.evalToken)).status).toBe(500)
})

test('the files are private, and the request has its placeholders', async () => {
  const { files } = await world()
  await files.incident()
  expect(Object.values(files.paths).map((path) => statSync(path).mode & 0o777)).toEqual(Array(5).fill(0o600))
  expect(readFileSync(files.paths.REQUEST_NOW, 'utf8')).toContain('Context: {{context}}\\nTicket: {{input}}')
})

test('files that begin with another calm day are as if the feature had been asked', async () => {
  const { scope, openAi, app, files } = await world()
  const calls = openAi.calls
  const copy = await writeAiFiles(scope, addAi(app, openAi), { calm: files })
  expect(openAi.calls).toBe(calls)
  await Promise.all([files, copy].map((each) => each.write('request-now.json', {})))
  const texts = ({ paths }: typeof files) => Object.values(paths).map((path) => readFileSync(path, 'utf8'))
  expect(texts(copy)).toEqual(texts(files))
  await copy.traffic(3, 1)
  expect([files, copy].map((each) => each.calls.length)).toEqual([100, 103])
})

type Drop = Awaited<ReturnType<typeof measure>>

function dropOf(before: Drop, after: Drop): Drop {
  return {
    plain: before.plain - after.plain,
    content: before.content - after.content,
    sources: before.sources - after.sources
  }
}

function config(changes: Partial<AiConfig>) {
  return ({ feature }: { feature: AiFeature }) => Object.assign(feature.config, changes)
}

function refuses({ openAi }: Awaited<ReturnType<typeof world>>) {
  openAi.snapshots.set(modelIds.knownGood, { accuracy: 0.95, wrapped: 0, refused: 0.3 })
}
