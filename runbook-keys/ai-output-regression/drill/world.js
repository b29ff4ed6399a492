// @ts-check
// A feature that answers well, the provider that it asks, the files that its owner has, and what happens to them.
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { addAi, badPrompt, modelIds, startApp, startOpenAi, writeAiFiles } from '@keys/drill-kit'

/** @typedef {Awaited<ReturnType<typeof startServices>>} Services */
/** @typedef {Awaited<ReturnType<typeof buildWorld>>} Feature */
/** @typedef {import('@keys/drill').Scenario<Feature>} AiScenario */
/** @typedef {import('@keys/drill').WorldAction<Feature>} AiAction */
/** @typedef {keyof Feature['files']['paths']} FileName */

/**
 * Starts a feature that stays well, and writes what its owner kept of a calm day.
 * @param {import('@keys/drill').Scope} scope Ends it.
 */
export async function startServices(scope) {
  const feature = addAi(await startApp(scope), await startOpenAi(scope))
  // No more cases than the text demands.
  return { calm: await writeAiFiles(scope, feature, { count: 100 }) }
}

/**
 * Builds a world in which the answers are as good as on the calm day.
 * @param {{ services: Services, scope: import('@keys/drill').Scope }} given
 */
export async function buildWorld({ services: { calm }, scope }) {
  const openAi = await startOpenAi(scope)
  const app = await startApp(scope)
  const ai = addAi(app, openAi)
  const files = await writeAiFiles(scope, ai, { calm })
  const evidence = join(await scope.folder('evidence'), 'incident')
  return {
    openAi,
    app,
    ai,
    files,
    config: ai.config,
    /** The configuration of the good release. */
    good: { ...ai.config },
    /** Path of a file of the evidence. @param {string} name */
    evidence: (name) => join(evidence, name),
    environment: {
      ...files.paths,
      APP_EVAL_TOKEN: ai.evalToken,
      APP_EVAL_URL: ai.evalUrl,
      EVIDENCE_DIR: evidence,
      INCIDENT_START: hoursAgo(24),
      MODEL_KNOWN_GOOD: modelIds.knownGood,
      OPENAI_API_KEY: openAi.apiKey,
      OPENAI_BASE_URL: openAi.baseUrl
    }
  }
}

/**
 * Lets customers call the feature once it is broken, and lets the exports show it.
 * @param {AiScenario} scenario
 * @returns {AiScenario}
 */
export function customersCall(scenario) {
  return {
    ...scenario,
    fault: async (world) => {
      const change = await scenario.fault?.(world)
      await world.files.incident()
      return change
    }
  }
}

/**
 * A time in UTC, as the call log has it.
 * @param {number} hours
 */
export function hoursAgo(hours) {
  return new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
}

/**
 * Changes the configuration of the feature.
 * @param {Partial<Feature['config']>} changes
 * @returns {(world: Feature) => void} The action.
 */
export function sets(changes) {
  return ({ config }) => void Object.assign(config, changes)
}

/**
 * The provider points the alias to another snapshot.
 * @param {'moved' | 'wrapping'} snapshot
 * @returns {(world: Feature) => void} The action.
 */
export function alias(snapshot) {
  return ({ openAi }) => void (openAi.aliasOf = modelIds[snapshot])
}

/**
 * A snapshot thinks for a hundred tokens before it answers, and each of them is paid for.
 * @param {string} snapshot
 * @returns {(world: Feature) => void} The action.
 */
export function thinks(snapshot) {
  return ({ openAi }) => {
    const quality = openAi.snapshots.get(snapshot)
    if (quality) quality.thinks = 100
  }
}

/**
 * Whatever answers thinks for longer.
 * @param {Feature} world
 */
export function allThink(world) {
  for (const snapshot of world.openAi.snapshots.keys()) thinks(snapshot)(world)
}

/**
 * The alias is moved and the known-good snapshot is gone.
 * @param {Feature} world
 */
export function retired(world) {
  alias('moved')(world)
  world.openAi.snapshots.delete(modelIds.knownGood)
}

/**
 * A release moves to a new snapshot, with a prompt that was retuned for it. Each is worse with the other's former half.
 * @param {Feature} world
 */
export function retuned({ openAi, config }) {
  openAi.snapshots.set(modelIds.moved, { accuracy: 0.77, wrapped: 0, refused: 0, prompt: badPrompt })
  Object.assign(config, { model: modelIds.moved, prompt: badPrompt })
}

/**
 * The provider behaves otherwise.
 * @param {import('@keys/drill-kit').OpenAiMode} mode
 * @returns {(world: Feature) => void} The action.
 */
