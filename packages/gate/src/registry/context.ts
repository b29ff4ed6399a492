/** How the gate and its plugin inside of Verdaccio speak with each other: by the context of the request. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { RegistryStorage } from './storage.js'

/** What Verdaccio asks leave for. */
export type Action = 'access' | 'publish' | 'unpublish'

/** A request that the gate has let through: for one package and some actions. */
export interface RequestContext {
  kind: 'request'
  name: string
  actions: readonly Action[]
}

/** The start: what Verdaccio has loaded tells of itself. */
export interface StartContext {
  kind: 'start'
  plugins: object[]
  loaded: (auth: { plugins?: unknown[] }, storage: RegistryStorage) => void
}

/** Where no context is, nothing is allowed. */
export const context = new AsyncLocalStorage<RequestContext | StartContext>()
