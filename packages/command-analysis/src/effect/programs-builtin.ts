/**
 * What belongs to the shell itself.
 */
import { each, isOption, operands, reads, unknown, writesTo } from './programs-common.js'
import type { ProgramCall, ProgramEffects } from './scope.js'

/** `declare`, `export` and the like: assignments are looked at where they stand. */
const declares: ProgramEffects = (call) => {
  for (const { values, splits, place } of call.words) {
    if (splits || values.some((value) => !/^(-[aAfFgilnprtux]+|[A-Za-z_]\w*(=.*)?)$/s.test(value)))
      call.effects.unknown(`\`${call.name}\` is given what only a run can tell`, place)
    else if (values.some((value) => /^-\w*n/.test(value)))
      call.effects.unknown('a name that stands for another variable', place)
  }
}

/** The text in a word, run as code. */
function runsText(call: ProgramCall): void {
  const [word, ...more] = call.words
  if (word?.code && more.length === 0 && word.values.length === 1) call.shell(word.code)
  else unknown(call, 'runs a text that is made while it runs')
}

/** `shopt`: some options change how code is read. */
const shellOptions: ProgramEffects = (call) => {
  const isFine = call.words.every((word) =>
    isOption(
      word,
      /^(-[suqp]+|nullglob|failglob|globstar|dotglob|extglob|nocasematch|inherit_errexit|lastpipe|pipefail)$/
    )
  )
  if (!isFine) unknown(call)
}

const sets: ProgramEffects = (call) => {
  const isFine = call.words.every((word) =>
    isOption(
      word,
      /^([-+][eufxCvbnmE]+|[-+][euxE]*o|pipefail|errexit|nounset|noclobber|noglob|xtrace|verbose|posix|--)$/
    )
  )
  if (!isFine && !isOption(call.words[0], /^--$/)) unknown(call)
}

const traps: ProgramEffects = (call) => {
  const [word] = operands(call)
  if (!word || isOption(word, /^-?$/)) return
  if (word.code && word.values.length === 1) call.shell(word.code)
  else unknown(call, 'runs a text that is made while it runs')
}

/** Variables that `read` and the like must not set, as programs are steered by them. */
const fills: ProgramEffects = (call) => {
  for (const { values, splits, place } of call.words) {
    if (
      splits ||
      values.some(
        (value) => value.startsWith('\uE000') || /^(PATH|IFS|ENV|LD_\w*|BASH\w*|NODE_\w*|GIT_\w*|-C)$/.test(value)
      )
    )
      call.effects.unknown(`\`${call.name}\` fills what only a run can tell`, place)
  }
}

const makes: ProgramEffects = (call) => {
  for (const word of operands(call)) writesTo(call, word, 'it makes')
}

export const builtinEffects: readonly [string, ProgramEffects][] = [
  ...each(
    ': true false echo test [ pwd cd exit return break continue shift unset umask wait times jobs dirs pushd popd hash help type caller compgen expr getopts',
    reads
  ),
  [
    'printf',
    (call) => (isOption(call.words[0], /^-v$/) ? fills({ ...call, words: call.words.slice(1, 2) }) : undefined)
  ],
  ...each('declare typeset local export readonly', declares),
  ...each('read mapfile readarray', fills),
  ['eval', runsText],
  ['trap', traps],
  ['set', sets],
  ['shopt', shellOptions],
  ['let', (call) => unknown(call, 'counts with texts')],
  ['ulimit', reads],
  ['kill', (call) => (isOption(call.words[0], /^-(0|l)$/) ? undefined : call.effects.changes('`kill`', call.place))],
  ...each('alias unalias enable source . history fc bind logout suspend disown bg fg', (call) => unknown(call)),
  ['mkdir', makes],
  ['touch', makes]
]
