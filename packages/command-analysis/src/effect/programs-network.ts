/**
 * Programs that ask over a network.
 */
import { written } from './paths.js'
import {
  changes,
  each,
  isFlag,
  isOption,
  mayBeOption,
  reads,
  readsWith,
  shows,
  unknown,
  writesTo
} from './programs-common.js'
import type { ProgramCall, ProgramEffects, ProgramWord } from './scope.js'

/** Options of curl that change neither the method nor what is sent nor a file. */
const CURL_PLAIN = /^-[0146fgiIjklLNnqsSvZ#]$/
const CURL_PLAIN_LONG =
  /^--(basic|compressed(-ssh)?|digest|disable|fail(-early|-with-body)?|get|globoff|head|http[\d.]+(-prior-knowledge)?|include|insecure|ipv[46]|location|negotiate|netrc(-optional)?|no-\w[\w-]*|parallel|path-as-is|progress-bar|retry-(all-errors|connrefused)|show-error|show-headers|silent|ssl(-reqd|v\d)?|styled-output|tcp-\w+|tls[\w.-]+|verbose|raw|version|help|manual)$/
/** Options with a value that is no method, body or file to write. */
const CURL_VALUE = /^-[AbCeEHmrtuUwxyYz]$/
const CURL_VALUE_LONG =
  /^--(aws-sigv4|cacert|capath|cert(-type)?|ciphers|connect-(timeout|to)|cookie|dns-\w+|expect100-timeout|happy-eyeballs-timeout-ms|header|interface|keepalive-time|key(-type)?|limit-rate|local-port|max-(filesize|redirs|time)|noproxy|oauth2-bearer|pass|pinnedpubkey|proto(-redir)?|proxy(-\w+)?|range|referer|resolve|retry(-delay|-max-time)?|speed-(limit|time)|time-cond|tls-max|tls13-ciphers|unix-socket|url-query|user(-agent)?|write-out|parallel-max)$/
const CURL_WRITES =
  /^(-[oDc]|--(output|dump-header|cookie-jar|trace|trace-ascii|stderr|etag-save|hsts|alt-svc|libcurl))$/
const CURL_SENDS = /^(-[dFT]|--(data(-\w+)?|form(-string)?|json|upload-file))$/
const OVERRIDE = /method-?override/i
/** A header whose name stands there. */
const HEADER = /^[\w-]+[:;]|^\uE002\w+\uE003$/
const ADDRESS = /^(https?:\/\/|\uE002|[\w.-]+(:\d+)?(\/|$|\?))/i

interface CurlOption {
  name: string
  value: ProgramWord | null
  place: ProgramWord['place']
}

const curl: ProgramEffects = (call) => {
  const options = curlOptions(call)
  if (options === null) return
  const has = (form: RegExp): boolean => options.some(({ name }) => form.test(name))
  if (has(/^(-V|--version|-h|--help|--manual)$/)) return
  // A body that goes with GET asks: so does the search of Elasticsearch.
  const asksWith = options.some(
    ({ name, value }) => /^(-X|--request)$/.test(name) && isOption(value ?? undefined, /^GET$/)
  )
  const isGet = has(/^(-G|--get)$/)
  for (const { name, value, place } of options) {
    if (/^(-X|--request)$/.test(name)) method(call, value)
    else if (CURL_SENDS.test(name)) {
      const isQuestion =
        asksWith &&
        /^(-d|--json|--data(-raw|-ascii|-binary)?)$/.test(name) &&
        isOption(value ?? undefined, /^(?!@|[^]*_method)[^\uE000\uE002]/i)
      if (!isQuestion && (!isGet || /^-[FT]|form|upload/.test(name)))
        call.effects.unknown(`\`curl ${name}\` sends something`, place)
    } else if (CURL_WRITES.test(name)) {
      // `#1` stands for a part of the address.
      if (value?.values.some((text) => /#\d/.test(text)) === true)
        call.effects.unknown(`\`curl ${name}\` names the file by the address`, place)
      writesTo(call, value ?? undefined, `\`curl ${name}\` writes to`)
    } else if (/^(-K|--config)$/.test(name)) config(call, value)
    else if (/^(-H|--header)$/.test(name) && value?.values.some((text) => OVERRIDE.test(text) || !HEADER.test(text)))
      call.effects.unknown('a header that only a run can tell, or that names a method', place)
    else if (
      /^(-w|--write-out)$/.test(name) &&
      !value?.values.every((text) => /^[^@\uE000-\uE005]/.test(text) && !/%output|[\uE000-\uE005]/.test(text))
    )
      call.effects.unknown('`curl -w` may write a file', place)
    else if (name === '' && value && !value.values.every((text) => ADDRESS.test(text) && !value.splits))
      call.effects.unknown(`\`curl\` is given \`${written(value.values[0] ?? '')}\`, which may be an option`, place)
  }
}

function method(call: ProgramCall, word: ProgramWord | null): void {
  for (const value of word?.values ?? ['\uE000']) {
    if (/^(GET|HEAD|OPTIONS)$/i.test(value)) continue
    const place = word?.place ?? call.place
    if (/^[A-Z]+$/i.test(value) && value.toUpperCase() !== 'POST')
      call.effects.changes(`\`curl\` with \`${value.toUpperCase()}\``, place)
    else call.effects.unknown(`\`curl\` with the method \`${written(value)}\``, place)
  }
}

/** Options that stand in a text. Of one in a file only a run can tell. */
function config(call: ProgramCall, word: ProgramWord | null): void {
  const { input, effects } = call
  if (!isOption(word ?? undefined, /^-$/) || input.type !== 'text') {
    return effects.unknown('`curl -K` reads options that are not known', word?.place ?? call.place)
  }
  // A quote or the end of a line in a value would begin another option.
  if (!input.isLiteral && !input.isPlain)
    effects.unknown('`curl -K` is given a text that only a run can tell', call.place)
  for (const line of input.code.text.split('\n')) {
    if (/^\s*(#.*)?$/.test(line)) continue
    const name = /^\s*-{0,2}([\w-]+)\s*[=:\s]/.exec(line)?.[1] ?? ''
    const isFine =
      /^(header|user|user-agent|url|max-time|connect-timeout|cookie|referer|silent|fail|cacert|cert|key|oauth2-bearer)$/.test(
        name
      )
    if (!isFine || OVERRIDE.test(line))
      effects.unknown(`\`curl\` is given \`${line.trim().slice(0, 40)}\``, input.code.span(0, 1))
  }
}

/** The options of a call; null when one is not known, which is noted. */
function curlOptions(call: ProgramCall): CurlOption[] | null {
  const options: CurlOption[] = []
  for (let index = 0; index < call.words.length; index++) {
    const word = call.words[index]!
    const { place } = word
    const [value = ''] = word.values
    // `${after:+-d "starting_after=$after"}` is `-d` with its value, or nothing.
    if (isOption(word, /^--$/)) {
      // What follows are addresses.
      options.push(...call.words.slice(index + 1).map((value) => ({ name: '', value, place })))
      return options
    }
    if (/^\$\{\w+:\+-d "[^"`]*"\}$/.test(word.node.text)) options.push({ name: '-d', value: null, place })
    else if (!isFlag(word)) options.push({ name: '', value: word, place })
    else if (word.values.length > 1 || mayBeOption(word) || value.includes('\uE000')) {
      unknown(call, 'has an option that only a run can tell')
      return null
    } else if (value.startsWith('--')) {
      const takes =
        CURL_VALUE_LONG.test(value) ||
        CURL_WRITES.test(value) ||
        CURL_SENDS.test(value) ||
        /^--(request|config|url)$/.test(value)
      if (!takes && !CURL_PLAIN_LONG.test(value)) return notKnown(call, word)
      options.push({ name: value === '--url' ? '' : value, value: takes ? (call.words[++index] ?? null) : null, place })
    } else {
      for (let at = 1; at < value.length; at++) {
        const name = `-${value.charAt(at)}`
        const takes = CURL_VALUE.test(name) || CURL_WRITES.test(name) || CURL_SENDS.test(name) || /^-[XK]$/.test(name)
        if (!takes && !CURL_PLAIN.test(name) && !/^-[GVh]$/.test(name)) return notKnown(call, word)
        if (!takes) options.push({ name, value: null, place })
        else {
          const attached = value.slice(at + 1)
          const own = attached === '' ? (call.words[++index] ?? null) : { ...word, values: [attached], code: null }
          options.push({ name, value: own, place })
          break
        }
      }
    }
  }
  return options
}

function notKnown(call: ProgramCall, { values, place }: ProgramWord): null {
  call.effects.unknown(`\`curl ${written(values[0] ?? '')}\` is not known to only ask`, place)
  return null
}

/** Shows what it fetches, and nothing else. */
const wget: ProgramEffects = (call) => {
  const isShown = call.words.some(
    (word, index) =>
      isOption(word, /^(-[qS]*O-|--output-document=-|--spider)$/) ||
      (isOption(word, /^(-[qS]*O|--output-document)$/) && isOption(call.words[index + 1], /^(-|\/dev\/null)$/))
  )
  const isPlain = call.words.every(
    (word) =>
      !mayBeOption(word) &&
      (!isFlag(word) ||
        isOption(
          word,
          /^(-[qSO]+-?|-|-T|--(output-document(=-)?|spider|timeout(=\d+)?|tries(=\d+)?|quiet|server-response|header(=.*)?|no-verbose|max-redirect=\d+|method=(GET|HEAD)))$/
        ))
  )
  const other = call.words.flatMap(({ values }) => values).find((value) => /^--method=(?!GET$|HEAD$)/.test(value))
  if (other) call.effects.changes(`\`wget ${written(other)}\``, call.place)
  else if (!isShown || !isPlain || call.words.some(({ values }) => values.some((value) => OVERRIDE.test(value))))
    unknown(call, 'may write a file or send something')
}

const openssl: ProgramEffects = (call) => {
  const [command, ...words] = call.words
  const isPlain = words.every((word) => !mayBeOption(word) && (!isFlag(word) || isOption(word, OPENSSL_SAFE)))
  const isSilent = words.some((word) => isOption(word, /^-noout$/))
  const shown = isSilent ? OPENSSL_KEYS : /^(version|s_client|x509|verify|crl|ciphers|dgst|rand)$/
  if (!isOption(command, shown) || !isPlain) unknown(call)
  else if (isOption(command, /^s_client$/) && call.input.type !== 'none') unknown(call, 'sends what it reads')
}
/** With `-noout` a key or a request is looked at, and not written out. */
const OPENSSL_KEYS = /^(x509|verify|crl|req|rsa|pkey|ec)$/
const OPENSSL_SAFE =
  /^--?(in|inform|noout|text|dates|enddate|startdate|subject|issuer|serial|fingerprint|ext|email|purpose|modulus|pubkey|hash|connect|servername|showcerts|CAfile|CApath|untrusted|verify|verify_return_error|brief|tls1_[0-3]|alpn|starttls|status|hex|base64|sha\d+|sha3-\d+|hmac|r|a|v|check|checkend|nameopt|host|port|quiet|ign_eof|crlf)$/

/** Objects of `ip` can be cut short, and so can what is done with them: only what shows is known. */
const ip: ProgramEffects = readsWith(
  { plain: /^-(json|j|brief|br|details|d|stats|s|4|6|o|oneline|c|color|p|pretty|V)$/ },
  (call, words) => {
    const said = words.map(({ values }) => (values.length === 1 ? values[0] : '\uE000')).join(' ')
    if (
      !/^(a|addr|address|l|link|r|route|rule|neigh|n|maddr|tunnel)( (show|list|ls|get)( |$)|$)/.test(said) &&
      said !== 'netns list'
    )
      unknown(call)
  }
)

export const networkEffects: readonly [string, ProgramEffects][] = [
  ['curl', curl],
  ['wget', wget],
  ...each('dig host nslookup ping ping6 traceroute tracepath mtr whois pg_isready', reads),
  ['openssl', openssl],
  ['ip', ip],
  [
    'ifconfig',
    readsWith({ plain: /^-[as]$/ }, (call, words) => {
      if (words.length > 1) changes(call)
    })
  ],
  ...each('nc ncat netcat', (call) =>
    call.words.some((word) => isOption(word, /^-[vn46]*z[vn46]*$/))
      ? shows([{ words: /^\S+( [\d-]+)+$/, plain: /^(-[zvn46]+|-w\d+)$/, valued: /^-[zvn46]*w$/ }])(call)
      : unknown(call, 'sends something')
  ),
  ...each('telnet ftp sftp scp socat mail sendmail', (call) => unknown(call, 'sends something'))
]
