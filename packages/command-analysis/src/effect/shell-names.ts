/**
 * Pipelines that print names: words of which none begins with a dash, and none holds what a shell reads. A loop over them
 * hands no option to anybody.
 */
import type { Command, Pipeline, Redirection, SyntaxNode } from 'unbash'

/** Kinds of which a cluster takes no name that begins with a dash. */
const KINDS =
  /^(pods?|po|nodes?|no|deployments?|deploy|statefulsets?|sts|daemonsets?|ds|replicasets?|rs|services?|svc|jobs?|cronjobs?|cj|namespaces?|ns|pvc|persistentvolumeclaims?|ingress(es)?|configmaps?|cm|secrets?)$/
const NAMES_BY_PATH =
  /^jsonpath=(\{\.items\[(\*|\d+)\]\.metadata\.name\}|\{\.metadata\.name\}|\{\.items\[(\*|\d+)\]\.spec\.nodeName\}|\{range \.items\[\*\]\}\{\.metadata\.name\}\{"\\n"\}\{end\})$/
/** What stands for a value that the script has not fixed. */
const ANY = '\uE000'

/** Whether what a script prints are names. */
export function givesNames(script: SyntaxNode | undefined): boolean {
  if (script?.type !== 'Script' || script.commands.length !== 1) return false
  const command = script.commands[0]?.command
  if (command?.type !== 'Pipeline') return command !== undefined && printsNames([command])
  return command.prefixes.length === 0 && isOfOutput(command) && printsNames(command.commands)
}

/** Whether only what is printed goes on, and no errors. */
export function isOfOutput({ operators }: Pipeline): boolean {
  return operators.every((operator) => operator === '|')
}

/** The command that reads one name after the other: `kubectl get pods -o name | while read -r pod`. */
export function readerOfNames(node: SyntaxNode): Command | null {
  const [loop, isFed] =
    node.type === 'Pipeline'
      ? [node.commands.at(-1), isOfOutput(node) && printsNames(node.commands.slice(0, -1))]
      : node.type === 'Redirected'
        ? [node.command, node.redirects.length === 1 && isFromNames(node.redirects[0])]
        : [undefined, false]
  if (!isFed || loop?.type !== 'While' || loop.kind !== 'while') return null
  const [statement, ...others] = loop.clause.commands
  const command = statement?.command
  if (others.length > 0 || command?.type !== 'Command' || command.name?.text !== 'read' || command.redirects.length > 0)
    return null
  return /^(-r )?\w+$/.test(
    command.suffix.map(({ type, ...part }) => (type === 'Word' && 'text' in part ? part.text : '-')).join(' ')
  )
    ? command
    : null
}

function isFromNames(redirect: Redirection | undefined): boolean {
  if (redirect?.type !== 'Redirect' || redirect.operator !== '<' || redirect.descriptor) return false
  const [part, ...others] = redirect.target?.parts ?? []
  return others.length === 0 && part?.type === 'ProcessSubstitution' && givesNames(part.script)
}

/** Whether what a pipeline prints are names. */
export function printsNames(commands: readonly SyntaxNode[]): boolean {
  const calls = commands.map(wordsOf)
  const [first, ...filters] = calls
  if (!first || calls.includes(null)) return false
  const [name = '', ...words] = first
  const rest = filters.map((filter) => filter ?? [])
  switch (name) {
    case 'kubectl':
    case 'oc':
      return kubernetesNames(words, rest)
    case 'docker':
    case 'podman':
    case 'nerdctl':
      return isListOfIds(words) && rest.every(keepsLines)
    case 'pgrep':
      return words.every((word) => /^(-[fxno]+|[^-].*)$/s.test(word)) && rest.every(keepsLines)
    case 'pidof':
      return words.every((word) => /^[^-]/.test(word)) && rest.every(keepsLines)
    case 'seq':
      return /^\d+$/.test(words[0] ?? '') && words.length <= 2 && rest.every(keepsLines)
    default:
      return false
  }
}

