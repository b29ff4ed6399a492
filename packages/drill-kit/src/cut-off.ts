// Scenarios in which something goes away in the middle of a path: a server, a pooler, a folder.
import type { Scenario, World, WorldAction } from '@keys/drill'

/** How something goes away. */
export type CutOffOptions<SomeWorld extends World> = {
  /** What goes away, such as `the server`; the scenarios are named by it. */
  what: string
  /** Takes it away. */
  goesAway: WorldAction<SomeWorld>
  /** The steps at which it does; every step of the path unless given. */
  at?: readonly string[]
  /**
   * `reached`, unless given: it is gone before anything of the step runs. `acting`: it goes in place of the commands of the
   * step, so that what the text looks at afterwards has to find it out.
   */
  when?: 'reached' | 'acting'
  /** Steps from which the text leads elsewhere than to its end: the path from there on, and how that ends. */
  leadsTo?: Readonly<Record<string, { path?: readonly string[]; end: string }>>
}

/**
 * Makes of one scenario others, in each of which something goes away at another step of its path.
 *
 * @param scenario What is broken, and the path on which it is walked. How it ends, and by what it is fixed, is left out.
 * @param options What goes away, and where.
 * @returns A scenario for each step; the text is to escalate unless `leadsTo` says otherwise.
 * @throws {RangeError} For a step that is not on the path.
 */
export function cutOff<SomeWorld extends World>(
  { path, before, fixedBy: _fixedBy, invariants: _invariants, ...scenario }: Omit<Scenario<SomeWorld>, 'name' | 'end'>,
  { what, goesAway, at = [...new Set(path)], when = 'reached', leadsTo = {} }: CutOffOptions<SomeWorld>
): Scenario<SomeWorld>[] {
  return at.map((label) => {
    const place = path.indexOf(label)
    if (place === -1) throw new RangeError(`${label} is not on the path ${path.join(', ')}.`)
    const { path: onward = [], end } = leadsTo[label] ?? { end: 'escalate' }
    const cut = { ...scenario, path: [...path.slice(0, place + 1), ...onward], end }
    if (when === 'acting') {
      const wrongAction = { description: `takes ${what} away`, instead: { [label]: goesAway } }
      return { ...cut, ...(before && { before }), name: `${what} goes away in ${label}`, wrongAction }
    }
    const first = firstOf(before?.[label])
    const both: WorldAction<SomeWorld> = async (world) => {
      const change = await first?.(world)
      const other = await goesAway(world)
      return { inputs: { ...change?.inputs, ...other?.inputs } }
    }
    return { ...cut, name: `${what} goes away before ${label}`, before: { ...before, [label]: both } }
  })
}

function firstOf<SomeWorld extends World>(
  actions: WorldAction<SomeWorld> | readonly WorldAction<SomeWorld>[] | undefined
): WorldAction<SomeWorld> | undefined {
  return typeof actions === 'function' ? actions : actions?.[0]
}
