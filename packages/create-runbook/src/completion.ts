/**
 * Scripts that let a shell complete what is typed after `keys`. Pure: made of the definitions of the commands.
 */
import { UsageError } from '@keys/pack'

/** An option, as far as a shell has to know it. */
interface OptionDefinition {
  flags: string
  summary: string
  choices?: readonly string[]
  isRepeatable?: boolean
}

/** A command, as far as a shell has to know it. */
export interface CompletedCommand {
  name: string
  summary: string
  options?: readonly OptionDefinition[]
}

/** The shells that there are scripts for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const

/** Asked by each script for the packs that are there. */
const PACKS = 'keys list --format names 2> /dev/null'

/**
 * The script of a shell.
 * @param name Its name, as typed.
 * @param commands The commands, in the order in which they are offered.
 * @throws {UsageError} For another shell.
 */
export function completionScript(name: string, commands: readonly CompletedCommand[]): string {
  const shell = SHELLS.find((known) => known === name)
  if (shell !== undefined) return { bash, zsh, fish }[shell](commands)
  throw new UsageError(`There is no completion for ${JSON.stringify(name)}.`, `Shells are ${SHELLS.join(', ')}.`)
}

function bash(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ')
  const values = commands.flatMap(({ name, options = [] }) =>
    options.flatMap((option) =>
      option.choices ? [`    '${name} ${longOf(option)}') _keys_words '${option.choices.join(' ')}'; return ;;`] : []
    )
  )
  const options = commands.map(({ name, options: own = [] }) => {
    return `    ${name}) options='${[...own.map(longOf), '--help'].join(' ')}' ;;`
  })
  return [
    '# Completion of keys for bash. In ~/.bashrc: source <(keys completion bash)',
    '_keys_words() { COMPREPLY=($(compgen -W "$1" -- "${COMP_WORDS[COMP_CWORD]}")); }',
    '_keys() {',
    '  local options= current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD - 1]}"',
    '  COMPREPLY=()',
    `  if [ "$COMP_CWORD" -eq 1 ]; then _keys_words '${names} help --help --version'; return; fi`,
    '  case "${COMP_WORDS[1]} $previous" in',
    ...values,
    `    'help help') _keys_words '${names}'; return ;;`,
    '  esac',
    '  case "${COMP_WORDS[1]}" in',
    ...options,
    '  esac',
    '  case "$current" in',
    '    -*) _keys_words "$options" ;;',
    `    *) _keys_words "$(${PACKS})" ;;`,
    '  esac',
    '}',
    'complete -o default -o bashdefault -F _keys keys',
    ''
  ].join('\n')
}

function zsh(commands: readonly CompletedCommand[]): string {
  const quoted = (text: string): string => text.replaceAll("'", "'\\''")
  const described = (text: string): string => quoted(text.replaceAll(/[[\]:\\]/g, '\\$&'))
  const offered = commands.map(({ name, summary }) => `    '${name}:${quoted(summary)}'`)
  const cases = commands.map(({ name, options = [] }) => {
    const own = options.map((option) => {
      const value = option.choices
        ? `:value:(${option.choices.join(' ')})`
        : takesValue(option)
          ? ':value:_default'
          : ''
      return `'${option.isRepeatable ? '*' : ''}${longOf(option)}[${described(option.summary)}]${value}'`
    })
    return `    ${name}) options=(${own.join(' ')}) ;;`
  })
  return [
    '#compdef keys',
    '# Completion of keys for zsh. In ~/.zshrc, below compinit: source <(keys completion zsh)',
    `_keys_packs() { local -a packs; packs=(\${(f)"$(${PACKS})"}); compadd -a packs; _files }`,
    '_keys() {',
    '  local -a commands options',
    '  commands=(',
    ...offered,
    '  )',
    '  if (( CURRENT == 2 )); then _describe command commands; return; fi',
    '  local command=$words[2]',
    '  case $command in',
    ...cases,
    '  esac',
    '  shift words',
    '  (( CURRENT-- ))',
    "  _arguments : $options '--help[Show its help]' '*:pack:_keys_packs'",
    '}',
    'compdef _keys keys',
    ''
  ].join('\n')
}

function fish(commands: readonly CompletedCommand[]): string {
  const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`
  const lines = commands.flatMap(({ name, summary, options = [] }) => [
    `complete -c keys -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...options.map((option) => {
      const value = option.choices ? ` -x -a ${quoted(option.choices.join(' '))}` : takesValue(option) ? ' -r' : ''
      const seen = quoted(`__fish_seen_subcommand_from ${name}`)
      return `complete -c keys -n ${seen} -l ${longOf(option).slice(2)}${value} -d ${quoted(option.summary)}`
    })
  ])
  return [
    '# Completion of keys for fish: keys completion fish > ~/.config/fish/completions/keys.fish',
    ...lines,
    `complete -c keys -n 'not __fish_use_subcommand' -a '(${PACKS})'`,
    ''
  ].join('\n')
}

function longOf({ flags }: OptionDefinition): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags
}

function takesValue({ flags }: OptionDefinition): boolean {
  return /[<[]/.test(flags)
}
