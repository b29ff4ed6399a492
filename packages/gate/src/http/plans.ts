/** What can be bought, and the way back from buying. */
import type { Answer } from '../core/answers.js'
import { signInLine } from '../core/words.js'
import type { Settings } from '../settings.js'
import { html, pageAnswer, type Html } from './page.js'
import type { Exchange, Parts } from './parts.js'

const RECENT = 60 * 60_000
const LOGIN_PREFIX = 'login_'

/** Links to all plans. */
export function planLinks({ plans }: Settings, login: string | null): Html {
  if (plans.length === 0) return html``
  const query = login === null ? '' : `?login=${login}`
  const links = plans.map(
    ({ feature, name, price }) =>
      html`<li>
        <a href="/-/gate/buy/${encodeURIComponent(feature)}${query}">${name}</a>${price === null ? '' : `: ${price}`}
      </li>`
  )
  return html`<h2>Not bought yet?</h2>
    <ul>
      ${links}
    </ul>`
}

/** All plans. */
export function handlePlans(_exchange: Exchange, { settings }: Parts): Promise<Answer> {
  const none = html`<p>
    The seller has not named any plans. ${settings.support === null ? '' : `Ask ${settings.support}.`}
  </p>`
  return Promise.resolve(pageAnswer(200, 'Plans', settings.plans.length === 0 ? none : planLinks(settings, null)))
}

/** Leads to where a plan is bought. Links in logs and lock files stay valid when the seller changes the place. */
export function handleBuy({ path, query }: Exchange, { settings }: Parts): Promise<Answer> {
  const feature = decoded(path.slice('/-/gate/buy/'.length))
  const plan = settings.plans.find((one) => one.feature === feature)
  if (plan === undefined) {
    return Promise.resolve(pageAnswer(404, 'This plan is not sold here', planLinks(settings, null)))
  }
  const url = new URL(plan.url)
  const login = query.get('login')
  if (login !== null && /^[0-9a-f-]{36}$/.test(login)) url.searchParams.set('client_reference_id', LOGIN_PREFIX + login)
  return Promise.resolve({ status: 302, headers: { location: url.href }, body: '' })
}

/** After paying: Stripe sends the buyer here with the number of the session, which nobody else knows. */
export async function handleWelcome({ query }: Exchange, parts: Parts): Promise<Answer> {
  const id = query.get('session') ?? ''
  const later = (text: string): Answer => pageAnswer(400, 'Nothing to sign in with', html`<p>${text}</p>`)
  if (!/^cs_\w{10,200}$/.test(id)) return later('This page is for who comes from paying.')
  const session = await parts.stripe.client.checkout.sessions.retrieve(id).catch(() => null)
  const customer = typeof session?.customer === 'string' ? session.customer : (session?.customer?.id ?? null)
  const isRecent = session !== null && parts.now() - session.created * 1000 < RECENT
  if (session?.status !== 'complete' || customer === null || session.livemode !== parts.settings.stripe.livemode) {
    return later('This payment is not complete.')
  }
  // Once: who finds the address in a history later gets nothing.
  const at = parts.now()
  const isNew =
    isRecent && (await parts.sync.takeEvent({ id: `welcome:${id}`, type: 'welcome', createdAt: at, customer }))
  if (!isNew)
    return later('This payment was used to sign in already, or is older than an hour. Ask the seller for a code.')
  parts.keeper.poke()
  const login =
    session.client_reference_id?.startsWith(LOGIN_PREFIX) === true
      ? session.client_reference_id.slice(LOGIN_PREFIX.length)
      : null
  if (login !== null && (await parts.logins.approve(login, customer))) {
    return pageAnswer(
      200,
      'Paid, and signed in',
      html`<p>Thank you. Go back to the terminal; you may close this page.</p>`
    )
  }
  const code = await parts.logins.code(customer)
  const line = signInLine({ url: parts.settings.publicUrl, scope: parts.settings.scopes[0] ?? '' })
  return pageAnswer(
    200,
    'Paid',
    html`<p>
        Thank you. In a terminal, type <code>${line}</code> and give this code on the page that opens. It holds for a
        quarter of an hour, once.
      </p>
      <p><code>${code}</code></p>`
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
