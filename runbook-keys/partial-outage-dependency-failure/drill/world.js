// @ts-check
// An application with users, its dependency, and what stands before each of them; and the ways in which they fail.
import assert from 'node:assert/strict'
import { rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addDependency, startApp, startFaultProxy, startUpstream, startUsers, waitUntil } from '@keys/drill-kit'

/** @typedef {import('@keys/drill').Scope} Scope */
/** @typedef {Awaited<ReturnType<typeof buildWorld>>} OutageWorld */
/** @typedef {import('@keys/drill').WorldAction<OutageWorld>} OutageAction */
/** @typedef {import('@keys/drill').Scenario<OutageWorld>} OutageScenario */

const TOKEN = 'drill-dependency-token'
/** More than ever come at a time. */
const ENOUGH = 400
/** Milliseconds that no answer takes which is not kept back on purpose. */
const PATIENT = '20000'

/** @param {{ scope: Scope }} given */
export async function buildWorld({ scope }) {
  // Whatever else runs on the machine, nothing here is full or late unless a scenario makes it so: a burst of users after a
  // pause, or a call that waits for a processor, is no fault of the dependency.
  const upstream = await startUpstream(scope, { token: TOKEN, capacity: ENOUGH })
  const proxy = await startFaultProxy(scope, upstream)
  const app = await startApp(scope)
  const dependency = addDependency(app, {
    dependencyUrl: `${proxy.url}/price`,
    dependencyToken: TOKEN,
    places: ENOUGH,
    switches: { dependency_timeout_ms: 15_000, dependency_concurrency: ENOUGH }
  })
  const edge = await startFaultProxy(scope, app)
  const paths = [dependency.unrelatedPath, ...Array.from({ length: 9 }, () => dependency.affectedPath)]
  const users = startUsers(scope, { url: edge.url, paths, perSecond: 15 })
  const evidence = join(await scope.folder('evidence'), 'incident')
  return {
    scope,
    upstream,
    proxy,
    app,
    dependency,
    edge,
    users,
    evidence,
    /** The switches before anything is wrong. */
    calmSwitches: { ...dependency.switches },
    environment: {
      AFFECTED_URL: edge.url + dependency.affectedPath,
      APP_LOG: app.logFile,
      BUDGET_MS: PATIENT,
      DEPENDENCY_CURL_CONFIG: await scope.file('dependency.curl', curlConfig(TOKEN)),
      DEPENDENCY_URL: dependency.dependencyUrl,
      EVIDENCE_DIR: evidence,
      IN_FLIGHT_LIMIT: String(dependency.places),
      METRICS_URL: dependency.metricsUrl,
      RATIO_LIMIT: '1.5',
      SWITCHES_TOKEN: dependency.switchesToken,
      SWITCHES_URL: dependency.switchesUrl,
      UNRELATED_URL: edge.url + dependency.unrelatedPath,
      WINDOW_SECONDS: '1'
    }
  }
}

/** @param {string} token */
export function curlConfig(token) {
  return `header = "Authorization: Bearer ${token}"\n`
}

/** A user waits for long, and no answer is late on a busy machine. @type {OutageAction} */
export const patient = inputs({ BUDGET_MS: PATIENT })

/** What never answers is given up after three seconds. @type {OutageAction} */
export const hurried = inputs({ BUDGET_MS: '3000' })

/** Actions one after the other. @param {...OutageAction} actions @returns {OutageAction} */
export function all(...actions) {
  return async (world) => {
    const inputs = {}
    for (const action of actions) Object.assign(inputs, (await action(world))?.inputs)
    return { inputs }
  }
}

/** The dependency fails in one way. @param {Parameters<OutageWorld['proxy']['set']>[0]} fault @returns {OutageAction} */
export function fails(fault) {
  return ({ proxy }) => proxy.set(fault)
}

/** It answers some calls with an error. @param {number} status @param {number} [share] @returns {OutageAction} */
export function answers(status, share = 1) {
  return fails({ mode: 'status', status, share })
}

/** It is well, and has all the time that a busy machine may take: nothing is slow by chance. @type {OutageAction} */
export const isWell = all(fails('ok'), patient)

/** @param {...import('@keys/drill-kit').DependencyFault} faults @returns {OutageAction} */
export function ours(...faults) {
  return ({ dependency }) => dependency.fault(...faults)
}

/** @param {Partial<import('@keys/drill-kit').Switches>} values @returns {OutageAction} */
export function switches(values) {
  return ({ dependency }) => void Object.assign(dependency.switches, values)
}

/** Inputs have other values from here on. @param {Record<string, string>} inputs @returns {OutageAction} */
export function inputs(inputs) {
  return () => ({ inputs })
}

/** Only so many requests can be worked on at a time. @param {number} places @returns {OutageAction} */
export function fewPlaces(places) {
  return ({ dependency }) => {
    dependency.places = places
    return { inputs: { IN_FLIGHT_LIMIT: String(places) } }
  }
}

/** Nobody but the operator asks for anything: less to do where the numbers are not read. @type {OutageAction} */
export const noUsers = ({ users }) => {
  users.perSecond = 0
}

/** Enough of them to take every place. @type {OutageAction} */
export const manyUsers = ({ users }) => {
  users.perSecond = 25
}

/** As many as at any other time. @type {OutageAction} */
export const someUsers = ({ users }) => {
  users.perSecond = 15
}

/** Step 2 needs 20 requests: three times as many come, so that a busy machine has them too. @type {OutageAction} */
export const longWindow = all(manyUsers, inputs({ WINDOW_SECONDS: '3' }))

/** The other windows need none. @type {OutageAction} */
export const shortWindow = all(someUsers, inputs({ WINDOW_SECONDS: '1' }))

/** Every place of the application is taken. @type {OutageAction} */
export async function untilFull({ app, dependency }) {
  await waitUntil('every place is taken', async () => {
    const text = await (await fetch(`${app.url}/metrics`)).text()
    return Number(/in_flight (\d+)/.exec(text)?.[1]) >= dependency.places
  })
}

/** Routes that call the dependency answer 503, before they reach the application. @type {OutageAction} */
export function block({ edge, dependency }) {
  return edge.set({ mode: 'status', status: 503, path: dependency.affectedPath, headers: { 'retry-after': '60' } })
}

/** @type {OutageAction} */
export const unblock = ({ edge }) => edge.set('ok')

/** Nothing of the evidence can be read or written any more. @type {OutageAction} */
export async function loseEvidence({ evidence }) {
  await rm(evidence, { recursive: true, force: true })
  await writeFile(evidence, 'not a folder\n')
}

/** The incident began two hours ago. @type {OutageAction} */
export async function twoHoursLater({ evidence }) {
  const then = new Date(Date.now() - 2 * 3600 * 1000)
  await utimes(join(evidence, 'switches-before.json'), then, then)
}

/**
 * The switches are as before, but for some.
 * @param {Partial<import('@keys/drill-kit').Switches>} values
 * @returns {(world: OutageWorld) => void}
 */
export function switchesAre(values) {
  return ({ dependency, calmSwitches }) => assert.deepEqual(dependency.switches, { ...calmSwitches, ...values })
}
