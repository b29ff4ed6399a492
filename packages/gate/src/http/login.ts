/** `npm login` and `pnpm login`: by a page in the browser, or by a token in place of a password. */
import { errorAnswer, type Answer } from '../core/answers.js'
import { ofText, type Credential } from '../core/token.js'
import { addressOf, isIn } from './address.js'
import { html, pageAnswer } from './page.js'
import { planLinks, whichTerminal } from './plans.js'
import type { Exchange, Parts } from './parts.js'
import { readBody, readObject } from './send.js'
import type { SignedIn } from '../store/logins.js'
import { endOfMade } from '../core/decide.js'

const LARGEST = 10_000
const LONGEST_HOST = 60

/** Begins a sign-in by the browser. */
export async function handleLogin({ request }: Exchange, parts: Parts): Promise<Answer> {
  if (!(await parts.access.mayBegin(request)))
    return errorAnswer(429, 'too-many', 'Too many sign-ins were begun. Try again in a minute.')
  const { hostname } = await readObject(request, LARGEST)
  const client = request.headers['user-agent']?.split(/[\s/]/, 1)[0] ?? 'a client'
  const host = (typeof hostname === 'string' && hostname !== '' ? hostname : client)
    .replace(/[^\w.-]/g, ' ')
    .slice(0, LONGEST_HOST)
  const { id, secret } = await parts.logins.begin(host)
  const { publicUrl } = parts.settings
  const loginUrl = `${publicUrl}/-/gate/login/${id}`
  return {
    status: 200,
    // pnpm shows this beside the address.
    headers: { 'npm-notice': `Confirm only if the page shows ${id.slice(0, 4).toUpperCase()}.` },
    body: { loginUrl, doneUrl: `${publicUrl}/-/v1/done/${secret}` }
  }
}

/** What the client asks until the browser is done. */
export async function handleDone({ path }: Exchange, parts: Parts): Promise<Answer> {
  const result = await parts.logins.poll(path.slice('/-/v1/done/'.length))
  // What was replaced by it is known here at once.
  if (result.state === 'done') await parts.memory.look()
  if (result.state === 'done') return { status: 200, headers: {}, body: { token: result.token } }
  if (result.state === 'waiting') return { status: 202, headers: { 'retry-after': '2' }, body: {} }
  return errorAnswer(404, 'sign-in-over', 'This sign-in is over. Begin again: npm login')
}

/** The page. */
export async function handleLoginPage({ path }: Exchange, parts: Parts): Promise<Answer> {
  const login = await parts.logins.find(idIn(path))
  return login === null ? overPage() : loginPage(login.id, login.host, parts, null)
}

/** What the page sends. */
export async function handleLoginForm({ request, path }: Exchange, parts: Parts): Promise<Answer> {
  const login = await parts.logins.find(idIn(path))
  if (login === null) return overPage()
  if (!(await parts.access.mayBegin(request)))
    return loginPage(login.id, login.host, parts, 'Too many tries. Wait a minute.')
  const form = new URLSearchParams((await readBody(request, LARGEST)).toString('utf8'))
  const secret = form.get('secret')?.trim() ?? ''
  const credential = ofText(secret)
  const who =
    credential.kind === 'token' ? await signedInBy(credential, form.get('replace') !== null, request, parts) : null
  const end =
    credential.kind !== 'token'
      ? await parts.logins.approveByCode(login.id, secret)
      : who === null
        ? 'no-code'
        : (await parts.logins.approve(login.id, who))
          ? 'approved'
          : 'over'
  if (end === 'over') return overPage()
  if (end === 'no-code') {
    return loginPage(
      login.id,
      login.host,
      parts,
      'That is not a code or token that may sign in. A token that was made for a machine, for some packs or for some networks may not.'
    )
  }
  // Who is new is looked at before they install.
  parts.keeper.poke()
  const replaced = html`<p>The token that you gave goes on for a day; then only the new one works.</p>`
  return pageAnswer(
    200,
    'Signed in',
    html`<p>Go back to the terminal on <code>${login.host}</code>. You may close this page.</p>
      ${(who?.replaces ?? null) === null ? html`` : replaced}`
  )
}

/** The older way, and yarn's: a name that means nothing, and a token as the password. */
export async function handleCouchLogin({ request }: Exchange, parts: Parts): Promise<Answer> {
  if (!(await parts.access.mayBegin(request)))
    return errorAnswer(429, 'too-many', 'Too many sign-ins were begun. Try again in a minute.')
  const { password } = await readObject(request, LARGEST)
  const credential = ofText(typeof password === 'string' ? password : '')
  const address = addressOf(request, parts.settings.trustedProxies)
  const principal = await parts.memory.principalOf(credential, (networks) => isIn(address, networks))
  if (principal.kind !== 'customer') {
    return errorAnswer(
      401,
      'no-password',
      'There are no passwords here: give a token of this registry (kgt_...) as the password. The name may be anything. Nobody registers here; who buys gets a token.'
    )
  }
  // The same token: another one would live on when this one is revoked, and be one more than may make tokens.
  return {
    status: 201,
    headers: {},
    body: { ok: `signed in as ${principal.customer.id}`, token: credential.kind === 'token' ? password : undefined }
  }
}

function idIn(path: string): string {
  return path.slice('/-/gate/login/'.length)
}

/** Who a token may sign in; null when it may not. What it makes may no more than it. */
async function signedInBy(
  credential: Credential,
  replaces: boolean,
  request: Exchange['request'],
  parts: Parts
): Promise<SignedIn | null> {
  const address = addressOf(request, parts.settings.trustedProxies)
  const principal = await parts.memory.principalOf(credential, (networks) => isIn(address, networks))
  if (principal.kind !== 'customer') return null
  const { token, customer } = principal
  if (!token.manages || token.packs !== null || token.networks !== null) return null
  return { customer: customer.id, replaces: replaces ? token.id : null, endsBy: endOfMade(token) }
}

function loginPage(id: string, host: string, parts: Parts, fault: string | null): Answer {
  const body = html`${whichTerminal(id, host)}
    ${fault === null ? html`` : html`<p role="alert"><strong>${fault}</strong></p>`}
    <form method="post" action="/-/gate/login/${id}">
      <label for="secret">The code that you got when you bought, or a token of yours</label>
      <input id="secret" name="secret" type="password" autocomplete="off" required autofocus />
      <label><input name="replace" type="checkbox" /> If it is a token: replace it. It goes on for a day.</label>
      <button>Sign in</button>
    </form>
    ${planLinks(parts.settings, id)}`
  return pageAnswer(fault === null ? 200 : 400, 'Sign in', body)
}

function overPage(): Answer {
  return pageAnswer(
    404,
    'This sign-in is over',
    html`<p>It was used, or a quarter of an hour has passed. Begin again in the terminal: <code>npm login</code></p>`
  )
}
