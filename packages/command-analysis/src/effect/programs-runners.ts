/**
 * Programs that run other programs, or code in a language of its own.
 */
import { psqlEffects } from './psql-effects.js'
import { DYNAMIC, isDynamic, NAME, written } from './paths.js'
import { each, filledIn, isFlag, isOption, mayBeOption, operands, shows, unknown } from './programs-common.js'
import type { ProgramEffects, ProgramWord } from './scope.js'
import { fileScriptEffects, scriptEffects } from './script-effects.js'
import { several } from './shell-ways.js'
import { isSteering } from './steering.js'

/** A program that runs what stands behind its own options. */
function wraps(valued: RegExp, plain: RegExp, skip = 0): ProgramEffects {
  return (call) => {
    let index = 0
    for (let word = call.words[index]; word; word = call.words[++index]) {
      if (mayBeOption(word)) break
      if (isOption(word, valued)) index++
      else if (isOption(word, /^--$/)) {
        index++
        break
      } else if (isFlag(word)) {
        if (!isOption(word, plain)) return unknown(call, 'has an option that is not known')
      } else break
    }
    const [name, ...words] = call.words.slice(index + skip)
    if (name) call.run(name, words)
  }
}

const env: ProgramEffects = (call) => {
  let index = 0
  for (let word = call.words[index]; word; word = call.words[++index]) {
    if (isOption(word, /^(-C|--chdir)/)) call.effects.moves()
    if (isOption(word, /^(-u|--unset|-C|--chdir)$/)) index++
    else if (isOption(word, /^(-i|-0|--ignore-environment|--null|--unset=\w+|--chdir=.*|-)$/)) continue
    else if (isOption(word, /^[A-Za-z_]\w*=/s)) {
      if (
        word.values.some((value) =>
          isSteering(value.slice(0, value.indexOf('=')), [value.slice(value.indexOf('=') + 1)])
        )
      )
        call.effects.unknown(`it sets \`${written(word.values[0]?.split('=')[0] ?? '')}\``, word.place)
    } else if (isFlag(word)) return unknown(call, 'has an option that is not known')
    else break
  }
  const [name, ...words] = call.words.slice(index)
  if (name) call.run(name, words)
}

/** What it is given on standard input becomes arguments: a program that can be told to write may be told so. */
const xargs: ProgramEffects = (call) => {
  let index = 0
  for (let word = call.words[index]; word; word = call.words[++index]) {
    if (isOption(word, /^(-[adEILlnPs]|--(arg-file|delimiter|max-args|max-lines|max-procs|max-chars|replace))$/))
      index++
    else if (isOption(word, /^(-[0rtx]+|-[nPLI]\S+|--(null|no-run-if-empty|verbose|exit)|--\w[\w-]*=.*)$/)) continue
    else if (isFlag(word)) return unknown(call, 'has an option that is not known')
    else break
  }
  const own = call.words.slice(0, index)
  const marks = marksIn(own)
  if (marks === null) return unknown(call, 'puts something in place of what only a run can tell')
  const isNamed =
    call.input.type === 'names' && !own.some((word) => isOption(word, /^(-[ad]|--(arg-file|delimiter)(=.*)?)/s))
  const put = isNamed ? NAME : DYNAMIC
  const [name, ...words] = call.words.slice(index).map((word) => filledIn(word, marks, put))
  if (!name) return
  const more: ProgramWord = { ...name, values: [put], splits: !isNamed, code: null }
  // Several may stand at the end of one call.
  const ways = marks.length > 0 ? [[]] : isNamed ? several(more) : [[more]]
  // Where the arguments come from a file, what it starts reads on.
  const input = own.some((word) => isOption(word, /^(-a|--arg-file)/s)) ? call.input : ({ type: 'none' } as const)
  for (const way of ways) call.run(name, [...words, ...way], input)
}

