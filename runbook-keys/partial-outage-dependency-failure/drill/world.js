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

/** @param {{ scope: Scope }} given */
export async function buildWorld({ scope }) {
  const upstream = await startUpstream(scope, { token: TOKEN })
  const proxy = await startFaultProxy(scope, upstream)
  const app = await startApp(scope)
  const dependency = addDependency(app, {
    dependencyUrl: `${proxy.url}/price`,
    dependencyToken: TOKEN,
    // Long enough for a machine that drills other things meanwhile.
    switches: { dependency_timeout_ms: 1200 }
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
      BUDGET_MS: '3000',
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

/** @type {OutageAction} */
export const isWell = fails('ok')

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

/** Nobody but the operator asks for anything: less to do where the numbers are not read. @type {OutageAction} */
export const noUsers = ({ users }) => {
  users.perSecond = 0
}

/** Enough of them to take every place. @type {OutageAction} */
export const manyUsers = ({ users }) => {
  users.perSecond = 25
}

/** What Step 2 needs for 20 requests also on a busy machine; the other windows need none. @type {OutageAction} */
export const longWindow = inputs({ WINDOW_SECONDS: '3' })
export const shortWindow = inputs({ WINDOW_SECONDS: '1' })

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
