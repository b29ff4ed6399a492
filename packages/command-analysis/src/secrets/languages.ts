/**
 * What programs in other languages print of the environment, as far as one line tells it.
 */

/** How a language reads the environment and prints. */
interface Manner {
  /** The option before its code; null where the first word is the code. */
  option: RegExp | null
  /** A variable that is read; one of the groups is its name. */
  reads: RegExp
  /** The environment as a whole. */
  whole: RegExp
  prints: RegExp
}

const MANNERS: readonly (readonly [program: RegExp, manner: Manner])[] = [
  [
    /^python[\d.]*$/,
    {
      option: /^-\w*c$/,
      reads: /\b(?:environb?\[|environb?\.(?:get|pop|setdefault)\(|getenv\()\s*b?['"](\w+)['"]/g,
      whole: /(?<!\bin )(?<!\bin os\.)\benvironb?\b(?!\s*(?:\[|\.(?:get|pop|setdefault|keys)\b))/,
      prints: /\b(?:pp)?print\(|\bstd(?:out|err)\.(?:buffer\.)?write\(|\blogg(?:ing|er)\.\w+\(|\bsys\.exit\(/
    }
  ],
  [
    /^perl$/,
    {
      option: /^-\w*[eE]$/,
      reads: /\$ENV\{\s*['"]?(\w+)['"]?\s*\}/g,
      whole: /(?<!\bkeys )%ENV\b|\$ENV\{\s*\$/,
      prints: /\b(?:print|say|printf|warn|die)\b/
    }
  ],
  [
    /^ruby$/,
    {
      option: /^-\w*e$/,
      reads: /\bENV(?:\[|\.fetch\(?)\s*['"](\w+)['"]/g,
      whole: /\bENV\b(?!\s*(?:\[\s*['"]|\.(?:fetch|keys?\b|key\?|include\?|has_key\?|size|length|delete)))/,
      prints: /\b(?:puts|print|printf|pp|p|warn|abort)\b|\$std(?:out|err)\b/
    }
  ],
  [
    /^php$/,
    {
      option: /^-r$/,
      reads: /\bgetenv\(\s*['"](\w+)['"]|\$_(?:ENV|SERVER)\[\s*['"](\w+)['"]/g,
      whole: /\bgetenv\(\s*\)|\$_(?:ENV|SERVER)\b(?!\s*\[)/,
      prints: /\b(?:echo|print|print_r|printf|var_dump|var_export|error_log)\b/
    }
  ],
  [
    /^[gmn]?awk$/,
    {
      option: null,
      reads: /\bENVIRON\[\s*"(\w+)"\s*\]/g,
      whole: /\bENVIRON\[\s*[A-Za-z_]\w*\s*\]/,
      prints: /\bprintf?\b/
    }
  ],
  [
    /^(?:node|deno|bun)$/,
    {
      option: /^(?:-\w*[ep]|--eval|--print|eval)$/,
      reads: /\b(?:process\.env|Bun\.env)(?:\.(\w+)|\[\s*['"](\w+)['"]\s*\])|\bDeno\.env\.get\(\s*['"](\w+)['"]/g,
      whole: /(?<!\bin )(?<!keys\()\bprocess\.env\b(?!\s*[.[])|\bDeno\.env\.toObject\(/,
      prints: /\bconsole\.\w+\(|\bstd(?:out|err)\.write\(/
    }
  ],
  [
    /^(?:jq|gojq|jaq|yq)$/,
    {
      option: null,
      reads: /(?:(?<![.\w$])env|\$ENV)(?:\.(\w+)|\[\s*"(\w+)"\s*\])/g,
      whole: /(?<![.\w$])env\b(?!\s*[.[(])|\$ENV\b(?!\s*[.[])/,
      prints: /^/
    }
  ]
]

/** What tells of a value no more than its length, its hash or whether it is there. */
const TELLS_LITTLE =
  /\b(?:len|length|bool|defined|exists|isset|empty|strlen|hash|sha\d+|md5|crc32|hashlib\.\w+|keys|has|test|Boolean)\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\b(?:length|defined|exists)\s+\$ENV\{\s*['"]?\w+['"]?\s*\}/g
/** The same behind it. */
const LITTLE_BEHIND =
  /^\s*(?:\]|\))*\s*(?:\.(?:length|size|nil\?|empty\?)|\?\.length|\|\s*(?:length|keys|type|test\(|has\()|is (?:not )?None\b|[!=]==?\s|\?\s)/

/** The code in the words of a call, or on its standard input; null for a program that is not known. */
export function codeGiven(
  name: string,
  values: readonly string[],
  document: string
): { manner: Manner; code: string; printsResult: boolean } | null {
  const manner = MANNERS.find(([program]) => program.test(name))?.[1]
  if (!manner) return null
  if (manner.option === null) {
    const code = firstPlain(values)
    return code === undefined ? null : { manner, code, printsResult: false }
  }
  const at = values.findIndex((value) => manner.option?.test(value))
  const given = at === -1 ? undefined : values[at + 1]
  const printsResult = name === 'node' && /^(-\w*p\w*|--print)$/.test(values[at] ?? '')
  if (given !== undefined) return { manner, code: given, printsResult }
  const isFile = values.some((value) => value !== '-' && !value.startsWith('-'))
  return isFile || document === '' ? null : { manner, code: document, printsResult: false }
}

/** The first word that is not an option, and no value of one. */
function firstPlain(values: readonly string[]): string | undefined {
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? ''
    if (/^(-[vFfL]|--from-file|--indent)$/.test(value)) index++
    else if (/^--(arg|argjson|slurpfile|rawfile)$/.test(value)) index += 2
    else if (!value.startsWith('-')) return value
  }
  return undefined
}

/** What code prints of the environment: the names of variables, and whether it prints all of them. */
export function environmentPrinted({
  manner,
  code,
  printsResult
}: {
  manner: Manner
  code: string
  printsResult: boolean
}): {
  names: ReadonlySet<string>
  isAll: boolean
} {
  const names = new Set<string>()
  let isAll = false
  /** Names of the program, with the variables that they hold; null for all. */
  const held = new Map<string, readonly string[] | null>()
  for (const statement of code.split(/[;\n]|(?<=(?<!ENV)\{)/)) {
    const text = statement.replace(TELLS_LITTLE, '')
    const assigned = /^\s*(?:(?:my|local|const|let|var)\s+)?[$]?([A-Za-z_]\w*)\s*=(?!=)(.*)$/.exec(text)
    if (assigned) held.set(assigned[1] ?? '', readIn(assigned[2] ?? '', manner))
    const loop = /\bfor\s+(?:\w+\s*,\s*)?(\w+)\s+in\s+(?:os\.)?environ\.(?:items|values)\(/.exec(text)
    if (loop) held.set(loop[1] ?? '', null)
    const from = printsResult ? 0 : text.search(manner.prints)
    if (from === -1) continue
    const printed = text.slice(from)
    const read = readIn(printed, manner)
    if (read === null) isAll = true
    for (const name of read ?? []) names.add(name)
    const plain = printed.replaceAll(/'[^']*'|"[^"$#{]*"/g, '')
    for (const [variable, holds] of held) {
      const use = new RegExp(`(?<![\\w.])${variable}\\b`).exec(plain)
      if (
        !use ||
        /\b(?:if|unless|not)\s+$/.test(plain.slice(0, use.index)) ||
        LITTLE_BEHIND.test(plain.slice(use.index + variable.length))
      )
        continue
      if (holds === null) isAll = true
      for (const name of holds ?? []) names.add(name)
    }
  }
  return { names, isAll }
}

/** The variables that an expression reads; null when it is all of them. */
function readIn(text: string, { reads, whole }: Manner): readonly string[] | null {
  const behind = whole.exec(text)
  if (behind && !LITTLE_BEHIND.test(text.slice(behind.index + behind[0].length))) return null
  return [...text.matchAll(reads)].flatMap((match) => {
    const name = match.slice(1).find((group) => group !== undefined)
    return name === undefined || LITTLE_BEHIND.test(text.slice(match.index + match[0].length)) ? [] : [name]
  })
}