/** The texts for which `xargs` puts in what it reads; null where only a run can tell. */
function marksIn(options: readonly ProgramWord[]): string[] | null {
  const marks: string[] = []
  for (const [index, word] of options.entries()) {
    const text = /^(?:-I|--replace=?)(.*)$/s.exec(word.values[0] ?? '')?.[1]
    if (text === undefined) continue
    const given = text === '' ? (options[index + 1]?.values ?? []) : [text]
    if (word.values.length > 1 || given.length !== 1 || given[0] === '' || isDynamic(given[0]!)) return null
    marks.push(given[0]!)
  }
  return marks
}

/** A shell: the text that it is given is looked into, a file is not. */
const shell: ProgramEffects = (call) => {
  const index = call.words.findIndex((word) => !isOption(word, /^(-[eufxlE]+|--(norc|noprofile|login)|-o|pipefail)$/))
  const word = call.words[index]
  if (word && isOption(word, /^-[eufxlE]*c$/)) {
    const code = call.words[index + 1]?.code
    if (code) call.shell(code)
    else unknown(call, 'runs a text that is made while it runs')
  } else if (!word || isOption(word, /^(-s|-)$/)) {
    if (call.input.type === 'text' && call.input.isLiteral) call.shell(call.input.code)
    else if (call.input.type !== 'none') unknown(call, 'runs what it reads')
  } else if (!isOption(word, /^--version$/)) {
    for (const value of word.values) {
      const texts = call.files.get(written(value)) ?? null
      if (texts === null) unknown(call, 'runs a file that is not looked into')
      else for (const text of texts) call.shell(text)
    }
  }
}

const node: ProgramEffects = (call) => {
  let isModule = false
  for (let index = 0; index < call.words.length; index++) {
    const word = call.words[index]!
    if (isOption(word, /^(--version|-v|--help|-h)$/)) return
    if (isOption(word, /^(--input-type=(module|commonjs)|--no-warnings|--no-deprecation)$/)) isModule = true
    else if (isOption(word, /^(-e|--eval|-p|--print|-pe)$/)) {
      const code = call.words[index + 1]?.code
      if (code) scriptEffects(code, call)
      else unknown(call, 'runs a text that is made while it runs')
      return
    } else if (isOption(word, /^-$/)) break
    else if (isFlag(word) || mayBeOption(word)) return unknown(call, 'has an option that is not known')
    else {
      for (const value of word.values) fileScriptEffects(value, call, word)
      return
    }
  }
  if (call.input.type === 'text' && call.input.isLiteral) scriptEffects(call.input.code, call)
  else if (call.input.type !== 'none' || isModule) unknown(call, 'runs what it reads')
}

/** An interpreter that is not looked into. */
const interpreter: ProgramEffects = (call) => {
  if (call.words.length === 1 && isOption(call.words[0], /^(-V|-v|--version|--help)$/)) return
  unknown(call, 'runs code that is not looked into')
}

/** What runs on another machine can be looked into as well, when it stands there whole; and yet it is another machine. */
const ssh: ProgramEffects = (call) => {
  const said = operands(call)
    .slice(1)
    .flatMap(({ values }) => values.slice(0, 1))
    .join(' ')
  if (/\b(rm|reboot|shutdown|systemctl (re)?(start|stop)|kill|dd|mkfs|truncate|tee|mv|sed -i)\b/.test(said))
    call.effects.changes(`\`ssh\` runs \`${written(said).slice(0, 60)}\` elsewhere`, call.place)
  else if (!isOption(call.words[0], /^-V$/)) unknown(call, 'runs something on another machine')
}

const commandBuiltin: ProgramEffects = (call) => {
  if (isOption(call.words[0], /^-[vV]+$/)) return
  wraps(/^$/, /^-p$/)(call)
}

const exec: ProgramEffects = (call) => {
  if (call.words.length > 0) wraps(/^-a$/, /^-[cl]$/)(call)
}

