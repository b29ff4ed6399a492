/**
 * The plugin inside of Verdaccio. Verdaccio opens wherever a plugin is missing, throws or says "no" politely: so every
 * method here ends in its callback once, with an error or with leave, and without the gate's own context it is an error.
 */
import { context, type Action } from './context.js'
import { openStandalone, type Standalone, type StandaloneRefusal } from './standalone.js'
import { LATER, PRIVATE } from '../core/answers.js'
import type { Principal } from '../core/decide.js'
import type { RegistryStorage } from './storage.js'

/** Where the plugin alone keeps who asks, and what is answered, for what is asked next. */
const WHO = Symbol('who asks')
const ANSWER = Symbol('what is answered')

type Callback<Value = boolean> = (error: Error | null, value?: Value) => void

/** How Verdaccio calls who asks. */
interface RemoteUser {
  name?: string
  [WHO]?: Principal
  [ANSWER]?: AnswerHead
}

/** The head of an answer: of an error Verdaccio sends the status and the text alone. */
interface AnswerHead {
  locals: { remote_user?: RemoteUser }
  setHeader: (name: string, value: string) => unknown
}

interface Helpers {
  createAnonymousRemoteUser: () => RemoteUser
  createRemoteUser: (name: string, groups: string[]) => RemoteUser
}

interface AskingRequest {
  remote_user?: RemoteUser
  headers?: { authorization?: string }
  socket?: { remoteAddress?: string }
}

/** The one group that the configuration names, and that nobody is ever given by anything else. */
export const GROUP = 'keys-gate-passed'

/** Lets through what the gate has let through, and nothing else. */
export class KeysGatePlugin {
  readonly #alone: Standalone | null

  /**
   * @param config Its section of Verdaccio's configuration; empty where the gate has started Verdaccio.
   */
  constructor(config: unknown = {}) {
    const store = context.getStore()
    if (store?.kind === 'start') store.plugins.push(this)
    const isAlone = store === undefined && typeof config === 'object' && config !== null && 'database_url' in config
    this.#alone = isAlone ? openStandalone(config, process.env) : null
  }

  /** Nobody signs in at the registry behind. */
  authenticate(_user: string, _password: string, callback: Callback<string[]>): void {
    callback(refused(401, 'Sign in at the gate.'))
  }

  adduser(_user: string, _password: string, callback: Callback): void {
    callback(refused(403, 'Nobody registers at the registry behind the gate.'))
  }

  changePassword(_user: string, _old: string, _new: string, callback: Callback): void {
    callback(refused(403, 'There are no passwords.'))
  }

  allow_access(user: RemoteUser, pack: { name: string }, callback: Callback): void {
    if (this.#alone === null) answer('access', pack.name, callback)
    else alone(this.#alone, pack.name, user, callback)
  }

  allow_publish(_user: RemoteUser, pack: { name: string }, callback: Callback): void {
    answer('publish', pack.name, callback)
  }

  allow_unpublish(_user: RemoteUser, pack: { name: string }, callback: Callback): void {
    answer('unpublish', pack.name, callback)
  }

  apiJWTmiddleware(helpers: Helpers) {
    return (request: AskingRequest, response: AnswerHead, next: () => void): void => {
      const passed = context.getStore()?.kind === 'request'
      const user = passed ? helpers.createRemoteUser('gate', [GROUP]) : helpers.createAnonymousRemoteUser()
      const go = (who: Principal): void => {
        Object.assign(user, { [WHO]: who, [ANSWER]: response })
        request.remote_user = user
        response.locals.remote_user = user
        next()
      }
      if (this.#alone === null) go({ kind: 'anonymous' })
      else {
        const { authorization } = request.headers ?? {}
        void this.#alone
          .principalOf(authorization, request.socket?.remoteAddress ?? '')
          .catch((): Principal => ({ kind: 'unavailable' }))
          .then(go)
      }
    }
  }

  register_middlewares(_app: unknown, auth: { plugins?: unknown[] }, storage: RegistryStorage): void {
    const store = context.getStore()
    if (store?.kind === 'start') store.loaded(auth, storage)
  }
}

function alone(standalone: Standalone, name: string, user: RemoteUser, callback: Callback): void {
  let end: StandaloneRefusal | null
  try {
    const decision = standalone.decisionFor(name, user[WHO] ?? { kind: 'anonymous' })
    if (decision === null) end = { status: 404, text: `${name} is not here.`, headers: {} }
    else end = decision.allowed ? null : standalone.refusal(name, decision)
  } catch {
    const text = 'The gate cannot decide at this moment. Try again in a minute.'
    end = { status: 503, text, headers: { ...PRIVATE, ...LATER } }
  }
  if (end === null) {
    callback(null, true)
    return
  }
  for (const [header, value] of Object.entries(end.headers)) user[ANSWER]?.setHeader(header, value)
  callback(refused(end.status, end.text))
}

function answer(action: Action, name: string, callback: Callback): void {
  const store = context.getStore()
  if (store?.kind !== 'request') callback(refused(403, 'Only the gate is answered here.'))
  else if (store.name !== name || !store.actions.includes(action))
    callback(refused(403, 'The gate did not let this through.'))
  else callback(null, true)
}

function refused(status: number, text: string): Error {
  return Object.assign(new Error(text), { status, statusCode: status, code: status })
}
