// @ts-check
// What must be true of the queue and its effects at the end.
import { readFile } from 'node:fs/promises'

/**
 * Holds that so many effects exist, and each once.
 * @param {number} wanted
 * @returns {(world: import('./world.js').Queue) => Promise<void>}
 */
export function effectsOnce(wanted) {
  return async ({ database }) => {
    const [found] = await database.query('select count(*)::int as n, count(distinct key)::int as keys from job_effects')
    if (found?.n !== wanted || found.keys !== wanted)
      throw new Error(`${found?.n} effects of ${found?.keys} keys, and ${wanted} should exist once`)
  }
}

/**
 * Holds that jobs stand in some states, such as `mail failed 1`.
 * @param {string[]} wanted
 * @returns {(world: import('./world.js').Queue) => Promise<void>}
 */
export function jobsAre(...wanted) {
  return async ({ database }) => {
    const rows = await database.query(
      `select concat_ws(' ', name, state, count(*)) as line from pgboss.job group by name, state order by 1`
    )
    const found = rows.map(({ line }) => String(line))
    if (found.sort().join() !== wanted.sort().join())
      throw new Error(`the jobs are ${found.join(', ')}, not ${wanted.join(', ')}`)
  }
}

/**
 * Holds that each of some things is true.
 * @param {((world: import('./world.js').Queue) => Promise<void>)[]} checks
 * @returns {(world: import('./world.js').Queue) => Promise<void>}
 */
export function all(...checks) {
  return async (world) => {
    for (const check of checks) await check(world)
  }
}

/**
 * Reads the verdicts on jobs, as Step 6 wrote them.
 * @param {import('./world.js').Queue} world
 * @returns {Promise<string[]>} In the order of the plan.
 */
export async function verdicts({ evidence }) {
  const plan = await readFile(evidence('plan.txt'), 'utf8')
  return plan
    .trim()
    .split('\n')
    .map((line) => line.slice(0, line.indexOf(' ')))
}
