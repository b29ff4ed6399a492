/**
 * How an author says what a drill is: the world, the faults, the right way through the text.
 */
import type { StandIn } from '@keys/schema'
import type { Scope } from './scope/scope.js'

/** What every world has: the values of the inputs. */
export interface World {
  /** Values of the runbook's inputs, by name. One that is left out has no value. */
  environment: Readonly<Record<string, string>>
}

/** What changes for the commands while somebody acts, such as a secret that was corrected. */
export interface Change {
  /** Inputs that have another value from here on. */
  inputs?: Readonly<Record<string, string>>
  /** What the person saw or wrote down. */
  observed?: string
}

/** Something done to a world. */
export type WorldAction<SomeWorld> = (world: SomeWorld) => Promise<Change | void> | Change | void

/**
 * How a person leaves a step whose matchers leave it to the person: some words of the branch's condition, or `holds`,
 * `fails`, `continue` for a step without branches.
 */
export type Answer = string

/** By the label of a step, such as `Step 2`. A list is used up visit by visit; its last entry stays. */
export type ByStep<Value> = Readonly<Record<string, Value | readonly Value[]>>

/** One case of a drill. */
export interface Scenario<SomeWorld extends World> {
  /** What is broken, in a few words; unique in the drill. */
  name: string
  /** Breaks the world. */
  fault?: WorldAction<SomeWorld>
  /** What happens in the world when a step is reached, before anything of it runs. */
  before?: ByStep<WorldAction<SomeWorld>>
  /** What a person does where the text asks for a manual action. */
  manualActions?: ByStep<WorldAction<SomeWorld>>
  /** What a person decides where no matcher does. */
  decisions?: ByStep<Answer>
  /** Labels of the steps that are visited, in order. */
  path: readonly string[]
  /** How it ends: `resolved`, `escalate`, or the package of the runbook that is right instead. */
  end: string
  /** The action that fixes the fault. Its own verification must fail before it, and hold after it. */
  fixedBy?: string
  /**
   * Makes this a negative case: a wrong action that tempts, in few words. It is done in place of the manual action and of the
   * commands of a step; the verification of the text must find it out, so it cannot end as resolved.
   */
  wrongAction?: { description: string; instead: Readonly<Record<string, WorldAction<SomeWorld>>> }
  /** Says what else must be true of the world at the end; throws where it is not. */
  invariants?: (world: SomeWorld) => Promise<void> | void
  /** Whether the rollback is run where it is offered; true when absent. */
  rollsBack?: boolean
}

/** A branch that no drill can show. */
export interface ProductionOnly {
  /** The label of the step. */
  step: string
  /** Some words of the condition that no other branch of the step has. */
  branch: string
  /** Why. */
  reason: string
}

/** The drill of a pack. */
export interface Drill<Services, SomeWorld extends World> {
  /** What is slow to start and can be shared by all scenarios, such as a database server. Absent for nothing. */
  services?: (scope: Scope) => Promise<Services> | Services
  /** The world of one scenario: whole, and nothing broken yet. */
  world: (context: { services: Services; scope: Scope }) => Promise<SomeWorld> | SomeWorld
  scenarios: readonly Scenario<SomeWorld>[]
  /** What its worlds put in place of the real thing, such as `Stripe`; the coverage line names it. */
  standIns?: readonly StandIn[]
  /** How many scenarios may run at the same time, because their worlds share nothing that they change; 1 when absent. */
  concurrency?: number
  productionOnly?: readonly ProductionOnly[]
}

/**
 * Defines the drill of a pack. `drill/drill.js` exports what this gives as `drill`.
 * @param drill The drill.
 */
export function defineDrill<Services, SomeWorld extends World>(
  drill: Drill<Services, SomeWorld>
): Drill<Services, SomeWorld> {
  return drill
}