/** `-o name` gives each one with its kind before it. */
function kubernetesNames(words: readonly string[], filters: readonly (readonly string[])[]): boolean {
  const get = words.indexOf('get')
  const kind = words[get + 1] ?? ''
  if (get === -1 || words.slice(0, get).some((word) => !/^(-n|--namespace|--context|[^-].*)$/s.test(word))) return false
  const outputs = words.flatMap((word, index) =>
    /^(-o|--output)$/.test(word) ? [words[index + 1] ?? ''] : (/^(?:-o|--output=)(.+)$/s.exec(word)?.[1] ?? [])
  )
  if (words.some((word) => /^--(template|raw|watch)|^-[Lw]/.test(word)) || outputs.length > 1) return false
  const [output] = outputs
  if (output === 'name') {
    const cut = filters.findIndex((filter) =>
      /^(cut -d ?\/ -f ?2-?|awk -F ?\/ \{ ?print \$2 ?\})$/.test(filter.join(' '))
    )
    return cut === -1
      ? filters.every(keepsLines)
      : KINDS.test(kind) && [...filters.slice(0, cut), ...filters.slice(cut + 1)].every(keepsLines)
  }
  if (!KINDS.test(kind)) return false
  if (output !== undefined) return NAMES_BY_PATH.test(output) && filters.every(keepsLines)
  // The first column of the table.
  const column = filters.findIndex((filter) =>
    /^awk ((NR ?> ?1|\/[\w -]+\/) ?)?\{ ?print \$1;? ?\}$/.test(filter.join(' '))
  )
  return column !== -1 && [...filters.slice(0, column), ...filters.slice(column + 1)].every(keepsLines)
}

function isListOfIds(words: readonly string[]): boolean {
  const own = words[0] === 'ps' ? words.slice(1) : /^container ls\b/.test(words.join(' ')) ? words.slice(2) : null
  if (own === null) return false
  const format = own.findIndex((word) => word.startsWith('--format'))
  if (format !== -1)
    return /^--format[= ]\{\{ ?\.(ID|Names) ?\}\}$/.test(
      own
        .slice(format, format + 2)
        .join(' ')
        .trim()
    )
  return own.some((word) => /^(-[anl]*q[anl]*|-qf|--quiet)$/.test(word))
}

/** A filter that prints whole lines of what it reads, in some order. */
function keepsLines(words: readonly string[]): boolean {
  const [name = '', ...others] = words
  switch (name) {
    case 'head':
    case 'tail':
      return others.every((word) => /^(-n|-?\d+|-n\d+)$/.test(word))
    case 'sort':
    case 'uniq':
      return others.every((word) => /^-[run]$/.test(word))
    case 'grep':
    case 'egrep':
    case 'fgrep':
      return (
        others.filter((word) => !/^-[vEiFwx]+$/.test(word)).every((word) => /^[^-\uE000]/.test(word)) &&
        others.length > 0
      )
    default:
      return false
  }
}

/** The words of a call that is nothing but a call; null for anything else. */
function wordsOf(node: SyntaxNode): string[] | null {
  if (node.type !== 'Command' || !isPlain(node)) return null
  const [name] = node.name?.parts ? [] : [node.name?.value ?? '']
  if (name === undefined || !node.suffix.every((part) => part.type === 'Word')) return null
  return [
    name,
    ...node.suffix.flatMap((part) => {
      if (part.type !== 'Word') return []
      const isFixed = (part.parts ?? []).every(
        ({ type, ...own }) =>
          type === 'Literal' ||
          type === 'SingleQuoted' ||
          (type === 'DoubleQuoted' &&
            'parts' in own &&
            own.parts?.every(({ type: inner }) => inner === 'Literal') === true)
      )
      return [isFixed ? part.value : ANY]
    })
  ]
}

function isPlain({ prefix, redirects }: Command): boolean {
  return prefix.length === 0 && redirects.every(isQuiet)
}

/** `2>/dev/null`. */
function isQuiet(redirect: Redirection): boolean {
  return (
    redirect.type === 'Redirect' &&
    redirect.descriptor?.type === 'FileDescriptor' &&
    redirect.descriptor.value === 2 &&
    redirect.target?.value === '/dev/null'
  )
}
