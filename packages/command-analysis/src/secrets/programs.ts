/**
 * What programs print of what is secret in their words, in their files and on their standard input.
 */
import { codeGiven, environmentPrinted } from './languages.js'
import { givesSecrets, secretIn } from './stores.js'
import type { IsSecret, Taint, TaintedCall } from './taint.js'

/** Programs that show all of what they read, as it is or written in other letters; the last ones show it in a log. */
const PASSES = new Set(
  `cat tac tee sort head tail less more uniq nl grep egrep fgrep rg zgrep column fold fmt pr paste expand unexpand strings iconv rev
   base64 base32 basenc xxd od hexdump hd uuencode gzip gunzip zcat bzip2 xz zstd dd diff comm sdiff join xargs bat
   logger systemd-cat wall`.split(/\s+/)
)
const GREP = /^(e|f|z)?grep$|^rg$/
/** Programs whose first word is a pattern or a program, and no file. */
const TAKES_PROGRAM = /^(e|f|z)?grep$|^(rg|sed|[gm]?awk|jq|gojq|jaq|yq)$/
/** Filters of jq after which no value is left. */
const NO_VALUES =
  /\b(length|keys(_unsorted)?|has|type|test|metadata|Name|ARN|CreatedDate|VersionId|Status|State)\b|[!=]=/

/** What a call prints of what is secret. */
export function shownBy(call: TaintedCall, isSecret: IsSecret): readonly Taint[] {
  const { name, words, code, place } = call
  const values = words.map(({ value }) => value)
  const all: Taint = { kind: 'all', code, place }
  if (name === 'echo' || name === 'printf') return words.flatMap(({ taints }) => taints)
  if (name === 'printenv' || /^(declare|typeset|export|readonly)$/.test(name)) {
    const named = values.filter((value) => !value.startsWith('-'))
    const shows = name === 'printenv' || values.some((value) => /^-\w*p/.test(value))
    if (named.length > 0 && !shows) return []
    if (named.length === 0) return values.some((value) => /^-\w*[fFA-Zaiu]/.test(value)) ? [] : [all]
    return words.flatMap(({ value, place: own }) =>
      isSecret(value) ? [{ kind: 'value', name: value, place: own } as const] : []
    )
  }
  if (name === 'env') return isDump(values) ? [all] : []
  if (name === 'set') return values.length === 0 ? [all] : []
  if (name === 'ps') return showsEnvironment(values) ? [all] : []
  if (givesSecrets(name, values.join(' '))) return [{ kind: 'foreign', code, place }]
  if (name === 'curl' || name === 'wget') return headersShown(call, values)
  if (name === 'history' || name === 'fc') return listsHistory(name, values) ? [{ kind: 'foreign', code, place }] : []
  if (name === 'psql') return printedByPsql(call, values, isSecret)
  return [...passedOn(call, values, isSecret), ...printedByCode(call, values, isSecret)]
}

/** What a client of HTTP shows of its headers, where it tells what it sends. */
function headersShown({ name, words, input, code, place }: TaintedCall, values: readonly string[]): readonly Taint[] {
  const tells = name === 'curl' ? /^(-[a-zA-Z]*v|--verbose|--trace)/ : /^(-\w*d|--debug)$/
  if (!values.some((value) => tells.test(value))) return []
  const option = /^(-[HbuU]|--(header|proxy-header|cookie|user|proxy-user|oauth2-bearer|password)$)/
  const sent = words.flatMap(({ value, taints, file }, index): readonly Taint[] => {
    const before = values[index - 1] ?? ''
    const isHeader =
      (option.test(before) && !before.includes('=')) || /^(-[HbuU].|--(header|user|password)=)/.test(value)
    if (!isHeader) return []
    const isFile = /^@(?!-$)/.test(value)
    return [...taints, ...file, ...(isFile ? [{ kind: 'foreign', code, place } as const] : [])]
  })
  return name === 'curl' ? [...input, ...sent] : sent
}

/** Whether commands that somebody typed are shown, passwords in them. */
function listsHistory(name: string, values: readonly string[]): boolean {
  if (name === 'fc') return values.some((value) => /^-\w*l/.test(value))
  return values.every((value) => /^\d+$/.test(value))
}

