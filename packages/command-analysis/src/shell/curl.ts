/**
 * What a call of curl asks for.
 */
import type { Call, Request } from '../facts.js'

const SHORT_WITH_VALUE = 'AbcCDdeEFhHKmoQrTtuUwxXyYz'
const LONG_WITH_VALUE =
  /^--(data(-\w+)?|json|form(-string)?|header|request|url|user|output|write-out|max-time|connect-timeout|config|cookie|cookie-jar|cacert|cert|key|retry(-\w+)?|resolve|connect-to|proxy|referer|user-agent|upload-file|dump-header|oauth2-bearer|interface|range|stderr|trace|limit-rate|max-redirs|url-query|variable|unix-socket|aws-sigv4)$/

/** The request that a call of curl sends. */
export function requestOf(call: Call): Request {
  const options = optionsOf(call)
  const named = (...names: string[]): string[] =>
    options.filter(({ name }) => names.includes(name)).map(({ value }) => value)
  const given = named('-K', '--config').includes('-') ? (call.input?.code.text ?? '') : ''
  const elsewhere = named('-K', '--config').some((value) => value !== '-')
  const has = (...names: string[]): boolean => options.some(({ name }) => names.includes(name))
  const body =
    options.some(({ name }) => /^(-d|--data(-\w+)?|--json|-F|--form(-string)?)$/.test(name)) ||
    /^\s*(data|form)\b/m.test(given)
  const written = named('-X', '--request').at(-1) ?? /^\s*request\s*=?\s*"?(\w+)/m.exec(given)?.[1]
  const method = has('-G', '--get') ? 'GET' : has('-T', '--upload-file') ? 'PUT' : body ? 'POST' : 'GET'
  const headers = [...named('-H', '--header'), given]
  const limited = has('-m', '--max-time') || /^\s*max-time\b/m.test(given) || call.wrapper === 'timeout'
  return {
    by: 'curl',
    method: (written ?? method).toUpperCase(),
    url: [...named('--url'), ...named('')].at(-1) ?? '',
    authorized:
      has('-u', '--user', '--oauth2-bearer', '--aws-sigv4') ||
      headers.some((text) => /\b(proxy-)?authorization\s*:/i.test(text)),
    limited: limited ? true : elsewhere ? null : false,
    runs: true,
    place: call.place
  }
}

/** Whether a call asks for nothing but help or the version. */
export function asksNothing({ words }: Call): boolean {
  return words.length === 0 || words.some(({ value }) => /^(-V|--version|--help|--manual)$/.test(value))
}

/** Options with their values; other words as values without a name. */
function optionsOf({ words }: Call): { name: string; value: string }[] {
  const options: { name: string; value: string }[] = []
  for (let index = 0; index < words.length; index++) {
    const { value } = words[index] ?? { value: '' }
    const next = words[index + 1]?.value ?? ''
    if (value.startsWith('--')) {
      const takes = LONG_WITH_VALUE.test(value)
      options.push({ name: value, value: takes ? next : '' })
      if (takes) index++
    } else if (/^-\w/.test(value)) {
      for (let at = 1; at < value.length; at++) {
        const name = `-${value.charAt(at)}`
        if (!SHORT_WITH_VALUE.includes(value.charAt(at))) options.push({ name, value: '' })
        else {
          const attached = value.slice(at + 1)
          options.push({ name, value: attached === '' ? next : attached })
          if (attached === '') index++
          break
        }
      }
    } else options.push({ name: '', value })
  }
  return options
}