export function providerIs(mode) {
  return ({ openAi }) => void (openAi.mode = mode)
}

/**
 * Takes the route away through which the application is measured.
 * @param {Feature} world
 */
export function loseRoute({ app }) {
  app.unroute('/internal/eval')
}

/**
 * A release comes while the cases are asked, and is taken back before they are asked again.
 * @param {Feature} world
 */
export function releaseMeanwhile({ ai, config, good }) {
  Object.assign(config, good)
  ai.after(100, () => (config.index = 'docs-v2'))
}

/**
 * The owner has inputs out of the log, and nobody has labeled them.
 * @param {AiAction} fault
 * @returns {AiAction} The action.
 */
export function withoutLabels(fault) {
  return async (world) => {
    await fault(world)
    const path = await world.files.write(
      'inputs.jsonl',
      world.files.cases.map(({ expected: _, ...one }) => one)
    )
    return { inputs: { EVAL_FILE: path, BASELINE_FILE: '' } }
  }
}

/**
 * Two people who know the business mark the pairs. Neither sees which answer is whose.
 * @param {Feature} world
 */
export async function markPairs({ files, evidence }) {
  const expected = new Map(files.cases.map((one) => [one.id, one.expected]))
  const isRight = (/** @type {string} */ id, /** @type {unknown} */ output) => {
    try {
      return isDeepStrictEqual(JSON.parse(String(output)), expected.get(id))
    } catch {
      return false
    }
  }
  const pairs = await readLines(evidence('pairs.jsonl'))
  const lines = pairs
    .filter(({ a, b }) => a !== b)
    .map(({ id, a, b }) => {
      const [one, two] = [isRight(String(id), a), isRight(String(id), b)]
      return `${String(id)} ${one === two ? '=' : one ? 'a' : 'b'}`
    })
  for (const name of ['marks-1.txt', 'marks-2.txt']) await writeFile(evidence(name), `${lines.join('\n')}\n`)
}

/**
 * Customers call in the last hour, and the log is exported again.
 * @param {number} count
 * @returns {(world: Feature) => Promise<void>} The action.
 */
export function traffic(count) {
  return ({ files }) => files.traffic(count, 0.5)
}

/**
 * The export has a line that is no call.
 * @param {Feature} world
 */
export async function spoilLog({ files }) {
  await writeFile(files.paths.CALL_LOG, '"not a call"\n', { flag: 'a' })
}

/**
 * The log is exported again, as it should be.
 * @param {Feature} world
 */
export async function fixLog({ files }) {
  await files.write('calls.jsonl', [...files.calls])
}

/**
 * Reads JSON lines.
 * @param {string} path
 * @returns {Promise<Record<string, unknown>[]>}
 */
export async function readLines(path) {
  const text = await readFile(path, 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/**
 * Gives the file in which the judge marked the same hundred answers twice. Then it liked nine in ten.
 * @param {(index: number) => boolean} now Its marks of today.
 * @returns {AiAction} The action.
 */
export function judge(now) {
  return async ({ files }) => {
    // oxlint-disable-next-line unicorn/no-thenable -- so the text calls the mark
    const marks = files.cases.map(({ id }, index) => ({ id, then: liked(index), now: now(index) }))
    return { inputs: { JUDGE_SCORES: await files.write('judge.jsonl', marks) } }
  }
}

/** Whether the judge liked an answer then. @param {number} index */
export function liked(index) {
  return index % 10 !== 0
}

/**
 * Holds that the configuration differs from that of the good release in this, and in nothing else; that the cases were
 * not edited; and that no secret went into the evidence.
 * @param {Partial<Feature['config']>} changes
 * @returns {(world: Feature) => Promise<void>}
 */
export function isGoodBut(changes) {
  return async ({ config, good, files, evidence, environment }) => {
    if (!isDeepStrictEqual({ ...config }, { ...good, ...changes }))
      throw new Error(`the configuration is ${JSON.stringify(config)}`)
    const kept = new Map()
    for (const name of await readdir(evidence('.'))) kept.set(name, await readFile(evidence(name), 'utf8'))
    // Where there were inputs alone, the cases come out of blind pairs.
    if (!kept.has('inputs.jsonl') && kept.get('eval.jsonl') !== (await readFile(files.paths.EVAL_FILE, 'utf8')))
      throw new Error('the cases were edited')
    for (const [name, text] of kept) {
      for (const secret of [environment.OPENAI_API_KEY, environment.APP_EVAL_TOKEN])
        if (text.includes(secret)) throw new Error(`a secret is in ${name}`)
    }
  }
}