/** What psql itself prints of variables: statements are looked at where they stand. */
function printedByPsql(
  { words, document, place }: TaintedCall,
  values: readonly string[],
  isSecret: IsSecret
): readonly Taint[] {
  const text = [document, ...values].join('\n')
  const asked = [...text.matchAll(/\\getenv\s+(\w+)\s+(\w+)|\\set\s+(\w+)\s+`[^`\n]*\$\{?(\w+)[^`\n]*`/g)]
  const shown = asked.flatMap(([, name = '', variable = '', other = '', read = '']): readonly Taint[] => {
    const held = variable || read
    const isShown = new RegExp(
      String.raw`\\(?:q?echo|warn)\b[^\n]*:['"]?${name || other}\b|\bselect\s+:'${name || other}'`,
      'i'
    )
    return isSecret(held) && isShown.test(text) ? [{ kind: 'value', name: held, place }] : []
  })
  // `-e` prints each statement as it is sent, with the values of variables in it.
  const echoes = values.some((value) => /^(-[A-Za-z]*e|--echo-queries)$/.test(value))
  const given = words.filter((_, index) => /^(-v|--set|--variable)$/.test(values[index - 1] ?? ''))
  return echoes ? [...shown, ...given.flatMap(({ taints }) => taints)] : shown
}

function printedByCode(
  { name, document, code, place }: TaintedCall,
  values: readonly string[],
  isSecret: IsSecret
): Taint[] {
  const given = codeGiven(name, values, document)
  if (!given) return []
  const { names, isAll } = environmentPrinted(given)
  if (isAll) return [{ kind: 'all', code, place }]
  return [...names].filter(isSecret).map((variable) => ({ kind: 'value', name: variable, place }))
}

/** What a program shows of its files and of its standard input. */
function passedOn(call: TaintedCall, values: readonly string[], isSecret: IsSecret): Taint[] {
  const { name, words, input, code, place } = call
  const program = TAKES_PROGRAM.test(name) ? values.findIndex((value) => !value.startsWith('-')) : -1
  const files = words.flatMap(({ value, file }, index): readonly Taint[] => {
    const kind = index === program ? null : secretIn(value)
    return kind === null ? file : [...file, { kind, code, place }]
  })
  const read = [...input, ...files]
  if (read.length === 0) return []
  if (/^(jq|gojq|jaq|yq)$/.test(name)) {
    const filter = values.findLast((value) => !value.startsWith('-')) ?? '.'
    if (/^[.@]\w*$/.test(filter) && (filter === '.' || filter.startsWith('@'))) return read
    // Fields of a text that a variable holds may be chosen because they are no secret; a store has nothing else.
    return NO_VALUES.test(filter) ? [] : read.filter(({ kind }) => kind === 'foreign')
  }
  if (GREP.test(name)) return read.filter((taint) => isFound(taint, values, isSecret))
  return isPassing(name, values) ? read : []
}

function isPassing(name: string, values: readonly string[]): boolean {
  const said = values.join(' ')
  switch (name) {
    // Letters that are put in the place of all others hide them.
    case 'tr':
      return !/(^| )-\w*[cC]|--complement/.test(said)
    // What stands between signs may be chosen because it is no secret.
    case 'cut':
      return /(^| )(-[cb]|--(characters|bytes))/.test(said)
    case 'openssl':
      return /^(base64|enc -(base64|a)\b)/.test(said)
    case 'sed':
      // What stands behind the host hides nothing of what stands before it.
      return /^(-n )?(p|\$?)$|^-n '?\d+(,\d+)?p'?$/.test(said) || /^s(.)@\.\*\1/.test(said)
    case 'awk':
    case 'gawk':
    case 'mawk':
      return /^(1|\{ ?print( \$0)? ?\})$/.test(said)
    case 'diff':
      return !/(^| )(-q|--brief)/.test(said)
    case 'xargs':
      return values.every((value) => value.startsWith('-') || /^\d+$/.test(value))
    default:
      return PASSES.has(name)
  }
}

/** Whether what grep finds in it may be secret: not names, and not a variable that is none. */
function isFound({ kind }: Taint, values: readonly string[], isSecret: IsSecret): boolean {
  if (values.some((value) => /^-\w*[qclL]|^--(quiet|silent|count|files)/.test(value))) return false
  const pattern = values.find((value) => !value.startsWith('-')) ?? ''
  if (kind === 'value' || values.some((value) => /^-\w*v|^--invert/.test(value))) return true
  const named = /^\^?([A-Z_][A-Z0-9_]*)=/.exec(pattern)?.[1]
  if (named !== undefined) return isSecret(named)
  return !(values.some((value) => /^-\w*o|^--only/.test(value)) && /^\^\[[^\]]*\][*+]?=?$/.test(pattern))
}

/** Whether `env` runs nothing, and has something to show. */
function isDump(values: readonly string[]): boolean {
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? ''
    if (/^(-\w*i|--ignore-environment|-|--version|--help)$/.test(value)) return false
    if (/^(-[uCS]|--unset|--chdir)$/.test(value)) index++
    else if (!value.startsWith('-') && !/^\w+=/.test(value)) return false
  }
  return true
}

/** `ps eww` and `ps auxe` show the environment of each process; `-e` does not. */
function showsEnvironment(values: readonly string[]): boolean {
  return values.some(
    (value, index) => (index === 0 ? /^[aglruxwc]*e[aglruxwcf]*$/ : /^e?w+e?$|^e$|^-E$/).test(value) || value === '-E'
  )
}
