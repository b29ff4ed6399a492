/** `npm whoami`; and the only place where yarn 4 looks for a reason. */
import { signInAnswer, type Answer } from '../core/answers.js'
import { tokenRefusalOf } from '../core/decide.js'
import { tokenText } from '../core/words.js'
import { signInWords, type Exchange, type Parts } from './parts.js'

/** Says who a token belongs to. */
export async function handleWhoami({ request }: Exchange, parts: Parts): Promise<Answer> {
  const { principal } = await parts.access.askerOf(request)
  if (principal.kind === 'customer') {
    const { customer, token } = principal
    return { status: 200, headers: {}, body: { username: customer.id, token: token.name, scope: token.scope } }
  }
  const refusal = tokenRefusalOf(principal)
  const words = signInWords(parts.settings)
  // yarn 4 prints "Invalid authentication (as NAME)" and nothing else: the name is the only place for a reason.
  // It does not say that it is yarn; the library that it asks with does.
  const isYarn = /\byarn\/[2-9]|^got\b/.test(request.headers['user-agent'] ?? '')
  return isYarn && principal.kind !== 'anonymous'
    ? { status: 200, headers: {}, body: { username: `nobody: ${tokenText(refusal, words)}` } }
    : signInAnswer(refusal, words)
}
