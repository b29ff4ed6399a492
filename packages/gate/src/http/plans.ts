/** What can be bought, and the way back from buying. */
import type { Answer } from '../core/answers.js'
import { signInLine } from '../core/words.js'
import type { Settings } from '../settings.js'
import type { PendingLogin } from '../store/logins.js'
import { html, pageAnswer, type Html } from './page.js'
import { signInWords, type Exchange, type Parts } from './parts.js'

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
export async function handleWelcome({ request, query }: Exchange, parts: Parts): Promise<Answer> {
  const id = query.get('session') ?? ''
  const later = (text: string): Answer => pageAnswer(400, 'Nothing to sign in with', html`<p>${text}</p>`)
  if (!/^cs_\w{10,200}$/.test(id)) return later('This page is for who comes from paying.')
  // Stripe is asked below, and it answers only so often.
  if (!(await parts.access.mayBegin(request)))
    return pageAnswer(429, 'Too many tries', html`<p>Wait a minute, then load this page again.</p>`)
  const session = await parts.stripe.session(id)
  const customer = typeof session?.customer === 'string' ? session.customer : (session?.customer?.id ?? null)
  const isRecent = session !== null && parts.now() - session.created * 1000 < RECENT
  if (session?.status !== 'complete' || customer === null || session.livemode !== parts.settings.stripe.livemode) {
    return later('This payment is not complete.')
  }
  // Once: who finds the address in a history later gets nothing.
  const code = isRecent ? await parts.logins.codeFor(id, customer) : null
  if (code === null)
    return later('This payment was used to sign in already, or is older than an hour. Ask the seller for a code.')
  parts.keeper.poke()
  const line = signInLine(signInWords(parts.settings))
  const waiting = session.client_reference_id?.startsWith(LOGIN_PREFIX)
    ? await parts.logins.find(session.client_reference_id.slice(LOGIN_PREFIX.length))
    : null
  return pageAnswer(
    200,
    'Paid',
    html`<p>
        Thank you. In a terminal, type <code>${line}</code> and give this code on the page that opens. It holds for a
        quarter of an hour, once.
      </p>
      <p><code>${code}</code></p>
      ${waiting === null ? html`` : signInForm(waiting, code)}`
  )
}

/**
 * Signs in the terminal from which somebody came to buy. Never unasked: the link to buy may have come from somebody else,
 * whose terminal would get the token.
 */
function signInForm({ id, host }: PendingLogin, code: string): Html {
  return html`<h2>Or sign in the terminal that waits</h2>
    ${whichTerminal(id, host)}
    <form method="post" action="/-/gate/login/${id}">
      <input name="secret" type="hidden" value="${code}" /><button>Sign in</button>
    </form>`
}

/** Which terminal would be signed in, and when not to. */
export function whichTerminal(id: string, host: string): Html {
  return html`<p>
    A terminal on <code>${host}</code> asks to sign in. The number of this sign-in is
    <code>${id.slice(0, 4).toUpperCase()}</code>.
    <strong>Go on only if you have just typed <code>npm login</code> or <code>pnpm login</code> there yourself.</strong>
  </p>`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