/** `sudo -l` says what somebody may do. */
const sudo: ProgramEffects = (call) => {
  const end = call.words.findIndex((word) => !isOption(word, /^-(n|l{1,2}|nl)$/))
  const own = end === -1 ? call.words : call.words.slice(0, end)
  if (own.some((word) => isOption(word, /l/))) return
  wraps(/^-[ugChpT]$/, /^-[nEHSkP]+$/)(call)
}

/** `watch` gives its words to a shell, again and again. */
const watch: ProgramEffects = (call) => {
  let index = 0
  for (let word = call.words[index]; word; word = call.words[++index]) {
    if (isOption(word, /^(-n|--interval)$/)) index++
    else if (!isOption(word, /^(-[dtbec]+|-n[\d.]+|--(differences|no-title|errexit|chgexit|color|interval=[\d.]+))$/))
      break
  }
  const [name, ...words] = call.words.slice(index)
  if (!name || isFlag(name) || mayBeOption(name)) return unknown(call, 'has an option that is not known')
  if (words.length === 0 && name.code) return call.shell(name.code)
  for (const word of [name, ...words])
    for (const value of word.values) {
      call.effects.becomesCode(value, '`watch` gives a shell what only a run can tell', word.place)
      if (/[^\w./:=,@%+\uE002\uE003-]/.test(value)) unknown(call, 'gives its words to a shell')
    }
  call.run(name, words)
}

/** Modules of Python that only show something. One of the same name in the folder where it runs would be taken instead. */
const python: ProgramEffects = (call) => {
  const isApart = isOption(call.words[0], /^-I$/)
  const [option, module, ...words] = isApart ? call.words.slice(1) : call.words
  if (!isOption(option, /^-m$/) || !isOption(module, /^(json\.tool|pip)$/)) return interpreter(call)
  if (!isApart) {
    call.effects.loadsFromFolder(call.place)
    if ([...call.files.keys()].some((path) => /\/(json|pip)(\.py|\/)/.test(path))) return interpreter(call)
  }
  if (isOption(module, /^pip$/)) return call.run({ ...module!, values: ['pip'] }, words)
  shows([
    { words: /^\S*$/, plain: /^--(sort-keys|no-ensure-ascii|json-lines|compact|tab|no-indent)$/, valued: /^--indent$/ }
  ])({
    ...call,
    words
  })
}

export const runnerEffects: readonly [string, ProgramEffects][] = [
  ['command', commandBuiltin],
  ['builtin', wraps(/^$/, /^$/)],
  ['exec', exec],
  ['env', env],
  ['sudo', sudo],
  ['doas', wraps(/^-[uC]$/, /^-n$/)],
  ['nice', wraps(/^-n$/, /^(-\d+|-n-?\d+|--adjustment=-?\d+)$/)],
  ['ionice', wraps(/^-[cn]$/, /^-[cn]\d$/)],
  ['time', wraps(/^-f$/, /^-[pv]+$/)],
  [
    'timeout',
    wraps(
      /^(-[ks]|--(kill-after|signal))$/,
      /^(-[ks]\S+|--(kill-after|signal)=\S+|--(foreground|preserve-status|verbose))$/,
      1
    )
  ],
  ['stdbuf', wraps(/^-[ioe]$/, /^-[ioe]\w+$/)],
  ...each('nohup setsid', (call) => {
    const [name, ...words] = operands(call)
    if (name) call.run(name, words)
    unknown(call, 'leaves something running')
  }),
  ['xargs', xargs],
  ...each('bash sh dash ksh zsh', shell),
  ['node', node],
  ...each('python python2 python3', python),
  ...each('perl ruby php lua deno bun tsx ts-node npx pnpx Rscript osascript tclsh expect java', interpreter),
  ['psql', psqlEffects],
  ['ssh', ssh],
  ['watch', watch],
  ...each('parallel script su chroot unshare nsenter runuser at batch', (call) => unknown(call))
]
