/** Admin commands: they ask the gate that runs. */

/** What a command needs of the environment. */
export interface AdminAccess {
  url: string
  secret: string
}

/**
 * Finds the gate that runs.
 * @param environment Variables.
 * @returns How it is asked.
 * @throws When a variable is missing.
 */
export function adminAccess(environment: Readonly<Record<string, string | undefined>>): AdminAccess {
  const [url, secret] = [environment['KEYS_GATE_URL'], environment['KEYS_GATE_ADMIN_SECRET']]
  const missing = [
    ...(url === undefined || url === '' ? ['KEYS_GATE_URL is missing: the address of the gate that runs.'] : []),
    ...(secret === undefined || secret === ''
      ? ['KEYS_GATE_ADMIN_SECRET is missing: the same as the gate was started with.']
      : [])
  ]
  if (url === undefined || secret === undefined || missing.length > 0) throw new Error(missing.join('\n'))
  return { url: url.replace(/\/$/, ''), secret }
}

/**
 * Asks it.
 * @param access How.
 * @param method HTTP method.
 * @param path Below `/-/gate/admin/`.
 * @param body What is sent.
 * @returns What it answered.
 * @throws With its own sentence, when it refuses.
 */
export async function askAdmin(
  access: AdminAccess,
  method: string,
  path: string,
  body?: object
): Promise<Record<string, unknown>> {
  const response = await fetch(`${access.url}/-/gate/admin/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${access.secret}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' })
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000)
  }).catch((error: unknown) => {
    throw new Error(`No gate answers at ${access.url}. Is it running?`, { cause: error })
  })
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (!response.ok)
    throw new Error(
      typeof answer['error'] === 'string' ? answer['error'] : `The gate answered with ${response.status}.`
    )
  return answer
}
