/**
 * README.md from answers.
 */
import type { RequiredTool } from '@keys/schema'
import type { Answers, RelatedPack } from './answers.js'
import { MARK } from '@keys/pack/edits'
import { furtherInputs, SKELETONS, skeletonText, toolsOf } from './skeletons.js'

/** A line of a skeleton that holds nothing but a placeholder goes when there is nothing to put there. */
const PLACEHOLDER = /^\{\{([a-z-]+)\}\}\n|\{\{([a-z-]+)\}\}/gm

/** The runbook, without the definitions at its end. */
export function runbookText(answers: Answers): string {
  const { inputs } = SKELETONS[answers.keyTypes[0]]
  const further = furtherInputs(answers)
  const values: Readonly<Record<string, string>> = {
    title: escaped(answers.title),
    description: escaped(answers.description),
    related: answers.related.map(caseOf).join('\n'),
    'further-inputs': further.map(useOf).join('\n'),
    'check-inputs': checkOf([...inputs.map(({ name }) => name), ...further].toSorted(), toolsOf(answers))
  }
  return skeletonText(answers.keyTypes[0]).replaceAll(PLACEHOLDER, (placeholder, line?: string, word?: string) => {
    const value = values[line ?? word ?? '']
    if (value === undefined) throw new Error(`nothing is known of ${placeholder.trim()}`)
    return line === undefined || value === '' ? value : `${value}\n`
  })
}

/**
 * Text as it reads, where Markdown would take its signs for markup.
 * @param text One line.
 */
export function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|~#&]/g, '\\$&')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
}

function caseOf({ package: name, title }: RelatedPack): string {
  return `- ${MARK} the case in which "${escaped(title)}" is the right one: \`${name}\``
}

function useOf(name: string): string {
  return `${MARK} use \`${name}\` in a command, and take this line away.\n`
}

/** The command of Check 1: it names all inputs that are not there, and all tools that are not there or too old. */
function checkOf(inputs: readonly string[], required: readonly RequiredTool[]): string {
  const tools = required.filter(({ command }) => command !== 'bash')
  const versions = tools.flatMap(({ command, minimum_version: version }) =>
    version === undefined ? [] : [`${command}:${version}`]
  )
  const others = tools.flatMap(({ command, minimum_version: version }) => (version === undefined ? [command] : []))
  return [
    '(',
    '  umask 077',
    '  mkdir -p "$EVIDENCE_DIR" || exit',
    '  missing=',
    ...loop('name', inputs, ['env | grep -q "^$name=." || missing="$missing $name"']),
    ...loop('tool', versions, [
      `found=$("\${tool%:*}" --version 2> /dev/null | grep -oE '[0-9]+(\\.[0-9]+)+' | head -n 1)`,
      `[ "$(printf '%s\\n' "\${tool#*:}" "\${found:-0}" | sort -V | head -n 1)" = "\${tool#*:}" ] ||`,
      '  missing="$missing ${tool%:*}-${tool#*:}-or-newer"'
    ]),
    ...loop('tool', others, ['command -v "$tool" > /dev/null || missing="$missing $tool"']),
    // The shell that runs this is the one that is asked for: it knows its version itself.
    '  case "${BASH_VERSION:-0}" in 0 | [1-3].*) missing="$missing bash-4-or-newer" ;; esac',
    `  if [ -n "$missing" ]; then printf 'needed:%s\\nmissing\\n' "$missing"; else printf 'ready\\n'; fi`,
    ')'
  ].join('\n')
}

function loop(variable: string, names: readonly string[], commands: readonly string[]): string[] {
  if (names.length === 0) return []
  return [`  for ${variable} in ${names.join(' ')}; do`, ...commands.map((command) => `    ${command}`), '  done']
}
